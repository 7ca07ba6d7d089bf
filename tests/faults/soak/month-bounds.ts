/** What a month may cost at most. Pure. */
import { type Figures, figuresOf } from '../../bench/figures.ts';
import type { Measured, Work } from './meter.ts';
import type { HeldHeap, SoakedDay } from './run-month.ts';

const mebi = 2 ** 20;
/** A run of the program may hold so much more after many days than one that has just started on the same ledger. */
export const heapGrowthMaxMiB = 8;
/** The last third's medians over the first third's, once the code is warm. */
export const slowdownMax = 1.6;
const warmUpDays = 2;
/** Fewer are no figure. */
const leastSamples = 50;

export const works = ['press', 'answer'] as const satisfies readonly Work[];

export interface Slowdown {
  readonly firstMs: number;
  readonly lastMs: number;
  /** By how much the machine itself was slower, for whatever reason. */
  readonly machine: number;
  /** What is left of the slowdown without the machine's. */
  readonly factor: number;
}

/** Medians of the first and the last third; null where too little was measured. */
export function slowdownOf(days: readonly SoakedDay[], work: Work): Slowdown | null {
  const warm = days.slice(warmUpDays);
  const third = Math.floor(warm.length / 3);
  if (third === 0) return null;
  const [before, after] = [warm.slice(0, third), warm.slice(-third)];
  const [first, last] = [samplesOf(before, work), samplesOf(after, work)];
  if (Math.min(first.length, last.length) < leastSamples) return null;
  const [firstMs, lastMs] = [figuresOf(first).medianMs, figuresOf(last).medianMs];
  const machine = medianOf(after, 'yardstick') / medianOf(before, 'yardstick');
  return { firstMs, lastMs, machine, factor: lastMs / firstMs / machine };
}

const samplesOf = (days: readonly SoakedDay[], what: Measured) => days.flatMap((day) => day.work[what]);
const medianOf = (days: readonly SoakedDay[], what: Measured) => figuresOf(samplesOf(days, what)).medianMs;

export function figuresOrNull(all: readonly number[]): Figures | null {
  return all.length === 0 ? null : figuresOf(all);
}

export function heapGrowthMiB({ longRunBytes, freshBytes }: HeldHeap): number {
  return (longRunBytes - freshBytes) / mebi;
}

/** @returns in words which bound is broken */
export function brokenBounds(days: readonly SoakedDay[], held: HeldHeap | null): readonly string[] {
  const broken: string[] = [];
  if (held === null) broken.push('what the program holds was not measured');
  else if (heapGrowthMiB(held) > heapGrowthMaxMiB)
    broken.push(
      `after ${held.longRunDays.toFixed(1)} days the program holds ${heapGrowthMiB(held).toFixed(1)} MiB more than at its start`,
    );
  for (const work of works) {
    const slowdown = slowdownOf(days, work);
    if (slowdown !== null && slowdown.factor > slowdownMax)
      broken.push(`the ${work} takes ${slowdown.factor.toFixed(2)} times as long in the last third`);
  }
  return broken;
}
