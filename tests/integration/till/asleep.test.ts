/**
 * A laptop that sleeps for nine hours, with a payment open and a tunnel up: what is true is shown after the waking, at once
 * and without a flood of alarms. The monotonic hand of some systems counts a sleep, that of others stands still in it.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import type { CustomerActionName } from '../../../electron/simulator/customer-action-names.ts';
import { createSelfTestPost } from '../../../electron/webhooks/tunnels/tunnel-network.ts';
import type { AttemptPhase } from '../../../shared/payment.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';
import { type ProxyBehaviour, startTlsProxy, type TlsProxy, testAuthority } from '../../fakes/tls-proxy.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

const nightMs = 9 * 3_600_000;
const nowhere = 'http://127.0.0.1:9/hook/till-world';

/** Helcim's, which nobody sends to sleep. */
let helcimClock: VirtualClock;
let world: TillWorld;
let proxy: TlsProxy;
let chosen: TunnelSettings;

beforeEach(async () => {
  const startMs = Date.now();
  chosen = { kind: 'none' };
  helcimClock = createVirtualClock(startMs);
  world = await openTillWorld({
    isOneClock: true,
    startMs,
    simulator: { clock: helcimClock },
    tunnel: {
      settings: () => chosen,
      secrets: () => ({ ngrokAuthtoken: null, cloudflaredToken: null }),
      outside: { post: createSelfTestPost(systemClock, [testAuthority]) },
    },
  });
  proxy = await startTlsProxy(() => Number(new URL(world.webhookUrl()).port));
  chosen = { kind: 'own_url', publicUrl: proxy.url };
  world.applyTunnel();
  await waitUntil('the tunnel is up', async () => (await tunnel())?.state === 'up');
  await world.post({ body: { type: 'cardTransaction', id: '987654' } });
  await world.settle();
});
afterEach(async () => {
  await world.close();
  await proxy.close();
});

const tunnel = async () => (await world.slices()).tunnel;
const lookUps = () => asked('/card-transactions');
const asked = (wanted: string) =>
  world.simulator.requests().filter(({ method, path }) => method === 'GET' && path === wanted).length;

/** @param countsSleep whether the machine's monotonic hand does */
async function sleeps(countsSleep: boolean, meanwhile: CustomerActionName | null): Promise<void> {
  world.simulator.setWebhookUrl(nowhere);
  if (meanwhile) await world.act(meanwhile);
  // Helcim tells of it again and again, and in vain.
  await helcimClock.advanceAsync(nightMs, 60_000);
  if (countsSleep) world.clock.sleep(nightMs);
  else world.clock.jumpWall(nightMs);
}

/** The proxy as it is: its clock is the machine's. */
const itself = () => ({ date: new Date(world.clock.wallMs()).toUTCString() });

async function wakes(behaviour: ProxyBehaviour = itself()): Promise<void> {
  proxy.behave(behaviour);
  world.simulator.setWebhookUrl(world.webhookUrl());
  await world.till().woken();
  world.clock.advance(0);
  await world.settle();
}

/** What came in vain comes once more, hours old. */
async function oldEventsArrive(): Promise<void> {
  await helcimClock.advanceAsync(24 * 3_600_000, 60_000);
  await world.settle();
}

describe.each([
  ['a monotonic hand that counts a sleep', true],
  ['a monotonic hand that stands still in a sleep', false],
])('nine hours asleep, on %s', (_name, countsSleep) => {
  it.each<[CustomerActionName, AttemptPhase]>([
    ['tap-credit', 'approved'],
    ['decline', 'declined_may_retry'],
    // Only an event tells of a cancel, and one that is hours old moves nothing by itself.
    ['cancel', countsSleep ? 'unknown' : 'checking'],
  ])(
    'M5 M6 M15 after "%s" meanwhile the payment is shown %s, and nothing raises an alarm',
    async (action, phase) => {
      const id = await world.charged();
      await world.asking();
      await world.settle();
      await sleeps(countsSleep, action);
      const wokeAtMs = world.clock.wallMs();
      const before = { lookUps: lookUps(), account: asked('/card-terminals') };
      await wakes();
      expect(await world.phase(id)).toBe(phase);
      expect(lookUps()).toBeGreaterThan(before.lookUps);
      await waitUntil('the account was asked', () => asked('/card-terminals') > before.account);
      await waitUntil('it is tested', async () => ((await tunnel())?.lastSelfTest?.atMs ?? 0) >= wokeAtMs);
      expect(await tunnel()).toMatchObject({ state: 'up', lastSelfTest: { ok: true } });
      expect(await world.alarmKinds()).toEqual([]);

      await oldEventsArrive();
      expect(await world.alarmKinds()).toEqual([]);
      expect(world.purchases()).toBe(1);
    },
  );

  it('M16 a payment that nobody made ends in words, and the terminal is free for the next one', async () => {
    const id = await world.charged();
    await world.asking();
    await sleeps(countsSleep, null);
    await wakes();
    await world.advanceTo(id, 'unknown', 310_000);
    expect(await world.alarmKinds()).toEqual([]);
    await world.act('cancel');
    const answer = await world.charge({ confirmedDoubtIds: [id] });
    expect(answer).toMatchObject({ ok: true });
  });

  it('M6 while the network is not there yet at the waking, the approval is still found, with one alarm at most', async () => {
    const id = await world.charged();
    await world.asking();
    await sleeps(countsSleep, 'tap-credit');
    world.simulator.faults.add({ kind: 'drop', match: {}, times: 'always' });
    await wakes();
    await world.pass(60_000);
    expect(await world.phase(id)).not.toBe('approved');
    expect((await world.slices()).helcim.reachable).toBe(false);
    world.simulator.faults.clear();
    await world.pass(120_000);
    expect(await world.phase(id)).toBe('approved');
    expect((await world.slices()).helcim.reachable).toBe(true);
    expect((await world.alarmKinds()).length).toBeLessThanOrEqual(1);
  });

  it('a tunnel that did not outlive the sleep is down within seconds, and payments are looked up', async () => {
    const id = await world.charged();
    await world.asking();
    await sleeps(countsSleep, null);
    await wakes({ answer: { status: 530, body: 'error code: 1033' } });
    await waitUntil('it is down', async () => (await tunnel())?.state === 'down');
    expect(await tunnel()).toMatchObject({ cause: 'self_test_failed' });
    expect((await world.slices()).webhook.healthy).toBe(false);
    world.simulator.setWebhookUrl(nowhere);
    await world.act('tap-credit');
    await world.pass(6_000);
    expect(await world.phase(id)).toBe('approved');
    proxy.behave(itself());
    // It is tested again within seconds, too.
    await world.pass(11_000);
    await waitUntil('it is up again', async () => (await tunnel())?.state === 'up');
    // The look-up was quicker than an event that never came; the next one that comes counts again.
    expect((await world.slices()).webhook.healthy).toBe(false);
    await world.post({ body: { type: 'cardTransaction', id: '987655' } });
    expect((await world.slices()).webhook.healthy).toBe(true);
  });
});
