import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
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
  sell,
  sellElsewhere,
  viewOf,
} from './refund-rig.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const refusedWith = (detail: string) => ({ ok: false, error: { code: 'refund_not_possible', detail } });

describe('the road of a refund', () => {
  it('M9 U11 reverses the whole of a credit payment while its batch is open', async () => {
    await open();
    const sold = await sell(world, 'credit');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go', road: 'reverse' });
    const id = await refunded(world, sold.transactionId);
    const { attempt, transactions } = await world.reach(id, 'approved');
    expect(attempt).toMatchObject({
      kind: 'refund',
      road: 'reverse',
      terminalCode: null,
      approvedCents: 25_00,
    });
    expect(transactions).toMatchObject([{ type: 'reverse', source: 'answer' }]);
    expect(await planOf(world, sold.transactionId)).toMatchObject({
      why: 'nothing_left',
      refundableCents: 0,
    });
    expect(refundCalls(world)).toBe(1);
  });

  it('M9 U13 gives a part back of a closed batch, and the rest of it, and then no more, though Helcim would', async () => {
    await open();
    const sold = await sell(world, 'credit');
    expect(await planOf(world, sold.transactionId, 10_00)).toMatchObject({
      kind: 'refuse',
      why: 'part_in_open_batch',
      canRemind: true,
    });
    expect(await refund(world, sold.transactionId, { cents: 10_00 })).toMatchObject(
      refusedWith('part_in_open_batch'),
    );
    world.simulator.closeBatch();
    const first = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(first, 'approved');
    expect(await planOf(world, sold.transactionId)).toMatchObject({
      kind: 'go',
      road: 'credit_refund',
      amountCents: 15_00,
    });
    expect(await refund(world, sold.transactionId, { cents: 15_01 })).toMatchObject(
      refusedWith('above_remainder'),
    );
    await world.reach(await refunded(world, sold.transactionId, { cents: 15_00 }), 'approved');
    expect(await refund(world, sold.transactionId, { cents: 1 })).toMatchObject(refusedWith('nothing_left'));
    expect(givenBackCents(world, sold.transactionId)).toBe(25_00);
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('links sale and refund both ways', async () => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(id, 'approved');
    expect(await viewOf(world, sold.attemptId)).toMatchObject({
      refundedCents: 10_00,
      saleRemainderCents: 0,
      refunds: [{ attemptId: id, state: 'approved', amountCents: 10_00, approvedCents: 10_00 }],
    });
    expect(await viewOf(world, id)).toMatchObject({
      originalTransactionId: sold.transactionId,
      originalInvoiceNumber: sold.invoiceNumber,
      originalAmountCents: 25_00,
      refundReason: 'returned',
      cashierId: 'Ada',
      cardType: 'VI',
      refunds: [],
    });
  });

  it('M9 takes an earlier refund of somebody else off what is left', async () => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    expect(await refundElsewhere(world, sold.transactionId, 20_00)).toBe(200);
    const { original, plan } = await planned(world, sold.transactionId);
    expect(original).toMatchObject({ refundedCents: 20_00, unsettledCents: 0, isChecked: true });
    expect(plan).toMatchObject({ kind: 'go', amountCents: 5_00, refundableCents: 5_00 });
    expect(await refund(world, sold.transactionId)).toMatchObject(refusedWith('above_remainder'));
    await world.reach(await refunded(world, sold.transactionId, { cents: 5_00 }), 'approved');
    expect(givenBackCents(world, sold.transactionId)).toBe(25_00);
  });

  it('M9 lets exactly one of two windows through when both refund at once', async () => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    const results = await Promise.all([
      refund(world, sold.transactionId),
      refund(world, sold.transactionId),
      refund(world, sold.transactionId, { cents: 20_00 }),
    ]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    await world.settle();
    await waitUntil('the refund', () => givenBackCents(world, sold.transactionId) > 0);
    expect(givenBackCents(world, sold.transactionId)).toBeLessThanOrEqual(25_00);
    expect(refundCalls(world)).toBe(1);
  });

  it('M4 takes the same press twice as one refund', async () => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    const pressId = randomUUID();
    const press = { pressId, cents: 10_00 };
    const results = await Promise.all([
      refund(world, sold.transactionId, press),
      refund(world, sold.transactionId, press),
    ]);
    expect(results).toMatchObject([
      { ok: true, value: { id: pressId } },
      { ok: true, value: { id: pressId } },
    ]);
    await world.reach(pressId, 'approved');
    expect(await refund(world, sold.transactionId, press)).toMatchObject({
      ok: true,
      value: { id: pressId },
    });
    expect(refundCalls(world)).toBe(1);
  });

  it('M9 gives back what another till sold, once Helcim has shown it', async () => {
    await open();
    const sold = await sellElsewhere(world, 'INV-5-ab');
    world.simulator.closeBatch();
    const { original } = await planned(world, sold);
    expect(original).toMatchObject({ attemptId: null, invoiceNumber: 'INV-5-ab', amountCents: 25_00 });
    const first = await refunded(world, sold, { cents: 10_00 });
    await world.reach(first, 'approved');
    const second = await refunded(world, sold, { cents: 15_00 });
    await world.reach(second, 'approved');
    const [one, two] = [await world.facts(first), await world.facts(second)];
    expect(one.attempt.saleId).toBe(two.attempt.saleId);
    expect((await viewOf(world, first)).saleRemainderCents).toBe(0);
    const again = await world.charge({ saleId: one.attempt.saleId, cents: 25_00 });
    expect(again).toMatchObject({ ok: false, error: { code: 'sale_paid' } });
    expect(await refund(world, sold, { cents: 1 })).toMatchObject(refusedWith('nothing_left'));
  });

  it('asks a person for the kind of a card whose type does not tell', async () => {
    await open();
    const sold = await sellElsewhere(world, 'INV-6', { cardType: 'XX' });
    world.simulator.closeBatch();
    expect(await planOf(world, sold)).toMatchObject({ kind: 'ask_card_kind', cardType: 'XX' });
    expect(await refund(world, sold)).toMatchObject(refusedWith('ask_card_kind'));
    await world.reach(await refunded(world, sold, { cardKind: 'credit' }), 'approved');
    expect(refundCalls(world, 'refund')).toBe(1);
  });

  it('M9 refuses what is no approved payment: a declined one, a refund, another currency, nothing', async () => {
    await open();
    const declined = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(declined, 'declined_may_retry');
    const declinedRow = (await world.facts(declined)).transactions[0]?.transactionId ?? 0;
    await world.act('cancel');
    await world.reach(declined, 'declined');
    expect(await refund(world, declinedRow)).toMatchObject(refusedWith('original_not_approved'));
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    const id = await refunded(world, sold.transactionId, { cents: 10_00 });
    const { transactions } = await world.reach(id, 'approved');
    const refundRow = transactions[0]?.transactionId ?? 0;
    expect(await refund(world, refundRow, { cents: 1_00 })).toMatchObject(
      refusedWith('original_no_purchase'),
    );
    expect(await refund(world, 424_242)).toMatchObject(refusedWith('original_unknown'));
    const unknown = { originalTransactionId: 424_242, amountCents: null, cardKind: null };
    expect(await world.handlers().refunds.plan(unknown)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(refundCalls(world)).toBe(1);
  });

  it('M9 refuses another currency than the account’s', async () => {
    await open({ isProxied: true });
    const sold = await sell(world, 'credit');
    world
      .proxy()
      .setRewrite((call, answer) =>
        call.path === `/card-transactions/${sold.transactionId}`
          ? { ...answer, body: { ...(answer.body as object), currency: 'USD' } }
          : answer,
      );
    expect(await planOf(world, sold.transactionId)).toMatchObject({ why: 'wrong_currency' });
    expect(await refund(world, sold.transactionId)).toMatchObject(refusedWith('wrong_currency'));
  });

  it.each([
    ['the list of its rows', /^\/card-transactions$/, 'rows_unreadable'],
    ['its batch', /^\/card-batches\//, 'batch_unreadable'],
  ])('M9 sends nothing while %s cannot be read', async (_what, path, why) => {
    await open({ isProxied: true });
    const sold = await sell(world, 'credit');
    world.proxy().setGate(async (call) => (path.test(call.path) ? 'cut' : 'forward'));
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'refuse', why });
    expect(await refund(world, sold.transactionId)).toMatchObject(refusedWith(why));
    expect(refundCalls(world)).toBe(0);
  });

  it.each([
    ['lacks the payment itself', (rows: unknown[]) => rows.slice(0, 0)],
    [
      'has a row that cannot be read',
      (rows: unknown[]) => [...rows, { invoiceNumber: 'INV-9', type: 'refund' }],
    ],
    [
      'has a row of a type that nobody knows',
      (rows: unknown[]) => [...rows, { ...(rows[0] as object), transactionId: 5, type: 'void' }],
    ],
  ])('M9 sends nothing where the list %s', async (_what, change) => {
    await open({ isProxied: true });
    const sold = await sell(world, 'credit');
    world
      .proxy()
      .setRewrite((call, answer) =>
        call.path === '/card-transactions' ? { ...answer, body: change(answer.body as unknown[]) } : answer,
      );
    expect(await refund(world, sold.transactionId)).toMatchObject(refusedWith('rows_unreadable'));
    expect(refundCalls(world)).toBe(0);
  });

  it('says so where Helcim cannot be reached at all', async () => {
    await open({ isProxied: true });
    const sold = await sell(world, 'credit');
    world.proxy().setGate(async () => 'cut');
    expect(await refund(world, sold.transactionId)).toMatchObject({
      ok: false,
      error: { code: 'helcim_unreachable' },
    });
    expect((await world.ledger().attemptsPage(null, 10)).total).toBe(1);
  });

  it('M1 sends nothing where reading took longer than a press may', async () => {
    await open();
    const sold = await sell(world, 'credit');
    const late = await refund(world, sold.transactionId, { pressedAtMs: Date.now() - 3_001 });
    expect(late).toMatchObject({ ok: false, error: { code: 'not_sent_too_late' } });
    expect(refundCalls(world)).toBe(0);
    expect((await world.ledger().attemptsPage(null, 10)).total).toBe(1);
  });

  it('learns from a refusal that the token may not refund, and does not try again', async () => {
    await open();
    const errors = 'No access permission';
    const match = { path: '/payment/reverse' };
    world.simulator.faults.add({ kind: 'status', when: 'before-effect', status: 403, errors, match });
    const sold = await sell(world, 'credit');
    const id = await refunded(world, sold.transactionId);
    const { attempt } = await world.reach(id, 'refused');
    expect(attempt.errorCode).toBe('token_lacks_permission');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ why: 'no_permission' });
    expect(await refund(world, sold.transactionId)).toMatchObject(refusedWith('no_permission'));
    expect(refundCalls(world)).toBe(1);
  });

  it.each([
    ['once a person looks again', 0, true],
    ['after some minutes', 5 * 60_000, false],
  ] as const)(
    'learns anew whether the token may refund %s, by the next real refund',
    async (_when, ms, isAskedAnew) => {
      await open({ isOneClock: true });
      const match = { path: '/payment/reverse' };
      const errors = 'No access permission';
      world.simulator.faults.add({ kind: 'status', when: 'before-effect', status: 403, errors, match });
      const sold = await sell(world, 'credit');
      const press = () => refunded(world, sold.transactionId, { pressedAtMs: world.clock.wallMs() });
      await world.reach(await press(), 'refused');
      const wish = { originalTransactionId: sold.transactionId, amountCents: null, cardKind: null };
      const plan = async (isAsked: boolean) => {
        const result = await world.handlers().refunds.plan({ ...wish, isAskedAnew: isAsked });
        return result.ok ? result.value.plan : result.error;
      };
      expect(await plan(false)).toMatchObject({ why: 'no_permission' });
      await world.pass(ms);
      expect(await plan(isAskedAnew)).toMatchObject({ kind: 'go', road: 'reverse' });
      expect(refundCalls(world)).toBe(1);
      await world.reach(await press(), 'approved');
    },
  );
});

