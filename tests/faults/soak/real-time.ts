/**
 * `npm run faults:soak-real -- [--minutes 60] [--seed N]`: a busy shop in real time, by hand. A till on real files and a
 * simulated Helcim, each in a process of its own, random sales on three terminals, random faults, a restart or a kill
 * now and then. In the end the ledger has to agree with what happened to every card, and memory must not have grown.
 * Prints a line a minute and a JSON line last; exits 1 when something does not hold.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import { drawFrom } from '../../fakes/drawing.ts';
import { type Link, openLink } from './link.ts';
import { compareQuarters, type SoakSample } from './quarters.ts';
import type { SimulatorQuestion, SimulatorTruth } from './simulator-child.ts';
import type { Sample, SeenState, SoakedAttempt, TillQuestion } from './till-child.ts';
import { problemsOf } from './truth.ts';

const minuteMs = 60_000;
const secondMs = 1_000;
/** The simulator remembers so many requests as a till makes in this time. */
const minutesMax = 180;
/** After the last sale: a decline waits two minutes, an unclear send five, and Helcim may be slow. */
const endWithinMs = 8 * minuteMs;
const faultChance = 0.08;
const restartChance = 0.02;
const askingWithinMs = 20 * secondMs;

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed ?? randomInt(2 ** 31));
if (!(minutes >= 1 && minutes <= minutesMax) || !Number.isInteger(seed)) {
  console.error(`usage: npm run faults:soak-real -- [--minutes 1 to ${minutesMax}] [--seed N]`);
  process.exit(2);
}
const draw = drawFrom(seed);
const sampleEveryMs = Math.min(minuteMs, (minutes * minuteMs) / 12);

interface Addresses {
  readonly url: string;
  readonly token: string;
  readonly verifier: string;
  readonly codes: readonly string[];
}
const helcim = await openLink(new URL('./simulator-child.ts', import.meta.url));
const askHelcim = <Value>(question: SimulatorQuestion) => helcim.ask<Value>(question);
const { codes, ...addresses } = await askHelcim<Addresses>({ ask: 'addresses' });
const folder = await mkdtemp(join(tmpdir(), 'tillside-soak-'));

const shop: { till: Link | null } = { till: null };
function running(): Link {
  if (!shop.till) throw new Error('no till is running');
  return shop.till;
}
const askTill = <Value>(question: TillQuestion) => running().ask<Value>(question);
const seen = new Map<string, Map<SeenState['state'], number>>();
const counts = { sales: 0, refused: 0, faults: 0, restarts: 0, kills: 0 };
const fresh = { pressToAcceptedMs: [] as number[], cardToApprovedMs: [] as number[] };
/** Sales during which nothing was made to go wrong; only those are timed. */
let troubles = 0;

function note({ attemptId, state, atMs }: SeenState): void {
  const states = seen.get(attemptId) ?? new Map<SeenState['state'], number>();
  if (!states.has(state)) states.set(state, atMs);
  seen.set(attemptId, states);
}

async function startTill(): Promise<void> {
  const till = await openLink(new URL('./till-child.ts', import.meta.url));
  shop.till = till;
  till.onTold((told) => note(told as SeenState));
  const opened = await askTill<{ readonly webhookUrl: string }>({ ask: 'open', folder, ...addresses });
  await askHelcim({ ask: 'webhook-url', url: opened.webhookUrl });
}

async function restart(): Promise<void> {
  troubles += 1;
  const isKill = draw.chance(0.5);
  if (isKill) await running().end('SIGKILL');
  else {
    await askTill({ ask: 'close' });
    await running().end();
  }
  counts[isKill ? 'kills' : 'restarts'] += 1;
  await startTill();
}

async function makeTrouble(): Promise<void> {
  troubles += 1;
  counts.faults += 1;
  const onPurchase = { method: 'POST', path: '/devices/' };
  const onReads = { method: 'GET', path: '/card-transactions' };
  const fault = draw.pick<FaultInput>([
    { kind: 'drop', when: 'after-effect', match: onPurchase },
    { kind: 'drop', when: 'before-effect', match: onPurchase },
    { kind: 'status', when: 'after-effect', status: 502, form: 'html', match: onPurchase },
    { kind: 'status', when: 'before-effect', status: 503, match: onReads, times: 3 },
    { kind: 'delay', when: 'after-effect', ms: draw.whole(500, 4_000), match: onPurchase },
    { kind: 'rate-limited', match: onReads },
    { kind: 'late-on-screen', ms: draw.whole(1, 10) * secondMs, match: onPurchase },
    { kind: 'hidden-transaction', ms: draw.whole(1, 10) * secondMs, match: onPurchase },
    { kind: 'webhook-lost' },
    { kind: 'webhook-doubled' },
    { kind: 'webhook-late', ms: draw.whole(5, 40) * secondMs },
  ]);
  await askHelcim({ ask: 'fault', fault });
}

/** What the customer does, in order; the last of it ends the request. */
const drawCustomer = () =>
  draw.pick([
    ...Array.from({ length: 14 }, () => ['tap-credit'] as const),
    ...Array.from({ length: 3 }, () => ['insert-debit'] as const),
    ['decline', 'try-again', 'tap-debit'] as const,
    ['decline', 'cancel'] as const,
    ['cancel'] as const,
  ]);

