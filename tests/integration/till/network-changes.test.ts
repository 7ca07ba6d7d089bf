/** A machine that loses its network, and finds itself in another one: what is known, what is asked, what counts again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveHouse, openLiveHouse } from '../../fakes/live-house.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let house: LiveHouse;
beforeEach(async () => {
  house = await openLiveHouse();
  await waitUntil('the tunnel is up', () => house.tunnel()?.state === 'up');
  const first = await house.charged();
  await house.customer('tap-credit');
  await house.reaches(first, 'approved');
  expect(await house.healthOf('webhook')).toBe('webhook_ok');
});
afterEach(() => house.close());

/** As a cable that was pulled: nobody can be reached, and nobody reaches this machine. */
function goesAway(): void {
  house.rig.machine.addresses = [];
  house.line.setGate(async () => 'cut');
  house.helcim.setWebhookUrl('http://127.0.0.1:9/hook/nowhere');
}

async function comesBack(addresses: readonly string[]): Promise<void> {
  house.line.setGate(async () => 'forward');
  house.helcim.setWebhookUrl((await house.rig.snapshot()).webhook.localUrl);
  house.rig.machine.addresses = addresses;
}

describe('a network that goes away', () => {
  it('is said within seconds with nobody at the till, and so is its return in another place', async () => {
    goesAway();
    await waitUntil(
      'Helcim is silent',
      async () => (await house.healthOf('helcim')) === 'helcim_silent',
      15_000,
    );
    await waitUntil('the tunnel is down', () => house.tunnel()?.state === 'down');
    expect(house.tunnel()).toMatchObject({
      cause: 'network_away',
      lastSelfTest: { problem: 'network_away' },
    });
    expect((await house.rig.snapshot()).webhook.healthy).toBe(false);
    await comesBack(['198.51.100.4']);
    await waitUntil('Helcim answers', async () => (await house.healthOf('helcim')) === 'helcim_ok', 15_000);
    await waitUntil('the tunnel is up', () => house.tunnel()?.state === 'up');
    expect((await house.rig.snapshot()).webhook.healthy).toBe(true);
    const next = await house.charged();
    await house.customer('tap-credit');
    await house.reaches(next, 'approved');
    expect(await house.sourceOf(next)).toBe('webhook');
    expect((await house.rig.snapshot()).alarms).toEqual([]);
  });

  it('M5 M16 in mid-payment lets it be known as soon as there is a network again', async () => {
    const id = await house.charged();
    goesAway();
    await house.customer('tap-credit');
    await waitUntil('the tunnel is down', () => house.tunnel()?.state === 'down', 15_000);
    await comesBack(['198.51.100.4']);
    await house.reaches(id, 'approved');
    expect(await house.sourceOf(id)).toBe('lookup');
    expect((await house.rig.snapshot()).alarms).toEqual([]);
  });

  it('with a sign-in in front of the shop’s address is said, and results are looked up until it is gone', async () => {
    house.proxy.behave({ answer: { status: 407, headers: { 'proxy-authenticate': 'Basic' } } });
    house.helcim.setWebhookUrl('http://127.0.0.1:9/hook/nowhere');
    expect(await house.handlers().tunnel.selfTest(null)).toMatchObject({
      value: { ok: false, problem: 'login_wall', detail: 'HTTP 407' },
    });
    expect(house.tunnel()).toMatchObject({ state: 'down', cause: 'self_test_failed' });
    const id = await house.charged();
    await house.customer('tap-credit');
    await house.reaches(id, 'approved');
    expect(await house.sourceOf(id)).toBe('lookup');
  });

  it('while Helcim can be reached, but not the shop’s address, turns look-up on within seconds', async () => {
    const id = await house.charged();
    // Another network, into which no port is forwarded.
    house.proxy.behave({ cuts: true });
    house.helcim.setWebhookUrl('http://127.0.0.1:9/hook/nowhere');
    house.rig.machine.addresses = ['198.51.100.4'];
    await waitUntil('the tunnel is down', () => house.tunnel()?.state === 'down', 15_000);
    expect(house.tunnel()).toMatchObject({ cause: 'self_test_failed', lastSelfTest: { problem: 'cut' } });
    expect((await house.rig.snapshot()).webhook.healthy).toBe(false);
    await house.customer('tap-credit');
    await house.reaches(id, 'approved');
    expect(await house.sourceOf(id)).toBe('lookup');
    house.proxy.behave({});
    house.helcim.setWebhookUrl((await house.rig.snapshot()).webhook.localUrl);
    expect(await house.handlers().tunnel.selfTest(null)).toMatchObject({ value: { ok: true } });
    expect(house.tunnel()?.state).toBe('up');
  });
});
