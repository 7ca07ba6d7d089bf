import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const searches = () => world.simulator.requests().filter(({ path }) => path === '/card-transactions').length;

/** Helcim reads its books for the next search at once, but its answer takes this long to arrive. */
const slowSearch = (ms: number) =>
  world.simulator.faults.add({
    kind: 'delay',
    when: 'after-effect',
    ms,
    match: { path: '/card-transactions' },
  });

/** An attempt that was declined and may be tried again, with no webhook to help. */
async function declined(): Promise<string> {
  await open({ webhooks: false });
  const id = await world.charged();
  await world.asking();
  await world.act('decline');
  await world.advanceTo(id, 'declined_may_retry', 30_000);
  return id;
}

async function approvedMeanwhile(): Promise<void> {
  await world.act('try-again');
  await world.act('tap-credit');
}

describe('a look-up whose answer is older than it seems', () => {
  it('M7 M5 does not settle a decline that turned into an approval while it was under way', async () => {
    const id = await declined();
    const seenAtMs = (await world.facts(id)).attempt.lastDeclineSeenAtMs ?? 0;
    while (world.clock.wallMs() < seenAtMs + 117_000) {
      world.clock.advance(1_000);
      await world.till().room()?.runner.settled();
    }
    const before = searches();
    slowSearch(400);
    const asked = world.handlers().payments.lookUpNow({ attemptId: id });
    await waitUntil('Helcim reads its books', () => searches() > before);
    await approvedMeanwhile();
    world.clock.advance(6_000);
    await asked;
    expect(await world.phase(id)).not.toBe('declined');
    await world.advanceTo(id, 'approved', 20_000);
  });

  it('M7 M5 is no answer to the ready screen that was seen after it was asked', async () => {
    const id = await declined();
    const before = searches();
    slowSearch(400);
    world.clock.advance(10_000);
    await waitUntil('Helcim reads its books', () => searches() > before);
    await approvedMeanwhile();
    const said = await world.handlers().payments.readyScreen({ attemptId: id });
    expect(said).toMatchObject({ ok: true, value: { phase: 'approved' } });
  });
});

describe('a slow Helcim', () => {
  it('M16 M10 does not keep a fresh cancel from the cashier', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    world.simulator.faults.add({
      kind: 'hang',
      match: { path: '^/card-transactions/\\d+$' },
      times: 'always',
    });
    for (let number = 0; number < 8; number += 1) {
      await world.post({ body: { id: String(900_000 + number), type: 'cardTransaction' } });
    }
    const fetches = () =>
      world.simulator.requests().filter(({ path }) => /^\/card-transactions\/\d+$/.test(path));
    await waitUntil('events of other tills wait for Helcim', () => fetches().length > 0);
    await world.act('cancel');
    await world.reach(id, 'cancelled');
  });

  it('M4 has the outcome of a send that was under way written when the till is closed', async () => {
    await open();
    world.simulator.faults.add({
      kind: 'hang',
      when: 'before-effect',
      match: { method: 'POST', path: '/devices/' },
    });
    const id = await world.charged();
    await waitUntil('the request arrived', () => world.purchases() === 1);
    await world.stopTill();
    await world.startTill();
    expect(await world.evidence(id)).toContain('send_unclear');
  });
});
