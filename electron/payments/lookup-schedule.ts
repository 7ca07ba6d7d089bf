/**
 * When an attempt is looked up next: a pure function of ages, so that a restart continues where the last process
 * stopped. Helcim allows 100 calls a minute and 3,000 an hour for the whole account.
 * @see https://devdocs.helcim.com/docs/api-rate-limits
 */
import { type AttemptState, isOpen } from '../../shared/lifecycle.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const noNewsAfterMs = 150 * secondMs;
export const unknownAfterMs = 5 * minuteMs;
export const quietPeriodMs = 120 * secondMs;
/** A watch closes only after a successful look-up made this long after the send. */
export const watchPeriodMs = 48 * hourMs;
const failedRetryMs = minuteMs;
const declinePaceMs = 10 * secondMs;

/** Ages in milliseconds on the reconciler's clock; `Infinity` for "unknown or before this process, expired". */
export interface LookupFacts {
  readonly state: AttemptState;
  readonly isDeclinePending: boolean;
  readonly sinceSendMs: number;
  /** Since the last try, successful or not; null before the first. */
  readonly sinceLastTryMs: number | null;
  readonly didLastTryFail: boolean;
  /** Since the attempt left the open states; null while open, and when the stamp lies in the future. */
  readonly sinceEndMs: number | null;
  readonly isWebhookHealthy: boolean;
}

/** @returns milliseconds from now, 0 for at once */
export function nextLookupInMs(facts: LookupFacts): number {
  const { sinceLastTryMs } = facts;
  // Held to its end by a deadline only while open; later a failing look-up must not go on at this pace for hours.
  if (facts.isDeclinePending && (isOpen(facts.state) || !facts.didLastTryFail))
    return after(declinePaceMs, sinceLastTryMs);
  if (facts.state === 'checking') return after(5 * secondMs, sinceLastTryMs);
  if (isOpen(facts.state)) {
    const due = facts.isWebhookHealthy ? nextPointMs(healthyPointsMs, facts) : eagerInMs(facts);
    return due ?? after(10 * secondMs, sinceLastTryMs);
  }
  if (facts.state === 'unknown') return unknownInMs(facts);
  return endedInMs(facts);
}

const healthyPointsMs = [20 * secondMs, 60 * secondMs, 150 * secondMs];

/** First at 5 s, then every 3 s, slowing to 10 s. */
function eagerInMs({ sinceSendMs, sinceLastTryMs }: LookupFacts): number {
  if (sinceLastTryMs === null) return Math.max(0, 5 * secondMs - sinceSendMs);
  if (sinceSendMs < 45 * secondMs) return after(3 * secondMs, sinceLastTryMs);
  if (sinceSendMs < 90 * secondMs) return after(5 * secondMs, sinceLastTryMs);
  return after(10 * secondMs, sinceLastTryMs);
}

function unknownInMs({ sinceSendMs, sinceLastTryMs }: LookupFacts): number {
  if (sinceSendMs < 15 * minuteMs) return after(minuteMs, sinceLastTryMs);
  if (sinceSendMs < 2 * hourMs) return after(10 * minuteMs, sinceLastTryMs);
  return after(hourMs, sinceLastTryMs);
}

const endedPointsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];

/**
 * Late evidence (M6): a few looks after the end, and one when the watch may close. An end or a send whose age cannot
 * be told (the wall clock went back over a restart) counts as long ago, at the pace of an old unknown (M15).
 */
function endedInMs(facts: LookupFacts): number {
  if (facts.didLastTryFail && facts.sinceLastTryMs !== null)
    return after(failedRetryMs, facts.sinceLastTryMs);
  const sinceEndMs = facts.sinceEndMs ?? Number.POSITIVE_INFINITY;
  const lastTryAfterEndMs = facts.sinceLastTryMs === null ? -1 : sinceEndMs - facts.sinceLastTryMs;
  const point = endedPointsMs.find((each) => each > lastTryAfterEndMs);
  if (point !== undefined) return Math.max(0, point - sinceEndMs);
  return Math.max(0, watchPeriodMs - facts.sinceSendMs, after(hourMs, facts.sinceLastTryMs));
}

/** The first point of a list, counted from the send, that no try has covered yet. */
function nextPointMs(
  pointsMs: readonly number[],
  { sinceSendMs, sinceLastTryMs }: LookupFacts,
): number | null {
  const lastTryAtMs = sinceLastTryMs === null ? -1 : sinceSendMs - sinceLastTryMs;
  const point = pointsMs.find((each) => each > lastTryAtMs);
  return point === undefined ? null : Math.max(0, point - sinceSendMs);
}

function after(intervalMs: number, sinceLastTryMs: number | null): number {
  return sinceLastTryMs === null ? 0 : Math.max(0, intervalMs - sinceLastTryMs);
}

export type Deadline = 'no_news' | 'time_ran_out' | 'decline_settled';

export interface DeadlineFacts {
  readonly state: AttemptState;
  readonly sinceSendMs: number;
  /** Since the last DECLINED row was first seen; null without one that is unsettled. */
  readonly sinceDeclineMs: number | null;
  /** Since the last look-up that succeeded; null when none did. */
  readonly sinceGoodLookupMs: number | null;
}

/** The deadline that has passed, if any. */
export function passedDeadline(facts: DeadlineFacts): Deadline | null {
  const { state, sinceSendMs, sinceDeclineMs } = facts;
  if (sinceDeclineMs !== null) {
    if (sinceDeclineMs >= quietPeriodMs && wasLookedUpAfterQuiet(facts, sinceDeclineMs))
      return 'decline_settled';
    // The reader may have taken the card after all, and nobody can be asked: that is not a decline.
    return isOpen(state) && sinceDeclineMs >= unknownAfterMs ? 'time_ran_out' : null;
  }
  if (!isOpen(state)) return null;
  if (sinceSendMs >= unknownAfterMs) return 'time_ran_out';
  return state !== 'checking' && sinceSendMs >= noNewsAfterMs ? 'no_news' : null;
}

/**
 * True when a look-up succeeded after the quiet period had passed. Where the decline's age cannot be told, only a
 * look-up of right now is known to be later.
 */
function wasLookedUpAfterQuiet({ sinceGoodLookupMs }: DeadlineFacts, sinceDeclineMs: number): boolean {
  const quietSinceMs = Number.isFinite(sinceDeclineMs) ? sinceDeclineMs - quietPeriodMs : declinePaceMs;
  return sinceGoodLookupMs !== null && sinceGoodLookupMs <= quietSinceMs;
}

/** @returns milliseconds until the next deadline can pass, null when none is ahead */
export function nextDeadlineInMs({ state, sinceSendMs, sinceDeclineMs }: DeadlineFacts): number | null {
  if (sinceDeclineMs !== null) {
    if (sinceDeclineMs < quietPeriodMs) return quietPeriodMs - sinceDeclineMs;
    return isOpen(state) ? Math.max(0, unknownAfterMs - sinceDeclineMs) : null;
  }
  if (!isOpen(state)) return null;
  if (state !== 'checking' && sinceSendMs < noNewsAfterMs) return noNewsAfterMs - sinceSendMs;
  return Math.max(0, unknownAfterMs - sinceSendMs);
}
