/** What terminals and readers do that no document describes. */
import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const onPurchase = { method: 'POST', path: '/devices/' };
const saysReady = async (attemptId: string) => {
  const said = await world.handlers().payments.readyScreen({ attemptId });
  if (!said.ok) throw new Error(said.error.code);
  return said.value;
};
const newestId = () => world.simulator.transactions().at(-1)?.transactionId ?? 0;

describe('a request that reaches the screen late, or not at all', () => {
  it('U3 is still known when it appears after three minutes, and its approval is found', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-on-screen', ms: 200_000, match: onPurchase });
    const id = await world.charged();
    await world.pass(190_000);
    expect(await world.phase(id)).toBe('checking');
    expect(await world.charge()).toMatchObject({
      ok: false,
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
    await world.pass(15_000);
    await world.act('tap-credit');
    await world.settle();
    expect(await world.phase(id)).toBe('approved');
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('U3 M6 is money and an alarm when it appears after the cashier saw a ready screen', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-on-screen', ms: 60_000, match: onPurchase });
    const id = await world.charged();
    await world.pass(20_000);
    expect(await saysReady(id)).toMatchObject({ phase: 'unknown', filedAs: 'stopped_at_terminal' });
    await world.pass(60_000);
    await world.act('tap-debit');
    await world.settle();
    const { attempt } = await world.reach(id, 'approved');
    expect(attempt).toMatchObject({ approvedCents: 12_34, acknowledgedAtMs: null });
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('U3 M3 makes the sale "paid twice" when it is paid after a second one was', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-on-screen', ms: 60_000, match: onPurchase });
    const first = await world.charged();
    await world.pass(20_000);
    const { saleId } = await saysReady(first);
    expect(await world.charge({ saleId })).toMatchObject({
      error: { code: 'sale_in_doubt', attemptIds: [first] },
    });
    const second = await world.charged({ saleId, confirmedDoubtIds: [first] });
    await world.asking();
    await world.act('tap-credit');
    await world.settle();
    expect(await world.phase(second)).toBe('approved');
    await world.pass(60_000);
    await world.act('tap-credit');
    await world.settle();
    expect(await world.phase(first)).toBe('approved');
    expect([...(await world.alarmKinds())].sort()).toEqual(['late_approval', 'sale_paid_twice']);
  });

  it('U4 leaves the terminal free, with its doubt named, when nothing ever appears', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'not-on-screen', match: onPurchase });
    const id = await world.charged();
    await world.pass(151_000);
    expect(await world.phase(id)).toBe('checking');
    await world.pass(155_000);
    expect(await world.phase(id)).toBe('unknown');
    expect(await world.charge()).toMatchObject({ error: { code: 'terminal_in_doubt', attemptIds: [id] } });
    await world.charged({ confirmedDoubtIds: [id] });
    await world.asking();
    expect(world.purchases()).toBe(2);
  });

  it.each(['ignore', 'remove-request', 'unplug'] as const)(
    'U4 comes to a clear state by itself when the terminal falls silent (%s)',
    async (action) => {
      await open({ isOneClock: true });
      const id = await world.charged();
      await world.asking();
      await world.act(action);
      await world.pass(310_000);
      expect(await world.phase(id)).toBe('unknown');
      expect((await world.slices()).openAttempts).toEqual([]);
      expect(world.purchases()).toBe(1);
    },
  );

  it('U4 takes the event of a terminal that gave up where there is one', async () => {
    await open({
      isOneClock: true,
      simulator: { behaviour: { cancelEventAtTimeOut: true, terminalTimeOutMs: 90_000 } },
    });
    const id = await world.charged();
    await world.asking();
    await world.pass(95_000);
    expect(await world.phase(id)).toBe('cancelled');
  });

  it('U6 leads to a clear state when a card error left neither a row nor an event', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    await world.act('remove-request');
    expect(await saysReady(id)).toMatchObject({ phase: 'unknown' });
    await world.pass(120_000);
    expect(await world.phase(id)).toBe('unknown');
    expect(await world.alarmKinds()).toEqual([]);
    const closed = await world.handlers().payments.closeUnknown({
      attemptId: id,
      who: 'Mia',
      reason: 'left_without_paying',
      paidByAttemptId: null,
    });
    expect(closed).toMatchObject({ ok: true, value: { phase: 'closed_by_staff' } });
  });
});

