/** What the status line says of Helcim while the network comes and goes. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
afterEach(() => world.close());

const open = async (options: TillWorldOptions = {}) => {
  world = await openTillWorld(options);
};
const status = async () => (await world.slices()).helcim;

describe('the status of Helcim', () => {
  it('U8 is not reachable once a send has got no answer', async () => {
    await open({ isProxied: true });
    expect(await status()).toMatchObject({ reachable: true });
    world.proxy().setGate(async () => 'cut');
    const id = await world.charged();
    await world.reach(id, 'checking');
    await waitUntil('the status has changed', async () => (await status()).reachable === false);
    world.proxy().setGate(async () => 'forward');
    await world.handlers().payments.lookUpNow({ attemptId: id });
    expect(await status()).toMatchObject({ reachable: true, error: null });
  });

  it('is reachable as long as Helcim says anything, whatever it says', async () => {
    await open({ isProxied: true });
    world.proxy().setRewrite(() => ({ status: 500, body: 'broken' }));
    await world.handlers().terminals.discover(null);
    expect(await status()).toMatchObject({ reachable: true, error: { code: 'helcim_failed' } });
  });

  it('M3 does not change for a press that the ledger refuses', async () => {
    await open();
    await world.charged();
    await world.settle();
    const before = await status();
    const lines = world.logLines.length;
    expect(await world.charge()).toMatchObject({ ok: false, error: { code: 'terminal_busy' } });
    await world.settle();
    expect(await status()).toEqual(before);
    expect(world.logLines.slice(lines).filter((line) => line.includes('Helcim call'))).toEqual([]);
  });
});

describe('the port of the webhook endpoint', () => {
  it('stays the same over a restart', async () => {
    await open();
    const port = Number(new URL(world.webhookUrl()).port);
    await world.close();
    await open({ webhookPort: port });
    expect(new URL(world.webhookUrl()).port).toBe(String(port));
  });

  it('is another one when the kept one is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await open({ webhookPort: port });
    expect(new URL(world.webhookUrl()).port).not.toBe(String(port));
    expect(world.logLines.filter((line) => line.startsWith('warn the webhook port'))).toHaveLength(1);
    await new Promise((resolve) => other.close(resolve));
  });
});
