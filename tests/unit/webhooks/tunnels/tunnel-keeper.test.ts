import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../electron/clock/system-random.ts';
import { createTunnelKeeper } from '../../../../electron/webhooks/tunnels/tunnel-keeper.ts';
import type { SelfTestProblem, SelfTestView, TunnelSettings } from '../../../../shared/tunnel.ts';
import { createFakeTunnels } from '../../../fakes/fake-tunnels.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const ngrok: TunnelSettings = { kind: 'ngrok', domain: 'till.ngrok.app' };
const ownUrl: TunnelSettings = { kind: 'own_url', publicUrl: 'https://till.example.com' };
const turn = () => new Promise((resolve) => setImmediate(resolve));

function aTest(problem: SelfTestProblem | null = null, ok = problem === null): SelfTestView {
  return { atMs: 1, ok, tookMs: 20, problem, detail: null };
}

function rig(first: TunnelSettings = ngrok) {
  const clock = createVirtualClock();
  const tunnels = createFakeTunnels();
  const log: string[] = [];
  const chosen = {
    settings: first,
    secrets: { ngrokAuthtoken: 'ngrok-token-9', cloudflaredToken: null as string | null },
    port: 4_900 as number | null,
  };
  const seen = { ups: 0, changes: 0 };
  const note = (message: string, fields: object = {}) =>
    void log.push(`${message} ${JSON.stringify(fields)}`);
  const keeper = createTunnelKeeper({
    settings: () => chosen.settings,
    secrets: () => chosen.secrets,
    port: () => chosen.port,
    webhookPath: '/hook/x',
    open: tunnels.open,
    clock,
    // The middle of the range, so that delays are round numbers.
    random: { ...systemRandom, bytes: () => Uint8Array.from([128, 0]) },
    logger: { info: note, warn: note, error: note },
    onChange: () => {
      seen.changes += 1;
    },
    onUp: () => {
      seen.ups += 1;
    },
  });
  return { clock, tunnels, chosen, seen, keeper, log };
}

async function started(first: TunnelSettings = ngrok) {
  const all = rig(first);
  all.keeper.apply();
  await turn();
  return all;
}

