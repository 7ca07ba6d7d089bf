import type { Clock, Timer } from '../../shared/ports.ts';

/** Node holds a delay in 31 bits; a longer one would fire at once. */
const delayMsMax = 2 ** 31 - 1;

/** The machine's own clock. Delays of any length are kept, negative ones count as zero. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  elapsedMs: (sinceWallMs) => Date.now() - sinceWallMs,
  setTimer: (delayMs, run) => startTimer(Math.max(0, delayMs), run),
};

/** @throws RangeError for a delay that is no number: it would silently become "at once". */
function startTimer(delayMs: number, run: () => void): Timer {
  if (Number.isNaN(delayMs)) throw new RangeError('a timer needs a delay in milliseconds');
  const dueMs = performance.now() + delayMs;
  let handle: NodeJS.Timeout;
  const arm = (): void => {
    const leftMs = Math.max(0, dueMs - performance.now());
    handle = leftMs > delayMsMax ? setTimeout(arm, delayMsMax) : setTimeout(run, leftMs);
  };
  arm();
  return { cancel: () => clearTimeout(handle) };
}
