import { describe, expect, it } from 'vitest';
import { keepRefund, keptRefund } from '../../../renderer/state/kept-refund.ts';
import {
  createRefund,
  draftFor,
  type KeptRefund,
  planAfterTypingMs,
  type Refund,
} from '../../../renderer/state/refund-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { AttemptView, IpcInput, PlannedRefund } from '../../../shared/ipc-contract.ts';
import { amountCents, type DecimalMark } from '../../../shared/money.ts';
import type { Original, RefundPlan } from '../../../shared/refund.ts';
import { fakeOriginal } from '../../fakes/fake-originals.ts';
import { fakeAttempt, fakeId, fakeTerminalCode } from '../../fakes/fake-views.ts';

type StartInput = IpcInput<'refunds', 'start'>;
type PlanInput = IpcInput<'refunds', 'plan'>;

interface Timer {
  readonly delayMs: number;
  readonly run: () => void;
  isStopped: boolean;
}

interface Bench {
  readonly refund: Refund;
  readonly plans: readonly PlanInput[];
  readonly starts: readonly StartInput[];
  readonly reminders: readonly IpcInput<'refunds', 'remind'>[];
  readonly accepted: readonly AttemptView[];
  state(): ReturnType<Refund['store']['getState']>;
  /** Answers the n-th question for a plan. */
  planned(index: number, plan: RefundPlan, original?: Original): Promise<void>;
  planFailed(index: number): Promise<void>;
  /** Answers the press that has waited longest; an Error breaks the channel. */
  answer(result: Result<AttemptView> | Error): Promise<void>;
  /** Lets the time pass that the store waits for after typing. */
  pause(): Promise<void>;
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function bench(kept?: KeptRefund, mark: DecimalMark = '.'): Bench {
  const plans: PlanInput[] = [];
  const planAnswers: ((result: Result<PlannedRefund>) => void)[] = [];
  const starts: StartInput[] = [];
  const startAnswers: ((result: Result<AttemptView> | Error) => void)[] = [];
  const reminders: IpcInput<'refunds', 'remind'>[] = [];
  const accepted: AttemptView[] = [];
  const timers: Timer[] = [];
  let presses = 0;
  let wallMs = 0;
  const refund = createRefund(
    {
      plan(input) {
        plans.push(input);
        return new Promise((resolve) => planAnswers.push(resolve));
      },
      start(input) {
        starts.push(input);
        return new Promise((resolve, reject) => {
          startAnswers.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
        });
      },
      async remind(input) {
        reminders.push(input);
        return ok(null);
      },
      currency: () => 'CAD',
      mark: () => mark,
      time: {
        nowMs: () => 0,
        later(delayMs, run) {
          const timer = { delayMs, run, isStopped: false };
          timers.push(timer);
          return () => {
            timer.isStopped = true;
          };
        },
      },
      wallMs() {
        wallMs += 1_000;
        return wallMs;
      },
      makePressId() {
        presses += 1;
        return fakeId(presses);
      },
      onAccepted: (view) => void accepted.push(view),
    },
    kept,
  );
  return {
    refund,
    plans,
    starts,
    reminders,
    accepted,
    state: () => refund.store.getState(),
    async planned(index, plan, original = fakeOriginal(1)) {
      planAnswers[index]?.(ok({ original, plan }));
      await settle();
    },
    async planFailed(index) {
      planAnswers[index]?.(failed('helcim_unreachable'));
      await settle();
    },
    async answer(result) {
      startAnswers.shift()?.(result);
      await settle();
    },
    async pause() {
      for (const timer of timers.splice(0)) {
        expect(timer.delayMs).toBe(planAfterTypingMs);
        if (!timer.isStopped) timer.run();
      }
      await settle();
    },
  };
}

function memoryKeep() {
  let kept: string | null = null;
  const keep = {
    read: () => kept,
    write(next: string) {
      kept = next;
    },
  };
  return { keep, text: () => kept ?? '' };
}

const original = fakeOriginal(1);
const go = (cents: number): RefundPlan => ({
  kind: 'go',
  road: 'credit_refund',
  amountCents: cents,
  refundableCents: 25_00,
  needsManager: null,
});
const wait: RefundPlan = {
  kind: 'refuse',
  why: 'part_in_open_batch',
  refundableCents: 25_00,
  attemptId: null,
  canRemind: true,
};
const send = { amountCents: amountCents(25_00), terminalCode: null, reason: 'returned' } as const;

/** An original in hand, planned whole, with everything typed. */
async function filled(): Promise<Bench> {
  const made = bench();
  made.refund.choose(original);
  await made.planned(0, go(25_00));
  made.refund.edit({ reason: 'returned', reasonText: '  torn  ' });
  made.refund.setWho(' Dana ');
  return made;
}

describe('the plan of a refund', () => {
  it('is asked for the whole of what is left, which is then preselected', async () => {
    const { refund, plans, planned, state } = bench();
    refund.choose(original);
    expect(plans).toEqual([
      { originalTransactionId: original.transactionId, amountCents: null, cardKind: null },
    ]);
    expect(state().draft?.amountText).toBeNull();
    await planned(0, go(15_00));
    expect(state()).toMatchObject({
      draft: { amountText: '15.00' },
      plan: { kind: 'go' },
      isPlanning: false,
    });
  });

  it('is preselected as the language of the window writes amounts', async () => {
    const { refund, planned, state } = bench(undefined, ',');
    refund.choose(original);
    await planned(0, go(15_00));
    expect(state().draft?.amountText).toBe('15,00');
  });

  it('is asked for anew once the typing pauses, and only then', async () => {
    const { refund, plans, planned, pause, state } = bench();
    refund.choose(original);
    await planned(0, go(25_00));
    for (const text of ['1', '10', '10.00']) refund.edit({ amountText: text });
    expect(plans).toHaveLength(1);
    expect(state()).toMatchObject({ plan: null, isPlanning: true });
    await pause();
    expect(plans.slice(1)).toEqual([
      { originalTransactionId: original.transactionId, amountCents: 10_00, cardKind: null },
    ]);
  });

  it('M9 of an earlier amount is thrown away when it comes late', async () => {
    const { refund, planned, pause, state } = bench();
    refund.choose(original);
    await planned(0, go(25_00));
    refund.edit({ amountText: '10.00' });
    await pause();
    refund.edit({ amountText: '5.00' });
    await planned(1, go(10_00));
    expect(state().plan).toBeNull();
    await pause();
    await planned(2, go(5_00));
    expect(state().plan).toMatchObject({ amountCents: 5_00 });
  });

  it('is not asked for what is no amount, and an emptied field stays empty', async () => {
    const { refund, plans, planned, pause, state } = bench();
    refund.choose(original);
    await planned(0, go(25_00));
    refund.edit({ amountText: '' });
    await pause();
    expect(plans).toHaveLength(1);
    expect(state()).toMatchObject({ draft: { amountText: '' }, plan: null, isPlanning: false });
  });

  it('is asked for at once when a person says what kind of card it is', async () => {
    const { refund, plans, planned } = bench();
    refund.choose(original);
    await planned(0, { kind: 'ask_card_kind', cardType: 'EB', refundableCents: 25_00 });
    refund.edit({ cardKind: 'debit' });
    expect(plans[1]).toMatchObject({ cardKind: 'debit', amountCents: 25_00 });
  });

  it('keeps everything typed when Helcim cannot be reached', async () => {
    const { refund, planFailed, state } = bench();
    refund.choose(original);
    refund.edit({ reason: 'goodwill', reasonText: 'kept' });
    await planFailed(0);
    expect(state()).toMatchObject({
      draft: { reason: 'goodwill', reasonText: 'kept' },
      planError: { code: 'helcim_unreachable' },
    });
  });
});

describe('what is typed for a refund', () => {
  it('stays when the same payment is chosen again, and not for another one', async () => {
    const { refund, state } = await filled();
    refund.choose(original);
    expect(state().draft?.reasonText).toBe('  torn  ');
    refund.choose(fakeOriginal(2));
    expect(state().draft).toEqual(draftFor(fakeOriginal(2).transactionId));
    expect(state().who).toBe(' Dana ');
  });

  it('says to main when a person looks again, and only then', async () => {
    const { refund, plans, planned, state } = bench();
    refund.choose(original);
    await planned(0, { ...wait, why: 'no_permission', canRemind: false });
    void refund.lookAgain();
    expect(plans.map(({ isAskedAnew }) => isAskedAnew)).toEqual([undefined, true]);
    await planned(1, go(25_00));
    expect(state().plan).toEqual(go(25_00));
  });

  it('takes the amount of a reminder instead of the whole', async () => {
    const { refund, plans, state } = bench();
    refund.open(original.transactionId, amountCents(5_00));
    expect(state().draft?.amountText).toBe('5.00');
    expect(plans[0]?.amountCents).toBe(5_00);
  });

  it('does not change under a press that is under way', async () => {
    const { refund, state } = await filled();
    void refund.send(send, null);
    refund.edit({ amountText: '99' });
    refund.setWho('Robin');
    refund.leave();
    refund.open(7);
    expect(state()).toMatchObject({
      draft: { originalTransactionId: original.transactionId, amountText: '25.00' },
      who: ' Dana ',
    });
  });

  it('M11 M12 outlives a reload of the window, without a PIN and without the card', async () => {
    const { refund, state } = await filled();
    void refund.send(send, '847261');
    const { keep, text } = memoryKeep();
    keepRefund(keep, state());
    expect(text()).not.toContain('847261');
    expect(text()).not.toContain('1234');
    const kept = keptRefund(keep);
    expect(kept).toMatchObject({ who: ' Dana ', draft: { amountText: '25.00', reason: 'returned' } });
    expect(kept.press).toEqual({ status: 'no_answer', input: state().press?.input });
  });

  it.each([
    null,
    '',
    'no json',
    '[]',
    '{"draft":{"originalTransactionId":-1},"who":7,"press":{"input":{"pressId":"x"}}}',
    JSON.stringify({ draft: null, who: 'x'.repeat(61), press: { input: [] } }),
    `"${'x'.repeat(30_000)}"`,
  ])('is nothing when what was kept is not what was written: %.40s', (text) => {
    expect(keptRefund({ read: () => text, write: () => {} })).toEqual({ draft: null, who: '', press: null });
  });

  it('drops words of another program from what was kept', () => {
    const draft = {
      originalTransactionId: 5,
      amountText: '1.00',
      cardKind: 'gift',
      terminalCode: 'toolong',
      reason: 'because',
      reasonText: 'x'.repeat(121),
    };
    const kept = keptRefund({
      read: () => JSON.stringify({ draft, who: 'Dana', press: null }),
      write: () => {},
    });
    expect(kept.draft).toEqual({ ...draftFor(5), amountText: '1.00' });
  });
});

describe('the press of Give back', () => {
  it('M9 sends once when it is pressed twice, however fast', async () => {
    const { refund, starts } = await filled();
    void refund.send(send, null);
    const second = await refund.send(send, null);
    expect(starts).toHaveLength(1);
    expect(second).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
  });

  it('sends what was typed, trimmed, under a fresh press id', async () => {
    const { refund, starts } = await filled();
    void refund.send({ ...send, terminalCode: fakeTerminalCode('VT01') }, '847261');
    expect(starts[0]).toEqual({
      pressId: fakeId(1),
      pressedAtMs: 1_000,
      originalTransactionId: original.transactionId,
      amountCents: 25_00,
      terminalCode: 'VT01',
      cardKind: null,
      reason: 'returned',
      reasonText: 'torn',
      who: 'Dana',
      managerPin: '847261',
      confirmedDoubtIds: [],
    });
  });

  it('empties the form once it was accepted, and remembers who', async () => {
    const { refund, accepted, answer, state } = await filled();
    void refund.send(send, null);
    await answer(ok(fakeAttempt(1, { kind: 'refund' })));
    expect(state()).toMatchObject({ draft: null, press: null, who: ' Dana ' });
    expect(accepted).toHaveLength(1);
  });

  it('keeps all typed after a wrong PIN, and takes the next one under a new id', async () => {
    const { refund, starts, answer, state } = await filled();
    void refund.send(send, '111222');
    await answer(failed('pin_wrong'));
    expect(state()).toMatchObject({
      press: null,
      refusal: { code: 'pin_wrong' },
      draft: { amountText: '25.00', reasonText: '  torn  ' },
    });
    void refund.send(send, '847261');
    expect(starts[1]).toMatchObject({ pressId: fakeId(2), managerPin: '847261' });
  });

  it('M11 holds no PIN in what the screens can see', async () => {
    const { refund, state } = await filled();
    void refund.send(send, '847261');
    expect(JSON.stringify(state())).not.toContain('847261');
  });

  it('M9 plans anew when main says that it is not possible any more', async () => {
    const { refund, plans, answer } = await filled();
    void refund.send(send, null);
    await answer(failed('refund_not_possible', { detail: 'above_remainder' }));
    expect(plans).toHaveLength(2);
  });

  it('M4 M9 asks about a press without an answer as the very same press', async () => {
    const { refund, starts, answer, state } = await filled();
    void refund.send(send, '847261');
    await answer(new Error('the channel is gone'));
    expect(state().press?.status).toBe('no_answer');
    expect(await refund.send(send, null)).toMatchObject({ ok: false });
    void refund.askAgain(null);
    expect(starts[1]).toEqual({ ...starts[0], managerPin: null });
    // The PIN is asked for anew, and still it is the same press: the first one may have arrived.
    await answer(failed('manager_needed'));
    expect(state().press?.status).toBe('no_answer');
    void refund.askAgain('847261');
    expect(starts[2]).toEqual(starts[0]);
  });

  it('M9 can be asked about after a reload, when it may have arrived', async () => {
    const before = await filled();
    void before.refund.send(send, null);
    const { keep } = memoryKeep();
    keepRefund(keep, before.state());
    const after = bench(keptRefund(keep));
    void after.refund.askAgain(null);
    expect(after.starts[0]).toEqual(before.starts[0]);
  });
});

describe('what stands between a refund and its send', () => {
  it('M3 carries a doubt only after it was shown and confirmed', async () => {
    const { refund, starts, answer } = await filled();
    void refund.send(send, null);
    await answer(failed('terminal_in_doubt', { attemptIds: [fakeId(70)] }));
    expect(starts).toHaveLength(1);
    refund.confirmDoubts();
    void refund.send(send, null);
    expect(starts[1]).toMatchObject({ pressId: fakeId(2), confirmedDoubtIds: [fakeId(70)] });
  });

  it('M3 forgets the doubts of one payment when another is taken in hand', async () => {
    const { refund, answer, state } = await filled();
    void refund.send(send, null);
    await answer(failed('terminal_in_doubt', { attemptIds: [fakeId(70)] }));
    refund.confirmDoubts();
    refund.choose(fakeOriginal(2));
    expect(state().confirmedDoubtIds).toEqual([]);
  });

  it('reminds of the amount that has to wait, and says so until something else is typed', async () => {
    const { refund, planned, reminders, state } = bench();
    refund.choose(original);
    await planned(0, wait);
    await refund.remind(amountCents(10_00));
    const wish = { originalTransactionId: original.transactionId, amountCents: 10_00 };
    expect(reminders).toEqual([{ ...wish, cardKind: null }]);
    expect(state().remindedCents).toBe(10_00);
    refund.edit({ amountText: '9.00' });
    expect(state().remindedCents).toBeNull();
    refund.edit({ cardKind: 'debit' });
    await refund.remind(amountCents(9_00));
    expect(reminders[1]).toEqual({ ...wish, amountCents: 9_00, cardKind: 'debit' });
  });
});
