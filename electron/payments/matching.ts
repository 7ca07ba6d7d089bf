/**
 * Which attempt a piece of evidence belongs to. Pure; route by type first, then by our own number, and where
 * there is no number exactly one candidate or none: never a guess.
 */
import { isSameInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Attempt, AttemptKind, Transaction } from '../../shared/payment.ts';

export type RowRoute =
  /** Right number, type and currency: its status settles the attempt. */
  | 'settles'
  /** Another number: nothing of this attempt. */
  | 'foreign'
  /** Money that went back for this sale; it belongs to a refund, here or in another tool of Helcim. */
  | 'refund_of_sale'
  | 'wrong_type'
  | 'wrong_currency';

const settlingTypes: Readonly<Record<AttemptKind, readonly string[]>> = {
  purchase: ['purchase'],
  refund: ['refund', 'reverse'],
};

type RowKey = Pick<Transaction, 'type' | 'currency' | 'invoiceNumber'>;
type AttemptKey = Pick<Attempt, 'kind' | 'currency' | 'invoiceNumber' | 'originalInvoiceNumber'>;

/** Any two numbers as Helcim compares them: without regard to letter case. */
export function isSameNumber(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && one.trim().toUpperCase() === other.trim().toUpperCase();
}

/**
 * Amounts are no part of it: tips and surcharges raise them, and a lower one needs a person, not silence (M8). A refund
 * is listed under its original's number, together with other refunds: which row is its own is told in
 * `refund-matching.ts`, and only such rows come here. The answer of its own call may leave the number out.
 */
export function routeRow(row: RowKey, attempt: AttemptKey): RowRoute {
  const isOwnNumber =
    attempt.kind === 'refund'
      ? row.invoiceNumber === null || isSameNumber(row.invoiceNumber, attempt.originalInvoiceNumber)
      : isSameInvoiceNumber(attempt.invoiceNumber, row.invoiceNumber);
  if (!isOwnNumber) return 'foreign';
  const type = row.type.trim().toLowerCase();
  if (!settlingTypes[attempt.kind].includes(type)) {
    return settlingTypes.refund.includes(type) ? 'refund_of_sale' : 'wrong_type';
  }
  return row.currency.trim().toUpperCase() === attempt.currency ? 'settles' : 'wrong_currency';
}

/** Helcim's clock and ours may differ by this much, either way, after the known offset is taken out (M15). */
export const clockToleranceMs = 2 * 60_000;
/** Helcim retries a webhook for about 27.5 hours, so an older send cannot be meant. */
export const cancelReachMs = 28 * 3_600_000;

/** The Date header that the offset is learnt from has whole seconds, and its answer was under way. */
const settledMarginMs = 5_000;

export interface CancelReport {
  readonly invoiceNumber: string | null;
  readonly terminalCode: string;
  /** This and the next two may be missing where there is a number. */
  readonly amountCents: number | null;
  readonly currency: string | null;
  /** Helcim's time, UTC milliseconds. */
  readonly cancelledAtMs: number | null;
}

type Numbered = Pick<CancelReport, 'invoiceNumber'>;

export type CancelMatch =
  | { readonly kind: 'attempt'; readonly attemptId: string }
  /** Two or more sends fit: it stays unclaimed. */
  | { readonly kind: 'ambiguous'; readonly attemptIds: readonly string[] }
  /** None of our sends fits. */
  | { readonly kind: 'none' };

type Send = Pick<
  Attempt,
  | 'id'
  | 'kind'
  | 'amountCents'
  | 'currency'
  | 'invoiceNumber'
  | 'originalInvoiceNumber'
  | 'preparedAtMs'
  | 'sendBegunAtMs'
  | 'endedAtMs'
  | 'approvedCents'
  | 'state'
>;

/**
 * A number, when the report has one, decides alone. For a refund it may be the original's, which the sale carries too,
 * or one that Helcim invented: then the report is matched like one without, among those it may mean.
 * @param sends every attempt of that terminal within reach, in any state, oldest first, and the one so numbered
 * @param helcimOffsetMs Helcim's clock less ours; our stamps are moved by it before they are compared
 */
export function matchCancel(
  cancel: CancelReport,
  sends: readonly Send[],
  helcimOffsetMs: number,
): CancelMatch {
  const named = namedBy(cancel, sends);
  if (named[0] && named.length === 1) return { kind: 'attempt', attemptId: named[0].id };
  const { amountCents, currency, cancelledAtMs } = cancel;
  if (amountCents === null || currency === null || cancelledAtMs === null) {
    return named.length === 0
      ? { kind: 'none' }
      : { kind: 'ambiguous', attemptIds: named.map(({ id }) => id) };
  }
  const meant = meantBy(cancel, sends);
  const candidates = sends.filter((send, index) => {
    if (!meant.includes(send) || !mayHaveLeft(send)) return false;
    if (send.amountCents !== amountCents || send.currency !== currency.trim().toUpperCase()) return false;
    const sentAt = sentAtMs(send) + helcimOffsetMs;
    const age = cancelledAtMs - sentAt;
    if (age < -clockToleranceMs || age > cancelReachMs) return false;
    if (wasOver(send, cancelledAtMs - helcimOffsetMs)) return false;
    const next = sends.slice(index + 1).find(mayHaveTakenOver);
    return !next || cancelledAtMs <= sentAtMs(next) + helcimOffsetMs + clockToleranceMs;
  });
  const [only, ...others] = candidates;
  if (!only) return { kind: 'none' };
  if (others.length > 0) return { kind: 'ambiguous', attemptIds: candidates.map((send) => send.id) };
  return { kind: 'attempt', attemptId: only.id };
}

/** Whether the clocks have a say in it, so that nothing can be told before Helcim's time is known (M15). */
export function isMatchedByTime(cancel: Numbered, sends: readonly Send[]): boolean {
  return namedBy(cancel, sends).length !== 1 && meantBy(cancel, sends).length > 0;
}

/** Two where a refund stands on the terminal beside its sale: both are known by the sale's number. */
function namedBy({ invoiceNumber }: Numbered, sends: readonly Send[]): readonly Send[] {
  return sends.filter((send) => isSameNumber(invoiceNumber, numberOf(send)));
}

/** Those among which time and amount decide. */
function meantBy(cancel: Numbered, sends: readonly Send[]): readonly Send[] {
  if (cancel.invoiceNumber === null) return sends;
  const named = namedBy(cancel, sends);
  return named.length > 0 ? named : sends.filter((send) => send.kind === 'refund');
}

/** Under which number Helcim has it. */
function numberOf(send: Send): string | null {
  return send.kind === 'refund' ? send.originalInvoiceNumber : send.invoiceNumber;
}

/** An attempt that ended as "not sent" put nothing on the terminal; any other may have. */
function mayHaveLeft(send: Send): boolean {
  return !(send.state === 'refused' && send.sendBegunAtMs === null);
}

/**
 * An attempt that its own evidence had already ended as approved or cancelled has left the reader: a cancel clearly
 * after that is another one's, even where the same amount was sent again within the clocks' tolerance.
 */
function wasOver(send: Send, cancelledAtMs: number): boolean {
  const isSettled = send.approvedCents !== null || send.state === 'cancelled';
  return isSettled && send.endedAtMs !== null && cancelledAtMs > send.endedAtMs + settledMarginMs;
}

/** A refused request may be the one that is meant, but it never took the terminal from the one before it. */
function mayHaveTakenOver(send: Send): boolean {
  return send.state !== 'refused';
}

function sentAtMs(send: Send): number {
  return send.sendBegunAtMs ?? send.preparedAtMs;
}
