import { describe, expect, it } from 'vitest';
import { type Charge, createCharge } from '../../../renderer/state/charge-store.ts';
import { failed, ok, type Result } from '../../../shared/app-error.ts';
import type { AttemptView, IpcInput } from '../../../shared/ipc-contract.ts';
import { amountCents } from '../../../shared/money.ts';
import { fakeAttempt, fakeId, fakeTerminalCode } from '../../fakes/fake-views.ts';

type Input = IpcInput<'payments', 'charge'>;
const terminal = fakeTerminalCode('VT01');
const amount = amountCents(1234);

interface Bench {
  readonly charge: Charge;
  readonly inputs: readonly Input[];
  readonly accepted: readonly AttemptView[];
  /** Answers the press that has waited longest; an Error breaks the channel. */
  answer(result: Result<AttemptView> | Error): Promise<void>;
}

function bench(): Bench {
  const inputs: Input[] = [];
  const accepted: AttemptView[] = [];
  const waiting: ((result: Result<AttemptView> | Error) => void)[] = [];
  let presses = 0;
  let wallMs = 0;
  const charge = createCharge({
    charge(input) {
      inputs.push(input);
      return new Promise((resolve, reject) => {
        waiting.push((result) => (result instanceof Error ? reject(result) : resolve(result)));
      });
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
  });
  return {
    charge,
    inputs,
    accepted,
    async answer(result) {
      waiting.shift()?.(result);
      await new Promise<void>((resolve) => setImmediate(resolve));
    },
  };
}

describe('the press of Send', () => {
  it('M3 sends once when it is pressed twice, however fast', async () => {
    const { charge, inputs } = bench();
    void charge.send(amount, terminal);
    void charge.send(amount, terminal);
    expect(inputs).toHaveLength(1);
  });

  it('sends amount, terminal, trimmed texts and a fresh press id', () => {
    const { charge, inputs } = bench();
    charge.edit({ amountText: '12.34', reference: '  Table 4 ', customerCode: '   ' });
    void charge.send(amount, terminal);
    expect(inputs[0]).toEqual({
      pressId: fakeId(1),
      pressedAtMs: 1_000,
      amountCents: 1234,
      terminalCode: 'VT01',
      reference: 'Table 4',
      customerCode: null,
      saleId: null,
      confirmedDoubtIds: [],
    });
  });

  it('empties the form only once the press was accepted', async () => {
    const { charge, accepted, answer } = bench();
    charge.edit({ amountText: '12.34', reference: 'Table 4' });
    void charge.send(amount, terminal);
    expect(charge.store.getState().draft.amountText).toBe('12.34');
    await answer(ok(fakeAttempt(1)));
    expect(charge.store.getState()).toMatchObject({ draft: { amountText: '', reference: '' }, press: null });
    expect(accepted).toHaveLength(1);
  });

  it('keeps everything typed when it is refused, and takes the next press under a new id', async () => {
    const { charge, inputs, answer } = bench();
    charge.edit({ amountText: '12.34', reference: 'Table 4' });
    void charge.send(amount, terminal);
    await answer(failed('terminal_busy'));
    expect(charge.store.getState()).toMatchObject({
      draft: { amountText: '12.34', reference: 'Table 4' },
      refusal: { code: 'terminal_busy' },
      press: null,
    });
    void charge.send(amount, terminal);
    expect(inputs[1]?.pressId).toBe(fakeId(2));
  });

  it('does not let the form change under a press that is under way', () => {
    const { charge } = bench();
    charge.edit({ amountText: '12.34' });
    void charge.send(amount, terminal);
    charge.edit({ amountText: '99' });
    charge.clear();
    expect(charge.store.getState().draft.amountText).toBe('12.34');
  });

  it('M4 asks about a press without an answer as the very same press', async () => {
    const { charge, inputs, answer } = bench();
    void charge.send(amount, terminal);
    await answer(new Error('the channel is gone'));
    expect(charge.store.getState().press?.status).toBe('no_answer');
    void charge.send(amountCents(9900), terminal);
    expect(inputs).toHaveLength(1);
    void charge.askAgain();
    expect(inputs[1]).toEqual(inputs[0]);
  });
});

describe('a doubt before a send', () => {
  it('M3 sends again only after it was confirmed, under a new press id and with the doubts that were shown', async () => {
    const { charge, inputs, answer } = bench();
    void charge.send(amount, terminal);
    await answer(failed('terminal_in_doubt', { attemptIds: [fakeId(70)] }));
    expect(inputs).toHaveLength(1);
    void charge.confirmDoubt(amount, terminal);
    expect(inputs[1]).toMatchObject({ pressId: fakeId(2), confirmedDoubtIds: [fakeId(70)] });
  });

  it('M3 keeps an earlier confirmation when a second doubt follows', async () => {
    const { charge, inputs, answer } = bench();
    void charge.send(amount, terminal);
    await answer(failed('terminal_in_doubt', { attemptIds: [fakeId(70)] }));
    void charge.confirmDoubt(amount, terminal);
    await answer(failed('sale_in_doubt', { attemptIds: [fakeId(71)] }));
    void charge.confirmDoubt(amount, terminal);
    expect(inputs[2]?.confirmedDoubtIds).toEqual([fakeId(70), fakeId(71)]);
  });

  it('M3 forgets a confirmation when the cashier goes back', async () => {
    const { charge, inputs, answer } = bench();
    void charge.send(amount, terminal);
    await answer(failed('terminal_in_doubt', { attemptIds: [fakeId(70)] }));
    void charge.confirmDoubt(amount, terminal);
    await answer(failed('sale_in_doubt', { attemptIds: [fakeId(71)] }));
    charge.dismissRefusal();
    void charge.send(amount, terminal);
    expect(inputs[2]?.confirmedDoubtIds).toEqual([]);
  });

  it('cannot be confirmed when another refusal is shown', async () => {
    const { charge, inputs, answer } = bench();
    void charge.send(amount, terminal);
    await answer(failed('terminal_busy', { attemptIds: [fakeId(70)] }));
    await charge.confirmDoubt(amount, terminal);
    expect(inputs).toHaveLength(1);
  });
});

describe('charging a sale again', () => {
  it('M8 asks for what is left of the sale and leaves the typed draft alone', async () => {
    const { charge, inputs, answer } = bench();
    charge.edit({ amountText: '7' });
    const view = fakeAttempt(1, { state: 'approved', amountCents: 5000, approvedCents: 500 });
    charge.startRetry(view);
    expect(charge.store.getState().retry?.amountCents).toBe(4500);
    void charge.send(amountCents(4500), terminal);
    expect(inputs[0]).toMatchObject({ saleId: view.saleId, amountCents: 4500 });
    await answer(ok(fakeAttempt(2)));
    expect(charge.store.getState()).toMatchObject({ retry: null, draft: { amountText: '7' } });
  });

  it('does not start for a sale with nothing left to pay', () => {
    const { charge } = bench();
    charge.startRetry(fakeAttempt(1, { state: 'approved', approvedCents: 4250 }));
    expect(charge.store.getState().retry).toBeNull();
  });

  it('can be left without losing the typed draft', () => {
    const { charge } = bench();
    charge.edit({ amountText: '7' });
    charge.startRetry(fakeAttempt(1, { state: 'declined' }));
    charge.leaveRetry();
    expect(charge.store.getState()).toMatchObject({ retry: null, draft: { amountText: '7' } });
  });
});
