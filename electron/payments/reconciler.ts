/**
 * Keeps asking until the truth is known: one timer for each watched attempt, set by the pure schedule, and a look-up
 * at once after a start, a wake, a network's return or a glance at the window.
 */
import { isOpen } from '../../shared/lifecycle.ts';
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import type { ReadPriority } from '../helcim/rate-budget.ts';
import type { AttemptFacts, Ledger } from '../ledger/ledger.ts';
import type { Ages } from './ages.ts';
import type { AttemptRunner, LookupResult } from './attempt-runner.ts';
import {
  type DeadlineFacts,
  type LookupFacts,
  nextDeadlineInMs,
  nextLookupInMs,
  passedDeadline,
  quietPeriodMs,
  watchPeriodMs,
} from './lookup-schedule.ts';
import { hasDecline, hasUndecided } from './observations.ts';

export interface Reconciler {
  /** Takes over what an earlier process left: open attempts go to `checking`, everything watched is looked up. */
  start(): Promise<void>;
  attemptChanged(facts: AttemptFacts): void;
  lookedUp(attemptId: string, result: LookupResult, askedAtMs: number): void;
  webhookHealthChanged(): void;
  /** Looks up now: open and unknown attempts, after a network's return or at the window's focus. */
  lookUpNow(): void;
  /** The same after a sleep, whose length the clock of the ages may not know: no look-up counts as fresh. */
  woken(): void;
  stop(): void;
}

export interface ReconcilerParts {
  readonly ledger: Ledger;
  readonly runner: AttemptRunner;
  readonly clock: Clock;
  readonly ages: Ages;
  /** Whether results may be expected by webhook at once. */
  readonly isWebhookHealthy: () => boolean;
  readonly logger: Logger;
}

interface Watch {
  facts: AttemptFacts;
  lastTryAtMs: number | null;
  /** When the last look-up that succeeded was asked; one of an earlier process does not count. */
  lastGoodAtMs: number | null;
  didLastTryFail: boolean;
  /** Set while a look-up was asked for out of turn. */
  isWanted: boolean;
  isBusy: boolean;
  /** Set after a step that threw: what is due at once must not be tried as fast as the machine can. */
  hasFailed: boolean;
  timer: Timer | null;
}

const failedStepRetryMs = 1_000;
/** A focus right after another must not spend the account's calls. */
const focusGapMs = 5_000;

