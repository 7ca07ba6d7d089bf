import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Clock } from '../../../shared/ports.ts';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const onPurchase = { method: 'POST', path: '/devices/' };
const quick = { timeouts: { moneyAnswerMs: 150, moneyBodyMs: 150 } };

/** The machine's clock, which can be made to jump as it does over a sleep or a correction. */
function createJumpyClock(): Clock & { jump(wallMs: number, monotonicMs: number): void } {
  let wall = 0;
  let monotonic = 0;
  return {
    wallMs: () => systemClock.wallMs() + wall,
    monotonicMs: () => systemClock.monotonicMs() + monotonic,
    elapsedMs: (sinceWallMs) => systemClock.elapsedMs(sinceWallMs) + wall,
    setTimer: systemClock.setTimer,
    jump(wallMs, monotonicMs) {
      wall += wallMs;
      monotonic += monotonicMs;
    },
  };
}

/** Another program writes into the ledger's file: ours cannot, as on a full or failing disk. */
function holdLedger(): { release(): void } {
  const name = readdirSync(world.folder).find((each) => /^ledger-.*\.sqlite$/.test(each)) ?? '';
  const database = new DatabaseSync(join(world.folder, name));
  database.exec('BEGIN IMMEDIATE');
  return {
    release() {
      database.exec('ROLLBACK');
      database.close();
    },
  };
}

describe('before a byte leaves', () => {
  it.each([
    ['M1 does not send when the machine slept after the press and only the wall clock saw it', 3_500, 0],
    ['M1 does not send when both clocks passed the three seconds', 3_500, 3_500],
    [
      'M1 does not send when only the monotonic clock passed them, the wall having been set back',
      -60_000,
      3_500,
    ],
    ['M1 does not send when the wall clock went back, which may hide a sleep', -1_000, 0],
  ])('%s', async (_name, wallMs, monotonicMs) => {
    const wireClock = createJumpyClock();
    await open({ wireClock });
    const charging = world.charge();
    wireClock.jump(wallMs, monotonicMs);
    const result = await charging;
    if (!result.ok) throw new Error(result.error.code);
    const { attempt } = await world.reach(result.value.id, 'not_sent');
    expect(attempt.errorCode).toBe('not_sent_too_late');
    expect(world.purchases()).toBe(0);
    const again = await world.charged({ saleId: attempt.saleId });
    await world.reach(again, 'waiting');
  });

  it('M1 sends nothing when the ledger cannot write the attempt', async () => {
    await open();
    const hold = holdLedger();
    const result = await world.charge();
    hold.release();
    expect(result).toMatchObject({ ok: false, error: { code: 'not_sent_ledger' } });
    expect(world.purchases()).toBe(0);
    expect((await world.slices()).openAttempts).toEqual([]);
    await world.reach(await world.charged(), 'waiting');
    expect(world.purchases()).toBe(1);
  });

  it('M1 writes what became of a send as soon as the disk takes it again', async () => {
    await open();
    const id = await world.charged();
    const hold = holdLedger();
    setTimeout(hold.release, 500);
    const { attempt } = await world.reach(id, 'waiting');
    expect(attempt.sendBegunAtMs).not.toBeNull();
    expect(world.purchases()).toBe(1);
  });

  it('M1 has the attempt on disk before Helcim sees its request', async () => {
    await open({ isProxied: true });
    const seen: string[] = [];
    world.proxy().setGate(async ({ path }) => {
      if (path.endsWith('/purchase'))
        seen.push(...(await world.ledger().openAttempts()).map(({ attempt }) => attempt.id));
      return 'forward';
    });
    const id = await world.charged();
    await world.reach(id, 'waiting');
    expect(seen).toEqual([id]);
  });

  it('M1 sends nothing at a start, whatever the last run left open', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.restart();
    await world.reach(id, 'checking');
    await world.restart();
    await world.settle();
    expect(world.purchases()).toBe(1);
  });
});

