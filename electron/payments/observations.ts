/**
 * From what was seen to what is written: a pure function of the attempt's facts and one observation. The lifecycle
 * table alone decides the state; this file only says which event an observation is, and which rows, notes and
 * alarms go with it.
 */
import type { AlarmKind } from '../../shared/alarm.ts';
import { type AppError, appError } from '../../shared/app-error.ts';
import type { EvidenceData, EvidenceKind } from '../../shared/evidence.ts';
import {
  type AttemptEvent,
  isOpen,
  type LifecycleAlarm,
  strongerProof,
  transition,
} from '../../shared/lifecycle.ts';
import { type AmountCents, amountCents } from '../../shared/money.ts';
import {
  type AttemptKind,
  type CloseReason,
  type EvidenceSource,
  saleRemainder,
  type Transaction,
} from '../../shared/payment.ts';
import { refundedCents } from '../../shared/refund-count.ts';
import type { AlarmInput, AttemptChange, AttemptFacts, AttemptPatch, JournalNote } from '../ledger/ledger.ts';
import { routeRow } from './matching.ts';
import { isOfRoad, refundRows } from './refund-matching.ts';

export type Observation =
  | { readonly kind: 'send_begun'; readonly begunAtMs: number }
  | { readonly kind: 'send_accepted'; readonly status: number }
  | { readonly kind: 'send_refused'; readonly status: number; readonly error: AppError }
  | { readonly kind: 'send_not_sent'; readonly error: AppError }
  | { readonly kind: 'send_unclear'; readonly status: number | null; readonly error: AppError }
  | { readonly kind: 'restarted' }
  | { readonly kind: 'woken' }
  | { readonly kind: 'no_news' }
  | { readonly kind: 'time_ran_out' }
  /** Rows of one successful read. `isLookup` when the whole invoice number was searched, not one id fetched. */
  | {
      readonly kind: 'rows_read';
      readonly rows: readonly Transaction[];
      readonly source: EvidenceSource;
      readonly isLookup: boolean;
      /** Helcim's clock less ours, where a refund's row is told by its time too; 0 without it. */
      readonly helcimOffsetMs?: number;
    }
  /** The transaction in the body of our own Payment API call. `isReplay` when it was asked under the same key before. */
  | { readonly kind: 'payment_answered'; readonly transaction: Transaction; readonly isReplay: boolean }
  /** The same refund was asked for once more under the same key; it is written down before that is sent. */
  | { readonly kind: 'replay_begun' }
  | { readonly kind: 'decline_settled' }
  | { readonly kind: 'cancel_reported'; readonly cancelledAtMs: number | null; readonly byNumber: boolean }
  | { readonly kind: 'stale_cancel_reported'; readonly cancelledAtMs: number | null }
  | { readonly kind: 'ready_screen_said'; readonly lookup: 'empty' | 'failed' }
  | { readonly kind: 'pays_otherwise_said' }
  | {
      readonly kind: 'staff_closed';
      readonly who: string;
      readonly reason: CloseReason;
      readonly paidByAttemptId: string | null;
    }
  | { readonly kind: 'acknowledged' }
  | { readonly kind: 'watch_closed' };

export interface Decision {
  readonly change: AttemptChange;
  /** Rows of this number that belong to no attempt of the till: kept without an owner. */
  readonly files: readonly Transaction[];
  /** A person asked for what this state does not allow. */
  readonly isRefused: boolean;
}

const nothing: Decision = { change: {}, files: [], isRefused: false };

