/** Helcim's limits, counted at the wire: five calls at once, a hundred a minute, three thousand an hour. */
import type { Blame } from './sending-rules.ts';

export interface RateMeter {
  began(): () => void;
  written(): void;
  /** The process ended, and its calls with it. */
  reset(): void;
}

export function createRateMeter(nowMs: () => number, blame: Blame): RateMeter {
  let underWay = 0;
  let generation = 0;
  let times: number[] = [];
  return {
    began() {
      const own = generation;
      underWay += 1;
      if (underWay > 5) blame('rate', `${underWay} calls at once`);
      return () => {
        if (own === generation) underWay -= 1;
      };
    },
    written() {
      const now = nowMs();
      times = times.filter((atMs) => now - atMs < 3_600_000);
      times.push(now);
      const minute = times.filter((atMs) => now - atMs < 60_000).length;
      if (minute > 100 || times.length > 3_000)
        blame('rate', `${minute} calls in a minute, ${times.length} in an hour`);
    },
    reset() {
      generation += 1;
      underWay = 0;
    },
  };
}
