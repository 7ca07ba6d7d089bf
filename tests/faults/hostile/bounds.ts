/** Coarse limits of time and memory: far from what is usual, near enough to catch work without bound. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;
const triesMax = 5;

/**
 * How long one run takes, in milliseconds: the fastest of a few, since a busy machine makes a run slow and never one
 * fast. Stops at the first that is within the limit.
 */
export function fastestMs(limitMs: number, run: () => unknown): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < triesMax && fastest >= limitMs; turn += 1) {
    const startedAtMs = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - startedAtMs);
  }
  return fastest;
}

/** By how many megabytes what is held is more after this than before it; garbage does not count. */
export async function heldGrowthMb(run: () => unknown): Promise<number> {
  const beforeMb = heldMb();
  await run();
  return heldMb() - beforeMb;
}

function heldMb(): number {
  collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1_048_576;
}
