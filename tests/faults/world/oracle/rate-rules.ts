/** Helcim's limits, counted at the wire: five calls at once, a hundred a minute, three thousand an hour. */
import type { Blame } from './sending-rules.ts';

export interface RateMeter {
  began(): () => void;
  /** @param isUrgent money, or a look-up that somebody waits for; the rest leaves places free for those */
  written(isUrgent: boolean): void;
  /** The process ended, and its calls with it. */
  reset(): void;
}

/** An equal part of the account's limits, and what of it only the urgent may use (20 a minute and 100 an hour of all). */
function partOf(tills: number) {
  const perMinute = Math.floor(100 / tills);
  const perHour = Math.floor(3_000 / tills);
  return {
    perMinute,
    perHour,
    keptPerMinute: Math.floor((20 * perMinute) / 100),
    keptPerHour: Math.floor((100 * perHour) / 3_000),
  };
}

export function createRateMeter(nowMs: () => number, tillsOnAccount: number, blame: Blame): RateMeter {
  const part = partOf(tillsOnAccount);
  /** Of this run of the program: it knows of no other calls. */
  let ownTimes: number[] = [];

  function judgeOwn(isUrgent: boolean): void {
    const now = nowMs();
    ownTimes = ownTimes.filter((atMs) => now - atMs < 3_600_000);
    ownTimes.push(now);
    const minute = ownTimes.filter((atMs) => now - atMs < 60_000).length;
    if (minute > part.perMinute || ownTimes.length > part.perHour)
      blame(
        'rate',
        `${minute} calls in a minute, ${ownTimes.length} in an hour, of a till that is one of ${tillsOnAccount}`,
      );
    if (isUrgent) return;
    if (minute > part.perMinute - part.keptPerMinute || ownTimes.length > part.perHour - part.keptPerHour)
      blame('rate', `${minute} calls in a minute with one that nobody waits for`);
  }

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
    written(isUrgent) {
      judgeOwn(isUrgent);
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
      ownTimes = [];
    },
  };
}
