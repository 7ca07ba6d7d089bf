/**
 * The one gate in front of every call to Helcim. Reads wait their turn by priority, within bounds; a money call
 * goes at once or not at all, because nothing that moves money may sit in a queue (M1).
 */
import type { Clock, Timer } from '../../shared/ports.ts';
import type { BudgetView } from '../../shared/till-health.ts';
import {
  type CallClass,
  type CallMark,
  createTokenWindow,
  type RemainingSeen,
  type TillCount,
  type WindowLimits,
} from './token-window.ts';

/** Who goes first when Helcim's limits are tight; a lower number is served first. */
const readPriorities = { openAttempt: 1, inbox: 2, unknown: 3, rest: 4 } as const;
export type ReadPriority = keyof typeof readPriorities;

/** What the end of a call tells the budget. */
export interface CallEnd extends RemainingSeen {
  /** Helcim answered 429. */
  readonly wasLimited: boolean;
  /** What `Retry-After` asked for; null when it was absent or unreadable. */
  readonly retryAfterMs: number | null;
}

/** For a call that ended without an answer. */
export const endedUnanswered: CallEnd = {
  minuteRemaining: null,
  hourRemaining: null,
  wasLimited: false,
  retryAfterMs: null,
};

/** Leave to make one call. Exactly one of the two is to be called, once; later calls change nothing. */
export interface BudgetTicket {
  ended(end: CallEnd): void;
  /** The request never left this machine. */
  withdrawn(): void;
}

export interface RateBudget {
  /** At once, or null: the call then ends as `not_sent_budget`. A pause after a 429 does not hold it: its answer is definite either way. */
  forMoney(): BudgetTicket | null;
  /** Null when there was no room in the queue, the wait was too long, or the budget was closed. */
  forRead(priority: ReadPriority): Promise<BudgetTicket | null>;
  /** For the status: what is left now, and whether a 429 holds reads back. */
  view(): BudgetView;
  /** Ends all waiting. */
  close(): void;
}

export interface RateBudgetOptions {
  readonly clock: Clock;
  /** How many tills draw on the same Helcim account; each takes an equal part. */
  readonly tillsOnAccount: TillCount;
  readonly limits?: WindowLimits;
  readonly queueMax?: number;
}

const defaultQueueMax = 200;
const waitMaxMs = { openAttempt: 10_000, inbox: 30_000, unknown: 30_000, rest: 30_000 } as const;
const pauseFirstMs = 5_000;
const pauseMaxMs = 60_000;

interface Waiting {
  readonly priority: ReadPriority;
  readonly timer: Timer;
  readonly settle: (ticket: BudgetTicket | null) => void;
}

export function createRateBudget(options: RateBudgetOptions): RateBudget {
  const { clock } = options;
  const queueMax = options.queueMax ?? defaultQueueMax;
  const window = createTokenWindow(options.tillsOnAccount, options.limits);
  /** Best priority first, oldest first within one. */
  const queue: Waiting[] = [];
  let wake: Timer | null = null;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let nextPauseMs = pauseFirstMs;
  let isClosed = false;

  function ticketOf(mark: CallMark): BudgetTicket {
    let isOver = false;
    const once = (finish: () => void): void => {
      if (isOver) return;
      isOver = true;
      finish();
      serve();
    };
    return {
      ended: (end) =>
        once(() => {
          window.ended(mark, clock.monotonicMs(), end);
          notePause(end);
        }),
      withdrawn: () => once(() => window.withdrawn(mark)),
    };
  }

  function notePause(end: CallEnd): void {
    if (!end.wasLimited) {
      if (end !== endedUnanswered) nextPauseMs = pauseFirstMs;
      return;
    }
    const pauseMs = Math.min(pauseMaxMs, Math.max(end.retryAfterMs ?? nextPauseMs, 0));
    pausedUntilMs = Math.max(pausedUntilMs, clock.monotonicMs() + pauseMs);
    nextPauseMs = Math.min(pauseMaxMs, nextPauseMs * 2);
  }

  /** Limits of the classes are nested: when the head of the queue has no room, nobody behind it has. */
  function serve(): void {
    wake?.cancel();
    wake = null;
    for (let head = queue[0]; head !== undefined; head = queue[0]) {
      const nowMs = clock.monotonicMs();
      const mark = nowMs < pausedUntilMs ? null : window.take(classOf(head.priority), nowMs);
      if (mark === null) {
        wake = clock.setTimer(untilNextChangeMs(nowMs), serve);
        return;
      }
      leave(head, ticketOf(mark));
    }
  }

  function untilNextChangeMs(nowMs: number): number {
    const changeAtMs = nowMs < pausedUntilMs ? pausedUntilMs : window.nextChangeAtMs(nowMs);
    return Math.max(1, Math.ceil((changeAtMs ?? nowMs + pauseMaxMs) - nowMs));
  }

  function leave(waiting: Waiting, ticket: BudgetTicket | null): void {
    const index = queue.indexOf(waiting);
    if (index >= 0) queue.splice(index, 1);
    waiting.timer.cancel();
    waiting.settle(ticket);
  }

  /** Makes room for a more urgent read by turning the least urgent one away. */
  function makeRoom(priority: ReadPriority): boolean {
    if (queue.length < queueMax) return true;
    const last = queue.at(-1);
    if (last === undefined || readPriorities[last.priority] <= readPriorities[priority]) return false;
    leave(last, null);
    return true;
  }

  function join(waiting: Waiting): void {
    const index = queue.findIndex(
      (other) => readPriorities[other.priority] > readPriorities[waiting.priority],
    );
    queue.splice(index < 0 ? queue.length : index, 0, waiting);
  }

  return {
    forMoney() {
      const mark = isClosed ? null : window.take('money', clock.monotonicMs());
      return mark === null ? null : ticketOf(mark);
    },
    forRead(priority) {
      if (isClosed || !makeRoom(priority)) return Promise.resolve(null);
      return new Promise((settle) => {
        const timer = clock.setTimer(waitMaxMs[priority], () => leave(waiting, null));
        const waiting: Waiting = { priority, timer, settle };
        join(waiting);
        serve();
      });
    },
    view() {
      const nowMs = clock.monotonicMs();
      const { minute, hour } = window.left(nowMs);
      return {
        minuteLeft: Math.max(0, minute),
        hourLeft: Math.max(0, hour),
        isPaused: nowMs < pausedUntilMs,
      };
    },
    close() {
      isClosed = true;
      wake?.cancel();
      wake = null;
      for (const waiting of [...queue]) leave(waiting, null);
    },
  };
}

function classOf(priority: ReadPriority): CallClass {
  return priority === 'openAttempt' ? 'openAttempt' : 'other';
}