export function decide(facts: AttemptFacts, observation: Observation, nowMs: number): Decision {
  switch (observation.kind) {
    case 'rows_read':
      return decideRows(facts, observation, nowMs);
    case 'payment_answered':
      return decidePaymentAnswer(facts, observation, nowMs);
    case 'replay_begun':
      return onlyNote(note('refund_retried', 'person', {}));
    case 'send_begun': {
      const moved = move(facts, 'send_begun', nowMs, note('send_begun', 'app', {}));
      const sendBegunAtMs = facts.attempt.sendBegunAtMs ?? observation.begunAtMs;
      return withPatch(moved, { sendBegunAtMs });
    }
    case 'send_accepted':
      return move(
        facts,
        'send_accepted',
        nowMs,
        note('send_accepted', 'answer', { status: observation.status }),
      );
    case 'send_refused':
    case 'send_not_sent':
    case 'send_unclear':
      return decideFailedSend(facts, observation, nowMs);
    case 'restarted':
    case 'woken':
      return move(facts, 'restarted', nowMs, note(observation.kind, 'app', {}));
    case 'no_news':
    case 'time_ran_out':
      return move(facts, observation.kind, nowMs, note(observation.kind, 'app', lookupData(facts)));
    case 'decline_settled':
      // Time may end the wait for an approval, but only a DECLINED row that was read makes a decline (M5).
      if (!hasDecline(facts) || hasUndecided(facts)) return nothing;
      return move(facts, 'decline_settled', nowMs, note('decline_settled', 'app', lookupData(facts)));
    case 'cancel_reported': {
      const event = hasDecline(facts) ? 'cancel_after_decline' : 'cancel_reported';
      const data = { cancelledAtMs: observation.cancelledAtMs, byNumber: observation.byNumber };
      return move(facts, event, nowMs, note('cancel_reported', 'webhook', data));
    }
    case 'stale_cancel_reported':
      return onlyNote(note('stale_cancel_reported', 'webhook', { cancelledAtMs: observation.cancelledAtMs }));
    case 'ready_screen_said':
      return decideReadyScreen(facts, observation.lookup, nowMs);
    case 'pays_otherwise_said':
      return decidePaysOtherwise(facts);
    case 'staff_closed':
      return decideStaffClosed(facts, observation, nowMs);
    case 'acknowledged':
      if (isOpen(facts.attempt.state)) return { ...nothing, isRefused: true };
      if (facts.attempt.acknowledgedAtMs !== null) return nothing;
      return withPatch(onlyNote(note('acknowledged', 'person', {})), { acknowledgedAtMs: nowMs });
    case 'watch_closed':
      return withPatch(onlyNote(note('watch_closed', 'app', lookupData(facts))), { watchClosedAtMs: nowMs });
  }
}

export function hasDecline(facts: AttemptFacts): boolean {
  return facts.transactions.some(
    (row) => row.status === 'declined' && routeRow(row, facts.attempt) === 'settles',
  );
}

/** A row of this attempt whose status word says neither yes nor no: it may still become either. */
export function hasUndecided(facts: AttemptFacts): boolean {
  return facts.transactions.some(
    (row) => row.status === 'other' && routeRow(row, facts.attempt) === 'settles',
  );
}

/** One event through the lifecycle table, with the patch and the alarms that follow from its cell. */
function move(facts: AttemptFacts, event: AttemptEvent, nowMs: number, ...notes: JournalNote[]): Decision {
  const { attempt } = facts;
  const cell = transition(attempt.state, event);
  if (cell.refuse) return { ...nothing, isRefused: true };
  const laterProven = strongerProof(attempt.laterProven, cell.laterProven);
  const isNews = cell.to !== attempt.state || laterProven !== attempt.laterProven || cell.alarm !== undefined;
  const patch: AttemptPatch = {
    ...(cell.to !== attempt.state && { state: cell.to }),
    ...(cell.to !== attempt.state && !isOpen(cell.to) && { endedAtMs: nowMs }),
    ...(laterProven !== attempt.laterProven && { laterProven }),
    // An outcome that changed goes back on the screen, even if somebody had taken note of the old one.
    ...(isNews && attempt.acknowledgedAtMs !== null && { acknowledgedAtMs: null }),
  };
  const alarms = cell.alarm ? [alarm(alarmFor(attempt.kind, cell.alarm), attempt.id, null)] : [];
  return { change: { patch, notes, alarms }, files: [], isRefused: false };
}