async function sell(code: string): Promise<void> {
  const pressId = randomUUID();
  const customer = drawCustomer();
  const thinkingMs = draw.whole(2_000, 8_000);
  const troublesBefore = troubles;
  const charged = await askTill<{ readonly pressedMs: number }>({
    ask: 'charge',
    pressId,
    code,
    cents: draw.whole(1, 200) * 25,
  }).catch(() => null);
  if (!charged) {
    counts.refused += 1;
    return;
  }
  counts.sales += 1;
  const asksUntilMs = performance.now() + askingWithinMs;
  while (!(await askHelcim<boolean>({ ask: 'is-asking', code }))) {
    if (performance.now() > asksUntilMs) return;
    await pause(100);
  }
  let actedMs: number | null = null;
  for (const action of customer) {
    await pause(thinkingMs / customer.length);
    actedMs = await askHelcim<number | null>({ ask: 'act', code, action });
  }
  await pause(2 * secondMs);
  if (troubles > troublesBefore) return;
  timeSale(pressId, charged.pressedMs, actedMs);
}

function timeSale(pressId: string, pressedMs: number, actedMs: number | null): void {
  const acceptedMs = seen.get(pressId)?.get('on_terminal');
  const approvedMs = seen.get(pressId)?.get('approved');
  if (acceptedMs !== undefined) fresh.pressToAcceptedMs.push(acceptedMs - pressedMs);
  if (approvedMs !== undefined && actedMs !== null) fresh.cardToApprovedMs.push(approvedMs - actedMs);
  seen.delete(pressId);
}

async function takeSample(sinceMs: number): Promise<SoakSample> {
  const { rssBytes, heapBytes, open } = await askTill<Sample>({ ask: 'sample' });
  const sample: SoakSample = {
    atMinutes: (performance.now() - sinceMs) / minuteMs,
    rssBytes,
    heapBytes,
    pressToAcceptedMs: fresh.pressToAcceptedMs.splice(0),
    cardToApprovedMs: fresh.cardToApprovedMs.splice(0),
  };
  const { sales, refused, faults, restarts, kills } = counts;
  const mebi = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
  console.log(
    `${sample.atMinutes.toFixed(1)} min: ${sales} sales, ${refused} refused, ${faults} faults, ${restarts} restarts, ${kills} kills; ` +
      `rss ${mebi(rssBytes)}, heap ${mebi(heapBytes)}, ${open} open; ` +
      `timed ${sample.pressToAcceptedMs.length} sends and ${sample.cardToApprovedMs.length} approvals`,
  );
  return sample;
}

/** The shop's day: sales at random moments, each at a terminal that nobody uses. */
async function liveThroughDay(beganMs: number): Promise<readonly SoakSample[]> {
  const samples: SoakSample[] = [];
  const busy = new Set<string>();
  const endMs = beganMs + minutes * minuteMs;
  const restartAtMs = beganMs + draw.fraction() * minutes * minuteMs;
  let nextSaleMs = beganMs;
  let nextSampleMs = beganMs + sampleEveryMs;
  let hasRestarted = false;
  while (performance.now() < endMs) {
    const now = performance.now();
    if (now >= nextSampleMs) {
      samples.push(await takeSample(beganMs));
      nextSampleMs += sampleEveryMs;
    }
    if (now >= nextSaleMs) {
      nextSaleMs = now + draw.whole(10_000, 20_000);
      if (draw.chance(faultChance)) await makeTrouble();
      if (draw.chance(restartChance) || (!hasRestarted && now >= restartAtMs)) {
        hasRestarted = true;
        await restart();
      }
      const code = codes.find((each) => !busy.has(each));
      if (code !== undefined) {
        busy.add(code);
        void sell(code)
          .catch(() => undefined)
          .finally(() => busy.delete(code));
      }
    }
    await pause(100);
  }
  while (busy.size > 0) await pause(100);
  return samples;
}

async function untilNothingIsOpen(): Promise<readonly SoakedAttempt[]> {
  await askHelcim({ ask: 'clear-faults' });
  const endMs = performance.now() + endWithinMs;
  for (;;) {
    // What is still on a terminal's screen is cancelled by whoever closes the shop.
    for (const code of codes) await askHelcim({ ask: 'act', code, action: 'cancel' });
    const attempts = await askTill<readonly SoakedAttempt[]>({ ask: 'attempts' });
    const truth = await askHelcim<SimulatorTruth>({ ask: 'truth' });
    if (problemsOf(attempts, truth).length === 0 || performance.now() > endMs) return attempts;
    await pause(secondMs);
  }
}

console.log(`soak of ${minutes} minutes, seed ${seed}`);
try {
  await startTill();
  await askTill({ ask: 'pair', codes });
  const beganMs = performance.now();
  const samples = await liveThroughDay(beganMs);
  const attempts = await untilNothingIsOpen();
  const truth = await askHelcim<SimulatorTruth>({ ask: 'truth' });
  const quarters = compareQuarters(samples);
  const problems = [...problemsOf(attempts, truth), ...quarters.problems];
  const approved = truth.approved.length;
  console.log(
    JSON.stringify({ seed, minutes, ...counts, attempts: attempts.length, approved, ...quarters, problems }),
  );
  process.exitCode = problems.length === 0 ? 0 : 1;
  await askTill({ ask: 'close' });
} finally {
  await Promise.all([shop.till?.end(), helcim.end()]);
  await rm(folder, { recursive: true, force: true });
}
