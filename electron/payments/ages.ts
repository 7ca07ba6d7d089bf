import type { Clock } from '../../shared/ports.ts';

/**
 * Ages of ledger stamps. Inside one process they run on the monotonic clock, so that a jump of the wall clock
 * moves no deadline; for a stamp of an earlier process only the wall is left, and a negative age counts as
 * expired (M15).
 */
export interface Ages {
  /**
   * Remembers that a stamp was made now. After the wall clock went back, the same millisecond comes a second time:
   * the new stamp then is the next free one, so that the older stamp keeps its age.
   */
  stampNow(): number;
  /** Milliseconds since a stamp, never negative; `Infinity` when the stamp lies in the future. */
  since(stampMs: number): number;
}

const stampsMax = 20_000;
/** The two hands are read one after the other and tick apart by less than this. */
const sameMomentMs = 2;

export function createAges(clock: Clock): Ages {
  const monotonicByStamp = new Map<number, number>();
  return {
    stampNow() {
      const nowMs = clock.monotonicMs();
      let stampMs = clock.wallMs();
      while (isOfAnotherMoment(monotonicByStamp.get(stampMs), nowMs)) stampMs += 1;
      if (monotonicByStamp.has(stampMs)) return stampMs;
      if (monotonicByStamp.size >= stampsMax) {
        const oldest = monotonicByStamp.keys().next();
        if (!oldest.done) monotonicByStamp.delete(oldest.value);
      }
      monotonicByStamp.set(stampMs, nowMs);
      return stampMs;
    },
    since(stampMs) {
      const monotonicMs = monotonicByStamp.get(stampMs);
      if (monotonicMs !== undefined) return clock.monotonicMs() - monotonicMs;
      const elapsedMs = clock.elapsedMs(stampMs);
      return elapsedMs < 0 ? Number.POSITIVE_INFINITY : elapsedMs;
    },
  };
}

function isOfAnotherMoment(knownMs: number | undefined, nowMs: number): boolean {
  return knownMs !== undefined && nowMs - knownMs > sameMomentMs;
}