/** Money that went the other way has words of its own. */
function alarmFor(kind: AttemptKind, found: LifecycleAlarm): AlarmKind {
  if (kind === 'purchase') return found;
  return found === 'late_approval' ? 'late_refund' : 'refund_twice';
}

function decideFailedSend(
  facts: AttemptFacts,
  observation: Extract<Observation, { error: AppError }>,
  nowMs: number,
): Decision {
  const status = 'status' in observation ? observation.status : null;
  const data = { code: observation.error.code, status, detail: observation.error.detail };
  const moved = move(facts, observation.kind, nowMs, note(observation.kind, 'answer', data));
  return withPatch(moved, { errorCode: observation.error.code, errorDetail: observation.error.detail });
}

/**
 * With a decline in hand the ready screen ends the wait for Try Again (M7), but only if the look-up could have shown
 * the approval of one: after a failed look-up nobody knows, and a charged customer must not read "declined".
 */
function decideReadyScreen(facts: AttemptFacts, lookup: 'empty' | 'failed', nowMs: number): Decision {
  if (facts.attempt.terminalCode === null) return { ...nothing, isRefused: true };
  const isDecline = hasDecline(facts) && !hasUndecided(facts) && lookup === 'empty';
  const event = isDecline ? 'ready_screen_after_decline' : 'ready_screen_empty';
  const moved = move(facts, event, nowMs, note('ready_screen_said', 'person', { lookup }));
  if (isDecline) return moved;
  // "Pays otherwise" is the stronger word: an approval would then be money taken twice.
  return withPatch(moved, { filedAs: facts.attempt.filedAs ?? 'stopped_at_terminal' });
}

/** The terminal may still ask for the card, so the attempt stays open and keeps holding it. */
function decidePaysOtherwise(facts: AttemptFacts): Decision {
  if (!isOpen(facts.attempt.state) || facts.attempt.kind === 'refund') return { ...nothing, isRefused: true };
  if (facts.attempt.filedAs === 'pays_otherwise') return nothing;
  return withPatch(onlyNote(note('pays_otherwise_said', 'person', {})), { filedAs: 'pays_otherwise' });
}

function decideStaffClosed(
  facts: AttemptFacts,
  words: Extract<Observation, { kind: 'staff_closed' }>,
  nowMs: number,
): Decision {
  // Who closed it is kept with the attempt; the journal holds no names (M12).
  const data = { reason: words.reason, paidByAttemptId: words.paidByAttemptId };
  const moved = move(facts, 'staff_closed', nowMs, note('staff_closed', 'person', data));
  if (moved.isRefused) return moved;
  return withPatch(moved, {
    closedBy: words.who,
    closeReason: words.reason,
    closedByAttemptId: words.paidByAttemptId,
    acknowledgedAtMs: nowMs,
  });
}

/** Folds the rows of one read, each at most once, in the order Helcim gave them. */
function decideRows(
  facts: AttemptFacts,
  read: Extract<Observation, { kind: 'rows_read' }>,
  nowMs: number,
): Decision {
  const lookups: AttemptPatch = read.isLookup
    ? { lastLookupAtMs: nowMs, lookupCount: facts.attempt.lookupCount + 1 }
    : {};
  let current = facts;
  const { rows, files } = rowsToDecide(facts, read);
  let decision: Decision = { ...withPatch(nothing, lookups), files };
  for (const row of rows) {
    const step = decideRow(current, row, read.source, nowMs);
    decision = join(decision, step);
    current = applied(current, step, read.source, nowMs);
  }
  if (read.isLookup && rows.length === 0 && facts.attempt.lookupCount === 0) {
    decision = join(decision, onlyNote(note('lookup_empty', read.source, {})));
  }
  return decision;
}

