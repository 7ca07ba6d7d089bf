import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { isOpen } from '../../../shared/lifecycle.ts';
import type { AttemptPhase } from '../../../shared/payment.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld({ isOneClock: true, ...options });
  return world;
};
afterEach(() => world.close());

const match = { method: 'POST', path: '/devices/' };
const lookups = { path: '/card-transactions' };
const readyScreen = (attemptId: string) => world.handlers().payments.readyScreen({ attemptId });

/** How to bring an attempt into each phase. The phases with one are the keys of this table. */
const ways: Readonly<Record<AttemptPhase, () => Promise<string>>> = {
  async sending() {
    world.simulator.faults.add({ kind: 'hang', match });
    return world.charged();
  },
  async waiting() {
    const id = await world.charged();
    await world.asking();
    await world.settle();
    return id;
  },
  async declined_may_retry() {
    const id = await ways.waiting();
    await world.act('decline');
    await world.settle();
    return id;
  },
  async checking() {
    world.simulator.faults.add({ kind: 'drop', match });
    const id = await world.charged();
    await world.settle();
    return id;
  },
  async approved() {
    const id = await ways.waiting();
    await world.act('tap-credit');
    await world.settle();
    return id;
  },
  async approved_in_part() {
    const id = await ways.waiting();
    await world.simulator.act(world.code, { action: 'tap-credit', approvedCents: 1 });
    await world.settle();
    return id;
  },
  async declined() {
    const id = await ways.declined_may_retry();
    await readyScreen(id);
    await world.act('cancel');
    await world.settle();
    return id;
  },
  async cancelled() {
    const id = await ways.waiting();
    await world.act('cancel');
    await world.settle();
    return id;
  },
  async refused() {
    world.simulator.faults.add({ kind: 'rate-limited', match });
    const id = await world.charged();
    await world.settle();
    return id;
  },
  async not_sent() {
    world.simulator.spendBudget(100);
    await world.handlers().terminals.discover(null);
    const id = await world.charged();
    await world.pass(61_000);
    return id;
  },
  async unknown() {
    const id = await ways.waiting();
    await world.act('remove-request');
    await readyScreen(id);
    return id;
  },
  async closed_by_staff() {
    const attemptId = await ways.unknown();
    const reason = 'left_without_paying';
    await world.handlers().payments.closeUnknown({ attemptId, who: 'Mia', reason, paidByAttemptId: null });
    return attemptId;
  },
};
const phases = Object.keys(ways) as AttemptPhase[];
const openPhases: readonly AttemptPhase[] = ['sending', 'waiting', 'declined_may_retry', 'checking'];
const endedPhases = phases.filter((phase) => !openPhases.includes(phase));