describe('a refusal by Helcim is definite, frees the terminal and is never sent again', () => {
  const refuses = async (fault: FaultInput, errorCode: string) => {
    world.simulator.faults.add({ match: onPurchase, ...fault });
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'refused');
    expect(attempt.errorCode).toBe(errorCode);
    expect(world.purchases()).toBe(1);
    expect((await world.slices()).openAttempts).toEqual([]);
    await world.reach(await world.charged({ saleId: attempt.saleId }), 'waiting');
  };
  const status = (code: number, errors: unknown): FaultInput => ({
    kind: 'status',
    status: code,
    when: 'before-effect',
    errors: errors as string,
  });

  it('B3 says that a terminal is asleep and takes the payment once it is awake', async () => {
    await open();
    await world.act('sleep');
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'refused');
    expect(attempt.errorCode).toBe('device_not_listening');
    await world.act('wake');
    await world.settle();
    expect(world.purchases()).toBe(1);
    await world.charged({ saleId: attempt.saleId });
    await world.asking();
  });

  it('B3 never shows the refused amount when the terminal wakes', async () => {
    await open();
    await world.act('sleep');
    await world.reach(await world.charged(), 'refused');
    await world.act('wake');
    expect(world.simulator.devices()[0]?.request).toBeNull();
  });

  it('B18 takes 429 as "not started"', async () => {
    await open();
    await refuses({ kind: 'rate-limited' }, 'rate_limited');
    expect(world.simulator.transactions()).toEqual([]);
  });

  it('B18 U18 sends nothing when the budget of the account is known to be spent', async () => {
    await open();
    world.simulator.spendBudget(100);
    await world.handlers().terminals.discover(null);
    const result = await world.charge();
    if (!result.ok) throw new Error(result.error.code);
    const { attempt } = await world.reach(result.value.id, 'not_sent');
    expect(attempt.errorCode).toBe('not_sent_budget');
    expect(world.purchases()).toBe(0);
  });

  it('B18 goes on looking for an open attempt after its look-ups were refused by 429', async () => {
    await open({ webhooks: false, isOneClock: true });
    const id = await world.charged();
    await world.asking();
    world.simulator.faults.add({ kind: 'rate-limited', match: { path: '/card-transactions' }, times: 3 });
    await world.act('tap-credit');
    await world.pass(70_000);
    expect(await world.phase(id)).toBe('approved');
  });

  it('B2 U15 says when a paired terminal is no longer one of the account', async () => {
    await open();
    await refuses(status(404, ['Device not found']), 'device_not_found');
  });

  it('B4 U19 says when the token stops working, which is not a terminal that does not answer', async () => {
    await open();
    await refuses(status(401, 'Unauthorized'), 'token_invalid');
  });

  it('B5 says when the token may not take payments', async () => {
    await open();
    await refuses(status(403, 'No access permission'), 'token_lacks_permission');
  });

  it.each([
    ['U20 reads a 400 that is a bare string', status(400, 'Something is wrong')],
    ['U20 reads a 400 that is a map', status(400, { transactionAmount: 'too much' })],
    [
      'U20 reads a 422 of a nested form',
      status(422, { '1001': [{ code: 1, message: 'no', source: 'x', data: {} }] }),
    ],
    ['U20 reads a 405 without a body', { ...status(405, null), form: 'empty' }],
  ] as [string, FaultInput][])('%s', async (_name, fault) => {
    await open();
    await refuses(fault, 'request_rejected');
  });
});

describe('an unclear end of the money call', () => {
  it.each([
    ['B20 M4 a timeout after Helcim acted', { kind: 'hang', when: 'after-effect' }],
    ['B20 a connection dropped after Helcim acted', { kind: 'drop', when: 'after-effect' }],
    [
      'B21 M4 a 502 with HTML after Helcim acted',
      { kind: 'status', status: 502, form: 'html', when: 'after-effect' },
    ],
    ['B21 a 500 with JSON after Helcim acted', { kind: 'status', status: 500, when: 'after-effect' }],
    ['B21 a 503 without a body after Helcim acted', { kind: 'status', status: 503, form: 'empty' }],
    [
      'M4 a 408, which says nothing about what Helcim did',
      { kind: 'status', status: 408, when: 'after-effect' },
    ],
    [
      'M4 a redirect, which is not followed',
      { kind: 'redirect', status: 307, location: 'http://127.0.0.1:9/v2' },
    ],
    ['M4 a 200, which is not the answer a terminal call has', { kind: 'garbage' }],
    ['B22 a body that is cut by a reset', { kind: 'cut-body' }],
    ['B22 a body that never comes to its end', { kind: 'slow-drip', stepMs: 1_000 }],
  ] as [string, FaultInput][])(
    '%s still ends in the approval, found by look-up, with one request',
    async (_name, fault) => {
      await open({ webhooks: false, ...quick });
      world.simulator.faults.add({ match: onPurchase, ...fault });
      const id = await world.charged();
      await world.asking();
      await world.act('tap-credit');
      const { attempt } = await world.advanceTo(id, 'approved', 30_000);
      expect(attempt.approvedCents).toBe(12_34);
      expect(world.purchases()).toBe(1);
      expect(world.simulator.transactions()).toHaveLength(1);
    },
  );

  it.each([
    ['B19 M4 a timeout before Helcim acted', { kind: 'hang', when: 'before-effect' }],
    ['B19 a connection dropped before Helcim acted', { kind: 'drop', when: 'before-effect' }],
    [
      'B21 a 502 with HTML before Helcim acted',
      { kind: 'status', status: 502, form: 'html', when: 'before-effect' },
    ],
    ['M4 a 408 before Helcim acted', { kind: 'status', status: 408, when: 'before-effect' }],
  ] as [string, FaultInput][])(
    '%s ends as unknown, never as "not charged", and is not sent again',
    async (_name, fault) => {
      await open({ webhooks: false, ...quick });
      world.simulator.faults.add({ match: onPurchase, ...fault });
      const id = await world.charged();
      await world.reach(id, 'checking');
      const { attempt } = await world.advanceTo(id, 'unknown', 310_000);
      expect(attempt.errorCode).toBe('outcome_unclear');
      expect(world.purchases()).toBe(1);
      expect(world.simulator.transactions()).toEqual([]);
    },
  );

  it('U19 keeps an attempt open while the token is refused and finds its approval once it works again', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    world.simulator.faults.add({
      kind: 'status',
      status: 401,
      errors: 'Unauthorized',
      match: { path: '/card-transactions' },
      times: 'always',
    });
    await world.act('tap-credit');
    await world.advanceTo(id, 'checking', 160_000);
    expect((await world.slices()).helcim).toMatchObject({
      reachable: true,
      error: { code: 'token_invalid' },
    });
    world.simulator.faults.clear();
    await world.advanceTo(id, 'approved', 15_000);
  });
});