/** A refund shares its number with others: only what can be nobody else's comes to a decision. */
function rowsToDecide(
  facts: AttemptFacts,
  { rows, helcimOffsetMs = 0 }: Extract<Observation, { kind: 'rows_read' }>,
): { readonly rows: readonly Transaction[]; readonly files: readonly Transaction[] } {
  if (facts.attempt.kind === 'purchase') return { rows, files: [] };
  const { taken, others } = refundRows(facts, rows, helcimOffsetMs);
  return { rows: taken, files: others };
}

/**
 * Our own call's answer is read over our own connection, so it proves (M5) where type, currency and number are right.
 * A Payment API call has no Try Again: its decline is the end. That of a replay is not, since it may be about the copy
 * (a suspected duplicate of the very refund it repeats); then only quiet and a look-up settle it, as on a terminal (M7).
 */
function decidePaymentAnswer(
  facts: AttemptFacts,
  { transaction, isReplay }: Extract<Observation, { kind: 'payment_answered' }>,
  nowMs: number,
): Decision {
  const isOurs =
    isOfRoad(transaction, facts.attempt.road) && routeRow(transaction, facts.attempt) === 'settles';
  const unclear: Observation = { kind: 'send_unclear', status: null, error: appError('outcome_unclear') };
  if (!isOurs) {
    const flag = note('transaction_flagged', 'answer', {
      ...rowData(transaction),
      why: 'answer_does_not_fit',
    });
    return join(decideFailedSend(facts, unclear, nowMs), onlyNote(flag));
  }
  const seen = decideRow(facts, transaction, 'answer', nowMs);
  if (transaction.status === 'approved') return seen;
  if (transaction.status === 'other') return join(decideFailedSend(facts, unclear, nowMs), seen);
  const errorCode = /duplicate/i.test(transaction.errors ?? '') ? ('suspected_duplicate' as const) : null;
  const declined = withPatch(seen, { errorCode, errorDetail: transaction.errors });
  if (isReplay) return declined;
  const settling = note('decline_settled', 'answer', lookupData(facts));
  return join(declined, move(applied(facts, declined, 'answer', nowMs), 'decline_settled', nowMs, settling));
}

function decideRow(facts: AttemptFacts, row: Transaction, source: EvidenceSource, nowMs: number): Decision {
  const { attempt } = facts;
  const route = routeRow(row, attempt);
  if (route === 'foreign') return nothing;
  if (route === 'refund_of_sale') return { ...nothing, files: [row] };
  const known = facts.transactions.find((each) => each.transactionId === row.transactionId);
  if (known && (known.status === row.status || known.status === 'approved')) return nothing;
  const claim = { claims: [{ transaction: row, source }] };
  const seen = note(known ? 'transaction_changed' : 'transaction_seen', source, rowData(row));
  if (route !== 'settles') {
    const kind = route === 'wrong_type' ? 'wrong_type' : 'wrong_currency';
    const alarms = row.status === 'declined' ? [] : [alarm(kind, attempt.id, row.transactionId)];
    const notes = [note('transaction_flagged', source, { ...rowData(row), why: route })];
    return { change: { ...claim, notes, alarms }, files: [], isRefused: false };
  }
  if (row.status === 'other') return { change: { ...claim, notes: [seen] }, files: [], isRefused: false };
  if (row.status === 'declined') {
    const moved = move(facts, 'decline_found', nowMs, seen);
    return withPatch(join({ change: claim, files: [], isRefused: false }, moved), {
      lastDeclineSeenAtMs: nowMs,
    });
  }
  return decideApproval(facts, row, seen, source, nowMs);
}