describe('M16 from every phase there is a way on', () => {
  it.each(phases)('the way into %s is what it says', async (phase) => {
    await open();
    const id = await ways[phase]();
    expect(await world.phase(id)).toBe(phase);
  });

  it.each(openPhases)('%s: by a word of the cashier, and the terminal is free', async (phase) => {
    await open();
    const id = await ways[phase]();
    const said = await readyScreen(id);
    expect(said.ok && isOpen(said.value.state)).toBe(false);
    expect(await world.charge({ confirmedDoubtIds: [id] })).toMatchObject({ ok: true });
  });

  it.each(openPhases)(
    '%s: by a word of the cashier within nine seconds while Helcim hangs',
    async (phase) => {
      await open();
      const id = await ways[phase]();
      world.simulator.faults.add({ kind: 'hang', match: lookups, times: 'always' });
      const saying = readyScreen(id);
      await world.pass(9_000);
      const said = await saying;
      expect(said).toMatchObject({ ok: true, value: { phase: 'unknown' } });
    },
  );

  it.each(openPhases)(
    '%s: by time alone, within eleven minutes, even while Helcim is away',
    async (phase) => {
      await open();
      const id = await ways[phase]();
      world.simulator.setWebhookUrl(null);
      world.simulator.faults.add({ kind: 'drop', match: lookups, times: 'always' });
      await world.pass(11 * 60_000);
      expect(await world.phase(id)).toBe('unknown');
      expect(await world.charge({ confirmedDoubtIds: [id] })).toMatchObject({ ok: true });
    },
  );

  it.each(endedPhases)('%s: it can be taken note of, and the next customer served', async (phase) => {
    await open();
    const id = await ways[phase]();
    expect(await world.handlers().payments.acknowledge({ attemptId: id })).toMatchObject({ ok: true });
    const next = await world.charged({ cents: 1_00, confirmedDoubtIds: [id] });
    expect(await world.phase(next)).not.toBe('not_sent');
  });

  it.each(['declined', 'cancelled', 'refused', 'not_sent', 'unknown', 'closed_by_staff'] as const)(
    '%s: the same sale can be tried again',
    async (phase) => {
      await open();
      const { attempt } = await world.facts(await ways[phase]());
      const again = await world.charged({ saleId: attempt.saleId, confirmedDoubtIds: [attempt.id] });
      await world.asking();
      await world.act('tap-debit');
      await world.pass(10_000);
      expect(await world.phase(again)).toBe('approved');
    },
  );

  it.each(phases)('%s: what is not possible now is said and changes nothing', async (phase) => {
    await open();
    const id = await ways[phase]();
    const { attempt } = await world.facts(id);
    const { payments } = world.handlers();
    const closing = { attemptId: id, who: 'Mia', reason: 'paid_otherwise', paidByAttemptId: null } as const;
    if (isOpen(attempt.state)) {
      expect(await payments.acknowledge({ attemptId: id })).toMatchObject({
        error: { code: 'not_possible_now' },
      });
      expect(await payments.closeUnknown(closing)).toMatchObject({ error: { code: 'not_possible_now' } });
    } else {
      expect(await readyScreen(id)).toMatchObject({ error: { code: 'not_possible_now', attemptIds: [id] } });
      expect(await payments.paysOtherwise({ attemptId: id })).toMatchObject({
        error: { code: 'not_possible_now' },
      });
      if (phase !== 'unknown')
        expect(await payments.closeUnknown(closing)).toMatchObject({ error: { code: 'not_possible_now' } });
    }
    expect((await world.facts(id)).attempt.state).toBe(attempt.state);
  });

  it('an attempt that does not exist is said to be unknown', async () => {
    await open();
    const attemptId = randomUUID();
    const { payments, history } = world.handlers();
    const unknown = { ok: false, error: { code: 'attempt_unknown' } };
    expect(await payments.lookUpNow({ attemptId })).toMatchObject(unknown);
    expect(await payments.readyScreen({ attemptId })).toMatchObject(unknown);
    expect(await payments.acknowledge({ attemptId })).toMatchObject(unknown);
    expect(await history.detail({ attemptId })).toMatchObject(unknown);
  });

  it('a doubt can only be closed as paid by an attempt that was approved', async () => {
    await open();
    const id = await ways.unknown();
    const close = (paidByAttemptId: string | null) =>
      world
        .handlers()
        .payments.closeUnknown({ attemptId: id, who: 'Mia', reason: 'paid_by_attempt', paidByAttemptId });
    const wrong = { ok: false, error: { code: 'invalid_input', field: 'paidByAttemptId' } };
    expect(await close(null)).toMatchObject(wrong);
    expect(await close(id)).toMatchObject(wrong);
    expect(await close(randomUUID())).toMatchObject(wrong);
    const { attempt } = await world.facts(id);
    const second = await world.charged({ saleId: attempt.saleId, confirmedDoubtIds: [id] });
    await world.asking();
    expect(await close(second)).toMatchObject(wrong);
    await world.act('tap-credit');
    await world.settle();
    expect(await close(second)).toMatchObject({ ok: true, value: { phase: 'closed_by_staff' } });
  });
});
