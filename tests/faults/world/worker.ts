/** Runs histories in a process of its own, as its parent asks. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AttemptEvent,
  type AttemptState,
  attemptStates,
  type Cell,
  lifecycle,
} from '../../../shared/lifecycle.ts';
import { type HistoryResult, runHistory } from './run-history.ts';
import type { Script } from './script.ts';
import { shrink } from './shrink.ts';
import { writeScript } from './write-script.ts';

export type ToWorker =
  | { readonly kind: 'block'; readonly from: number; readonly to: number; readonly stopsAtFirst: boolean }
  | { readonly kind: 'shrink'; readonly seed: number; readonly withinMs: number }
  | { readonly kind: 'replay'; readonly script: Script }
  /** Which cells of the lifecycle table each of these histories comes to. */
  | { readonly kind: 'visits'; readonly from: number; readonly to: number }
  /** These histories with one cell another; stops at the first that notices. */
  | {
      readonly kind: 'flip';
      readonly state: AttemptState;
      readonly event: AttemptEvent;
      readonly cell: Cell;
      readonly seeds: readonly number[];
    };

/** A history's result as it crosses between processes. */
export interface ToldResult extends Omit<HistoryResult, 'counts'> {
  readonly counts: readonly (readonly [string, number])[];
}

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'block'; readonly from: number; readonly results: readonly ToldResult[] }
  | { readonly kind: 'told'; readonly script: Script; readonly result: ToldResult }
  | { readonly kind: 'visits'; readonly cells: readonly (readonly [number, readonly string[]])[] };

/** In memory where the system has such a place: the world's disk must cost nothing. */
const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'tillside-world-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
// What a program that has ended would have done next is nobody's business.
process.on('unhandledRejection', (cause) => {
  if (!(cause instanceof Error) || cause.constructor.name !== 'ProcessEnded') throw cause;
});

const tell = (message: FromWorker) => void process.send?.(message);
const told = (result: HistoryResult): ToldResult => ({ ...result, counts: [...result.counts] });
const run = (script: Script) => runHistory(script, { folder });

async function runBlock(from: number, to: number, stopsAtFirst: boolean): Promise<void> {
  const results: ToldResult[] = [];
  for (let seed = from; seed <= to; seed += 1) {
    const result = await run(writeScript(seed));
    results.push(told(result));
    if (stopsAtFirst && result.violations.length > 0) break;
  }
  tell({ kind: 'block', from, results });
}

async function tellVisits(from: number, to: number): Promise<void> {
  const cells: [number, readonly string[]][] = [];
  let visited = new Set<string>();
  const rows = { ...lifecycle };
  for (const state of attemptStates)
    Object.assign(lifecycle, {
      [state]: new Proxy(rows[state], {
        get(row, event) {
          visited.add(`${state} ${String(event)}`);
          return Reflect.get(row, event);
        },
      }),
    });
  for (let seed = from; seed <= to; seed += 1) {
    visited = new Set();
    await run(writeScript(seed));
    cells.push([seed, [...visited]]);
  }
  Object.assign(lifecycle, rows);
  tell({ kind: 'visits', cells });
}

async function runFlipped({ state, event, cell, seeds }: Extract<ToWorker, { kind: 'flip' }>): Promise<void> {
  const right = lifecycle[state][event];
  Object.assign(lifecycle[state], { [event]: cell });
  const results: ToldResult[] = [];
  for (const seed of seeds) {
    const result = await run(writeScript(seed));
    results.push(told(result));
    if (result.violations.length > 0) break;
  }
  Object.assign(lifecycle[state], { [event]: right });
  tell({ kind: 'block', from: seeds[0] ?? 0, results });
}

async function answer(message: ToWorker): Promise<void> {
  switch (message.kind) {
    case 'block':
      return runBlock(message.from, message.to, message.stopsAtFirst);
    case 'visits':
      return tellVisits(message.from, message.to);
    case 'flip':
      return runFlipped(message);
    case 'replay': {
      const { script } = message;
      return tell({ kind: 'told', script, result: told(await runHistory(script, { folder, isTold: true })) });
    }
    case 'shrink': {
      const script = writeScript(message.seed);
      const nowMs = () => performance.now();
      const smallest = await shrink(script, await run(script), run, nowMs() + message.withinMs, nowMs);
      const result = await runHistory(smallest.script, { folder, isTold: true });
      return tell({ kind: 'told', script: smallest.script, result: told(result) });
    }
  }
}

process.on('message', (message: ToWorker) => void answer(message));
process.on('disconnect', () => process.exit(0));
tell({ kind: 'ready' });