describe('the keeper', () => {
  it('opens nothing while no tunnel is chosen', async () => {
    const { keeper, tunnels, clock } = await started({ kind: 'none' });
    expect(keeper.view()).toMatchObject({ kind: 'none', state: 'off', publicUrl: null, nextTryInMs: null });
    expect(tunnels.all).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('starts the chosen one with the port and the secrets, and names the whole address', async () => {
    const { keeper, tunnels, chosen } = await started();
    expect(tunnels.newest().request).toEqual({ settings: ngrok, secrets: chosen.secrets, port: 4_900 });
    expect(tunnels.newest().isStarted).toBe(true);
    expect(keeper.view()).toMatchObject({ state: 'starting', publicUrl: 'https://till.ngrok.app/hook/x' });
  });

  it('says up when it is up, since when, and has that tested', async () => {
    const { keeper, tunnels, seen, clock } = await started();
    clock.advance(2_000);
    tunnels.newest().say({ state: 'up' });
    expect(keeper.view()).toMatchObject({ state: 'up', cause: null, sinceMs: clock.wallMs() });
    expect(seen.ups).toBe(1);
    clock.advance(3_600_000);
    expect(tunnels.all).toHaveLength(1);
  });

  it('makes one that ended anew, later each time', async () => {
    const { keeper, tunnels, clock } = await started();
    for (const delayMs of [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      const before = tunnels.all.length;
      tunnels.newest().say({ state: 'down', cause: 'child_died', detail: 'exit code 1', isOver: true });
      expect(keeper.view()).toMatchObject({
        state: 'down',
        cause: 'child_died',
        detail: 'exit code 1',
        nextTryInMs: delayMs,
      });
      await turn();
      clock.advance(delayMs - 1);
      await turn();
      expect(tunnels.all).toHaveLength(before);
      clock.advance(1);
      await turn();
      expect(tunnels.all).toHaveLength(before + 1);
      expect(keeper.view()).toMatchObject({ state: 'down', nextTryInMs: null });
    }
    expect(tunnels.running()).toBe(1);
  });

  it('begins to count anew once a tunnel was up for a minute', async () => {
    const { keeper, tunnels, clock } = await started();
    for (let tries = 0; tries < 5; tries += 1) {
      tunnels.newest().say({ state: 'down', cause: 'child_died', isOver: true });
      clock.advance(60_000);
      await turn();
    }
    tunnels.newest().say({ state: 'up' });
    clock.advance(60_000);
    tunnels.newest().say({ state: 'down', cause: 'child_died', isOver: true });
    expect(keeper.view().nextTryInMs).toBe(1_000);
  });

  it('starts the next only when nothing is left of the last', async () => {
    const { tunnels, clock } = await started();
    tunnels.holdStop(true);
    tunnels.newest().say({ state: 'down', cause: 'child_died', isOver: true });
    await turn();
    clock.advance(10_000);
    await turn();
    expect(tunnels.all).toHaveLength(1);
    tunnels.holdStop(false);
    await turn();
    expect(tunnels.all).toHaveLength(2);
  });

  it('gives a start thirty seconds', async () => {
    const { keeper, tunnels, clock } = await started();
    clock.advance(29_999);
    expect(keeper.view().state).toBe('starting');
    clock.advance(1);
    await turn();
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'hangs' });
    expect(tunnels.newest().isStopped).toBe(true);
  });

  it('names what a start that never ended was held up by', async () => {
    const { keeper, tunnels, clock } = await started();
    tunnels.newest().say({ state: 'starting', cause: 'network_away', detail: 'no such host' });
    clock.advance(30_000);
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'network_away', detail: 'no such host' });
  });

  it('lets one that was up come back by itself for 45 seconds', async () => {
    const { keeper, tunnels, clock, seen } = await started();
    const [tunnel] = tunnels.all;
    tunnel?.say({ state: 'up' });
    tunnel?.say({ state: 'down', cause: 'connection_lost', detail: 'eof' });
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'connection_lost', nextTryInMs: null });
    clock.advance(44_999);
    tunnel?.say({ state: 'up' });
    expect(keeper.view().state).toBe('up');
    expect(seen.ups).toBe(2);
    clock.advance(100_000);
    expect(tunnels.all).toHaveLength(1);
    tunnel?.say({ state: 'down', cause: 'connection_lost', detail: 'eof' });
    clock.advance(45_000);
    await turn();
    expect(tunnel?.isStopped).toBe(true);
    expect(keeper.view().nextTryInMs).toBe(1_000);
  });

  it('M11 takes every secret out of what it shows and logs, those of the last settings too', async () => {
    const { keeper, tunnels, chosen, log } = await started();
    tunnels
      .newest()
      .say({ state: 'down', cause: 'wrong_token', detail: 'Your authtoken:\n ngrok-token-9', isOver: true });
    expect(keeper.view().detail).toBe('Your authtoken: [secret]');
    chosen.secrets = { ngrokAuthtoken: 'ngrok-token-10', cloudflaredToken: null };
    keeper.apply();
    await turn();
    tunnels.newest().say({ state: 'down', cause: 'unknown', detail: 'not ngrok-token-9', isOver: true });
    expect(keeper.view().detail).toBe('not [secret]');
    expect(log.join('\n')).not.toContain('ngrok-token');
  });

  it('cuts what a tool says to size', async () => {
    const { keeper, tunnels } = await started();
    tunnels.newest().say({ state: 'down', cause: 'unknown', detail: 'x'.repeat(5_000), isOver: true });
    expect(keeper.view().detail).toHaveLength(200);
  });

  it('changes over when settings change, and only then', async () => {
    const { keeper, tunnels, chosen } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.apply();
    await turn();
    expect(tunnels.all).toHaveLength(1);
    chosen.settings = { kind: 'ngrok', domain: 'other.ngrok.app' };
    keeper.apply();
    expect(keeper.view()).toMatchObject({ state: 'starting', publicUrl: 'https://other.ngrok.app/hook/x' });
    await turn();
    expect(tunnels.all.map(({ isStopped }) => isStopped)).toEqual([true, false]);
  });

  it.each(['secrets', 'port'] as const)('changes over when the %s change', async (what) => {
    const { keeper, tunnels, chosen } = await started();
    if (what === 'secrets') chosen.secrets = { ngrokAuthtoken: 'new', cloudflaredToken: null };
    else chosen.port = 5_000;
    keeper.apply();
    await turn();
    expect(tunnels.all.map(({ isStopped }) => isStopped)).toEqual([true, false]);
  });

  it('tries a repaired setting at once, however long the wait was', async () => {
    const { keeper, tunnels, chosen } = await started();
    tunnels.newest().say({ state: 'down', cause: 'wrong_token', isOver: true });
    expect(keeper.view().nextTryInMs).toBe(300_000);
    chosen.secrets = { ngrokAuthtoken: 'new', cloudflaredToken: null };
    keeper.apply();
    await turn();
    expect(tunnels.all).toHaveLength(2);
    expect(keeper.view().nextTryInMs).toBeNull();
  });

  it('ends the tunnel when none is wanted any more', async () => {
    const { keeper, tunnels, chosen, clock } = await started();
    tunnels.newest().say({ state: 'up' });
    chosen.settings = { kind: 'none' };
    keeper.apply();
    await turn();
    expect(tunnels.running()).toBe(0);
    expect(keeper.view()).toMatchObject({ kind: 'none', state: 'off', publicUrl: null });
    expect(clock.pendingTimers()).toBe(0);
  });

  it('changes over once when settings change three times while the last one is still ending', async () => {
    const { keeper, tunnels, chosen } = await started();
    tunnels.holdStop(true);
    for (const domain of ['a.ngrok.app', 'b.ngrok.app', 'c.ngrok.app']) {
      chosen.settings = { kind: 'ngrok', domain };
      keeper.apply();
      await turn();
    }
    tunnels.holdStop(false);
    await turn();
    expect(tunnels.all).toHaveLength(2);
    expect(tunnels.newest().request.settings).toEqual({ kind: 'ngrok', domain: 'c.ngrok.app' });
  });

  it('tries at once after sleep, and leaves alone what is up', async () => {
    const { keeper, tunnels } = await started();
    tunnels.newest().say({ state: 'down', cause: 'child_died', isOver: true });
    await turn();
    keeper.tryNow();
    await turn();
    expect(tunnels.all).toHaveLength(2);
    tunnels.newest().say({ state: 'up' });
    keeper.tryNow();
    await turn();
    expect(tunnels.all).toHaveLength(2);
  });

  it('waits for the endpoint to listen', async () => {
    const { keeper, tunnels, chosen } = rig();
    chosen.port = null;
    keeper.apply();
    await turn();
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'port_unreachable' });
    chosen.port = 4_900;
    keeper.apply();
    await turn();
    expect(tunnels.running()).toBe(1);
  });

  it('starts nothing after it was stopped, not even what was on its way', async () => {
    const { keeper, tunnels, clock, chosen } = await started();
    tunnels.newest().say({ state: 'down', cause: 'child_died', isOver: true });
    await keeper.stop();
    clock.advance(600_000);
    chosen.settings = ownUrl;
    keeper.apply();
    keeper.tryNow();
    await turn();
    expect(tunnels.running()).toBe(0);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('is stopped only when the tunnel is', async () => {
    const { keeper, tunnels } = await started();
    tunnels.holdStop(true);
    let isStopped = false;
    const stopping = keeper.stop().then(() => {
      isStopped = true;
    });
    await turn();
    expect(isStopped).toBe(false);
    tunnels.holdStop(false);
    await stopping;
    expect(tunnels.running()).toBe(0);
  });

  it('does not believe a tunnel that says nothing any more after it was stopped', async () => {
    const { keeper, tunnels, chosen } = await started();
    const [first] = tunnels.all;
    chosen.settings = ownUrl;
    keeper.apply();
    await turn();
    first?.say({ state: 'down', cause: 'child_died', isOver: true });
    expect(keeper.view().state).toBe('starting');
  });
});

