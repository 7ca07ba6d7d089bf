/** What reads of Helcim's records may look like, and what follows from each. */
import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

type Row = Record<string, unknown>;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const blind: TillWorldOptions = { isOneClock: true, webhooks: false };
/** Changes every transaction row on its way to the till. */
const rewriteRows = (change: (row: Row) => Row) =>
  world.proxy().setRewrite(({ path }, answer) => {
    if (!path.startsWith('/card-transactions') || answer.status !== 200) return answer;
    const { body } = answer;
    return { ...answer, body: Array.isArray(body) ? (body as Row[]).map(change) : change(body as Row) };
  });
const lookups = () =>
  world.simulator.requests().filter(({ path, query }) => path === '/card-transactions' && query.invoiceNumber)
    .length;
const chargedAndTapped = async () => {
  const id = await world.charged();
  await world.asking();
  await world.act('tap-credit');
  return id;
};

describe('forms of an answer', () => {
  it.each([
    ['U17 oldest first', { transactionOrder: 'oldest-first' }],
    ['U17 newest first', { transactionOrder: 'newest-first' }],
    ['U17 pages that begin at 0', { firstPage: 0 }],
    ['U17 a filter that finds parts', { invoiceFilter: 'contains' }],
    ['U20 an empty list as 404', { emptyListIs404: true }],
    ['U20 the word APPROVAL', { approvedWord: 'APPROVAL' }],
    ['U20 a 202 with a body', { acceptedBody: { message: 'received', requestId: 7, state: 'PENDING' } }],
    ['U18 an hour header that stands still', { hourHeader: 'stuck' }],
  ] as const)('%s lead to the same outcome', async (_name, behaviour) => {
    await open({ ...blind, simulator: { behaviour } });
    const id = await world.charged();
    await world.asking();
    await world.pass(6_000);
    await world.act('decline');
    await world.pass(6_000);
    expect(await world.phase(id)).toBe('declined_may_retry');
    await world.act('try-again');
    await world.act('tap-credit');
    await world.pass(11_000);
    const { attempt, transactions } = await world.facts(id);
    expect(attempt).toMatchObject({ state: 'approved', approvedCents: 12_34 });
    expect(transactions).toHaveLength(2);
  });

  it('U20 ids and amounts as text, spaces and small letters change nothing', async () => {
    await open({ ...blind, isProxied: true });
    rewriteRows((row) => ({
      ...row,
      transactionId: String(row.transactionId),
      amount: Number(row.amount).toFixed(4),
      status: ' approved ',
      type: 'Purchase',
      currency: 'cad',
      invoiceNumber: ` ${String(row.invoiceNumber).toLowerCase()}`,
      anythingNew: { nested: [1, 2] },
    }));
    const id = await chargedAndTapped();
    await world.pass(6_000);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'approved', approvedCents: 12_34 });
  });

  it.each([
    ['M5 U20 a status that no document names', { status: 'PENDING' }],
    ['M5 U20 an empty status', { status: '' }],
    ['M5 U17 a row of another number, as from a filter that ignores it', { invoiceNumber: 'INV000001' }],
    ['M5 U17 a row of a longer number', { invoiceNumber: `TS-${'7'.repeat(27)}` }],
    ['M5 a row without an amount', { amount: null }],
  ])('%s approves nothing and is no decline', async (_name, change) => {
    await open({ ...blind, isProxied: true });
    rewriteRows((row) => ({ ...row, ...change }));
    const id = await chargedAndTapped();
    await world.pass(100_000);
    expect(await world.phase(id)).toBe('waiting');
    await world.pass(210_000);
    expect(await world.phase(id)).toBe('unknown');
    rewriteRows((row) => row);
    await world.pass(2 * minuteMs);
    expect(await world.phase(id)).toBe('approved');
  });

  it('M5 a row in another currency approves nothing and raises an alarm', async () => {
    await open({ ...blind, isProxied: true });
    rewriteRows((row) => ({ ...row, currency: 'USD' }));
    const id = await chargedAndTapped();
    await world.pass(310_000);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'unknown', approvedCents: null });
    expect(await world.alarmKinds()).toEqual(['wrong_currency']);
  });

  it('M5 a row of another type approves nothing and raises an alarm', async () => {
    await open({ ...blind, isProxied: true });
    rewriteRows((row) => ({ ...row, type: 'preauth' }));
    const id = await chargedAndTapped();
    await world.pass(310_000);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'unknown', approvedCents: null });
    expect(await world.alarmKinds()).toEqual(['wrong_type']);
  });

  it('U9 a refund row alone settles no purchase', async () => {
    await open({ ...blind, isProxied: true });
    rewriteRows((row) => ({ ...row, type: 'refund' }));
    const id = await chargedAndTapped();
    await world.pass(310_000);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'unknown', approvedCents: null });
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('U9 a reverse made in another tool leaves the approval of its sale as it was', async () => {
    await open({ isOneClock: true });
    const id = await chargedAndTapped();
    await world.settle();
    expect(await world.phase(id)).toBe('approved');
    const [original] = world.simulator.transactions();
    const { url, token } = world.simulator;
    const { status } = await fetch(`${url}/payment/reverse`, {
      method: 'POST',
      headers: {
        'api-token': token,
        'content-type': 'application/json',
        'idempotency-key': 'a-key-of-somebody-else-000001',
      },
      body: JSON.stringify({ cardTransactionId: original?.transactionId, ipAddress: '127.0.0.1' }),
    });
    expect(status).toBe(200);
    await world.pass(10 * minuteMs);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'approved', approvedCents: 12_34 });
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M5 a cut answer to a look-up is no empty answer', async () => {
    await open(blind);
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    world.simulator.faults.add({ kind: 'cut-body', match: { path: '/card-transactions' }, times: 2 });
    await world.pass(4_000);
    const said = await world.handlers().payments.lookUpNow({ attemptId: id });
    expect(said).toMatchObject({ ok: false, error: { code: 'helcim_unreachable', attemptIds: [id] } });
    await world.pass(20_000);
    expect(await world.phase(id)).toBe('approved');
  });
});

