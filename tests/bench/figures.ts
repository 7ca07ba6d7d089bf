/** From the rounds of two programs to the figures that are printed. Pure. */

/** At most this many times what the bare program takes, by the median. */
export const targetRatio = 2;

export interface Figures {
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface Comparison {
  readonly name: string;
  readonly rounds: number;
  readonly ours: Figures;
  readonly bare: Figures;
  /** Ours over bare, median by median. */
  readonly ratio: number;
  readonly target: number;
  readonly isMet: boolean;
  /** What else is worth knowing of a round, such as the parts of a sum. */
  readonly parts: Readonly<Record<string, Figures>>;
}

/** @throws RangeError without a round, or with one that is no time: a figure made of it would be a lie */
export function figuresOf(roundsMs: readonly number[]): Figures {
  if (roundsMs.length === 0 || roundsMs.some((ms) => !Number.isFinite(ms) || ms <= 0)) {
    throw new RangeError('every round needs a time above zero');
  }
  const sorted = [...roundsMs].sort((a, b) => a - b);
  return { medianMs: at(sorted, 0.5), p95Ms: at(sorted, 0.95) };
}

export function compare(
  name: string,
  oursMs: readonly number[],
  bareMs: readonly number[],
  partsMs: Readonly<Record<string, readonly number[]>> = {},
): Comparison {
  const ours = figuresOf(oursMs);
  const bare = figuresOf(bareMs);
  const ratio = ours.medianMs / bare.medianMs;
  const parts = Object.fromEntries(Object.entries(partsMs).map(([part, ms]) => [part, figuresOf(ms)]));
  return {
    name,
    rounds: oursMs.length,
    ours,
    bare,
    ratio,
    target: targetRatio,
    isMet: ratio <= targetRatio,
    parts,
  };
}

/** Between two rounds the value is drawn straight, as most tools do. */
function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}
