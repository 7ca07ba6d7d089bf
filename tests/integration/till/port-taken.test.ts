/** The webhook's port: taken by another program at the start, given back, and changed in the settings while a till runs. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LiveHouse, openLiveHouse } from '../../fakes/live-house.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let house: LiveHouse;
let other: Server | null = null;
/** The one that the shop's proxy was told. */
let known: number;

beforeEach(async () => {
  house = await openLiveHouse();
  known = port();
});
afterEach(async () => {
  await house.close();
  await endOther();
});

const status = () => house.rig.program().house.front().webhookStatus();
const port = () => Number(new URL(status().localUrl ?? '').port);
const kept = () => house.rig.settings().current().webhookPort;
const change = (webhookPort: number | null) =>
  house.handlers().settings.change({ patch: { webhookPort }, who: 'Ada' });

async function takePort(wanted: number): Promise<number> {
  other = createServer((_request, response) => response.writeHead(200).end('somebody else'));
  await new Promise<void>((resolve) => other?.listen(wanted, '127.0.0.1', resolve));
  return (other.address() as AddressInfo).port;
}

async function endOther(): Promise<void> {
  const ending = other;
  other = null;
  ending?.closeAllConnections();
  if (ending) await new Promise((resolve) => ending.close(resolve));
}

async function startsWhileTaken(): Promise<void> {
  await house.rig.stop();
  await takePort(known);
  await house.rig.start(house.line.url);
  await waitUntil('money can be taken', () => house.rig.program().house.front().blocked() === null);
}

async function isPaid(): Promise<string | null | undefined> {
  const id = await house.charged();
  await house.customer('tap-credit');
  await house.reaches(id, 'approved');
  return house.sourceOf(id);
}

describe('a port that another program has at the start', () => {
  it('M16 is said with what to do, payments go on by look-up, and the till goes back to it by itself', async () => {
    await startsWhileTaken();
    expect(status()).toMatchObject({ listening: true, missedPort: known });
    expect(port()).not.toBe(known);
    expect(kept()).toBe(known);
    expect((await house.rig.snapshot()).health.find(({ id }) => id === 'webhook')).toMatchObject({
      state: 'warn',
      code: 'webhook_other_port',
      values: { port: known },
    });
    const { checker } = house.rig.program();
    checker.run();
    await checker.settled();
    const steps = (await house.rig.snapshot()).openingCheck?.steps;
    expect(steps?.find(({ id }) => id === 'webhook')).toMatchObject({ code: 'webhook_other_port' });
    house.helcim.setWebhookUrl(`http://127.0.0.1:${known}/hook/somebody-else`);
    expect(await isPaid()).toBe('lookup');
    await endOther();
    await waitUntil('it is back', () => port() === known, 30_000);
    expect(status().missedPort).toBeNull();
    house.helcim.setWebhookUrl(status().localUrl);
    expect(await isPaid()).toBe('webhook');
  }, 60_000);

  it('is left at once for the one that the manager types', async () => {
    await startsWhileTaken();
    const free = await freePort();
    expect(await change(free)).toMatchObject({ value: { isSaved: true } });
    await waitUntil('it is there', () => port() === free);
    expect(status().missedPort).toBeNull();
  });
});

describe('a port that is changed in the settings', () => {
  it('counts at once, for the tunnel too', async () => {
    await waitUntil('the tunnel is up', () => house.tunnel()?.state === 'up');
    const free = await freePort();
    await change(free);
    await waitUntil('it is there', () => port() === free);
    await expect(fetch(`http://127.0.0.1:${known}/`)).rejects.toThrow();
    house.helcim.setWebhookUrl(status().localUrl);
    expect(await isPaid()).toBe('webhook');
    expect(await house.handlers().tunnel.selfTest(null)).toMatchObject({ value: { ok: true } });
  });

  it('to one that is taken leaves the till where it is, and says so', async () => {
    const taken = await takePort(0);
    await change(taken);
    await waitUntil('it is said', () => status().missedPort === taken);
    expect(port()).toBe(known);
    await change(known);
    await waitUntil('nothing is missed', () => status().missedPort === null);
    expect(port()).toBe(known);
  });

  it('to none in particular is any free one, which is then kept', async () => {
    await change(null);
    await waitUntil('it is kept', () => kept() !== null && kept() !== known);
    expect(port()).toBe(kept());
  });
});

describe('the number of tills on the account', () => {
  it('counts from the next call on', async () => {
    const left = () => house.rig.program().house.front().parts.helcim.budget().minuteLeft;
    expect(left()).toBeGreaterThan(25);
    await house.handlers().settings.change({ patch: { tillsOnAccount: 4 }, who: 'Ada' });
    expect(left()).toBeLessThanOrEqual(25);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return free;
}