describe('when a row cannot be read yet', () => {
  it('U5 is found by the next look-up after it can', async () => {
    await open(blind);
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 45_000, match: { path: '/devices/' } });
    const id = await chargedAndTapped();
    await world.pass(44_000);
    expect(await world.phase(id)).toBe('waiting');
    await world.pass(8_000);
    expect(await world.phase(id)).toBe('approved');
  });

  it('U5 M6 is found long after the attempt became unknown', async () => {
    await open(blind);
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 3 * hourMs, match: { path: '/devices/' } });
    const id = await chargedAndTapped();
    await world.pass(2 * hourMs);
    expect(await world.phase(id)).toBe('unknown');
    await world.pass(2 * hourMs);
    expect(await world.phase(id)).toBe('approved');
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('U5 does not let the ready screen end as "not charged"', async () => {
    await open(blind);
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 30_000, match: { path: '/devices/' } });
    const id = await chargedAndTapped();
    const said = await world.handlers().payments.readyScreen({ attemptId: id });
    expect(said).toMatchObject({ value: { phase: 'unknown' } });
    await world.pass(2 * minuteMs);
    expect(await world.phase(id)).toBe('approved');
  });
});

describe('how long is looked', () => {
  it('M4 M6 until a look-up succeeded 48 hours after the send, seldom enough for the account', async () => {
    await open(blind);
    const id = await world.charged();
    await world.pass(48 * hourMs - minuteMs);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'unknown', watchClosedAtMs: null });
    await world.pass(2 * hourMs);
    expect((await world.facts(id)).attempt.watchClosedAtMs).not.toBeNull();
    const before = lookups();
    expect(before).toBeLessThan(180);
    await world.pass(10 * hourMs);
    expect(lookups()).toBe(before);
    expect(world.purchases()).toBe(1);
  });

  it('M15 M6 does not end while Helcim cannot be asked, however long that is', async () => {
    await open(blind);
    const id = await chargedAndTapped();
    world.simulator.faults.add({ kind: 'drop', match: { path: '/card-transactions' }, times: 'always' });
    await world.pass(60 * hourMs);
    expect((await world.facts(id)).attempt).toMatchObject({ state: 'unknown', watchClosedAtMs: null });
    world.simulator.faults.clear();
    await world.pass(2 * hourMs);
    expect(await world.phase(id)).toBe('approved');
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('M16 looks at once after the window’s focus, a wake and a word of the cashier', async () => {
    await open(blind);
    const id = await world.charged();
    await world.asking();
    await world.pass(10.5 * minuteMs);
    const before = lookups();
    world.till().lookUpNow();
    world.clock.advance(0);
    await world.settle();
    expect(lookups()).toBe(before + 1);
    await world.pass(6_000);
    await world.till().woken();
    world.clock.advance(0);
    await world.settle();
    expect(lookups()).toBeGreaterThan(before + 1);
    await world.act('tap-credit');
    await world.handlers().payments.lookUpNow({ attemptId: id });
    expect(await world.phase(id)).toBe('approved');
  });
});

describe('time', () => {
  it.each([
    ['the hour that comes twice', Date.UTC(2026, 10, 1, 7, 30)],
    ['the second time of that hour', Date.UTC(2026, 10, 1, 8, 30)],
    ['the hour that is missing', Date.UTC(2026, 2, 8, 8, 58)],
  ])('M15 does not matter to a row with our number: %s', async (_name, startMs) => {
    await open({ ...blind, startMs });
    const id = await chargedAndTapped();
    await world.pass(5 * minuteMs);
    const { transactions } = await world.facts(id);
    expect(transactions[0]?.dateCreatedText).toBe(world.simulator.transactions()[0]?.dateCreated);
    expect(await world.phase(id)).toBe('approved');
  });

  it.each([-26 * hourMs, 26 * hourMs])(
    'M15 Helcim’s clock being %i ms off does not matter to a row with our number',
    async (skewMs) => {
      await open(blind);
      world.simulator.setClockSkew(skewMs);
      const id = await chargedAndTapped();
      await world.pass(10_000);
      expect(await world.phase(id)).toBe('approved');
    },
  );

  it.each([-3 * hourMs, 3 * hourMs])(
    'M15 no deadline moves when the wall clock is set by %i ms during a payment',
    async (jumpMs) => {
      await open({ webhooks: false });
      const id = await world.charged();
      await world.asking();
      world.clock.jumpWall(jumpMs);
      await world.advanceTo(id, 'checking', 152_000);
      const begun = world.clock.monotonicMs();
      await world.advanceTo(id, 'unknown', 152_000);
      expect(world.clock.monotonicMs() - begun).toBeGreaterThan(100_000);
    },
  );

  it.each([-3 * hourMs, 3 * hourMs])(
    'M15 an open attempt comes to a clear state after a restart on a wall clock %i ms off',
    async (jumpMs) => {
      await open({ webhooks: false });
      const id = await world.charged();
      await world.asking();
      await world.stopTill();
      world.clock.jumpWall(jumpMs);
      await world.startTill();
      await world.advanceTo(id, 'unknown', 310_000);
      await world.act('tap-credit');
      await world.advanceTo(id, 'approved', 2 * hourMs);
    },
  );
});
