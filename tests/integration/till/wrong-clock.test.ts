/** A machine whose clock is an hour wrong, from the start and from some moment on: said, and nothing is judged by it. */
import { afterEach, describe, expect, it } from 'vitest';
import { type LiveHouse, openLiveHouse } from '../../fakes/live-house.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

const hourMs = 3_600_000;

let house: LiveHouse;
afterEach(() => house.close());

const clockItem = async () => (await house.rig.snapshot()).health.find(({ id }) => id === 'clock');

async function checked(id: string) {
  const { checker } = house.rig.program();
  checker.run();
  await checker.settled();
  return (await house.rig.snapshot()).openingCheck?.steps.find((step) => step.id === id);
}

/** Payments are taken, and each outcome is believed when Helcim's event tells it. */
async function takesPayments(): Promise<void> {
  const paid = await house.charged();
  await house.customer('tap-credit');
  await house.reaches(paid, 'approved');
  expect(await house.sourceOf(paid)).toBe('webhook');
  const stopped = await house.charged();
  await house.customer('cancel');
  await house.reaches(stopped, 'cancelled');
  expect((await house.rig.snapshot()).alarms).toEqual([]);
}

describe.each([
  ['ahead', hourMs],
  ['behind', -hourMs],
])('a clock an hour %s', (direction, offMs) => {
  it('M1 M15 from the start is said by status, opening check and self-test, and payments go on', async () => {
    house = await openLiveHouse(offMs);
    await waitUntil('the tunnel was tested', () => house.tunnel()?.lastSelfTest);
    expect(house.tunnel()).toMatchObject({
      state: 'degraded',
      cause: 'self_test_warns',
      lastSelfTest: { ok: true, problem: 'clock_skew', detail: expect.stringMatching(/^3(600|599|601) s$/) },
    });
    expect(await clockItem()).toMatchObject({ state: 'warn', code: 'clock_off', values: { direction } });
    expect(await checked('clock')).toMatchObject({ state: 'warn', code: 'clock_off' });
    await takesPayments();
  });

  it('M1 M15 from the middle of a payment on is said within seconds, and no press is refused for long', async () => {
    house = await openLiveHouse();
    await waitUntil('the tunnel is up', () => house.tunnel()?.state === 'up');
    expect(await clockItem()).toMatchObject({ code: 'clock_ok' });
    const id = await house.charged();
    house.rig.machine.clockOffMs = offMs;
    await waitUntil('it is said', async () => (await clockItem())?.code === 'clock_off', 15_000);
    await waitUntil('the tunnel says it too', () => house.tunnel()?.lastSelfTest?.problem === 'clock_skew');
    await house.customer('tap-credit');
    await house.reaches(id, 'approved');
    await takesPayments();
    house.rig.machine.clockOffMs = 0;
    await waitUntil('it is right again', async () => (await clockItem())?.code === 'clock_ok', 15_000);
    await waitUntil('the tunnel is up', () => house.tunnel()?.state === 'up');
  });
});
