/**
 * The ledger's part of a decision in memory: each change is applied to the facts, so that the next observation sees
 * what the one before it wrote. Small on purpose; nothing here decides anything.
 */
import type {
  AlarmInput,
  AttemptChange,
  AttemptFacts,
  JournalNote,
  LedgerTransaction,
} from '../../electron/ledger/ledger.ts';
import { type Decision, decide, type Observation } from '../../electron/payments/observations.ts';
import type { Transaction } from '../../shared/payment.ts';

export interface FoldedAttempt {
  readonly facts: AttemptFacts;
  readonly notes: readonly JournalNote[];
  readonly alarms: readonly AlarmInput[];
  /** Rows kept without an owner. */
  readonly files: readonly Transaction[];
  readonly decisions: readonly Decision[];
}

export function folded(facts: AttemptFacts): FoldedAttempt {
  return { facts, notes: [], alarms: [], files: [], decisions: [] };
}

/** Observes one thing after another, a second apart. */
export function fold(
  start: FoldedAttempt,
  observations: readonly Observation[],
  fromMs: number,
): FoldedAttempt {
  return observations.reduce(
    (before, observation, index) => foldOne(before, observation, fromMs + index * 1_000),
    start,
  );
}

function foldOne(before: FoldedAttempt, observation: Observation, nowMs: number): FoldedAttempt {
  const decision = decide(before.facts, observation, nowMs);
  const { change } = decision;
  return {
    facts: decision.isRefused ? before.facts : applyChange(before.facts, change, nowMs),
    notes: [...before.notes, ...(change.notes ?? [])],
    alarms: [...before.alarms, ...(change.alarms ?? [])],
    files: [...before.files, ...decision.files],
    decisions: [...before.decisions, decision],
  };
}

/** As the ledger writes it: patched columns, and rows of the same id replaced. */
export function applyChange(facts: AttemptFacts, change: AttemptChange, nowMs: number): AttemptFacts {
  const rows = new Map<number, LedgerTransaction>(facts.transactions.map((row) => [row.transactionId, row]));
  for (const { transaction, source } of change.claims ?? []) {
    const firstSeenAtMs = rows.get(transaction.transactionId)?.firstSeenAtMs ?? nowMs;
    rows.set(transaction.transactionId, {
      ...transaction,
      attemptId: facts.attempt.id,
      source,
      firstSeenAtMs,
    });
  }
  return {
    ...facts,
    attempt: { ...facts.attempt, ...change.patch },
    transactions: [...rows.values()],
  };
}
