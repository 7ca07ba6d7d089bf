import type { SimulatorClock } from './simulator-clock.ts';

/** Per merchant account, all its software together (https://devdocs.helcim.com/docs/api-rate-limits). */
export interface RateLimits {
  concurrent: number;
  perMinute: number;
  perHour: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Sliding windows over the last 60 seconds and 60 minutes, and a count of calls under way. */
export interface RateLimiter {
  set(limits: Partial<RateLimits>): void;
  spend(calls: number): void;
  /** A call began; the returned function ends it. */
  enter(): () => void;
  /** Counts a call if it is within all limits. A refused one does not count (our choice, not documented). */
  admit(): boolean;
  remaining(): { minute: number; hour: number; hourLimit: number };
}

export function createRateLimiter(clock: SimulatorClock): RateLimiter {
  const limits: RateLimits = { concurrent: 5, perMinute: 100, perHour: 3000 };
  let callTimes: number[] = [];
  let underWay = 0;

  function counts(): { minute: number; hour: number } {
    const now = clock.monotonicMs();
    callTimes = callTimes.filter((time) => now - time < HOUR_MS);
    return {
      hour: callTimes.length,
      minute: callTimes.filter((time) => now - time < MINUTE_MS).length,
    };
  }

  return {
    set: (change) => void Object.assign(limits, change),
    spend(calls) {
      const now = clock.monotonicMs();
      callTimes = callTimes.concat(Array.from({ length: calls }, () => now));
    },
    enter() {
      underWay++;
      return () => {
        underWay--;
      };
    },
    admit() {
      const { minute, hour } = counts();
      if (underWay > limits.concurrent || minute >= limits.perMinute || hour >= limits.perHour) return false;
      callTimes.push(clock.monotonicMs());
      return true;
    },
    remaining() {
      const { minute, hour } = counts();
      return {
        minute: Math.max(0, limits.perMinute - minute),
        hour: Math.max(0, limits.perHour - hour),
        hourLimit: limits.perHour,
      };
    },
  };
}
