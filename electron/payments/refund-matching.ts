/**
 * Which rows of Helcim are a refund's own. Helcim lists a refund under the original's number, with an id of its own and
 * no pointer to anything, so its row is known by number, type, amount, card digits, the time after the send and by not
 * having been there before: and where that leaves a choice, by a person. Pure.
 */
import type { Attempt, Transaction } from '../../shared/payment.ts';
import type { RefundRoad } from '../../shared/refund.ts';
import { isUnsettled } from '../../shared/refund-count.ts';
import { instantsOfMountainText } from '../helcim/mountain-time.ts';
import type { AttemptFacts } from '../ledger/ledger.ts';
import { clockToleranceMs, isSameNumber } from './matching.ts';
import { givesBack } from './refund-road.ts';

export interface RefundRows {
  /** The refund's own: rows it owns already, and new ones that can be nobody else's. */
  readonly taken: readonly Transaction[];
  /** Refunds under the same number that are certainly not this one. */
  readonly others: readonly Transaction[];
}

/**
 * A row that fits and still is in neither list stays for a later look or a person: the refund's own answer, which
 * names its row, is still to come, two approved rows fit at once, or another refund may own it.
 * @param rows of one read of the original's number, as complete as it was
 * @param helcimOffsetMs Helcim's clock less ours
 */
export function refundRows(
  facts: AttemptFacts,
  rows: readonly Transaction[],
  helcimOffsetMs: number,
): RefundRows {
  const { attempt } = facts;
  const known = new Set(facts.transactions.map((row) => row.transactionId));
  const before = new Set(facts.rowsBefore);
  const original = rows.find((row) => row.transactionId === attempt.originalTransactionId);
  const originalLast4 = original?.cardLast4 ?? null;
  const isFitting = (row: Transaction) =>
    !before.has(row.transactionId) && fits(row, attempt, originalLast4, helcimOffsetMs);
  const fresh = rows.filter((row) => !known.has(row.transactionId) && isFitting(row));
  const mine = fresh.filter((row) => isFree(facts, row, originalLast4, helcimOffsetMs));
  const approvals = mine.filter((row) => row.status === 'approved');
  const taken = mine.filter((row) => row.status !== 'approved' || approvals.length === 1);
  return {
    taken: rows.filter((row) => known.has(row.transactionId) || taken.includes(row)),
    others: rows.filter((row) => givesBack(row) && !known.has(row.transactionId) && !isFitting(row)),
  };
}

type Send = Pick<
  Attempt,
  'road' | 'state' | 'originalInvoiceNumber' | 'amountCents' | 'currency' | 'preparedAtMs' | 'sendBegunAtMs'
>;

const typeOfRoad: Readonly<Record<RefundRoad, string>> = {
  reverse: 'reverse',
  credit_refund: 'refund',
  debit_refund: 'refund',
};

/** Whether a transaction's type is the one that this road makes. */
export function isOfRoad(row: Pick<Transaction, 'type'>, road: RefundRoad | null): boolean {
  return road !== null && row.type.trim().toLowerCase() === typeOfRoad[road];
}

function fits(row: Transaction, send: Send, originalLast4: string | null, helcimOffsetMs: number): boolean {
  return (
    mayHaveLeft(send) &&
    isSameNumber(row.invoiceNumber, send.originalInvoiceNumber) &&
    isOfRoad(row, send.road) &&
    row.amountCents === send.amountCents &&
    row.currency.trim().toUpperCase() === send.currency &&
    (row.cardLast4 === null || originalLast4 === null || row.cardLast4 === originalLast4) &&
    !isOlder(row, send, helcimOffsetMs)
  );
}

/** One that ended as "not sent" can own no row. */
function mayHaveLeft({ state, sendBegunAtMs }: Send): boolean {
  return state !== 'refused' || sendBegunAtMs !== null;
}

/** Created clearly before the send, by Helcim's clock. A text that names no instant, or two, disqualifies nothing (M15). */
function isOlder(row: Transaction, send: Send, helcimOffsetMs: number): boolean {
  const [instantMs, ...others] = instantsOfMountainText(row.dateCreatedText);
  if (instantMs === undefined || others.length > 0) return false;
  return instantMs < (send.sendBegunAtMs ?? send.preparedAtMs) + helcimOffsetMs - clockToleranceMs;
}

/**
 * Whether this refund may take a row that fits it. An unsettled one goes before those that have ended; there is only
 * one of its number. Among ended ones a row that fits two is nobody's.
 */
function isFree(
  facts: AttemptFacts,
  row: Transaction,
  originalLast4: string | null,
  helcimOffsetMs: number,
): boolean {
  if (isNamedByAnswer(facts) || isAnswerAwaited(facts.attempt)) return false;
  if (isUnsettled(facts.attempt)) return true;
  const rivals = facts.siblings.filter((each) => each.kind === 'refund');
  return !rivals.some((rival) => fits(row, rival, originalLast4, helcimOffsetMs));
}

/** The answer of a Payment API call names its transaction, and until it has come or been given up nothing else does. */
export function isAnswerAwaited({ road, state }: Pick<Attempt, 'road' | 'state'>): boolean {
  return road !== 'debit_refund' && (state === 'prepared' || state === 'sending');
}

/** It was answered with its approved transaction: every other row is somebody else's. */
function isNamedByAnswer({ transactions }: AttemptFacts): boolean {
  return transactions.some((row) => row.source === 'answer' && row.status === 'approved');
}
