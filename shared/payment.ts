/**
 * The words of this program.
 * terminal: a Helcim device in pairing mode, named by its four-character code; paired = its code is stored here.
 * sale: what the cashier wants to collect. attempt: one request to one terminal for a sale or a refund.
 * transaction: what Helcim records, with an id; an attempt is never called one before Helcim has given it an id.
 * outcome: what became of an attempt. evidence: why we believe it.
 */
import type { AppErrorCode } from './app-error.ts';
import type { InvoiceNumber } from './invoice-number.ts';
import type { AttemptState, LaterProven } from './lifecycle.ts';
import type { AmountCents, Currency } from './money.ts';
import type { RefundReason, RefundRoad } from './refund.ts';
import type { TerminalCode } from './terminal-code.ts';

export const attemptKinds = ['purchase', 'refund'] as const;
export type AttemptKind = (typeof attemptKinds)[number];

/** How an open attempt was set aside by the cashier; it stays guarded either way. */
export const filedAsValues = ['stopped_at_terminal', 'pays_otherwise'] as const;
export type FiledAs = (typeof filedAsValues)[number];

export const closeReasons = [
  'paid_otherwise',
  'left_without_paying',
  'got_goods_unpaid',
  'paid_by_attempt',
] as const;
export type CloseReason = (typeof closeReasons)[number];

/** The same four are kept of a refund that is closed, where they say what became of the customer's money. */
export const refundCloseWords = {
  paid_otherwise: 'given_back_otherwise',
  left_without_paying: 'left_without_the_money',
  got_goods_unpaid: 'took_other_goods',
  paid_by_attempt: 'given_back_by_attempt',
} as const satisfies Readonly<Record<CloseReason, string>>;

export interface Sale {
  readonly id: string;
  readonly tillId: string;
  readonly cashierId: string;
  readonly totalCents: AmountCents;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly customerCode: string | null;
  readonly createdAtMs: number;
}

/** All `...AtMs` are UTC milliseconds of this machine's wall clock at the moment of writing. */
export interface Attempt {
  readonly id: string;
  readonly saleId: string;
  readonly kind: AttemptKind;
  /** Null for a refund that needs no terminal. */
  readonly terminalCode: TerminalCode | null;
  /** A refund has one too, as its name in this ledger; Helcim lists its row under the original's number. */
  readonly invoiceNumber: InvoiceNumber;
  /** This and the next five are null for a purchase. */
  readonly originalTransactionId: number | null;
  /** Helcim's, as it is written there: an original of another tool has a number of any shape. */
  readonly originalInvoiceNumber: string | null;
  readonly originalAmountCents: AmountCents | null;
  readonly road: RefundRoad | null;
  readonly refundReason: RefundReason | null;
  readonly refundReasonText: string | null;
  readonly amountCents: AmountCents;
  readonly currency: Currency;
  readonly tillId: string;
  readonly cashierId: string;
  readonly state: AttemptState;
  readonly preparedAtMs: number;
  /** When the first byte of the request left, null while that is not known. */
  readonly sendBegunAtMs: number | null;
  /** When the last DECLINED row was first seen here (M7 counts from it). */
  readonly lastDeclineSeenAtMs: number | null;
  readonly filedAs: FiledAs | null;
  /** When the attempt left the open states. */
  readonly endedAtMs: number | null;
  /** Why a refused attempt was refused, or what made the answer unclear. */
  readonly errorCode: AppErrorCode | null;
  /** Helcim's own words on the error, shortened, for support. */
  readonly errorDetail: string | null;
  /** Sum of the approved transactions that settle this attempt; null without one. May exceed `amountCents` (M8). */
  readonly approvedCents: AmountCents | null;
  readonly laterProven: LaterProven | null;
  readonly closedBy: string | null;
  readonly closeReason: CloseReason | null;
  readonly closedByAttemptId: string | null;
  /** When a cashier took note of the outcome; null keeps it on the screen. */
  readonly acknowledgedAtMs: number | null;
  readonly lastLookupAtMs: number | null;
  readonly lookupCount: number;
  readonly watchClosedAtMs: number | null;
}

/** A card transaction as Helcim's API reports it, parsed; customer data beyond masked digits is dropped (M12). */
export interface Transaction {
  readonly transactionId: number;
  readonly type: string;
  readonly status: TransactionStatus;
  readonly statusText: string;
  readonly amountCents: AmountCents;
  readonly currency: string;
  readonly invoiceNumber: string | null;
  readonly cardBatchId: number | null;
  readonly cardType: string | null;
  readonly cardLast4: string | null;
  readonly approvalCode: string | null;
  readonly warning: string | null;
  readonly errors: string | null;
  /** Mountain Time text as sent, never dropped even when no instant can be read from it (M15). */
  readonly dateCreatedText: string;
}

/** What a terminal asks for again when the money goes back. */
export type PayingCard = Pick<Transaction, 'cardType' | 'cardLast4'>;

export type TransactionStatus = 'approved' | 'declined' | 'other';

/** `lookup` is ours to ask, `webhook` made us ask, `answer` is the body of our own Payment API call, `recovery` reads Helcim after a restore. */
export type EvidenceSource = 'answer' | 'webhook' | 'lookup' | 'person' | 'app' | 'recovery';

/**
 * What became of the part of a sale that is still to be paid: the total less what approved attempts cover (M8). A sale
 * that has refunds alone was paid elsewhere, and nothing is left of it.
 */
export function saleRemainder(
  total: AmountCents,
  attempts: readonly Pick<Attempt, 'amountCents' | 'approvedCents' | 'kind'>[],
): number {
  const purchases = attempts.filter((attempt) => attempt.kind === 'purchase');
  if (purchases.length === 0 && attempts.length > 0) return 0;
  const covered = purchases.reduce(
    (sum, attempt) => sum + Math.min(attempt.approvedCents ?? 0, attempt.amountCents),
    0,
  );
  return total - covered;
}

/** What a cashier is told; one word more than the state where the state alone would mislead. */
export const attemptPhases = [
  'sending',
  'waiting',
  'declined_may_retry',
  'checking',
  'approved',
  'approved_in_part',
  'declined',
  'cancelled',
  'refused',
  'not_sent',
  'unknown',
  'closed_by_staff',
] as const;
export type AttemptPhase = (typeof attemptPhases)[number];

type PhaseFacts = Pick<
  Attempt,
  'state' | 'lastDeclineSeenAtMs' | 'approvedCents' | 'amountCents' | 'sendBegunAtMs' | 'errorCode'
>;

export function phaseOf(attempt: PhaseFacts): AttemptPhase {
  switch (attempt.state) {
    case 'prepared':
    case 'sending':
      return attempt.lastDeclineSeenAtMs === null ? 'sending' : 'declined_may_retry';
    case 'on_terminal':
      return attempt.lastDeclineSeenAtMs === null ? 'waiting' : 'declined_may_retry';
    case 'checking':
      return attempt.lastDeclineSeenAtMs === null ? 'checking' : 'declined_may_retry';
    case 'approved':
      return (attempt.approvedCents ?? 0) < attempt.amountCents ? 'approved_in_part' : 'approved';
    case 'refused':
      return attempt.sendBegunAtMs === null ? 'not_sent' : 'refused';
    default:
      return attempt.state;
  }
}
