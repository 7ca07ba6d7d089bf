/** The day's close of a whole till: real ledger, real HTTP to a simulated Helcim with planted differences. */
import { describe, expect, it } from 'vitest';
import { dayOf, shiftDay } from '../../../shared/business-day.ts';
import type { DayClose, DifferenceKind } from '../../../shared/day-close.ts';
import { noonZone } from '../../fakes/noon-zone.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

const rule = { timeZone: noonZone(), cutOverHour: 0 };
const today = () => dayOf(Date.now(), rule);
const dayMs = 86_400_000;

async function openWorld(options: TillWorldOptions = {}): Promise<TillWorld> {
  const world = await openTillWorld(options);
  expect(await world.handlers().close.setDay(rule)).toMatchObject({ ok: true });
  return world;
}

async function report(world: TillWorld, day = today()): Promise<DayClose> {
  const made = await world.handlers().close.report({ day });
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return made.value;
}

async function paid(world: TillWorld, cents: number): Promise<string> {
  const id = await world.charged({ cents });
  await world.asking();
  await world.act('tap-credit');
  await world.reach(id, 'approved');
  return id;
}

const kinds = ({ differences }: DayClose): readonly DifferenceKind[] => differences.map(({ kind }) => kind);
const transactionOf = async (world: TillWorld, id: string) =>
  (await world.facts(id)).transactions[0]?.transactionId ?? 0;

