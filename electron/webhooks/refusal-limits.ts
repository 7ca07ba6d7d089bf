/** Keeps a flood of unsigned or forged requests from costing more than its share of work and of log lines. */
import type { Clock, LogFields, Logger } from '../../shared/ports.ts';

export interface RateGate {
  /** True when one more may pass now. */
  pass(): boolean;
}

/** A token window on the monotonic clock: `perSecond` on average, twice that at once. */
export function createRateGate(clock: Clock, perSecond: number): RateGate {
  const tokensMax = perSecond * 2;
  let tokens = tokensMax;
  let countedAtMs = clock.monotonicMs();
  return {
    pass() {
      const nowMs = clock.monotonicMs();
      tokens = Math.min(tokensMax, tokens + (Math.max(0, nowMs - countedAtMs) * perSecond) / 1_000);
      countedAtMs = nowMs;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

export interface RefusalLog {
  note(message: string, fields?: LogFields): void;
}

/** At most one line a message and interval; the next line says how many were left out. */
export function createRefusalLog(clock: Clock, logger: Logger, intervalMs: number): RefusalLog {
  const seen = new Map<string, { atMs: number; leftOut: number }>();
  return {
    note(message, fields = {}) {
      const nowMs = clock.monotonicMs();
      const last = seen.get(message);
      if (last && nowMs - last.atMs < intervalMs) {
        last.leftOut += 1;
        return;
      }
      seen.set(message, { atMs: nowMs, leftOut: 0 });
      logger.warn(message, { ...fields, leftOut: last?.leftOut ?? 0 });
    },
  };
}