export function createReconciler(parts: ReconcilerParts): Reconciler {
  const { ledger, runner, clock, ages, isWebhookHealthy, logger } = parts;
  const watches = new Map<string, Watch>();
  let isStopped = false;

  function watch(facts: AttemptFacts): Watch {
    const known = watches.get(facts.attempt.id);
    if (known) {
      known.facts = facts;
      return known;
    }
    const { lastLookupAtMs } = facts.attempt;
    const created: Watch = {
      facts,
      lastTryAtMs: lastLookupAtMs,
      lastGoodAtMs: null,
      didLastTryFail: false,
      isWanted: false,
      isBusy: false,
      hasFailed: false,
      timer: null,
    };
    watches.set(facts.attempt.id, created);
    return created;
  }

  function schedule(entry: Watch): void {
    entry.timer?.cancel();
    entry.timer = null;
    if (isStopped || entry.isBusy) return;
    if (entry.facts.attempt.watchClosedAtMs !== null) {
      watches.delete(entry.facts.attempt.id);
      return;
    }
    const lookupInMs = entry.isWanted ? 0 : nextLookupInMs(lookupFacts(entry));
    const deadlineInMs = nextDeadlineInMs(deadlineFacts(entry));
    const delayMs = Math.min(lookupInMs, deadlineInMs ?? lookupInMs);
    const leastMs = entry.hasFailed ? failedStepRetryMs : 0;
    entry.timer = clock.setTimer(Math.max(leastMs, delayMs), () => void run(entry));
  }

  async function run(entry: Watch): Promise<void> {
    if (entry.isBusy || isStopped) return;
    entry.isBusy = true;
    entry.hasFailed = false;
    try {
      await step(entry);
    } catch (cause) {
      entry.hasFailed = true;
      logger.error('the reconciler failed on an attempt; it goes on', {
        attemptId: entry.facts.attempt.id,
        cause: String(cause),
      });
    } finally {
      entry.isBusy = false;
      schedule(entry);
    }
  }

  async function step(entry: Watch): Promise<void> {
    const { id } = entry.facts.attempt;
    const isDue = entry.isWanted || nextLookupInMs(lookupFacts(entry)) <= 0;
    const deadline = passedDeadline(deadlineFacts(entry));
    // No deadline ends an attempt without one last look, but none waits for it without an end (M16).
    if (deadline === 'time_ran_out') await lookUp(entry, () => runner.lookUpInTime(id));
    else if (isDue || isQuietOver(entry)) await lookUp(entry, () => runner.lookUp(id, priorityOf(entry)));
    const passed = passedDeadline(deadlineFacts(entry));
    if (passed) await runner.observe(id, { kind: passed });
    else if (mayCloseWatch(entry)) await runner.observe(id, { kind: 'watch_closed' });
  }

  async function lookUp(entry: Watch, ask: () => Promise<LookupResult>): Promise<void> {
    entry.isWanted = false;
    // What a look-up brought was told by `attemptChanged`; one that failed told nothing.
    if ((await ask()) !== 'failed') return;
    const fresh = await ledger.attempt(entry.facts.attempt.id);
    if (fresh) entry.facts = fresh;
  }

  function priorityOf({ facts }: Watch): ReadPriority {
    if (isOpen(facts.attempt.state)) return 'openAttempt';
    return facts.attempt.state === 'unknown' ? 'unknown' : 'rest';
  }

  function isQuietOver(entry: Watch): boolean {
    const { sinceDeclineMs } = deadlineFacts(entry);
    return sinceDeclineMs !== null && sinceDeclineMs >= quietPeriodMs && isQuietUnseen(entry, sinceDeclineMs);
  }

  /** The quiet period has passed, but no look-up since then has tried to see an approval. */
  function isQuietUnseen(entry: Watch, sinceDeclineMs: number): boolean {
    return entry.lastTryAtMs === null || ages.since(entry.lastTryAtMs) > sinceDeclineMs - quietPeriodMs;
  }

  function mayCloseWatch(entry: Watch): boolean {
    const { attempt } = entry.facts;
    if (isOpen(attempt.state) || attempt.watchClosedAtMs !== null || entry.lastGoodAtMs === null)
      return false;
    const sinceSendMs = ages.since(sentAtMs(entry));
    const sinceGoodMs = ages.since(entry.lastGoodAtMs);
    // A negative age reads as infinite; that ends deadlines, but never a watch.
    return (
      Number.isFinite(sinceSendMs) &&
      Number.isFinite(sinceGoodMs) &&
      sinceSendMs - sinceGoodMs >= watchPeriodMs
    );
  }

  function lookupFacts(entry: Watch): LookupFacts {
    const { attempt } = entry.facts;
    return {
      state: attempt.state,
      isDeclinePending: declinePendingSinceMs(entry.facts, ages) !== null,
      sinceSendMs: ages.since(sentAtMs(entry)),
      sinceLastTryMs: finiteAge(entry.lastTryAtMs),
      didLastTryFail: entry.didLastTryFail,
      sinceEndMs: finiteAge(attempt.endedAtMs),
      isWebhookHealthy: isWebhookHealthy(),
    };
  }

  function deadlineFacts(entry: Watch): DeadlineFacts {
    return {
      state: entry.facts.attempt.state,
      sinceSendMs: ages.since(sentAtMs(entry)),
      sinceDeclineMs: declinePendingSinceMs(entry.facts, ages),
      // While Helcim shows a row without a verdict, no look-up has seen the end.
      sinceGoodLookupMs: hasUndecided(entry.facts) ? null : finiteAge(entry.lastGoodAtMs),
    };
  }

  function finiteAge(stampMs: number | null): number | null {
    if (stampMs === null) return null;
    const ageMs = ages.since(stampMs);
    return Number.isFinite(ageMs) ? ageMs : null;
  }

  /** One attempt whose row cannot be written must not leave the others unwatched; it is watched all the same. */
  async function takeOver(attemptId: string): Promise<void> {
    try {
      await runner.observe(attemptId, { kind: 'restarted' });
    } catch (cause) {
      logger.error('an open attempt was not marked after the start', { attemptId, cause: String(cause) });
    }
  }

  function isTooSoon(entry: Watch): boolean {
    // What was tried in vain a moment ago is what the return of the network is for.
    const gapMs = entry.didLastTryFail ? failedStepRetryMs : focusGapMs;
    return entry.lastTryAtMs !== null && ages.since(entry.lastTryAtMs) < gapMs;
  }

  function want(isSkipped: (entry: Watch) => boolean): void {
    for (const entry of watches.values()) {
      const { state } = entry.facts.attempt;
      if ((!isOpen(state) && state !== 'unknown') || isSkipped(entry)) continue;
      entry.isWanted = true;
      schedule(entry);
    }
  }

  return {
    async start() {
      for (const { attempt } of await ledger.openAttempts()) await takeOver(attempt.id);
      for (const facts of await ledger.watchedAttempts()) {
        const entry = watch(facts);
        entry.isWanted = facts.attempt.approvedCents === null;
        schedule(entry);
      }
    },
    attemptChanged(facts) {
      if (isStopped) return;
      schedule(watch(facts));
    },
    lookedUp(attemptId, result, askedAtMs) {
      const entry = watches.get(attemptId);
      if (!entry) return;
      entry.lastTryAtMs = ages.stampNow();
      entry.didLastTryFail = result === 'failed';
      if (result !== 'failed') entry.lastGoodAtMs = askedAtMs;
      schedule(entry);
    },
    webhookHealthChanged() {
      for (const entry of watches.values()) if (isOpen(entry.facts.attempt.state)) schedule(entry);
    },
    lookUpNow: () => want(isTooSoon),
    woken: () => want(() => false),
    stop() {
      isStopped = true;
      for (const entry of watches.values()) entry.timer?.cancel();
      watches.clear();
    },
  };
}

function sentAtMs({ facts }: Watch): number {
  return facts.attempt.sendBegunAtMs ?? facts.attempt.preparedAtMs;
}

/** Since the last decline was first seen, while it is not settled yet (M7); null otherwise. */
export function declinePendingSinceMs(facts: AttemptFacts, ages: Ages): number | null {
  const { attempt } = facts;
  if (attempt.lastDeclineSeenAtMs === null || attempt.approvedCents !== null || !hasDecline(facts))
    return null;
  // One that is proven cancelled may still turn out to have been declined before.
  if (attempt.state === 'declined' || attempt.laterProven === 'declined') return null;
  return ages.since(attempt.lastDeclineSeenAtMs);
}
