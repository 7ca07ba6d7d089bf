import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import {
  givenBackCents,
  planOf,
  type RefundWish,
  refund,
  refundCalls,
  refunded,
  type Sold,
  sell,
} from './refund-rig.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const minuteMs = 60_000;

/** A debit payment of a closed batch: it goes back on the terminal, with the customer's card. */
async function closedSale(options?: TillWorldOptions): Promise<Sold> {
  await open(options);
  const sold = await sell(world, 'debit');
  world.simulator.closeBatch();
  return sold;
}

/** Begins the refund, and waits until the terminal asks for the card. */
async function asking(sold: Sold, wish: RefundWish = {}): Promise<string> {
  const pressedAtMs = wish.pressedAtMs ?? Date.now();
  const id = await refunded(world, sold.transactionId, { code: world.code, ...wish, pressedAtMs });
  await world.asking();
  return id;
}

describe('a refund of debit', () => {
  it('M9 U12 waits for its batch to close, even where Helcim would reverse it', async () => {
    await open({ simulator: { behaviour: { reverseDebitInOpenBatch: true } } });
    const sold = await sell(world, 'debit');
    for (const cents of [null, 5_00]) {
      expect(await planOf(world, sold.transactionId, cents)).toMatchObject({
        kind: 'refuse',
        why: 'debit_in_open_batch',
        canRemind: true,
      });
    }
    expect(refundCalls(world)).toBe(0);
  });

  it('needs a terminal', async () => {
    const sold = await closedSale();
    expect(await refund(world, sold.transactionId)).toMatchObject({
      ok: false,
      error: { code: 'refund_not_possible', detail: 'needs_terminal' },
    });
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', road: 'debit_refund' });
  });

  it('is approved on the terminal with the card that paid, whole or part, by webhook', async () => {
    const sold = await closedSale();
    const id = await asking(sold, { cents: 10_00 });
    await world.reach(id, 'waiting');
    await world.act('tap-debit');
    const { attempt, transactions } = await world.reach(id, 'approved');
    expect(attempt).toMatchObject({ road: 'debit_refund', terminalCode: world.code, approvedCents: 10_00 });
    expect(transactions).toMatchObject([{ type: 'refund', source: 'webhook' }]);
    await world.settle();
    const rest = await asking(sold, { cents: 15_00 });
    await world.act('insert-debit');
    await world.reach(rest, 'approved');
    expect(givenBackCents(world, sold.transactionId)).toBe(25_00);
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M16 tells which card has to be presented, as far as this till knows it', async () => {
    const sold = await closedSale({ webhooks: false });
    const paid = (await world.facts(sold.attemptId)).transactions[0];
    expect(paid?.cardLast4).toMatch(/^\d{4}$/);
    const card = { cardType: paid?.cardType, cardLast4: paid?.cardLast4 };
    const wish = { code: world.code, cents: 10_00 };
    const started = await refund(world, sold.transactionId, wish);
    expect(started.ok && started.value.originalCard).toEqual(card);
    expect((await world.slices()).openAttempts).toMatchObject([{ originalCard: card }]);
  });

  it('is found by look-up alone', async () => {
    const sold = await closedSale({ webhooks: false });
    const id = await asking(sold);
    await world.act('tap-debit');
    await world.advanceTo(id, 'approved', 20_000);
  });

  it('M7 may be tried again with the right card after the wrong one', async () => {
    const sold = await closedSale();
    const id = await asking(sold);
    const acted = await world.simulator.act(world.code, { action: 'tap-debit', cardNumber: '6030110000' });
    expect(acted.ok).toBe(true);
    await world.settle();
    // The card's digits are not those that paid, so the row is not taken for this refund's own.
    expect(await world.phase(id)).toBe('waiting');
    await world.act('try-again');
    await world.act('tap-debit');
    const { attempt } = await world.reach(id, 'approved');
    expect(attempt.approvedCents).toBe(25_00);
  });

  it('M7 is declined after a quiet time', async () => {
    const sold = await closedSale();
    const id = await asking(sold);
    await world.act('wrong-pin');
    await world.reach(id, 'declined_may_retry');
    await world.advanceTo(id, 'declined', 3 * minuteMs);
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 25_00 });
  });

  it.each([
    ['with the number of the sale', true, 'same'],
    ['without a number', false, 'same'],
    ['with a number that Helcim made up', true, 'invented'],
  ] as const)(
    'is cancelled at the reader: an event %s',
    async (_what, cancelCarriesInvoiceNumber, number) => {
      const behaviour = { terminalRefundInvoice: number } as const;
      const sold = await closedSale({ simulator: { cancelCarriesInvoiceNumber, behaviour } });
      const id = await asking(sold, { cents: 10_00 });
      await world.reach(id, 'waiting');
      await world.act('cancel');
      await world.reach(id, 'cancelled');
      expect((await world.facts(sold.attemptId)).attempt.state).toBe('approved');
      expect(await world.alarmKinds()).toEqual([]);
      expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 25_00 });
    },
  );

  it('is cancelled at the reader though it gives the whole amount back under the number of the sale', async () => {
    const sold = await closedSale({ isOneClock: true });
    await world.pass(10 * minuteMs);
    const id = await asking(sold, { pressedAtMs: world.clock.wallMs() });
    await world.reach(id, 'waiting');
    await world.act('cancel');
    await world.reach(id, 'cancelled');
  });

  it('M3 holds the terminal as a sale does', async () => {
    const sold = await closedSale();
    const id = await asking(sold);
    expect(await world.charge()).toMatchObject({
      ok: false,
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
    await world.act('tap-debit');
    await world.reach(id, 'approved');
    const sale = await world.charged();
    const other = await refund(world, sold.transactionId, { code: world.code });
    expect(other.ok).toBe(false);
    await world.asking();
    await world.act('tap-credit');
    await world.reach(sale, 'approved');
  });

  it('M16 M3 is let go by the ready screen, and its doubt is confirmed before the next request', async () => {
    const sold = await closedSale({ webhooks: false });
    const second = await sell(world, 'debit', 9_00);
    world.simulator.closeBatch();
    const id = await asking(sold);
    await world.act('cancel');
    const said = await world.handlers().payments.readyScreen({ attemptId: id });
    expect(said).toMatchObject({ ok: true, value: { phase: 'unknown', filedAs: 'stopped_at_terminal' } });
    expect(await refund(world, sold.transactionId, { code: world.code })).toMatchObject({
      ok: false,
      error: { code: 'refund_not_possible', detail: 'unsettled_refund', attemptIds: [id] },
    });
    const wish = { code: world.code, cents: 9_00 };
    expect(await refund(world, second.transactionId, wish)).toMatchObject({
      ok: false,
      error: { code: 'terminal_in_doubt', attemptIds: [id] },
    });
    await refunded(world, second.transactionId, { ...wish, confirmedDoubtIds: [id] });
  });

  it('M6 found after it was let go is money that went back, and an alarm', async () => {
    const sold = await closedSale({ webhooks: false });
    const id = await asking(sold);
    await world.handlers().payments.readyScreen({ attemptId: id });
    expect(await world.phase(id)).toBe('unknown');
    await world.act('tap-debit');
    const { attempt } = await world.advanceTo(id, 'approved', 2 * minuteMs);
    expect(attempt.approvedCents).toBe(25_00);
    expect(await world.alarmKinds()).toEqual(['late_refund']);
  });

  it('M6 taken twice by the reader is an alarm', async () => {
    const sold = await closedSale();
    world.simulator.faults.add({ kind: 'repeat-on-screen', match: { path: '/devices/' } });
    const id = await asking(sold, { cents: 10_00 });
    await world.act('tap-debit');
    await world.reach(id, 'approved');
    await world.asking();
    await world.act('tap-debit');
    await world.settle();
    expect((await world.facts(id)).attempt.approvedCents).toBe(20_00);
    expect(await world.alarmKinds()).toContain('refund_twice');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ refundableCents: 5_00 });
  });

  it('B3 is refused by a terminal that sleeps', async () => {
    const sold = await closedSale();
    await world.act('sleep');
    const id = await refunded(world, sold.transactionId, { code: world.code });
    expect((await world.reach(id, 'refused')).attempt.errorCode).toBe('device_not_listening');
    await world.act('wake');
    const again = await asking(sold);
    await world.act('tap-debit');
    await world.reach(again, 'approved');
  });

  it('M4 goes to unknown without evidence, and is never sent again', async () => {
    const sold = await closedSale({
      webhooks: false,
      simulator: { behaviour: { terminalRefundInvoice: 'invented' } },
    });
    const id = await asking(sold);
    // Its row bears a number that nobody here knows, so nothing can join it: a person has to.
    await world.act('tap-debit');
    await world.advanceTo(id, 'checking', 3 * minuteMs);
    await world.advanceTo(id, 'unknown', 3 * minuteMs);
    expect(refundCalls(world)).toBe(1);
    expect(await planOf(world, sold.transactionId)).toMatchObject({ why: 'unsettled_refund', attemptId: id });
  });

  it('B30 is taken over by the next start', async () => {
    const sold = await closedSale();
    const id = await asking(sold);
    await world.stopTill();
    await world.act('tap-debit');
    await world.startTill();
    await world.reach(id, 'approved');
    expect(refundCalls(world)).toBe(1);
  });
});
