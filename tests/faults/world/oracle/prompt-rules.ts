/** A start, a wake from sleep and a glance at the window look up at once, and a wake makes nothing of what was (section 7). */
import { type AttemptRow, isApproved, isOpenState } from './ledger-rows.ts';
import type { LookLog } from './look-log.ts';
import type { Blame } from './sending-rules.ts';

export interface PromptWatch {
  /** These are to be looked up; one that was asked from this moment on will do. */
  prompted(why: string, attempts: readonly AttemptRow[], notBeforeMs: number): void;
  /** The machine woke: what was on its way or on a terminal is in doubt now. */
  woke(attempts: readonly AttemptRow[], awakeMs: number): void;
  pass(
    passedMs: number,
    fairness: Fairness,
    attempts: readonly AttemptRow[],
    looks: LookLog,
    blame: Blame,
  ): void;
  /** @param isWritable whether the program could have written since it woke */
  checkWake(awakeMs: number, isWritable: boolean, attempts: readonly AttemptRow[], blame: Blame): void;
  ended(): void;
}

export interface Fairness {
  /** Whether a look-up would be answered. */
  readonly isFair: () => boolean;
  /** Events are read before whatever is not open any more. */
  readonly areEventsWaiting: () => boolean;
}

interface Due {
  readonly why: string;
  readonly notBeforeMs: number;
  fairMs: number;
}

/** What was asked a moment before is not asked again. */
export const justAskedMs = 12_000;
/** For answers under way; where tills share the account, also for places in the budget. */
const aloneMs = 25_000;
const sharedMs = 60_000;
const wakeMs = 5_000;

export function createPromptWatch(isAloneOnAccount: boolean): PromptWatch {
  const promptMs = isAloneOnAccount ? aloneMs : sharedMs;
  const due = new Map<string, Due>();
  let woken: { readonly numbers: ReadonlySet<string>; readonly awakeMs: number } | null = null;
  return {
    prompted(why, attempts, notBeforeMs) {
      for (const { number } of attempts)
        if (!due.has(number)) due.set(number, { why, notBeforeMs, fairMs: 0 });
    },
    woke(attempts, awakeMs) {
      const sent = attempts.filter(({ state }) => state === 'sending' || state === 'on_terminal');
      woken = { numbers: new Set(sent.map(({ number }) => number)), awakeMs };
    },
    pass(passedMs, fairness, attempts, looks, blame) {
      if (due.size === 0) return;
      const isFairNow = fairness.isFair();
      for (const [number, entry] of due) {
        const attempt = attempts.find((each) => each.number === number);
        const askedAtMs = looks.lastAsked(attempt?.listed ?? number)?.atMs ?? 0;
        const isOver = !attempt || isApproved(attempt) || attempt.watchClosedAt !== null;
        if (isOver || askedAtMs >= entry.notBeforeMs) due.delete(number);
        // What was tried in vain comes again at the pace of its state.
        else if (!isFairNow) due.delete(number);
        else entry.fairMs += passedMs;
        if (entry.fairMs <= promptMs) continue;
        if (attempt && !isOpenState(attempt.state) && fairness.areEventsWaiting()) {
          entry.fairMs = 0;
          continue;
        }
        if (due.delete(number))
          blame('M6', `${number} (${attempt?.state}) is not looked up after ${entry.why}`);
      }
    },
    checkWake(awakeMs, isWritable, attempts, blame) {
      if (woken === null) return;
      if (!isWritable) woken = null;
      else if (awakeMs - woken.awakeMs > wakeMs) {
        for (const { number, state } of attempts)
          if (woken.numbers.has(number) && (state === 'sending' || state === 'on_terminal'))
            blame('M16', `${number} is ${state} after a sleep, as if nothing could have happened`);
        woken = null;
      }
    },
    ended() {
      due.clear();
      woken = null;
    },
  };
}

/** After a start everything that may still turn out to be paid; later what a person may be waiting for. */
export function isPromptedAtStart(attempt: AttemptRow): boolean {
  return attempt.approved === null && attempt.watchClosedAt === null;
}

export function isPromptedInBetween({ state }: AttemptRow): boolean {
  return isOpenState(state) || state === 'unknown';
}
