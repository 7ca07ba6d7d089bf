/**
 * `npm run faults:soak -- [--days 30] [--sales 200] [--seed 1]` lives through a month of a busy shop in virtual time,
 * prints a line a day, and ends with one line of JSON. Exit 1 on any broken promise or bound.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  brokenBounds,
  figuresOrNull,
  heapGrowthMaxMiB,
  heapGrowthMiB,
  slowdownMax,
  slowdownOf,
  works,
} from './month-bounds.ts';
import { runMonth, type SoakedDay, type SoakedMonth } from './run-month.ts';

const toldMax = 20;
const mebi = 2 ** 20;

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    sales: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
});

const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tillside-month-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// What a program that has ended would have done next is nobody's business.
process.on('unhandledRejection', (cause) => {
  if (!(cause instanceof Error) || cause.constructor.name !== 'ProcessEnded') throw cause;
});

function figuresText(all: readonly number[], unitMs: number, digits: number): string {
  const figures = figuresOrNull(all);
  if (figures === null) return '-';
  return `${(figures.medianMs / unitMs).toFixed(digits)}/${(figures.p95Ms / unitMs).toFixed(digits)}`;
}

function tellDay(day: SoakedDay): void {
  const { work, pressToKnownMs, heapBytes, ledgerBytes } = day;
  console.log(
    [
      `day ${String(day.day + 1).padStart(2)}`,
      `press ${figuresText(work.press, 1, 2)} ms`,
      `answer ${figuresText(work.answer, 1, 2)} ms (median/p95 of ${work.answer.length})`,
      `press to known ${figuresText(pressToKnownMs, 1_000, 1)} virtual s`,
      `heap ${(heapBytes / mebi).toFixed(1)} MiB`,
      `ledger ${(ledgerBytes / mebi).toFixed(1)} MiB, ${day.attempts} attempts, ${day.journalRows} journal, ${day.inboxRows} inbox`,
      `${day.realSeconds.toFixed(1)} s`,
    ].join(' | '),
  );
}

function sumOf(counts: ReadonlyMap<string, number>, prefix: string): number {
  return [...counts].reduce((sum, [name, count]) => (name.startsWith(prefix) ? sum + count : sum), 0);
}

function summaryOf(month: SoakedMonth, broken: readonly string[], seconds: number): object {
  const { days, held, counts } = month;
  const last = days.at(-1);
  const round = (value: number) => Math.round(value * 100) / 100;
  const slowdowns = works.map((work) => {
    const found = slowdownOf(days, work);
    const figures =
      found && Object.fromEntries(Object.entries(found).map(([name, value]) => [name, round(value)]));
    return [work, figures] as const;
  });
  return {
    days: days.length,
    attempts: last?.attempts ?? 0,
    ...month.shop,
    ended: month.states,
    starts: counts.get('starts') ?? 0,
    crashes: sumOf(counts, 'killed '),
    unknownsResolved: counts.get('unknowns resolved') ?? 0,
    faults: sumOf(counts, 'fault '),
    events: month.events,
    work: { ...Object.fromEntries(slowdowns), factorMax: slowdownMax },
    heap: held && {
      longRunDays: round(held.longRunDays),
      longRunAttempts: held.longRunAttempts,
      tillMiB: round((held.longRunBytes - held.withoutBytes) / mebi),
      freshTillMiB: round((held.freshBytes - held.withoutBytes) / mebi),
      growthMiB: round(heapGrowthMiB(held)),
      growthMaxMiB: heapGrowthMaxMiB,
      startMs: round(held.startMs),
    },
    pressToKnownMs: figuresOrNull(days.flatMap((day) => day.pressToKnownMs)),
    worstTimeToTruthMs: month.worstToTruthMs,
    ledger: last && { bytes: last.ledgerBytes, journalRows: last.journalRows, inboxRows: last.inboxRows },
    violations: month.violations.length,
    broken,
    hash: month.hash,
    seconds,
  };
}

async function main(): Promise<number> {
  const sinceMs = performance.now();
  const month = await runMonth({
    days: Number(values.days),
    salesPerDay: Number(values.sales),
    seed: Number(values.seed),
    folder,
    dayEnded: tellDay,
  });
  for (const { rule, text, atMs } of month.violations.slice(0, toldMax))
    console.log(`BROKEN ${new Date(atMs).toISOString()} ${rule}: ${text}`);
  const broken = brokenBounds(month.days, month.held);
  for (const text of broken) console.log(`BROKEN bound: ${text}`);
  console.log(JSON.stringify(summaryOf(month, broken, Math.round((performance.now() - sinceMs) / 1_000))));
  return month.violations.length + broken.length;
}

process.exitCode = (await main()) > 0 ? 1 : 0;
