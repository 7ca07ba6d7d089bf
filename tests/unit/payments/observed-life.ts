/** Short words for what can be observed, and lives made of them: an attempt, then one observation a second. */
import type { Observation } from '../../../electron/payments/observations.ts';
import type { Attempt, Transaction } from '../../../shared/payment.ts';
import { aRow, someFacts, startMs } from '../../fakes/attempt-facts.ts';
import { type FoldedAttempt, fold, folded } from '../../fakes/fold-attempt.ts';

export const fromMs = startMs + 20_000;
export const declined = aRow({ transactionId: 100, status: 'declined' });
export const approved = aRow({ transactionId: 101 });
export const second = aRow({ transactionId: 102 });

export const cancel: Observation = { kind: 'cancel_reported', cancelledAtMs: fromMs, byNumber: true };
export const paysOtherwise: Observation = { kind: 'pays_otherwise_said' };
export const timeOut: Observation = { kind: 'time_ran_out' };
export const settled: Observation = { kind: 'decline_settled' };
export const acknowledged: Observation = { kind: 'acknowledged' };

export function read(...rows: Transaction[]): Observation {
  return { kind: 'rows_read', rows, source: 'lookup', isLookup: true };
}

export function event(...rows: Transaction[]): Observation {
  return { kind: 'rows_read', rows, source: 'webhook', isLookup: false };
}

export function readyScreen(lookup: 'empty' | 'failed' = 'empty'): Observation {
  return { kind: 'ready_screen_said', lookup };
}

export function closed(reason: 'paid_otherwise' | 'left_without_paying'): Observation {
  return { kind: 'staff_closed', who: 'Ann', reason, paidByAttemptId: null };
}

export function life(attempt: Partial<Attempt>, ...observations: Observation[]): FoldedAttempt {
  return fold(folded(someFacts(attempt)), observations, fromMs);
}

export function alarmsOf({ alarms }: FoldedAttempt): readonly string[] {
  return alarms.map(({ kind }) => kind);
}
