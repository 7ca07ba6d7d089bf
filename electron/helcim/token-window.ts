/**
 * Counts calls against limits that belong to the whole account. Pure: every moment comes in as monotonic
 * milliseconds, so a property test can play any traffic through it.
 *
 * Nobody outside Helcim knows at which moment between our start and its answer a call is counted there. A call
 * therefore weighs from its start until one whole window after it ended; then Helcim's own window, wherever it is
 * laid, never holds more calls of ours than the limit.
 * @see https://devdocs.helcim.com/docs/api-rate-limits
 * @see https://devdocs.helcim.com/docs/rate-limits for the windows looking back 60 seconds and 60 minutes
 */

/** Who asks: a money call, a look-up of an attempt that a cashier waits for, or anything else. */
export type CallClass = 'money' | 'openAttempt' | 'other';

export interface WindowLimits {
  readonly concurrent: number;
  readonly perMinute: number;
  readonly perHour: number;
}

/** One call that was let through. */
export interface CallMark {
  readonly startedAtMs: number;
  endedAtMs: number | null;
}

/** What an answer's headers said is left for the account; null where nothing readable was sent. */
export interface RemainingSeen {
  readonly minuteRemaining: number | null;
  readonly hourRemaining: number | null;
}

export interface TokenWindow {
  /** Lets one call through, or null when its class has no room now. */
  take(callClass: CallClass, nowMs: number): CallMark | null;
  /** The call is over, answered or given up. */
  ended(mark: CallMark, nowMs: number, seen: RemainingSeen): void;
  /** The call never left this machine, so it does not weigh. */
  withdrawn(mark: CallMark): void;
  /** How many calls are left for this till, of any class. */
  left(nowMs: number): { readonly minute: number; readonly hour: number };
  /** When room may come back without any call ending; null when nothing is waited for. */
  nextChangeAtMs(nowMs: number): number | null;
}

const helcimLimits: WindowLimits = { concurrent: 5, perMinute: 100, perHour: 3_000 };

const minuteMs = 60_000;
const hourMs = 3_600_000;
/** The hour header has been seen standing still, so a low one is believed for a while only. */
const hourSightingMs = 300_000;

/** Kept free from `other`, so that a busy background never delays what a person waits for: always the last two places. */
const reservedShare: WindowLimits = { concurrent: 2, perMinute: 20, perHour: 100 };
/** The part of the reserve that look-ups may not take either: a money call waits for nobody. */
const moneyShare: WindowLimits = { concurrent: 1, perMinute: 5, perHour: 25 };

/** Account-wide remaining calls as last reported, less what we started since. */
interface Sighting {
  readonly markStartedAtMs: number;
  readonly expiresAtMs: number;
  left: number;
}

/** One place each for a money call, a look-up of an open attempt and everything else. */
const concurrentMin = 3;

/**
 * The part of the account's limits that one of several tills may use. Calls a minute and an hour are divided; places
 * are only down to three, so that one slow read in the background never stops a look-up that a cashier waits for.
 * Two tills that use all their places at once may therefore go over the account's five; Helcim's answer to that is a
 * 429, which is definite: a read is asked again, and a money call has started nothing.
 */
export function limitsPerTill(tillsOnAccount: number, whole: WindowLimits = helcimLimits): WindowLimits {
  const tills = Math.max(1, Math.floor(tillsOnAccount) || 1);
  return {
    concurrent: Math.min(whole.concurrent, Math.max(concurrentMin, Math.floor(whole.concurrent / tills))),
    perMinute: Math.max(1, Math.floor(whole.perMinute / tills)),
    perHour: Math.max(1, Math.floor(whole.perHour / tills)),
  };
}

/** How many tills share the account; one that can change comes as a question, and counts from the next call on. */
export type TillCount = number | (() => number);

