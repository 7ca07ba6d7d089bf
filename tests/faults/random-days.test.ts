/**
 * Days that nobody would think of: presses, customers, faults of Helcim, of the webhooks and of the till, drawn by
 * seed. In the end the ledger is compared with what really happened to every card. Few, since they take real HTTP and real
 * files; `world/` lives through thousands.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../../electron/simulator/fault-schema.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { type Drawing, drawFrom } from '../fakes/drawing.ts';
import { openTillWorld, type TillWorld } from '../fakes/till-world.ts';

const days = 10;
/** Every one of these is watched to its end; the others are looked up by a start, as a manager does in the morning. */
const wholeWatchEvery = 5;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let world: TillWorld;
afterEach(() => world.close());

const onPurchase = { method: 'POST', path: '/devices/' };
const onReads = { method: 'GET', path: '/card-transactions' };

function drawFault(draw: Drawing): FaultInput {
  const when = draw.pick(['before-effect', 'after-effect'] as const);
  const ms = draw.whole(1, 300) * 1_000;
  const reply = draw.pick<FaultInput>([
    { kind: 'drop', when },
    { kind: 'cut-body', when },
    { kind: 'garbage', when },
    {
      kind: 'status',
      when,
      status: draw.pick([500, 502, 503, 408]),
      form: draw.pick(['html', 'empty', 'json'] as const),
    },
    { kind: 'redirect', when, location: 'http://127.0.0.1:9/elsewhere' },
    { kind: 'rate-limited' },
  ]);
  return draw.pick<FaultInput>([
    { ...reply, match: onPurchase },
    { ...reply, match: onReads, times: draw.whole(1, 5) },
    { kind: 'not-on-screen', match: onPurchase },
    { kind: 'late-on-screen', ms, match: onPurchase },
    { kind: 'late-approval', ms, match: onPurchase },
    { kind: 'repeat-on-screen', match: onPurchase },
    { kind: 'hidden-transaction', ms, match: onPurchase },
    {
      kind: 'outcome-before-reply',
      action: draw.pick(['tap-credit', 'decline', 'cancel'] as const),
      match: onPurchase,
    },
    { kind: 'webhook-lost' },
    { kind: 'webhook-doubled' },
    { kind: 'webhook-late', ms },
    { kind: 'webhook-reordered', ms },
  ]);
}

/** Charges as a cashier does who confirms a doubt when asked. */
async function press(draw: Drawing, codes: readonly string[]): Promise<void> {
  const { items } = await world.ledger().attemptsPage(null, 50);
  const saleId = items.length > 0 && draw.chance(0.4) ? draw.pick(items).sale.id : null;
  const wish = { code: draw.pick(codes), cents: draw.whole(1, 50) * 100, saleId };
  const result = await world.charge(wish);
  if (result.ok || !result.error.code.endsWith('_in_doubt')) return;
  await world.charge({ ...wish, confirmedDoubtIds: result.error.attemptIds });
}

/** The customer, or whoever stands at the terminal, does something that is possible there. */
async function actSomewhere(draw: Drawing): Promise<void> {
  const device = draw.pick(world.simulator.devices().filter(({ code }) => code !== 'ZZ3P'));
  const actions = device.actions.filter((action) => action !== 'add-tip');
  const isAsking = device.request !== null;
  const usual = actions.filter((action) =>
    ['tap-credit', 'tap-debit', 'decline', 'try-again', 'cancel', 'wake', 'plug'].includes(action),
  );
  const action =
    draw.chance(isAsking ? 0.8 : 0.2) && usual.length > 0 ? draw.pick(usual) : draw.pick(actions);
  if (isAsking && draw.chance(0.1) && action.startsWith('tap'))
    await world.simulator.act(device.code, { action, approvedCents: 1 });
  else await world.simulator.act(device.code, action);
}

/** A word of the cashier about some attempt; what is not possible then is refused and changes nothing. */
async function sayOfSome(draw: Drawing): Promise<void> {
  const { items } = await world.ledger().attemptsPage(null, 50);
  if (items.length === 0) return;
  const attemptId = draw.pick(items).attempt.id;
  const { payments } = world.handlers();
  await draw.pick([
    () => payments.readyScreen({ attemptId }),
    () => payments.lookUpNow({ attemptId }),
    () => payments.paysOtherwise({ attemptId }),
    () => payments.acknowledge({ attemptId }),
    () =>
      payments.closeUnknown({ attemptId, who: 'Mia', reason: 'left_without_paying', paidByAttemptId: null }),
  ])();
}

async function liveThroughStep(draw: Drawing, codes: readonly string[]): Promise<void> {
  const what = draw.fraction();
  if (what < 0.25) await press(draw, codes);
  else if (what < 0.55) await actSomewhere(draw);
  else if (what < 0.7) await sayOfSome(draw);
  else if (what < 0.85) world.simulator.faults.add(drawFault(draw));
  else if (what < 0.9) world.simulator.setWebhookUrl(draw.chance(0.5) ? null : world.webhookUrl());
  else if (what < 0.95) await world.restart();
  else await world.till().woken();
  await world.pass(draw.pick([0, 1_000, 5_000, 20_000, 70_000, 160_000, 320_000]));
}

