/**
 * A till that is killed again and again in the middle of payments, each time taken over by the next start on the same
 * ledger. What must hold afterwards is asked of the simulator, which knows what happened to every card.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { type Drawing, drawFrom } from '../fakes/drawing.ts';
import { type HelcimProxy, startHelcimProxy } from '../fakes/helcim-proxy.ts';
import { openTillWorld, type TillWorld } from '../fakes/till-world.ts';
import { waitUntil } from '../fakes/wait-until.ts';
import { type KilledTill, openTillForge, type TillForge } from './killed-till.ts';
import { type SelfKillPoint, selfKillPoints } from './till-child.ts';

const randomKills = 4;
/** The random moments spread over a whole payment, from before the ledger's flush to after the webhook's work. */
const momentMaxMs = 90;

type Point = SelfKillPoint | 'accepted' | 'stored' | { readonly afterMs: number };

let simulator: Simulator;
let proxy: HelcimProxy;
let world: TillWorld | null = null;
let forge: TillForge | null = null;
afterEach(async () => {
  await forge?.close();
  if (world) await world.close();
  else await simulator.close();
  await proxy.close();
  world = null;
  forge = null;
});

const purchases = () => simulator.requests().filter(({ path }) => path.endsWith('/payment/purchase'));
const isRead = (path: string) => /^\/card-transactions\/\d+$/.test(path);

/** Resolves when the simulator has sent the 202 of this terminal's request. */
function accepted(code: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = simulator.on('change', () => {
      if (!purchases().some(({ path, answered }) => path.includes(code) && answered === 202)) return;
      stop();
      resolve();
    });
  });
}

/** Holds the read that a stored webhook leads to, and resolves when it is asked for; no look-up may come before it. */
function stored(release: Promise<unknown>): Promise<void> {
  const isOfNewest = (number: string | null) =>
    number !== null &&
    (purchases().at(-1)?.body as { invoiceNumber?: string } | undefined)?.invoiceNumber === number;
  return new Promise((resolve) =>
    proxy.setGate(({ path, query }) => {
      if (isRead(path)) resolve();
      const isHeld = isRead(path) || isOfNewest(query.get('invoiceNumber'));
      return isHeld ? release.then(() => 'cut') : Promise.resolve('forward');
    }),
  );
}

async function kill(till: KilledTill, point: Point, code: string): Promise<void> {
  if (typeof point === 'object') await new Promise((resolve) => setTimeout(resolve, point.afterMs));
  else if (point === 'accepted') await accepted(code);
  else if (point === 'stored') await stored(till.ended);
  else await till.ended;
  till.kill();
}

/** One run: start on what the last one left, press, be killed. @returns the press's id */
async function runOnce(
  till: KilledTill,
  folder: string,
  codes: readonly string[],
  code: string,
  point: Point,
  draw: Drawing,
): Promise<string> {
  await till.heard('loaded');
  proxy.setGate(async () => 'forward');
  const sentBefore = purchases().length;
  till.tell({
    kind: 'start',
    folder,
    helcimUrl: proxy.url,
    token: simulator.token,
    verifier: simulator.verifier,
    clockRate: 120,
    pair: code === codes[0] ? codes : [],
    killAt: selfKillPoints.find((each) => each === point) ?? null,
  });
  const { webhookUrl } = await till.heard('started');
  expect(purchases()).toHaveLength(sentBefore);
  simulator.setWebhookUrl(webhookUrl);
  const isPaid = point === 'stored';
  simulator.setAuto(
    isPaid ? 'approve' : draw.pick(['approve', 'approve', 'decline', 'cancel', 'ignore']),
    draw.whole(0, 30),
  );
  const pressId = randomUUID();
  const killed = kill(till, point, code);
  till.tell({ kind: 'charge', pressId, code, cents: draw.whole(1, 99) * 100 });
  await killed;
  expect(await till.ended).toBe('SIGKILL');
  // What the dead process had handed to the system is still on its way.
  await waitUntil('the end of its calls', () => proxy.underWay() === 0);
  return pressId;
}

it('M1 M4 U22 B30 a till killed at any moment knows every attempt it sent, sends none again, and finds every outcome', async () => {
  const seed = randomInt(2 ** 31);
  console.log(`kill seed ${seed}`);
  const draw = drawFrom(seed);
  const points: Point[] = [
    ...selfKillPoints,
    'accepted',
    'stored',
    ...Array.from({ length: randomKills }, () => ({ afterMs: draw.whole(0, momentMaxMs) })),
  ];
  const codes = points.map((_point, index) => `K${String(index).padStart(2, '0')}A`);
  simulator = await startSimulator({ seed: `kill ${seed}`, devices: codes });
  simulator.setRateLimits({ perMinute: 100_000, perHour: 100_000 });
  proxy = await startHelcimProxy(simulator);
  const folder = await mkdtemp(join(tmpdir(), 'tillside-killed-'));
  forge = await openTillForge();
  const pressIds: string[] = [];
  for (const [index, point] of points.entries())
    pressIds.push(await runOnce(forge.next(), folder, codes, codes[index] ?? '', point, draw));

  const sent = purchases();
  proxy.setGate(async () => 'forward');
  simulator.setWebhookUrl(null);
  simulator.setAuto(null);
  world = await openTillWorld({
    takenOver: { simulator, folder },
    helcimUrl: () => proxy.url,
    webhooks: false,
    isOneClock: true,
    hangingAfterMs: 60,
    pair: false,
  });
  await world.pass(6 * 60_000);

  expect(purchases()).toHaveLength(sent.length);
  const { items } = await world.ledger().attemptsPage(null, 1_000);
  const byNumber = new Map(items.map((facts) => [String(facts.attempt.invoiceNumber), facts]));
  const sentNumbers = sent.map(({ body }) => (body as { invoiceNumber: string }).invoiceNumber);
  expect(new Set(sentNumbers).size).toBe(sentNumbers.length);
  expect(sentNumbers.filter((number) => !byNumber.has(number))).toEqual([]);

  // At the first two named points nothing had left; from the second on the attempt was on disk.
  const named = await Promise.all(pressIds.slice(0, 5).map((id) => world?.ledger().attempt(id)));
  expect(named.slice(1).filter((facts) => !facts)).toEqual([]);
  const wasSent = named.map((facts) => sentNumbers.includes(String(facts?.attempt.invoiceNumber)));
  expect(wasSent).toEqual([false, false, true, true, true]);

  for (const { attempt, transactions } of items) {
    const truth = simulator.transactions().filter((row) => row.invoiceNumber === attempt.invoiceNumber);
    const approved = truth.filter((row) => row.status === 'APPROVED');
    const approvedCents =
      approved.length > 0 ? approved.reduce((sum, row) => sum + row.amountCents, 0) : null;
    expect(attempt.approvedCents).toBe(approvedCents);
    expect(attempt.state === 'approved' || attempt.laterProven === 'approved').toBe(approvedCents !== null);
    expect(isOpen(attempt.state)).toBe(false);
    expect(transactions.map((row) => row.transactionId).sort()).toEqual(
      truth.map((row) => row.transactionId).sort(),
    );
    if (truth.length === 0) expect(attempt.state).not.toBe('declined');
  }
  expect(await world.ledger().verifyChain()).toMatchObject({ ok: true });
  expect((await world.alarmKinds()).filter((kind) => kind !== 'late_approval')).toEqual([]);
  expect(world.ledger().info.inRecovery).toBe(false);
}, 120_000);
