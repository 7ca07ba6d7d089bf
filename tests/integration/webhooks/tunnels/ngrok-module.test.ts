import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../electron/clock/system-clock.ts';
import { loadNgrok } from '../../../../electron/webhooks/tunnels/ngrok-module.ts';
import { createNgrokTunnel } from '../../../../electron/webhooks/tunnels/ngrok-tunnel.ts';
import { waitUntil } from '../../../fakes/wait-until.ts';

describe("ngrok's real module", () => {
  it('loads on this machine and has every function that is used, each giving the builder back', async () => {
    const { SessionBuilder } = await loadNgrok();
    const builder = new SessionBuilder();
    expect(
      builder
        .authtoken('token')
        .heartbeatInterval(10)
        .heartbeatTolerance(15)
        .handleDisconnection(() => true)
        .handleHeartbeat(() => undefined),
    ).toBe(builder);
    expect(typeof builder.connect).toBe('function');
  });

  it('is asked for a session that it cannot get here, and says so instead of bringing the app down', async () => {
    const { SessionBuilder } = await loadNgrok();
    /** The real one, at a port of this machine where nobody listens: no test asks the internet. */
    class LocalBuilder extends (SessionBuilder as new () => InstanceType<typeof SessionBuilder> & {
      serverAddr(address: string): unknown;
    }) {
      constructor() {
        super();
        this.serverAddr('127.0.0.1:1');
      }
    }
    const request = { domain: 'till.ngrok.app', authtoken: 'a-token', port: 4_900 };
    const tunnel = createNgrokTunnel(request, async () => ({ SessionBuilder: LocalBuilder }), systemClock);
    tunnel.start();
    const condition = await waitUntil('it is over', () =>
      tunnel.condition().isOver ? tunnel.condition() : null,
    );
    expect(condition).toMatchObject({ state: 'down', cause: 'network_away' });
    expect(condition.detail).not.toContain('a-token');
    await tunnel.stop();
  });
});