describe('two presses', () => {
  const slow: TillWorldOptions = { simulator: { latencyMs: 150 } };

  it('B15 refuses a second press while the first is being sent, and names it', async () => {
    await open(slow);
    const id = await world.charged();
    expect(await world.phase(id)).toBe('sending');
    const second = await world.charge();
    expect(second).toMatchObject({ ok: false, error: { code: 'terminal_busy', attemptIds: [id] } });
    await world.reach(id, 'waiting');
    expect(world.purchases()).toBe(1);
  });

  it('B15 takes a doubled press as one, even long after it was answered', async () => {
    await open();
    const pressId = randomUUID();
    const id = await world.charged({ pressId });
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    expect(await world.charged({ pressId })).toBe(id);
    expect(world.purchases()).toBe(1);
  });

  it.each([3_500, 86_400_000])('M1 does not send a press that reached main %i ms late', async (lateMs) => {
    await open();
    const late = await world.charge({ pressedAtMs: Date.now() - lateMs });
    expect(late).toMatchObject({ ok: false, error: { code: 'not_sent_too_late' } });
    await world.settle();
    expect(world.purchases()).toBe(0);
    expect(await world.ledger().attemptsPage(null, 10)).toMatchObject({ total: 0 });
  });

  it('M1 takes a press that seems to come from the future as one of now', async () => {
    await open();
    const id = await world.charged({ pressedAtMs: Date.now() + 86_400_000 });
    await world.reach(id, 'waiting');
    expect(world.purchases()).toBe(1);
  });

  it('M1 M4 answers a press that is asked about again much later with the attempt it made', async () => {
    await open();
    const press = { pressId: randomUUID(), pressedAtMs: Date.now() };
    const id = await world.charged(press);
    await world.reach(id, 'waiting');
    const again = await world.charge({ ...press, pressedAtMs: press.pressedAtMs - 60_000 });
    expect(again).toMatchObject({ ok: true, value: { id } });
    await world.settle();
    expect(world.purchases()).toBe(1);
  });

  it('M4 does not send the press of an earlier run again', async () => {
    await open();
    const pressId = randomUUID();
    const id = await world.charged({ pressId });
    await world.reach(id, 'waiting');
    await world.restart();
    const again = await world.charge({ pressId });
    expect(again).toMatchObject({ ok: true, value: { id } });
    await world.settle();
    expect(world.purchases()).toBe(1);
  });

  it('M3 refuses a second attempt of one sale on another terminal', async () => {
    await open();
    const [, other = ''] = world.simulator.devices().map(({ code }) => code);
    await world.handlers().terminals.pair({ code: other as typeof world.code, nickname: null });
    const id = await world.charged();
    const { attempt } = await world.facts(id);
    const second = await world.charge({ code: other, saleId: attempt.saleId });
    expect(second).toMatchObject({ ok: false, error: { code: 'sale_busy', attemptIds: [id] } });
    await world.reach(id, 'waiting');
    expect(world.purchases()).toBe(1);
  });
});
