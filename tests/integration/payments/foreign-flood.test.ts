/** Hundreds of genuine events of other software of the account, while a cashier waits for one sale. */
import { afterEach, expect, it } from 'vitest';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
afterEach(() => world.close());

const foreignEvents = 160;
const secondMs = 1_000;
const codes = [
  'AB12',
  ...Array.from({ length: foreignEvents }, (_value, index) => `F${String(index).padStart(3, '0')}`),
];

/** Paid at terminals of another till, so that every event of theirs costs a read. @returns the transaction ids */
async function payElsewhere(): Promise<readonly number[]> {
  const { url, token } = world.simulator;
  world.simulator.setWebhookUrl(null);
  for (const code of codes.slice(1)) {
    await fetch(`${url}/devices/${code}/payment/purchase`, {
      method: 'POST',
      headers: { 'api-token': token, 'content-type': 'application/json' },
      body: JSON.stringify({ currency: 'CAD', transactionAmount: 5, invoiceNumber: `POS-${code}` }),
    });
    await world.act('tap-credit', code);
  }
  world.simulator.setWebhookUrl(world.webhookUrl());
  return world.simulator.transactions().map(({ transactionId }) => transactionId);
}

const tellOf = (id: number) =>
  world.post({ webhookId: `foreign-${id}`, body: { id: String(id), type: 'cardTransaction' } });
const reads = () => world.simulator.requests().filter(({ path }) => path.startsWith('/card-transactions'));

it('B29 M16 a sale’s own look-up goes before the reads of hundreds of foreign events', async () => {
  world = await openTillWorld({ isOneClock: true, hangingAfterMs: 30, simulator: { devices: codes } });
  world.simulator.setRateLimits({ perMinute: 100_000, perHour: 100_000 });
  const foreign = await payElsewhere();
  expect(foreign).toHaveLength(foreignEvents);
  for (const id of foreign) expect(await tellOf(id)).toBe(204);
  await waitUntil('the budget to be used up', () => reads().length >= 70);

  for (let sale = 0; sale < 3; sale += 1) {
    const id = await world.charged();
    await world.asking();
    await world.pass(6 * secondMs);
    await world.act('tap-credit');
    await world.advanceTo(id, 'approved', 4 * secondMs);
  }
  const stillToDo = await world.ledger().dueEvents(world.clock.wallMs(), 1_000);
  expect(stillToDo.length).toBeGreaterThan(50);
  expect(world.till().room()?.health.isHealthy()).toBe(true);
});