export function createTokenWindow(
  tillsOnAccount: TillCount,
  whole: WindowLimits = helcimLimits,
): TokenWindow {
  const limitsNow = (): WindowLimits =>
    limitsPerTill(typeof tillsOnAccount === 'number' ? tillsOnAccount : tillsOnAccount(), whole);
  let marks: CallMark[] = [];
  const sightings: { minute: Sighting | null; hour: Sighting | null } = { minute: null, hour: null };

  function countedSince(windowMs: number, nowMs: number): number {
    return marks.filter((mark) => mark.endedAtMs === null || nowMs - mark.endedAtMs < windowMs).length;
  }

  function underWay(): number {
    return marks.filter((mark) => mark.endedAtMs === null).length;
  }

  function callsLeft(nowMs: number): { readonly minute: number; readonly hour: number } {
    const limits = limitsNow();
    return {
      minute: Math.min(limits.perMinute - countedSince(minuteMs, nowMs), seenLeft('minute', nowMs)),
      hour: Math.min(limits.perHour - countedSince(hourMs, nowMs), seenLeft('hour', nowMs)),
    };
  }

  function hasRoom(callClass: CallClass, nowMs: number): boolean {
    const limits = limitsNow();
    const kept = keptFromClasses(limits, whole)[callClass];
    const { minute, hour } = callsLeft(nowMs);
    return limits.concurrent - underWay() > kept.concurrent && minute > kept.perMinute && hour > kept.perHour;
  }

  function seenLeft(span: 'minute' | 'hour', nowMs: number): number {
    const sighting = sightings[span];
    return sighting === null || sighting.expiresAtMs <= nowMs ? Number.POSITIVE_INFINITY : sighting.left;
  }

  function note(span: 'minute' | 'hour', remaining: number | null, mark: CallMark, nowMs: number): void {
    if (remaining === null) return;
    const fresh: Sighting = {
      markStartedAtMs: mark.startedAtMs,
      expiresAtMs: nowMs + (span === 'minute' ? minuteMs : hourSightingMs),
      // Calls under way may or may not be in Helcim's number; they are taken as not yet counted.
      left: remaining - underWay(),
    };
    const standing = sightings[span];
    const isNewer = standing === null || standing.expiresAtMs <= nowMs;
    if (isNewer || mark.startedAtMs >= standing.markStartedAtMs || fresh.left < standing.left) {
      sightings[span] = fresh;
    }
  }

  return {
    take(callClass, nowMs) {
      marks = marks.filter((mark) => mark.endedAtMs === null || nowMs - mark.endedAtMs < hourMs);
      if (!hasRoom(callClass, nowMs)) return null;
      const mark: CallMark = { startedAtMs: nowMs, endedAtMs: null };
      marks.push(mark);
      if (sightings.minute) sightings.minute.left -= 1;
      if (sightings.hour) sightings.hour.left -= 1;
      return mark;
    },
    ended(mark, nowMs, seen) {
      mark.endedAtMs = nowMs;
      note('minute', seen.minuteRemaining, mark, nowMs);
      note('hour', seen.hourRemaining, mark, nowMs);
    },
    withdrawn(mark) {
      marks = marks.filter((other) => other !== mark);
    },
    left: callsLeft,
    nextChangeAtMs(nowMs) {
      const ends = marks.flatMap(({ endedAtMs }) =>
        endedAtMs === null ? [] : [endedAtMs + minuteMs, endedAtMs + hourMs],
      );
      const expiries = [sightings.minute?.expiresAtMs ?? 0, sightings.hour?.expiresAtMs ?? 0];
      const coming = [...ends, ...expiries].filter((atMs) => atMs > nowMs);
      return coming.length === 0 ? null : coming.reduce((first, atMs) => Math.min(first, atMs));
    },
  };
}

/** Scales the reserves to the till's part, always leaving `other` at least one place. */
function keptFromClasses(limits: WindowLimits, whole: WindowLimits): Record<CallClass, WindowLimits> {
  const part = (share: number, limit: number, all: number): number =>
    Math.min(Math.ceil((share * limit) / all), limit - 1);
  const scale = (share: WindowLimits): WindowLimits => ({
    concurrent: Math.min(share.concurrent, limits.concurrent - 1),
    perMinute: part(share.perMinute, limits.perMinute, whole.perMinute),
    perHour: part(share.perHour, limits.perHour, whole.perHour),
  });
  return {
    money: { concurrent: 0, perMinute: 0, perHour: 0 },
    openAttempt: scale(moneyShare),
    other: scale(reservedShare),
  };
}