/** Terminals are put right, faults end; what is still on a screen is paid or cancelled. */
async function endDay(draw: Drawing): Promise<void> {
  world.simulator.faults.clear();
  world.simulator.setWebhookUrl(world.webhookUrl());
  await world.pass(6 * minuteMs);
  for (let round = 0; round < 6; round += 1) {
    for (const { code, actions } of world.simulator.devices()) {
      const action = (['plug', 'wake', 'try-again', 'tap-debit'] as const).find((each) =>
        actions.includes(each),
      );
      if (action)
        await world.simulator.act(code, draw.chance(0.3) && actions.includes('cancel') ? 'cancel' : action);
    }
    await world.pass(5_000);
  }
}

async function expectTruth(): Promise<void> {
  const { items } = await world.ledger().attemptsPage(null, 1_000);
  const numbers = new Set<string>(items.map(({ attempt }) => attempt.invoiceNumber));
  const sent = world.simulator
    .requests()
    .filter(({ path }) => path.endsWith('/payment/purchase'))
    .map(({ body }) => (body as { invoiceNumber: string }).invoiceNumber);
  expect(new Set(sent).size).toBe(sent.length);
  expect(sent.filter((number) => !numbers.has(number))).toEqual([]);
  const truth = world.simulator.transactions();
  expect(truth.filter((row) => !numbers.has(row.invoiceNumber))).toEqual([]);
  const alarms = await world.ledger().openAlarms();
  for (const { attempt, transactions } of items) {
    const rows = truth.filter((row) => row.invoiceNumber === attempt.invoiceNumber);
    const approved = rows.filter((row) => row.status === 'APPROVED');
    const sum = approved.reduce((total, row) => total + row.amountCents, 0);
    const story = `${attempt.id} ${attempt.state} ${attempt.laterProven}: ${(await world.evidence(attempt.id)).join(' ')}`;
    expect(isOpen(attempt.state), story).toBe(false);
    expect(attempt.approvedCents ?? 0, story).toBe(sum);
    expect(attempt.state === 'approved' || attempt.laterProven === 'approved', story).toBe(
      approved.length > 0,
    );
    expect(transactions.map((row) => row.transactionId).sort(), story).toEqual(
      rows.map((row) => row.transactionId).sort(),
    );
    if (rows.length === 0) expect(attempt.state, story).not.toBe('declined');
    const kinds = alarms.filter(({ attemptId }) => attemptId === attempt.id).map(({ kind }) => kind);
    expect(kinds.includes('possible_double_charge'), story).toBe(approved.length > 1);
    if (attempt.laterProven === 'approved')
      expect(
        kinds.some((kind) => kind === 'late_approval' || kind === 'possible_double_charge'),
        story,
      ).toBe(true);
  }
  expect(await world.ledger().verifyChain()).toMatchObject({ ok: true });
  expect(await world.ledger().nextEventDueAtMs()).toBeNull();
  // Everything the truth knows of more than a sale's total is an alarm.
  for (const facts of items) {
    const attempts = items.filter(({ sale }) => sale.id === facts.sale.id);
    const covered = attempts.reduce(
      (total, { attempt }) => total + Math.min(attempt.approvedCents ?? 0, attempt.amountCents),
      0,
    );
    if (covered > facts.sale.totalCents)
      expect(alarms.filter(({ kind }) => kind === 'sale_paid_twice').length).toBeGreaterThan(0);
  }
}

describe('M4 M6 M8 U5 a day drawn by chance', () => {
  const seeds = Array.from({ length: days }, (_day, index) => 1_000 + index);
  it.each(seeds)('M6 ends with the ledger telling what happened to every card (seed %i)', async (seed) => {
    const draw = drawFrom(seed);
    const carriesNumber = draw.chance(0.5);
    world = await openTillWorld({
      isOneClock: true,
      hangingAfterMs: 60,
      simulator: {
        seed: `day ${seed}`,
        cancelCarriesInvoiceNumber: carriesNumber,
        behaviour: {
          busyTerminal: draw.pick(['refuse', 'replace', 'swallow'] as const),
          transactionOrder: draw.pick(['newest-first', 'oldest-first'] as const),
          approvedWord: draw.pick(['APPROVED', 'APPROVAL'] as const),
          retrySignature: draw.pick(['new-timestamp', 'same'] as const),
          emptyListIs404: draw.chance(0.3),
          surchargeBasisPoints: draw.pick([0, 0, 240]),
        },
      },
    });
    const codes = ['DY6L', 'NBL7'];
    await world.handlers().terminals.pair({ code: 'NBL7' as typeof world.code, nickname: null });
    for (let step = 0; step < 24; step += 1) await liveThroughStep(draw, codes);
    await endDay(draw);
    if (seed % wholeWatchEvery === 0) await world.pass(49 * hourMs);
    else {
      await world.restart();
      await world.pass(hourMs);
      // A start leaves alone what is approved; whether it was so twice is asked here, two days before the watch would.
      const { items } = await world.ledger().attemptsPage(null, 1_000);
      for (const { attempt } of items.filter((facts) => facts.attempt.approvedCents !== null))
        await world.handlers().payments.lookUpNow({ attemptId: attempt.id });
    }
    await expectTruth();
  });
});
