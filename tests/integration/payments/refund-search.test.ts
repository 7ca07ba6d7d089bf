import { afterEach, describe, expect, it } from 'vitest';
import { findOriginals, helcimLimitMs } from '../../../electron/payments/find-originals.ts';
import type { CardKind } from '../../../shared/card-kind.ts';
import type { OriginalsFound } from '../../../shared/ipc-contract.ts';
import { type AmountCents, amountCents } from '../../../shared/money.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import { refunded, sell, sellElsewhere } from './refund-rig.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

interface Wish {
  readonly text?: string;
  readonly cents?: number;
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly cursor?: string | null;
}
async function find(wish: Wish): Promise<OriginalsFound> {
  const result = await world.handlers().refunds.find({
    text: wish.text ?? '',
    amountCents: (wish.cents ?? null) as AmountCents | null,
    dateFrom: wish.dateFrom ?? null,
    dateTo: wish.dateTo ?? null,
    cursor: wish.cursor ?? null,
  });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const idsOf = ({ originals }: OriginalsFound) => originals.map(({ transactionId }) => transactionId);
const today = (shift = 0) => {
  const day = new Date(Date.now() + shift * 86_400_000);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};

describe('the search for a payment', () => {
  it('finds this till’s by all that people call it by, and others’ by what Helcim knows', async () => {
    await open();
    const ours = await sell(world, 'credit', 12_00);
    const debit = await sell(world, 'debit', 13_00);
    const theirs = await sellElsewhere(world, 'INV-77', {}, 14_00);
    const { transactions } = await world.facts(ours.attemptId);
    const { approvalCode } = transactions[0] ?? {};
    expect(idsOf(await find({ text: ours.invoiceNumber }))).toEqual([ours.transactionId]);
    expect(idsOf(await find({ text: ours.invoiceNumber.toLowerCase() }))).toEqual([ours.transactionId]);
    expect(idsOf(await find({ text: String(ours.transactionId) }))).toEqual([ours.transactionId]);
    expect(idsOf(await find({ text: approvalCode ?? '' }))).toEqual([ours.transactionId]);
    expect(idsOf(await find({ text: '9876' }))).toEqual([debit.transactionId]);
    expect(idsOf(await find({ cents: 12_00 }))).toEqual([ours.transactionId]);
    expect(idsOf(await find({ cents: 14_00 }))).toEqual([theirs]);
    expect(idsOf(await find({ text: 'INV-77' }))).toEqual([theirs]);
    expect(idsOf(await find({ text: String(theirs) }))).toEqual([theirs]);
    expect(idsOf(await find({ text: 'nothing of the kind' }))).toEqual([]);
    expect((await find({ cents: 14_00 })).originals[0]).toMatchObject({
      attemptId: null,
      invoiceNumber: 'INV-77',
      isChecked: true,
      cardKind: 'credit',
    });
  });

  it('finds by reference, and by date', async () => {
    await open();
    const id = await world.charged({ reference: 'table 100% _7' });
    await world.asking();
    await world.act('tap-credit');
    const { transactions } = await world.reach(id, 'approved');
    const own = transactions[0]?.transactionId;
    expect(idsOf(await find({ text: 'Table 100% _' }))).toEqual([own]);
    expect(idsOf(await find({ text: 'table 100%%7' }))).toEqual([]);
    expect(idsOf(await find({ dateFrom: today(), dateTo: today() }))).toEqual([own]);
    expect(idsOf(await find({ dateFrom: today(-3), dateTo: today(-2) }))).toEqual([]);
    expect(idsOf(await find({ dateFrom: today(2) }))).toEqual([]);
  });

  it('shows no payment that was not approved, no refund, and what has gone back', async () => {
    await open();
    const sold = await sell(world, 'credit', 25_00);
    world.simulator.closeBatch();
    await world.reach(await refunded(world, sold.transactionId, { cents: 10_00 }), 'approved');
    const declined = await world.charged({ cents: 26_00 });
    await world.asking();
    await world.act('decline');
    await world.reach(declined, 'declined_may_retry');
    const found = await find({});
    expect(idsOf(found)).toEqual([sold.transactionId]);
    expect(found.originals[0]).toMatchObject({ refundedCents: 10_00, unsettledCents: 0, isChecked: false });
    expect(idsOf(await find({ cents: 26_00 }))).toEqual([]);
    expect(idsOf(await find({ cents: 10_00 }))).toEqual([]);
  });

  it('says which are only this till’s where Helcim cannot be reached', async () => {
    await open({ isProxied: true });
    const sold = await sell(world, 'credit', 12_00);
    world.proxy().setGate(async () => 'cut');
    const found = await find({ cents: 12_00 });
    expect(found.helcim).toBe('unreachable');
    expect(idsOf(found)).toEqual([sold.transactionId]);
  });

  it('M16 has an end: a slow Helcim leaves what this till knows', async () => {
    const wireClock = createVirtualClock(Date.now());
    await open({ isProxied: true });
    const sold = await sell(world, 'credit', 12_00);
    let isAsked = false;
    world.proxy().setGate(() => {
      isAsked = true;
      return new Promise(() => undefined);
    });
    const { helcim, mountainDate } = world.till().parts;
    const wish = { text: '', dateFrom: null, dateTo: null, amountCents: amountCents(12_00), cursor: null };
    const finding = findOriginals({ ledger: world.ledger(), helcim, mountainDate, wireClock }, wish);
    await waitUntil('Helcim is asked', () => isAsked);
    wireClock.advance(helcimLimitMs);
    const found = await finding;
    expect(found.helcim).toBe('unreachable');
    expect(idsOf(found)).toEqual([sold.transactionId]);
  });
});

describe('a reminder of a refund that has to wait', () => {
  const remind = (originalTransactionId: number, cents: number, cardKind: CardKind | null = null) =>
    Promise.resolve(
      world.handlers().refunds.remind({
        originalTransactionId,
        amountCents: cents as AmountCents,
        cardKind,
      }),
    );

  it('is due once the batch has closed, over a restart, and gone once it was refunded', async () => {
    await open();
    const sold = await sell(world, 'credit', 25_00);
    expect(await remind(sold.transactionId, 10_00)).toEqual({ ok: true, value: null });
    const wish = { originalTransactionId: sold.transactionId, amountCents: 10_00 };
    expect((await world.slices()).reminders).toMatchObject([{ ...wish, refundableAtMs: null }]);
    await world.pass(11 * 60_000);
    expect((await world.slices()).reminders).toMatchObject([{ refundableAtMs: null }]);
    await world.stopTill();
    world.simulator.closeBatch();
    await world.startTill();
    await world.pass(11 * 60_000);
    const [due] = (await world.slices()).reminders;
    expect(due?.refundableAtMs).not.toBeNull();
    await world.reach(await refunded(world, sold.transactionId, { cents: 10_00 }), 'approved');
    expect((await world.slices()).reminders).toEqual([]);
  });

  it('is set for nothing that is possible now, or never will be', async () => {
    await open();
    const sold = await sell(world, 'credit', 25_00);
    expect(await remind(sold.transactionId, 25_00)).toMatchObject({
      ok: false,
      error: { code: 'not_possible_now' },
    });
    expect(await remind(sold.transactionId, 25_01)).toMatchObject({
      ok: false,
      error: { code: 'refund_not_possible', detail: 'above_remainder' },
    });
    expect((await world.slices()).reminders).toEqual([]);
  });

  it('waits with the whole of a card that a person said is debit', async () => {
    await open();
    const sold = await sellElsewhere(world, 'INV-9', { cardType: 'XX' });
    const tooEarly = { ok: false, error: { code: 'not_possible_now' } };
    expect(await remind(sold, 25_00)).toMatchObject(tooEarly);
    expect(await remind(sold, 25_00, 'credit')).toMatchObject(tooEarly);
    expect(await remind(sold, 25_00, 'debit')).toEqual({ ok: true, value: null });
    world.simulator.closeBatch();
    await world.pass(11 * 60_000);
    const [due] = (await world.slices()).reminders;
    expect(due).toMatchObject({ originalTransactionId: sold, refundableAtMs: expect.any(Number) });
  });

  it('is forgotten on request', async () => {
    await open();
    const sold = await sell(world, 'debit', 25_00);
    await remind(sold.transactionId, 25_00);
    await world.handlers().refunds.forgetReminder({ originalTransactionId: sold.transactionId });
    expect((await world.slices()).reminders).toEqual([]);
  });
});