describe('a busy terminal', () => {
  it.each(['refuse', 'replace', 'swallow'] as const)(
    'U2 never gets a second purchase while ours is open, even if it would %s it',
    async (busyTerminal) => {
      await open({ simulator: { behaviour: { busyTerminal } } });
      const id = await world.charged();
      await world.asking();
      for (let press = 0; press < 3; press += 1) {
        expect(await world.charge({ cents: 99 })).toMatchObject({
          error: { code: 'terminal_busy', attemptIds: [id] },
        });
      }
      expect(world.purchases()).toBe(1);
    },
  );

  it('U2 tells both stories right when a confirmed second request is swallowed', async () => {
    await open({ isOneClock: true, simulator: { behaviour: { busyTerminal: 'swallow' } } });
    const first = await world.charged();
    await world.asking();
    await saysReady(first);
    const second = await world.charged({ confirmedDoubtIds: [first], cents: 50_00 });
    await world.act('tap-credit');
    await world.settle();
    expect(await world.phase(first)).toBe('approved');
    expect(await world.alarmKinds()).toEqual(['late_approval']);
    await world.pass(310_000);
    expect(await world.phase(second)).toBe('unknown');
    expect(world.simulator.transactions()).toHaveLength(1);
  });

  it('U2 tells both stories right when a confirmed second request replaces the first', async () => {
    await open({ isOneClock: true, simulator: { behaviour: { busyTerminal: 'replace' } } });
    const first = await world.charged();
    await world.asking();
    await saysReady(first);
    const second = await world.charged({ confirmedDoubtIds: [first], cents: 50_00 });
    await world.reach(second, 'waiting');
    await world.act('tap-credit');
    await world.settle();
    expect(await world.phase(second)).toBe('approved');
    expect(await world.phase(first)).toBe('unknown');
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('Try Again', () => {
  it('U7 may come ten times, over twenty minutes', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    for (let round = 0; round < 10; round += 1) {
      await world.act('decline');
      await world.pass(115_000);
      expect(await world.phase(id)).toBe('declined_may_retry');
      await world.act('try-again');
    }
    await world.act('tap-credit');
    await world.settle();
    const { transactions } = await world.reach(id, 'approved');
    expect(transactions).toHaveLength(11);
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('U7 M6 is an alarm when it brings an approval after the decline was settled', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.pass(140_000);
    expect(await world.phase(id)).toBe('declined');
    await world.act('try-again');
    await world.act('tap-credit');
    await world.settle();
    const { attempt } = await world.facts(id);
    expect(attempt).toMatchObject({ state: 'declined', laterProven: 'approved', approvedCents: 12_34 });
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it.each([true, false])(
    'U8 a cancel after a decline ends it as declined, reported or not (%s)',
    async (isReported) => {
      await open({ isOneClock: true, simulator: { behaviour: { cancelEventAfterDecline: isReported } } });
      const id = await world.charged();
      await world.asking();
      await world.act('decline');
      await world.settle();
      await world.act('cancel');
      await world.pass(isReported ? 1_000 : 140_000);
      expect(await world.phase(id)).toBe('declined');
    },
  );

  it('U7 the ready screen ends the wait for it at once, as declined', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.reach(id, 'declined_may_retry');
    await world.act('ignore');
    expect(await saysReady(id)).toMatchObject({ phase: 'declined' });
    await world.charged();
  });
});

describe('more than one approval', () => {
  it('M6 of one request is a possible double charge, urgent and counted whole', async () => {
    await open();
    world.simulator.faults.add({ kind: 'repeat-on-screen', match: onPurchase });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    await world.asking();
    await world.act('tap-credit');
    await world.settle();
    await world.settle();
    const { attempt, transactions } = await world.facts(id);
    expect(transactions).toHaveLength(2);
    expect(attempt.approvedCents).toBe(24_68);
    expect(await world.alarmKinds()).toEqual(['possible_double_charge']);
    expect((await world.slices()).unacknowledged.map((each) => each.id)).toContain(id);
  });

  it('M6 is found by look-up where no webhook comes', async () => {
    await open({ webhooks: false, isOneClock: true });
    world.simulator.faults.add({ kind: 'repeat-on-screen', match: onPurchase });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.pass(10_000);
    expect(await world.phase(id)).toBe('approved');
    await world.act('tap-credit');
    await world.pass(2 * 60_000);
    expect(await world.alarmKinds()).toEqual(['possible_double_charge']);
    expect((await world.facts(id)).attempt.approvedCents).toBe(24_68);
  });

  it('M6 after a cancel is money all the same', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-approval', ms: 20_000, match: onPurchase });
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    await world.settle();
    expect(await world.phase(id)).toBe('cancelled');
    await world.handlers().payments.acknowledge({ attemptId: id });
    await world.pass(30_000);
    const { attempt } = await world.facts(id);
    expect(attempt).toMatchObject({ state: 'cancelled', laterProven: 'approved', approvedCents: 12_34 });
    expect(attempt.acknowledgedAtMs).toBeNull();
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('M6 after staff closed the doubt as paid otherwise is two payments, and says so', async () => {
    await open({ isOneClock: true, webhooks: false });
    const id = await world.charged();
    await world.asking();
    await saysReady(id);
    await world.handlers().payments.closeUnknown({
      attemptId: id,
      who: 'Mia',
      reason: 'paid_otherwise',
      paidByAttemptId: null,
    });
    await world.act('tap-credit');
    await world.pass(3 * 60_000);
    const { attempt } = await world.facts(id);
    expect(attempt).toMatchObject({
      state: 'closed_by_staff',
      laterProven: 'approved',
      approvedCents: 12_34,
    });
    expect([...(await world.alarmKinds())].sort()).toEqual(['late_approval', 'paid_otherwise_and_approved']);
  });

  it('M6 after "customer pays otherwise" warns even while the attempt is open', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.handlers().payments.paysOtherwise({ attemptId: id });
    expect(await world.charge()).toMatchObject({ error: { code: 'terminal_busy' } });
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    expect(await world.alarmKinds()).toEqual(['paid_otherwise_and_approved']);
  });

  it('M6 shows an alarm until somebody acknowledges it by name, and not again after that', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'late-approval', ms: 20_000, match: onPurchase });
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    await world.pass(30_000);
    await world.restart();
    const [alarm] = (await world.slices()).alarms;
    expect(alarm).toMatchObject({ kind: 'late_approval', attemptId: id });
    const acknowledge = (who: string) =>
      world.handlers().alarms.acknowledge({ alarmId: alarm?.id ?? '', who });
    expect(await acknowledge('  ')).toMatchObject({ ok: false });
    expect(await acknowledge('Mia')).toMatchObject({ ok: true });
    await world.pass(10 * 60_000);
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('a cancel without an invoice number', () => {
  const silent: TillWorldOptions = { isOneClock: true, simulator: { cancelCarriesInvoiceNumber: false } };

  it('M5 belongs to the only send it fits', async () => {
    await open(silent);
    const first = await world.charged({ cents: 10_00 });
    await world.asking();
    await world.act('cancel');
    await world.settle();
    expect(await world.phase(first)).toBe('cancelled');
    await world.pass(10_000);
    const second = await world.charged({ cents: 20_00 });
    await world.asking();
    await world.act('cancel');
    await world.settle();
    expect(await world.phase(second)).toBe('cancelled');
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M15 belongs to nobody when two sends of one amount lie too close together', async () => {
    await open(silent);
    const first = await world.charged();
    await world.asking();
    await world.act('remove-request');
    await saysReady(first);
    await world.pass(20_000);
    const second = await world.charged({ confirmedDoubtIds: [first] });
    await world.asking();
    await world.act('cancel');
    await world.settle();
    expect([await world.phase(first), await world.phase(second)]).toEqual(['unknown', 'waiting']);
    expect(await world.alarmKinds()).toEqual([]);
    expect(await world.ledger().nextEventDueAtMs()).toBeNull();
    expect(await saysReady(second)).toMatchObject({ phase: 'unknown' });
  });

  it('M15 finds the right one of two sends of one amount that lie well apart', async () => {
    await open(silent);
    const first = await world.charged();
    await world.asking();
    await world.act('remove-request');
    await saysReady(first);
    await world.pass(6 * 60_000);
    const second = await world.charged({ confirmedDoubtIds: [first] });
    await world.pass(3 * 60_000);
    await world.act('cancel');
    await world.settle();
    expect([await world.phase(first), await world.phase(second)]).toEqual(['unknown', 'cancelled']);
  });
});

describe('an amount that is not the asked one', () => {
  it('U10 M8 lower: shown as paid in part, and the rest is charged on the same sale', async () => {
    await open();
    const first = await world.charged({ cents: 50_00 });
    await world.asking();
    await world.simulator.act(world.code, { action: 'tap-credit', approvedCents: 5_00 });
    const { attempt } = await world.reach(first, 'approved_in_part');
    expect(attempt.approvedCents).toBe(5_00);
    const { saleId } = attempt;
    expect(await world.charge({ saleId, cents: 50_00 })).toMatchObject({
      error: { code: 'invalid_input', field: 'amountCents' },
    });
    const second = await world.charged({ saleId, cents: 45_00 });
    await world.asking();
    await world.act('tap-debit');
    await world.reach(second, 'approved');
    expect(await world.charge({ saleId, cents: 1 })).toMatchObject({ error: { code: 'sale_paid' } });
    const detail = await world.handlers().history.detail({ attemptId: second });
    expect(detail).toMatchObject({ value: { attempt: { saleTotalCents: 50_00, saleRemainderCents: 0 } } });
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M8 higher by a surcharge: approved, both kept', async () => {
    await open({ simulator: { behaviour: { surchargeBasisPoints: 240 } } });
    const id = await world.charged({ cents: 100_00 });
    await world.asking();
    await world.act('tap-credit');
    const { attempt } = await world.reach(id, 'approved');
    expect(attempt).toMatchObject({ amountCents: 100_00, approvedCents: 102_40 });
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('M8 a tip is not counted as payment of the rest of a sale', async () => {
    await open({ simulator: { behaviour: { tipsAsked: true } } });
    const first = await world.charged({ cents: 10_00 });
    await world.asking();
    await world.act('add-tip');
    await world.act('tap-credit');
    const { attempt } = await world.reach(first, 'approved');
    expect(attempt.approvedCents).toBe(12_00);
    expect(await world.charge({ saleId: attempt.saleId, cents: 1 })).toMatchObject({
      error: { code: 'sale_paid' },
    });
  });

  it('U14 M3 a decline as suspected duplicate ends that attempt and touches no other', async () => {
    await open({ isOneClock: true, simulator: { behaviour: { duplicateCheckOnTerminals: true } } });
    const first = await world.charged({ cents: 20_00 });
    await world.asking();
    await world.act('tap-credit');
    await world.settle();
    const second = await world.charged({ cents: 20_00 });
    await world.asking();
    await world.act('tap-credit');
    await world.pass(140_000);
    expect(await world.phase(first)).toBe('approved');
    expect(await world.phase(second)).toBe('declined');
    const detail = await world.handlers().history.detail({ attemptId: second });
    expect(detail.ok && detail.value.attempt.declineReason).toMatch(/duplicate/i);
    expect(await world.alarmKinds()).toEqual([]);
    expect((await world.ledger().transaction(newestId()))?.status).toBe('declined');
  });
});
