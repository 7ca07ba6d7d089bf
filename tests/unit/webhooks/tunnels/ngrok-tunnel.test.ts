import { describe, expect, it } from 'vitest';
import { createNgrokTunnel } from '../../../../electron/webhooks/tunnels/ngrok-tunnel.ts';
import type { TunnelCondition } from '../../../../electron/webhooks/tunnels/tunnel.ts';
import { createFakeNgrok } from '../../../fakes/fake-ngrok.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

function rig(authtoken: string | null = 'token') {
  const ngrok = createFakeNgrok();
  const clock = createVirtualClock();
  const request = { domain: 'till.ngrok.app', authtoken, port: 4_900 };
  const tunnel = createNgrokTunnel(request, async () => ngrok.module, clock);
  const conditions: TunnelCondition[] = [];
  tunnel.onChange(() => conditions.push(tunnel.condition()));
  return { ngrok, clock, tunnel, conditions };
}

async function up() {
  const all = rig();
  all.tunnel.start();
  await turn();
  return all;
}

describe("ngrok's tunnel", () => {
  it('opens a session with the token, takes the reserved domain and carries to our port', async () => {
    const { ngrok, tunnel } = await up();
    expect(ngrok.sessions).toMatchObject([
      { token: 'token', domain: 'till.ngrok.app', forwardsTo: 'http://127.0.0.1:4900', isClosed: false },
    ]);
    expect(tunnel.condition()).toEqual({ state: 'up', cause: null, detail: null, isOver: false });
  });

  it('does not call ngrok without a token', async () => {
    const { ngrok, tunnel } = rig(null);
    tunnel.start();
    await turn();
    expect(tunnel.condition()).toMatchObject({ state: 'down', cause: 'no_token', isOver: true });
    expect(ngrok.sessions).toEqual([]);
  });

  it.each([
    ['connect', 'error_code: ERR_NGROK_107', 'wrong_token'],
    ['connect', 'error_code: ERR_NGROK_108', 'too_many_agents'],
    ['connect', 'failed to establish tcp connection', 'network_away'],
    ['listen', 'error_code: ERR_NGROK_320', 'domain_not_yours'],
    ['listen', 'error_code: ERR_NGROK_334', 'already_online'],
  ] as const)('is over when %s is refused with %s: %s', async (at, message, cause) => {
    const { ngrok, tunnel } = rig();
    ngrok.refuse(at, message);
    tunnel.start();
    await turn();
    expect(tunnel.condition()).toEqual({ state: 'down', cause, detail: message, isOver: true });
  });

  it('gives the session back whose address was refused: it would count against the limit', async () => {
    const { ngrok, tunnel } = rig();
    ngrok.refuse('listen', 'error_code: ERR_NGROK_334');
    tunnel.start();
    await turn();
    await tunnel.stop();
    expect(ngrok.sessions).toMatchObject([{ isClosed: true }]);
  });

  it('is down while the line is gone, lets the module come back by itself, and is up with its next heartbeat', async () => {
    const { ngrok, tunnel, conditions } = await up();
    const [session] = ngrok.sessions;
    expect(session?.lose('reset by peer')).toBe(true);
    expect(tunnel.condition()).toEqual({
      state: 'down',
      cause: 'connection_lost',
      detail: 'reset by peer',
      isOver: false,
    });
    session?.beat();
    session?.beat();
    expect(conditions.map(({ state }) => state)).toEqual(['up', 'down', 'up']);
  });

  it('says why when ngrok itself ended the session', async () => {
    const { ngrok, tunnel } = await up();
    ngrok.sessions[0]?.lose('remote stop: error_code: ERR_NGROK_107');
    expect(tunnel.condition()).toMatchObject({ state: 'down', cause: 'wrong_token' });
  });

  it('closes its session when stopped, and says nothing any more', async () => {
    const { ngrok, tunnel, conditions } = await up();
    await tunnel.stop();
    expect(ngrok.sessions).toMatchObject([{ isClosed: true }]);
    ngrok.sessions[0]?.lose('closed');
    expect(conditions.map(({ state }) => state)).toEqual(['up']);
    await tunnel.stop();
  });

  it('that is stopped while it connects takes no address, and closes its session as soon as there is one', async () => {
    const { ngrok, clock, tunnel, conditions } = rig();
    ngrok.hold(true);
    tunnel.start();
    await turn();
    const stopping = tunnel.stop();
    clock.advance(3_000);
    await stopping;
    ngrok.hold(false);
    await turn();
    expect(ngrok.sessions).toMatchObject([{ domain: null, forwardsTo: null, isClosed: true }]);
    expect(conditions).toEqual([]);
  });

  it('is over on a machine that the module was not built for', async () => {
    const load = async () => {
      throw new Error('Cannot find native binding');
    };
    const request = { domain: 'till.ngrok.app', authtoken: 'token', port: 4_900 };
    const tunnel = createNgrokTunnel(request, load, createVirtualClock());
    tunnel.start();
    await turn();
    expect(tunnel.condition()).toEqual({
      state: 'down',
      cause: 'module_missing',
      detail: 'Cannot find native binding',
      isOver: true,
    });
  });
});
