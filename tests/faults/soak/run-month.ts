/** Lives through a month of a busy shop in virtual time, and takes down what it costs. */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Violation } from '../world/judge.ts';
import type { AttemptRow } from '../world/oracle/ledger-rows.ts';
import { type HistoryScene, runHistory } from '../world/run-history.ts';
import { createMeter, type Measured } from './meter.ts';
import { dayClosedAtMs, dayMs, type MonthWish, writeMonth } from './month-script.ts';
import { readRecentRows } from './recent-rows.ts';
import { openShop, type ShopFigures } from './shop.ts';

export interface SoakedDay {
  readonly day: number;
  /** Real milliseconds of the till's own work. */
  readonly work: Readonly<Record<Measured, readonly number[]>>;
  /** Virtual milliseconds from a press until the ledger knew of its approval, the customer's time included. */
  readonly pressToKnownMs: readonly number[];
  /** Held after collection by everything together, the simulator's own records too. */
  readonly heapBytes: number;
  readonly attempts: number;
  readonly journalRows: number;
  readonly inboxRows: number;
  readonly ledgerBytes: number;
  readonly realSeconds: number;
}

/** What is held with the program that ran for long, without any, and with one that has just started. */
export interface HeldHeap {
  readonly longRunBytes: number;
  readonly withoutBytes: number;
  readonly freshBytes: number;
  readonly longRunDays: number;
  readonly longRunAttempts: number;
  /** Real milliseconds of the first virtual minute after the start on the grown ledger. */
  readonly startMs: number;
}

export interface SoakedMonth {
  readonly days: readonly SoakedDay[];
  readonly held: HeldHeap | null;
  readonly shop: ShopFigures;
  readonly violations: readonly Violation[];
  readonly counts: ReadonlyMap<string, number>;
  /** How many attempts ended how. */
  readonly states: Readonly<Record<string, number>>;
  readonly events: number;
  readonly worstToTruthMs: number;
  readonly hash: string;
}

export interface MonthOptions extends MonthWish {
  /** A folder in memory, this run's alone. */
  readonly folder: string;
  readonly dayEnded: (day: SoakedDay) => void;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
/** Compiled code that does not run any more is given up only after a few collections. */
const untilCodeIsFlushed = 8;
const measuredAtMs = dayClosedAtMs + 2 * minuteMs;
const nowMs = () => performance.now();

export async function runMonth({ folder, dayEnded, ...wish }: MonthOptions): Promise<SoakedMonth> {
  const days: SoakedDay[] = [];
  const pressedAtMs = new Map<string, number>();
  const leftOut = new Map<string, AttemptRow>();
  let scene: HistoryScene | null = null;
  let held: HeldHeap | null = null;
  let states: Readonly<Record<string, number>> = {};
  let shop: ShopFigures = { pressed: 0, turnedAway: 0 };
  let pressToKnownMs: number[] = [];
  let dayBeganMs = nowMs();
  let startedAtMs = 0;
  let attemptsAtStart = 0;
  let runNumber = 0;
  const virtualMs = () => scene?.scheduler.nowMs() ?? 0;
  const meter = createMeter(nowMs, (id) => void pressedAtMs.set(id, virtualMs()));

  function attemptChanged({ id, approved }: AttemptRow): void {
    const pressedMs = pressedAtMs.get(id);
    if (approved === null || pressedMs === undefined) return;
    pressedAtMs.delete(id);
    pressToKnownMs.push(virtualMs() - pressedMs);
  }

  function measureDay(current: HistoryScene, day: number): void {
    const rows = countRows(current);
    const measured: SoakedDay = {
      day,
      work: meter.take(),
      pressToKnownMs,
      heapBytes: heldBytes(),
      ...rows,
      ledgerBytes: ledgerBytes(current),
      realSeconds: (nowMs() - dayBeganMs) / secondMs,
    };
    pressToKnownMs = [];
    dayBeganMs = nowMs();
    days.push(measured);
    dayEnded(measured);
  }

  /** Another run of the program begins to age. */
  function noteRun(current: HistoryScene): void {
    const number = current.machine.running()?.process.number ?? runNumber;
    if (number === runNumber) return;
    runNumber = number;
    startedAtMs = virtualMs();
    attemptsAtStart = countRows(current).attempts;
  }

  async function compareRuns(current: HistoryScene): Promise<HeldHeap> {
    const { machine, until } = current;
    const longRunDays = (virtualMs() - startedAtMs) / dayMs;
    const longRunAttempts = countRows(current).attempts - attemptsAtStart;
    const longRunBytes = heldBytes(untilCodeIsFlushed);
    machine.quit(2 * minuteMs);
    await until(virtualMs() + minuteMs);
    const withoutBytes = heldBytes(untilCodeIsFlushed);
    await until(virtualMs() + minuteMs);
    const sinceMs = nowMs();
    await until(virtualMs() + minuteMs);
    const startMs = nowMs() - sinceMs;
    await until(virtualMs() + 5 * minuteMs);
    const freshBytes = heldBytes(untilCodeIsFlushed);
    return { longRunBytes, withoutBytes, freshBytes, longRunDays, longRunAttempts, startMs };
  }

  const result = await runHistory(writeMonth(wish), {
    folder,
    hooks: {
      readRows: (database) => readRecentRows(database, leftOut, attemptChanged),
      beforeEach: meter.beforeEach,
      judge: meter.watch,
      begins(current) {
        scene = current;
        shop = openShop(current, wish);
        for (let day = 0; day < wish.days; day += 1) {
          const atMs = virtualMs() + day * dayMs;
          for (let hour = 0; hour < 24; hour += 1)
            current.scheduler.at(atMs + (hour + 0.5) * 60 * minuteMs, () => noteRun(current));
          current.scheduler.at(atMs + measuredAtMs, () => measureDay(current, day));
        }
      },
      async ends(current) {
        held = await compareRuns(current);
        states = countStates(current);
      },
    },
  });
  const { violations, counts, events, worstMs: worstToTruthMs, hash } = result;
  return { days, held, shop, violations, counts, states, events, worstToTruthMs, hash };
}

/** @throws when the process was not started with `--expose-gc` */
function heldBytes(collections = 2): number {
  if (globalThis.gc === undefined) throw new Error('start with --expose-gc');
  for (let left = collections; left > 0; left -= 1) globalThis.gc();
  return process.memoryUsage().heapUsed;
}

function query({ disk }: HistoryScene, sql: string): readonly Record<string, unknown>[] {
  const open = disk.openLedger();
  return open === null ? [] : DatabaseSync.prototype.prepare.call(open, sql).all();
}

function countRows(scene: HistoryScene): Pick<SoakedDay, 'attempts' | 'journalRows' | 'inboxRows'> {
  const count = (table: string) =>
    Number(query(scene, `SELECT count(*) AS rows FROM ${table}`)[0]?.rows ?? 0);
  return { attempts: count('attempts'), journalRows: count('journal'), inboxRows: count('inbox') };
}

function countStates(scene: HistoryScene): Readonly<Record<string, number>> {
  const rows = query(scene, 'SELECT state, count(*) AS rows FROM attempts GROUP BY state ORDER BY 2 DESC');
  return Object.fromEntries(rows.map(({ state, rows: count }) => [String(state), Number(count)]));
}

function ledgerBytes({ disk }: HistoryScene): number {
  const path = disk.ledgerPath();
  return path === null ? 0 : statSync(path).size;
}