describe('a batch that closes between look and call', () => {
  it.each([
    [400, 'string'],
    [400, 'map'],
    [422, 'string'],
    [422, 'map'],
  ] as const)(
    'M4 is refused (%i, %s), never answered by another verb, and planned anew',
    async (status, form) => {
      await open({ simulator: { behaviour: { refundRefusal: { status, form } } } });
      const sold = await sell(world, 'credit');
      world.simulator.faults.add({ kind: 'batch-closes-first', match: { path: '/payment/reverse' } });
      const id = await refunded(world, sold.transactionId);
      const { attempt } = await world.reach(id, 'refused');
      expect(attempt.errorCode).toBe('refund_road_changed');
      expect(refundCalls(world)).toBe(1);
      expect(await planOf(world, sold.transactionId)).toMatchObject({
        kind: 'go',
        road: 'credit_refund',
        amountCents: 25_00,
      });
      await world.reach(await refunded(world, sold.transactionId), 'approved');
      expect(givenBackCents(world, sold.transactionId)).toBe(25_00);
    },
  );

  it.each([
    ['text', 400, 'Card Transaction cannot be refunded'],
    ['json', 422, 'Card Transaction cannot be refunded'],
    ['json', 400, ['Card Transaction cannot be refunded']],
    ['json', 400, { originalTransactionId: 'Card Transaction cannot be refunded' }],
    ['json', 422, { code: [{ code: 'x', message: 'Card Transaction cannot be refunded', source: 'y' }] }],
  ] as const)('"cannot be refunded" is known as %s (%i, %j)', async (form, status, errors) => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    world.simulator.faults.add({
      kind: 'status',
      when: 'before-effect',
      status,
      form,
      errors: errors as never,
      match: { path: '/payment/refund' },
    });
    const id = await refunded(world, sold.transactionId);
    expect((await world.reach(id, 'refused')).attempt.errorCode).toBe('refund_road_changed');
    expect(refundCalls(world)).toBe(1);
  });

  it('B21 a web page in its place is a refusal all the same', async () => {
    await open();
    const sold = await sell(world, 'credit');
    world.simulator.closeBatch();
    const match = { path: '/payment/refund' };
    world.simulator.faults.add({ kind: 'status', when: 'before-effect', status: 403, form: 'html', match });
    const id = await refunded(world, sold.transactionId);
    expect((await world.reach(id, 'refused')).attempt.errorCode).toBe('network_intercepted');
    expect(await planOf(world, sold.transactionId)).toMatchObject({ kind: 'go' });
  });
});