describe('the day’s close of a till', () => {
  it('agrees with Helcim on a day on which nothing went wrong', async () => {
    const world = await openWorld();
    await paid(world, 1_000);
    await paid(world, 2_500);
    const close = await report(world);
    expect(close.differences).toEqual([]);
    expect(close.ours).toEqual(close.helcim);
    expect(close.ours.kinds.sale).toEqual({ count: 2, cents: 3_500 });
    expect(close.batches).toMatchObject([{ isClosed: false, stated: { netCents: 3_500, countApproved: 2 } }]);
    expect(close.isRunning).toBe(true);
  });

  it('finds one planted difference of each kind that an account can come to', async () => {
    const world = await openWorld();
    const { elsewhere } = world.simulator;
    const changed = await paid(world, 1_000);
    const hidden = await paid(world, 2_000);
    const declinedNow = await paid(world, 3_000);
    const refunded = await paid(world, 4_000);
    const open = await world.charged({ cents: 7_700 });
    await world.asking();
    elsewhere.charge({ amountCents: 5_000 });
    elsewhere.charge({ amountCents: 5_100, currency: 'USD' });
    elsewhere.charge({ amountCents: 5_200, type: 'preauth' });
    const yesterday = elsewhere.charge({ amountCents: 5_300, createdAtMs: Date.now() - dayMs });
    const blurred = elsewhere.charge({ amountCents: 5_400 });
    elsewhere.alter(blurred.transactionId, { isUnreadable: true });
    elsewhere.giveBack({
      transactionId: await transactionOf(world, refunded),
      type: 'refund',
      amountCents: 400,
    });
    elsewhere.alter(await transactionOf(world, changed), { amountCents: 1_100 });
    elsewhere.alter(await transactionOf(world, hidden), { isHidden: true });
    elsewhere.alter(await transactionOf(world, declinedNow), { status: 'DECLINED' });
    await world.settle();
    const close = await report(world);
    expect(kinds(close)).toEqual([
      'unclaimed_charge',
      'refund_elsewhere',
      'open_attempt',
      'amount_changed',
      'not_approved_at_helcim',
      'missing_at_helcim',
      'other_currency',
      'other_type',
      'unreadable_rows',
      // Not all of its rows can be read, so nothing is said about its total.
      'batch_unread',
    ]);
    expect(close.differences[1]).toMatchObject({
      attemptId: refunded,
      helcimCents: 400,
      next: 'open_attempt',
    });
    expect(close.differences[2]).toMatchObject({ attemptId: open, oursCents: 7_700 });
    expect(close.differences[3]).toMatchObject({ attemptId: changed, oursCents: 1_000, helcimCents: 1_100 });
    expect(close.differences[5]).toMatchObject({ attemptId: hidden, cause: 'behind_unreadable' });
    expect(close.helcim?.kinds).toEqual({
      sale: { count: 3, cents: 1_100 + 4_000 + 5_000 },
      refund: { count: 1, cents: 400 },
      reverse: { count: 0, cents: 0 },
    });
    elsewhere.alter(blurred.transactionId, { isUnreadable: false });
    const later = await report(world);
    expect(kinds(later)).toContain('batch_spans_days');
    expect(later.batches[0]?.rows.sale.cents).toBe(
      (later.batches[0]?.ofThisDay.sale.cents ?? 0) + yesterday.amountCents,
    );
  });

  it('says that a closed batch does not come to what its rows do', async () => {
    const world = await openWorld();
    await paid(world, 1_000);
    const [batch] = world.simulator.batches();
    world.simulator.closeBatch();
    world.simulator.elsewhere.misstateBatch(batch?.id ?? 0, 5);
    const close = await report(world);
    expect(close.differences).toMatchObject([
      { kind: 'batch_differs', next: 'call_helcim', batchId: batch?.id, oursCents: 1_000 },
    ]);
  });

  it('M6 looks up what ended without an approval, hands the late one over and raises the alarm', async () => {
    const world = await openWorld({ webhooks: false });
    const late = await world.charged({ cents: 1_234 });
    await world.asking();
    await world.act('cancel');
    await world.handlers().payments.readyScreen({ attemptId: late });
    await world.reach(late, 'unknown');
    const { invoiceNumber } = (await world.facts(late)).attempt;
    world.simulator.elsewhere.charge({ amountCents: 1_234, invoiceNumber });
    const close = await report(world);
    expect(close.lookUps).toMatchObject({ asked: 1, failed: 0, left: 0 });
    expect(close.differences).toEqual([]);
    expect(close.ours.kinds.sale).toEqual({ count: 1, cents: 1_234 });
    expect((await world.facts(late)).attempt.approvedCents).toBe(1_234);
    expect(await world.alarmKinds()).toContain('late_approval');
  });

  it('is a report of our own where Helcim cannot be reached, and says so', async () => {
    const world = await openWorld();
    await paid(world, 1_000);
    const open = await world.charged({ cents: 500 });
    await world.asking();
    await world.simulator.close();
    const close = await report(world);
    expect(close.rowsReading).toMatchObject({ kind: 'failed', error: { code: 'helcim_unreachable' } });
    expect(close.helcim).toBeNull();
    expect(close.ours.kinds.sale).toEqual({ count: 1, cents: 1_000 });
    expect(close.differences).toMatchObject([{ kind: 'open_attempt', attemptId: open }]);
    expect(close.lookUps.failed).toBeGreaterThan(0);
  });

  it('of a day without anything is empty, and asks Helcim for dates one day wider on both sides', async () => {
    const world = await openWorld();
    const day = shiftDay(today(), -10);
    const close = await report(world, day);
    expect(close).toMatchObject({ attemptCount: 0, differences: [], differenceCount: 0, isRunning: false });
    const asked = world.simulator
      .requests()
      .map(({ query }) => query)
      .findLast((query) => query.dateTo !== undefined);
    expect(asked?.dateFrom && asked.dateFrom < day).toBe(true);
    expect(asked?.dateTo && asked.dateTo > day).toBe(true);
  });

  it('waits where the account’s limits are reached, shows it, and can be stopped meanwhile', async () => {
    const world = await openWorld();
    await paid(world, 1_000);
    world.simulator.setRateLimits({ perMinute: 0 });
    const making = world.handlers().close.report({ day: today() });
    await expect
      .poll(async () => (await world.slices()).dayClose.progress, { timeout: 15_000 })
      .toMatchObject({ stage: 'rows', isWaiting: true });
    await world.handlers().close.stop(null);
    expect(await making).toMatchObject({ ok: false, error: { code: 'close_stopped' } });
    expect((await world.slices()).dayClose.progress).toBeNull();
  });

  it('stops a report when another one is asked for', async () => {
    const world = await openWorld();
    await paid(world, 1_000);
    const first = world.handlers().close.report({ day: today() });
    const second = await world.handlers().close.report({ day: today() });
    expect(await first).toMatchObject({ ok: false, error: { code: 'close_stopped' } });
    expect(second.ok).toBe(true);
  });

  it('saves only the report that was made, never one that nobody has seen', async () => {
    const world = await openWorld();
    const { saveCsv, savePdf } = world.handlers().close;
    const missing = { ok: false, error: { code: 'close_not_made' } };
    expect(await saveCsv({ day: today() })).toMatchObject(missing);
    await report(world);
    expect(await saveCsv({ day: shiftDay(today(), -1) })).toMatchObject(missing);
    expect(await savePdf({ day: shiftDay(today(), -1), paper: 'a4', heightMm: null })).toMatchObject(missing);
    expect(await saveCsv({ day: today() })).toMatchObject({ ok: false, error: { code: 'file_not_saved' } });
  });
});