function decideApproval(
  facts: AttemptFacts,
  row: Transaction,
  seen: JournalNote,
  source: EvidenceSource,
  nowMs: number,
): Decision {
  const { attempt, sale, siblings } = facts;
  const isSecond = attempt.approvedCents !== null;
  const moved = move(facts, isSecond ? 'second_approval_found' : 'approval_found', nowMs, seen);
  const approvedCents = amountCents((attempt.approvedCents ?? 0) + row.amountCents);
  const alarms: AlarmInput[] = (moved.change.alarms ?? []).map((each) => ({
    ...each,
    transactionId: row.transactionId,
  }));
  if (attempt.filedAs === 'pays_otherwise' || attempt.closeReason === 'paid_otherwise')
    alarms.push(alarm('paid_otherwise_and_approved', attempt.id, row.transactionId));
  const remainderCents = saleRemainder(sale.totalCents, [...siblings, { ...attempt, approvedCents }]);
  if (attempt.kind === 'purchase' && remainderCents < 0)
    alarms.push(alarm('sale_paid_twice', attempt.id, row.transactionId));
  if (attempt.kind === 'refund' && isBeyondPaid(facts, approvedCents))
    alarms.push(alarm('refund_twice', attempt.id, row.transactionId));
  return {
    change: {
      claims: [{ transaction: row, source }],
      patch: { ...moved.change.patch, approvedCents },
      notes: moved.change.notes ?? [],
      alarms,
    },
    files: [],
    isRefused: false,
  };
}

/** More has gone back than was paid; whatever the program held back, evidence can still say so (M9). */
function isBeyondPaid({ attempt, siblings }: AttemptFacts, approvedCents: number): boolean {
  const others = siblings.filter((each) => each.originalTransactionId === attempt.originalTransactionId);
  const othersCents = others.reduce((sum, each) => sum + refundedCents(each), 0);
  return othersCents + approvedCents > (attempt.originalAmountCents ?? 0);
}

/** The facts as they will be once a step is written, so that the next row of the same read sees them. */
function applied(facts: AttemptFacts, step: Decision, source: EvidenceSource, nowMs: number): AttemptFacts {
  const claimed = (step.change.claims ?? []).map(({ transaction }) => ({
    ...transaction,
    attemptId: facts.attempt.id,
    source,
    firstSeenAtMs: nowMs,
  }));
  const ids = new Set(claimed.map((row) => row.transactionId));
  return {
    ...facts,
    attempt: { ...facts.attempt, ...step.change.patch },
    transactions: [...facts.transactions.filter((row) => !ids.has(row.transactionId)), ...claimed],
  };
}

function join(first: Decision, second: Decision): Decision {
  return {
    change: {
      patch: { ...first.change.patch, ...second.change.patch },
      claims: [...(first.change.claims ?? []), ...(second.change.claims ?? [])],
      notes: [...(first.change.notes ?? []), ...(second.change.notes ?? [])],
      alarms: [...(first.change.alarms ?? []), ...(second.change.alarms ?? [])],
    },
    files: [...first.files, ...second.files],
    isRefused: first.isRefused || second.isRefused,
  };
}

function withPatch(decision: Decision, patch: AttemptPatch): Decision {
  if (decision.isRefused) return decision;
  return { ...decision, change: { ...decision.change, patch: { ...decision.change.patch, ...patch } } };
}

function onlyNote(entry: JournalNote): Decision {
  return { change: { notes: [entry] }, files: [], isRefused: false };
}

function note(kind: EvidenceKind, source: EvidenceSource, data: EvidenceData): JournalNote {
  return { kind, source, data };
}

function alarm(kind: AlarmInput['kind'], attemptId: string, transactionId: number | null): AlarmInput {
  return { kind, attemptId, transactionId, terminalCode: null };
}

function rowData(row: Transaction): EvidenceData {
  return {
    transactionId: row.transactionId,
    status: row.statusText,
    type: row.type,
    amountCents: row.amountCents as AmountCents,
    currency: row.currency,
    cardType: row.cardType,
    dateCreatedText: row.dateCreatedText,
  };
}

function lookupData(facts: AttemptFacts): EvidenceData {
  return { lookupCount: facts.attempt.lookupCount, lastLookupAtMs: facts.attempt.lastLookupAtMs };
}
