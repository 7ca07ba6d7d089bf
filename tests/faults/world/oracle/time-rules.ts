/**
 * How long anything may take: an open attempt, an answer to a person (M16), and an approved card that is not shown as
 * such. The times are those of the design's look-up schedule, and count only while nothing stands in the way.
 */
import { type AttemptRow, isApproved, isOpenState } from './ledger-rows.ts';
import type { Blame } from './sending-rules.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
/** For answers under way and for places in the budget that other calls hold. */
const slackMs = 45 * secondMs;
/** On a shared account what nobody waits for may be turned away twice by payments that are going on. */
const sharedSlackMs = 180 * secondMs;
/** A till that shares the account with no other has places enough for what a person waits for. */
const aloneSlackMs = 20 * secondMs;

/** What decides the pace of look-ups besides the state. */
export interface PaceFacts {
  readonly isDeclinePending: boolean;
  /** Events are not to be counted on, so that look-ups come often. */
  readonly areWebhooksUnhealthy: boolean;
  /** True time since it left the open states; null while unknown to the judge. */
  readonly sinceEndMs: number | null;
  readonly isAloneOnAccount: boolean;
}

const endedPointsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];

/** How long a row that can be read may stay unread in this state. */
export function lookupGapMs(
  attempt: AttemptRow,
  sinceSendMs: number,
  fairMs: number,
  facts: PaceFacts,
): number {
  if (isOpenState(attempt.state)) return openGapMs(attempt, facts);
  if (attempt.state !== 'unknown') return endedGapMs(fairMs, facts);
  const ownSlackMs = facts.isAloneOnAccount ? slackMs : sharedSlackMs;
  if (sinceSendMs < 15 * minuteMs) return minuteMs + ownSlackMs;
  return (sinceSendMs < 2 * hourMs ? 10 * minuteMs : hourMs) + ownSlackMs;
}

function openGapMs(attempt: AttemptRow, facts: PaceFacts): number {
  const ownSlackMs = facts.isAloneOnAccount ? aloneSlackMs : slackMs;
  if (attempt.state === 'checking') return 5 * secondMs + ownSlackMs;
  if (facts.isDeclinePending || facts.areWebhooksUnhealthy) return 10 * secondMs + ownSlackMs;
  return 90 * secondMs + slackMs;
}

/** Until the next of the points that come after the moment from which it could be read. */
function endedGapMs(fairMs: number, { sinceEndMs, isAloneOnAccount }: PaceFacts): number {
  if (sinceEndMs === null) return 48 * hourMs;
  const fromMs = sinceEndMs - fairMs;
  const point = endedPointsMs.find((each) => each > fromMs);
  return point === undefined ? 48 * hourMs : point - fromMs + (isAloneOnAccount ? slackMs : sharedSlackMs);
}

/** An open attempt ends, at the latest, this long after the last thing that was learned of it. */
export const openMaxMs = 5 * minuteMs + slackMs;

/** What has not left within three seconds is said not to have been sent, soon after. */
export const unsentMaxMs = 15 * secondMs;

/** A person's call is answered within this, the wait for the network included. */
export const answerMaxMs = 30 * secondMs;

interface Waited {
  /** Time in which it could have been read. */
  fairMs: number;
  readonly visibleAtMs: number;
}

export interface TruthClock {
  /** An approved card of this number can be read from now on. */
  becameVisible(number: string, transactionId: number): void;
  /** A read for this number failed: the schedule begins anew. */
  readFailed(number: string | null): void;
  /** @param passedMs since the last call; @param isFair whether a look-up could have worked all that time */
  pass(
    passedMs: number,
    isFair: () => boolean,
    attempts: readonly AttemptRow[],
    sentAtMs: (number: string) => number,
    paceOf: (attempt: AttemptRow) => PaceFacts,
    blame: Blame,
  ): void;
  /** It can be taken for another's by now. */
  forgotten(number: string, transactionId: number): void;
  /** The approved row was counted. */
  known(number: string, transactionId: number): void;
  worstMs(): number;
}

export function createTruthClock(nowMs: () => number): TruthClock {
  const waiting = new Map<string, Waited>();
  let worstMs = 0;
  return {
    becameVisible(number, transactionId) {
      waiting.set(`${number} ${transactionId}`, { fairMs: 0, visibleAtMs: nowMs() });
    },
    readFailed(number) {
      for (const [key, waited] of waiting)
        if (number === null || key.startsWith(`${number} `)) waited.fairMs = 0;
    },
    pass(passedMs, isFair, attempts, sentAtMs, paceOf, blame) {
      if (waiting.size === 0) return;
      const isFairNow = isFair();
      for (const [key, waited] of waiting) {
        const attempt = attempts.find((each) => key.startsWith(`${each.number} `));
        if (!attempt) continue;
        waited.fairMs = isFairNow ? waited.fairMs + passedMs : 0;
        const gapMs = isApproved(attempt)
          ? 48 * hourMs
          : lookupGapMs(attempt, nowMs() - sentAtMs(attempt.number), waited.fairMs, paceOf(attempt));
        if (waited.fairMs <= gapMs) continue;
        blame(
          'M6',
          `${attempt.number} is shown as ${attempt.state}, though its approved card could have been read for ${waited.fairMs} ms`,
        );
        waiting.delete(key);
      }
    },
    forgotten: (number, transactionId) => void waiting.delete(`${number} ${transactionId}`),
    known(number, transactionId) {
      const waited = waiting.get(`${number} ${transactionId}`);
      if (!waited) return;
      waiting.delete(`${number} ${transactionId}`);
      worstMs = Math.max(worstMs, nowMs() - waited.visibleAtMs);
    },
    worstMs: () => worstMs,
  };
}
