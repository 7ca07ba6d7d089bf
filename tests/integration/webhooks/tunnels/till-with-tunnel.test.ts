/** A whole till behind a tunnel: what it shows, what it does while the tunnel is dead, and what is left when it ends. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/clock/system-clock.ts';
import { createSelfTestPost } from '../../../../electron/webhooks/tunnels/tunnel-network.ts';
import type { SelfTestView, TunnelSettings } from '../../../../shared/tunnel.ts';
import { type CloudflaredFolder, isAlive, makeCloudflaredFolder } from '../../../fakes/cloudflared-folder.ts';
import { openTillWorld, type TillWorld } from '../../../fakes/till-world.ts';
import { startTlsProxy, type TlsProxy, testAuthority } from '../../../fakes/tls-proxy.ts';
import { waitUntil } from '../../../fakes/wait-until.ts';

const cloudflaredToken = 'eyJhIjoidG9rZW4tb2YtdGhlLXR1bm5lbCJ9';
const webhookPath = '/hook/till-world';

let world: TillWorld;
let proxy: TlsProxy;
let cloudflared: CloudflaredFolder;
let chosen: TunnelSettings;

beforeEach(async () => {
  chosen = { kind: 'none' };
  cloudflared = makeCloudflaredFolder();
  world = await openTillWorld({
    tunnel: {
      settings: () => chosen,
      secrets: () => ({ ngrokAuthtoken: null, cloudflaredToken }),
      outside: { post: createSelfTestPost(systemClock, [testAuthority]) },
    },
  });
  proxy = await startTlsProxy(() => Number(new URL(world.webhookUrl()).port));
});
afterEach(async () => {
  await world.close();
  await proxy.close();
  await waitUntil('nothing is left', () => cloudflared.started().every(({ pid }) => !isAlive(pid)));
  cloudflared.remove();
});

function choose(settings: TunnelSettings): void {
  chosen = settings;
  world.applyTunnel();
}

const tunnel = async () => (await world.slices()).tunnel;
const isHealthy = async () => (await world.slices()).webhook.healthy;

async function selfTest(): Promise<SelfTestView> {
  const result = await world.handlers().tunnel.selfTest(null);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

/** An event of Helcim's, after which webhooks count as healthy. */
const anEvent = () => world.post({ body: { type: 'cardTransaction', id: '987654' } });
const lookUps = () =>
  world.simulator.requests().filter(({ method, path }) => method === 'GET' && path === '/card-transactions')
    .length;

describe('a till', () => {
  it('without a tunnel shows none, and says so when asked to test it', async () => {
    expect(await tunnel()).toBeNull();
    expect(await selfTest()).toMatchObject({ ok: false, problem: 'no_tunnel' });
    await anEvent();
    expect(await isHealthy()).toBe(true);
  });

  it('tests an own address as soon as it is chosen, and shows it up', async () => {
    choose({ kind: 'own_url', publicUrl: proxy.url });
    expect(await tunnel()).toMatchObject({ kind: 'own_url', publicUrl: `${proxy.url}${webhookPath}` });
    await waitUntil('it is up', async () => (await tunnel())?.state === 'up');
    expect((await tunnel())?.lastSelfTest).toMatchObject({ ok: true, problem: null });
    expect(await isHealthy()).toBe(false);
  });

  it('M10 keeps nothing of a test: no event, no attempt, no work', async () => {
    choose({ kind: 'own_url', publicUrl: proxy.url });
    await waitUntil('it is up', async () => (await tunnel())?.state === 'up');
    await world.settle();
    expect(await world.ledger().nextEventDueAtMs()).toBeNull();
    expect((await world.slices()).alarms).toEqual([]);
    expect(await isHealthy()).toBe(false);
  });

  it('looks payments up at the fast pace from a failed test on until one has come through', async () => {
    choose({ kind: 'own_url', publicUrl: proxy.url });
    await waitUntil('it is up', async () => (await tunnel())?.state === 'up');
    await anEvent();
    expect(await isHealthy()).toBe(true);
    proxy.behave({ answer: { status: 530, body: 'error code: 1033' } });
    expect(await selfTest()).toMatchObject({ ok: false, problem: 'tunnel_error' });
    expect(await tunnel()).toMatchObject({
      state: 'down',
      cause: 'self_test_failed',
      detail: 'tunnel_error, HTTP 530, 1033',
    });
    expect(await isHealthy()).toBe(false);

    await world.charged();
    await world.settle();
    const before = lookUps();
    await world.pass(6_000);
    expect(lookUps()).toBeGreaterThan(before);

    proxy.behave({});
    expect(await selfTest()).toMatchObject({ ok: true });
    expect(await tunnel()).toMatchObject({ state: 'up', cause: null });
    expect(await isHealthy()).toBe(true);
  });

  it('is asked less often while the tunnel is well', async () => {
    choose({ kind: 'own_url', publicUrl: proxy.url });
    await waitUntil('it is up', async () => (await tunnel())?.state === 'up');
    await anEvent();
    await world.charged();
    await world.settle();
    const before = lookUps();
    await world.pass(6_000);
    expect(lookUps()).toBe(before);
  });

  it('goes back to look-up alone when the tunnel is taken away, without holding its death against the next', async () => {
    choose({ kind: 'own_url', publicUrl: proxy.url });
    proxy.behave({ cuts: true });
    await waitUntil('it is down', async () => (await tunnel())?.state === 'down');
    choose({ kind: 'none' });
    expect(await tunnel()).toBeNull();
    await anEvent();
    expect(await isHealthy()).toBe(true);
  });

  it('M11 keeps its cloudflared alive, ends it with itself, and writes its token nowhere', async () => {
    choose({ kind: 'cloudflared', publicUrl: proxy.url, program: cloudflared.program });
    await waitUntil('it is up', async () => (await tunnel())?.lastSelfTest?.ok);
    const [first] = cloudflared.started();
    process.kill(first?.pid ?? 0, 'SIGKILL');
    await waitUntil('it is down', async () => (await tunnel())?.state === 'down');
    expect(await tunnel()).toMatchObject({ cause: 'child_died', detail: 'exit code 137' });
    await waitUntil('it is up again', async () => (await tunnel())?.state === 'up');
    expect(cloudflared.started()).toHaveLength(2);
    await world.stopTill();
    expect(cloudflared.started().map(({ pid }) => isAlive(pid))).toEqual([false, false]);
    expect(world.logLines.join('\n')).toContain('the tunnel has changed');
    expect(world.logLines.join('\n')).not.toContain(cloudflaredToken);
  });

  it('notices a cloudflared that says it is up and carries nothing', async () => {
    proxy.behave({ answer: { status: 530, body: 'error code: 1033' } });
    choose({ kind: 'cloudflared', publicUrl: proxy.url, program: cloudflared.program });
    await waitUntil('it is found out', async () => (await tunnel())?.cause === 'self_test_failed');
    expect(await tunnel()).toMatchObject({ state: 'down' });
  });
});