describe('the keeper and the self-test', () => {
  it('calls a tunnel that says it is up down when the test did not come through, and up again after one that did', async () => {
    const { keeper, tunnels } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest('wrong_path'));
    expect(keeper.view()).toMatchObject({
      state: 'down',
      cause: 'self_test_failed',
      detail: 'wrong_path',
      lastSelfTest: aTest('wrong_path'),
    });
    keeper.noteSelfTest(aTest());
    expect(keeper.view()).toMatchObject({ state: 'up', cause: null, detail: null });
  });

  it('calls one with a warning degraded', async () => {
    const { keeper, tunnels } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest('slow', true));
    expect(keeper.view()).toMatchObject({ state: 'degraded', cause: 'self_test_warns', detail: 'slow' });
  });

  it('does not forget a failed test when the tunnel only changes what it says of its connections', async () => {
    const { keeper, tunnels, seen } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest('wrong_path'));
    tunnels.newest().say({ state: 'degraded', cause: 'fewer_connections' });
    tunnels.newest().say({ state: 'up' });
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'self_test_failed' });
    expect(seen.ups).toBe(1);
  });

  it('makes a tunnel anew that lies three times in a row', async () => {
    const { keeper, tunnels, clock } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest('tunnel_error'));
    keeper.noteSelfTest(aTest('tunnel_error'));
    expect(tunnels.all).toHaveLength(1);
    keeper.noteSelfTest(aTest('timeout'));
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'self_test_failed', nextTryInMs: 1_000 });
    await turn();
    clock.advance(1_000);
    await turn();
    expect(tunnels.all.map(({ isStopped }) => isStopped)).toEqual([true, false]);
  });

  it.each<SelfTestProblem>(['login_wall', 'tls_expired', 'wrong_path', 'dns', 'network_away', 'busy'])(
    'does not make a tunnel anew for %s, which would still be there',
    async (problem) => {
      const { keeper, tunnels } = await started();
      tunnels.newest().say({ state: 'up' });
      for (let tests = 0; tests < 10; tests += 1) keeper.noteSelfTest(aTest(problem));
      expect(keeper.view()).toMatchObject({ state: 'down', nextTryInMs: null });
      expect(tunnels.newest().isStopped).toBe(false);
    },
  );

  it('says of a network that is away that it is, not that the tunnel lies', async () => {
    const { keeper, tunnels } = await started();
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest('network_away'));
    expect(keeper.view()).toMatchObject({ state: 'down', cause: 'network_away' });
    keeper.noteSelfTest(aTest(null));
    expect(keeper.view()).toMatchObject({ state: 'up', cause: null });
  });

  it('learns the state of an own address from the test alone', async () => {
    const { keeper, tunnels, seen } = await started(ownUrl);
    tunnels.newest().say({ state: 'up' });
    expect(seen.ups).toBe(1);
    expect(keeper.view().state).toBe('starting');
    keeper.noteSelfTest(aTest('tunnel_error'));
    expect(keeper.view().state).toBe('down');
    for (let tests = 0; tests < 10; tests += 1) keeper.noteSelfTest(aTest('tunnel_error'));
    expect(tunnels.all).toHaveLength(1);
    keeper.noteSelfTest(aTest());
    expect(keeper.view().state).toBe('up');
  });

  it('forgets the test of another address', async () => {
    const { keeper, tunnels, chosen } = await started(ownUrl);
    tunnels.newest().say({ state: 'up' });
    keeper.noteSelfTest(aTest());
    chosen.settings = { kind: 'own_url', publicUrl: 'https://other.example.com' };
    keeper.apply();
    await turn();
    tunnels.newest().say({ state: 'up' });
    expect(keeper.view()).toMatchObject({ state: 'starting', lastSelfTest: null });
  });
});
