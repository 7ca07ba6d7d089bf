import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import {
  givenBackCents,
  planned,
  planOf,
  refund,
  refundCalls,
  refundElsewhere,
  refunded,
  type Sold,
  sell,
  viewOf,
} from './refund-rig.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const refundPath = { path: '/payment/refund' };
const minuteMs = 60_000;

/** A credit payment of a closed batch: it goes back without the card, whole or part. */
async function closedSale(options?: TillWorldOptions): Promise<Sold> {
  await open(options);
  const sold = await sell(world, 'credit');
  world.simulator.closeBatch();
  return sold;
}

describe('a refund whose answer says no', () => {
  it('M7 is declined at once by a 500 whose body is the declined transaction', async () => {
    const sold = await closedSale();
    world.simulator.faults.add({ kind: 'decline', reason: 'DO NOT HONOUR', match: refundPath });
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    const { attempt, transactions } = await world.reach(id, 'declined');
    expect(transactions).toMatchObject([{ status: 'declined', source: 'answer' }]);
    expect(attempt.errorCode).toBeNull();
    expect((await viewOf(world, id)).declineReason).toContain('DO NOT HONOUR');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 25_00 });
  });

  it('U14 is known as a suspected duplicate of an earlier one', async () => {
    const sold = await closedSale();
    await world.reach(await refunded(world, sold.transactionId, { cents: 10_00 }), 'approved');
    const again = await refunded(world, sold.transactionId, { cents: 10_00 });
    const { attempt } = await world.reach(again, 'declined');
    expect(attempt).toMatchObject({ errorCode: 'suspected_duplicate', approvedCents: null });
    expect(givenBackCents(world, sold.transactionId)).toBe(10_00);
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('a refund whose answer is lost', () => {
  const lost = { kind: 'drop', when: 'after-effect', match: refundPath } as const;

  it('M4 B20 is settled by its row, and never sent again', async () => {
    const sold = await closedSale({ webhooks: false });
    world.simulator.faults.add(lost);
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'checking');
    expect(await refund(world, sold.transactionId, { cents: 5_00 })).toMatchObject({ ok: true });
    const { attempt } = await world.advanceTo(id, 'approved', 10_000);
    expect(attempt.approvedCents).toBe(10_00);
    await world.settle();
    expect(givenBackCents(world, sold.transactionId)).toBe(15_00);
    expect(refundCalls(world)).toBe(2);
  });

  it('M6 B24 is settled by its webhook', async () => {
    const sold = await closedSale();
    world.simulator.faults.add(lost);
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    const { transactions } = await world.reach(id, 'approved');
    expect(transactions).toHaveLength(1);
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M9 holds its amount while nothing is known, and takes no other refund', async () => {
    const sold = await closedSale({ webhooks: false });
    world.simulator.faults.add(lost);
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 3_600_000, match: refundPath });
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'checking');
    const { original, plan } = await planned(world, sold.transactionId);
    expect(plan).toMatchObject({ why: 'unsettled_refund', attemptId: id, refundableCents: 15_00 });
    expect(original).toMatchObject({ refundedCents: 0, unsettledCents: 10_00 });
    expect(await refund(world, sold.transactionId, { cents: 5_00 })).toMatchObject({
      ok: false,
      error: { code: 'refund_not_possible', detail: 'unsettled_refund', attemptIds: [id] },
    });
    await world.advanceTo(id, 'unknown', 6 * minuteMs);
    const closed = {
      attemptId: id,
      who: 'Ada',
      reason: 'left_without_paying',
      paidByAttemptId: null,
    } as const;
    expect(await world.handlers().payments.closeUnknown(closed)).toMatchObject({ ok: true });
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 15_00 });
  });

  it('M6 U22 is found after a restart, however late, and raises the alarm', async () => {
    const sold = await closedSale({ isOneClock: true, webhooks: false });
    world.simulator.faults.add(lost);
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 20 * minuteMs, match: refundPath });
    const id = await refunded(world, sold.transactionId, { cents: 10_00, pressedAtMs: world.clock.wallMs() });
    await world.pass(6 * minuteMs);
    expect(await world.phase(id)).toBe('unknown');
    await world.restart();
    expect(await world.phase(id)).toBe('unknown');
    await world.pass(30 * minuteMs);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'approved', approvedCents: 10_00 });
    expect(await world.alarmKinds()).toEqual(['late_refund']);
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 15_00 });
    expect(refundCalls(world)).toBe(1);
  });

  it('M6 is nobody’s row where somebody else gave the same amount back meanwhile', async () => {
    const sold = await closedSale({ webhooks: false });
    world.simulator.faults.add({ kind: 'drop', when: 'before-effect', match: refundPath });
    world.simulator.setBehaviour({ duplicateCheckOnTerminals: false });
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'checking');
    // Two that fit: which of them is ours, if any, nobody can say.
    const rows = await world.simulator.transactions();
    expect(rows.filter(({ type }) => type === 'refund')).toEqual([]);
    expect(await refundElsewhere(world, sold.transactionId, 10_00)).toBe(200);
    const twin = world.simulator.transactions().at(-1);
    expect(twin?.type).toBe('refund');
    await world.advanceTo(id, 'approved', 10_000);
    // It is taken for ours, since it is the only one; what has gone back is counted once.
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', refundableCents: 15_00 });
    expect(givenBackCents(world, sold.transactionId)).toBe(10_00);
  });

  it.each([
    ['a server error', { kind: 'status', when: 'after-effect', status: 500, form: 'json' }],
    ['a web page', { kind: 'status', when: 'after-effect', status: 502, form: 'html' }],
    ['half a body', { kind: 'cut-body', when: 'after-effect' }],
    ['nonsense', { kind: 'garbage', when: 'after-effect' }],
    ['a redirect', { kind: 'redirect', when: 'after-effect', location: 'https://elsewhere.invalid/' }],
    ['a clash of keys', { kind: 'status', when: 'after-effect', status: 409, form: 'json' }],
  ] as const)('M4 B21 B22 %s proves nothing: it is looked for', async (_what, fault) => {
    const sold = await closedSale({ webhooks: false });
    world.simulator.faults.add({ ...fault, match: refundPath });
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'checking');
    await world.advanceTo(id, 'approved', 10_000);
    expect(refundCalls(world)).toBe(1);
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('a refund asked for once more under the same key', () => {
  const lost = { kind: 'drop', when: 'after-effect', match: refundPath } as const;
  const hidden = { kind: 'hidden-transaction', ms: 3_600_000, match: refundPath } as const;

  async function inDoubt(options: TillWorldOptions = {}): Promise<{ sold: Sold; id: string }> {
    const sold = await closedSale({ webhooks: false, ...options });
    world.simulator.faults.add(lost);
    world.simulator.faults.add(hidden);
    const pressedAtMs = options.isOneClock ? world.clock.wallMs() : Date.now();
    const id = await refunded(world, sold.transactionId, { cents: 10_00, pressedAtMs });
    await world.reach(id, 'checking');
    return { sold, id };
  }
  const retry = (attemptId: string) => Promise.resolve(world.handlers().refunds.retry({ attemptId }));

  it('M4 is answered with the first one, and gives nothing back twice', async () => {
    const { sold, id } = await inDoubt();
    const { retryRemainingMs } = await viewOf(world, id);
    expect(retryRemainingMs).toBeGreaterThan(0);
    expect(retryRemainingMs).toBeLessThanOrEqual(120_000);
    expect(await retry(id)).toMatchObject({ ok: true });
    const { attempt } = await world.reach(id, 'approved');
    expect(attempt.approvedCents).toBe(10_00);
    const keys = world.simulator
      .requests()
      .filter(({ path }) => path === '/payment/refund')
      .map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([id, id]);
    expect(givenBackCents(world, sold.transactionId)).toBe(10_00);
    expect((await viewOf(world, id)).retryRemainingMs).toBeNull();
    expect(await world.evidence(id)).toContain('refund_retried');
  });

  it('M4 is asked once by two windows at once', async () => {
    const { id } = await inDoubt();
    const results = await Promise.all([retry(id), retry(id)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await world.reach(id, 'approved');
    expect(refundCalls(world)).toBe(2);
  });

  it.each([400, 403, 409, 429])('M4 proves nothing by a refusal (%i)', async (status) => {
    const { id } = await inDoubt();
    world.simulator.faults.add({ kind: 'status', when: 'before-effect', status, match: refundPath });
    expect(await retry(id)).toMatchObject({ ok: true });
    await waitUntil('the second call', () => refundCalls(world) === 2);
    await world.settle();
    await waitUntil(
      'its answer',
      async () => (await world.facts(id)).attempt.errorCode === 'outcome_unclear',
    );
    expect((await world.facts(id)).attempt.state).toBe('checking');
  });

  it('M4 U14 is not declined by a decline of the copy: the first one is looked for', async () => {
    const sold = await closedSale({ webhooks: false });
    // The first was cut before Helcim acted, so the same key is done anew, and that is declined.
    world.simulator.faults.add({ kind: 'drop', when: 'before-effect', match: refundPath });
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'checking');
    world.simulator.faults.add({ kind: 'decline', reason: 'DO NOT HONOUR', match: refundPath });
    await retry(id);
    await world.reach(id, 'declined_may_retry');
    await world.advanceTo(id, 'declined', 3 * minuteMs);
    expect(givenBackCents(world, sold.transactionId)).toBe(0);
  });

  it('M15 is over after 120 seconds', async () => {
    const { id } = await inDoubt({ isOneClock: true });
    await world.pass(119_000);
    expect((await viewOf(world, id)).retryRemainingMs).toBeGreaterThan(0);
    await world.pass(2_000);
    expect((await viewOf(world, id)).retryRemainingMs).toBeNull();
    expect(await retry(id)).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
    expect(refundCalls(world)).toBe(1);
  });

  it('M4 is over after a sleep', async () => {
    const { id } = await inDoubt();
    await world.till().woken();
    expect((await viewOf(world, id)).retryRemainingMs).toBeNull();
    expect(await retry(id)).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
  });

  it('M4 is over after a restart', async () => {
    const { id } = await inDoubt();
    await world.restart();
    expect((await viewOf(world, id)).retryRemainingMs).toBeNull();
    expect(await retry(id)).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
    expect(refundCalls(world)).toBe(1);
  });

  it('is not there for what is settled, or unknown here', async () => {
    const sold = await closedSale();
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'approved');
    expect(await retry(id)).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
    expect(await retry(sold.attemptId)).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
    expect(await retry('11111111-1111-4111-8111-111111111111')).toMatchObject({
      ok: false,
      error: { code: 'attempt_unknown' },
    });
  });
});

describe('a refund and the end of the program', () => {
  it('M1 B30 killed between writing and sending is counted until a person closes it', async () => {
    const sold = await closedSale();
    const { attempt, sale } = await world.facts(sold.attemptId);
    // What a kill right after the flush leaves: the attempt, and nobody who knows whether a byte of it left.
    const written = await world.ledger().prepareAttempt({
      id: randomUUID(),
      terminalCode: null,
      invoiceNumber: makeInvoiceNumber(systemRandom),
      refund: {
        road: 'credit_refund',
        originalTransactionId: sold.transactionId,
        originalInvoiceNumber: attempt.invoiceNumber,
        originalAmountCents: attempt.amountCents,
        refundedByOthersCents: 0,
        rowsBefore: [sold.transactionId],
        reason: 'returned',
        reasonText: null,
        isAllowedByManager: false,
      },
      amountCents: amountCents(10_00),
      currency: 'CAD',
      cashierId: 'Ada',
      atMs: world.clock.wallMs(),
      sale: { id: sale.id },
      confirmedDoubtIds: [],
    });
    if (!written.ok) throw new Error(written.error.code);
    const { id } = written.value.facts.attempt;
    await world.restart();
    await world.reach(id, 'checking');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ why: 'unsettled_refund', attemptId: id });
    await world.advanceTo(id, 'unknown', 6 * minuteMs);
    expect(refundCalls(world)).toBe(0);
    const closed = {
      attemptId: id,
      who: 'Ada',
      reason: 'left_without_paying',
      paidByAttemptId: null,
    } as const;
    expect(await world.handlers().payments.closeUnknown(closed)).toMatchObject({ ok: true });
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', amountCents: 15_00 });
  });

  it('M14 M9 a refund that was lost with the ledger still counts, and none is taken before it is read', async () => {
    const sold = await closedSale({ isProxied: true });
    const copy = await keepCopy();
    await world.reach(await refunded(world, sold.transactionId, { cents: 20_00 }), 'approved');
    await world.settle();
    await restoreCopy(copy);
    let isHeld = true;
    const isRecoveryRead = (query: URLSearchParams) => query.has('dateFrom');
    world.proxy().setGate(async ({ query }) => (isHeld && isRecoveryRead(query) ? 'cut' : 'forward'));
    await world.startTill();
    expect(world.ledger().info.inRecovery).toBe(true);
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'refuse', why: 'in_recovery' });
    expect(await refund(world, sold.transactionId, { cents: 5_00 })).toMatchObject({
      ok: false,
      error: { code: 'in_recovery' },
    });
    isHeld = false;
    await world.restart();
    await waitUntil('the end of the recovery', () => !world.ledger().info.inRecovery);
    const { original, plan } = await planned(world, sold.transactionId);
    expect(original).toMatchObject({ refundedCents: 20_00 });
    expect(plan).toMatchObject({ kind: 'go', amountCents: 5_00 });
    const lost = world.simulator.transactions().find(({ type }) => type === 'refund')?.transactionId ?? 0;
    expect(await world.ledger().transaction(lost)).toMatchObject({ attemptId: null, source: 'recovery' });
  });

  const ledgerFiles = async () => (await readdir(world.folder)).filter((name) => name.startsWith('ledger-'));
  /** The ledger's files as they are now, without the witness. */
  async function keepCopy(): Promise<string> {
    await world.stopTill();
    const copy = await mkdtemp(join(tmpdir(), 'tillside-copy-'));
    onTestFinished(() => rm(copy, { recursive: true, force: true }));
    for (const name of await ledgerFiles()) {
      if (!name.includes('witness')) await cp(join(world.folder, name), join(copy, name));
    }
    await world.startTill();
    return copy;
  }
  async function restoreCopy(copy: string): Promise<void> {
    await world.stopTill();
    for (const name of await ledgerFiles()) {
      if (!name.includes('witness')) await rm(join(world.folder, name));
    }
    await cp(copy, world.folder, { recursive: true });
  }
});
