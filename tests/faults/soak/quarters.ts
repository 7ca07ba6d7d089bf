/** The first quarter of a soak against its last: what leaks or slows down shows there. Pure. */
import { figuresOf } from '../../bench/figures.ts';

export interface SoakSample {
  readonly atMinutes: number;
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly pressToAcceptedMs: readonly number[];
  readonly cardToApprovedMs: readonly number[];
}

interface Quarter {
  readonly rssMiB: number;
  readonly heapMiB: number;
  /** Medians in milliseconds; null where nothing was timed. */
  readonly pressToAcceptedMs: number | null;
  readonly cardToApprovedMs: number | null;
}

export interface Quarters {
  readonly first: Quarter;
  readonly last: Quarter;
  readonly heapMiBPerHour: number;
  readonly problems: readonly string[];
}

/** Collected before each sample, the heap is what is held: what a day's attempts take is far below one of these. */
const heapGrowthMaxMiB = 8;
const rssGrowthMaxMiB = 64;
const mebi = 2 ** 20;

/** @throws RangeError without a sample */
export function compareQuarters(samples: readonly SoakSample[]): Quarters {
  const length = Math.max(1, Math.floor(samples.length / 4));
  const first = quarterOf(samples.slice(0, length));
  const last = quarterOf(samples.slice(-length));
  const hours = ((samples.at(-1)?.atMinutes ?? 0) - (samples[0]?.atMinutes ?? 0)) / 60;
  const heapGrowth = last.heapMiB - first.heapMiB;
  const problems: string[] = [];
  if (heapGrowth > heapGrowthMaxMiB) problems.push(`the heap grew by ${heapGrowth.toFixed(1)} MiB`);
  if (last.rssMiB - first.rssMiB > rssGrowthMaxMiB)
    problems.push(`the process grew by ${(last.rssMiB - first.rssMiB).toFixed(1)} MiB`);
  return { first, last, heapMiBPerHour: hours > 0 ? round(heapGrowth / hours) : 0, problems };
}

function quarterOf(samples: readonly SoakSample[]): Quarter {
  return {
    rssMiB: round(figuresOf(samples.map(({ rssBytes }) => rssBytes / mebi)).medianMs),
    heapMiB: round(figuresOf(samples.map(({ heapBytes }) => heapBytes / mebi)).medianMs),
    pressToAcceptedMs: medianOf(samples.flatMap((sample) => sample.pressToAcceptedMs)),
    cardToApprovedMs: medianOf(samples.flatMap((sample) => sample.cardToApprovedMs)),
  };
}

const medianOf = (all: readonly number[]) => (all.length === 0 ? null : round(figuresOf(all).medianMs));
const round = (value: number) => Math.round(value * 10) / 10;
