/**
 * The words of a refund.
 * original: the approved purchase whose money goes back. road: the call that takes it back, chosen by the app and
 * never by a person. remainder: what of an original may still be given back (M9).
 */
import type { CardKind } from './card-kind.ts';
import type { TerminalCode } from './terminal-code.ts';

/**
 * `reverse`: whole credit payment of an open batch. `credit_refund`: credit of a closed batch, whole or part, without
 * the card. `debit_refund`: on the terminal, with the customer's card.
 */
export const refundRoads = ['reverse', 'credit_refund', 'debit_refund'] as const;
export type RefundRoad = (typeof refundRoads)[number];

export const refundReasons = ['returned', 'wrong_amount', 'duplicate', 'goodwill', 'other'] as const;
export type RefundReason = (typeof refundReasons)[number];

export interface Original {
  readonly transactionId: number;
  readonly invoiceNumber: string | null;
  readonly amountCents: number;
  readonly currency: string;
  readonly cardType: string | null;
  readonly cardKind: CardKind | 'unknown';
  readonly cardLast4: string | null;
  readonly approvalCode: string | null;
  /** Mountain Time as sent. */
  readonly dateCreatedText: string;
  /** UTC milliseconds; null where the text names no instant, or two. */
  readonly createdAtMs: number | null;
  /** Null when this till did not make it. */
  readonly attemptId: string | null;
  readonly reference: string | null;
  readonly terminalCode: TerminalCode | null;
  /** What is known to have gone back, by whomever. */
  readonly refundedCents: number;
  /** Refunds of this till whose end is not known. */
  readonly unsettledCents: number;
  /** True when it was read from Helcim just now; else it is as the ledger remembers it. */
  readonly isChecked: boolean;
}

export const refundRefusals = [
  'original_unknown',
  'original_not_approved',
  'original_no_purchase',
  'wrong_currency',
  'above_remainder',
  'nothing_left',
  'unsettled_refund',
  'debit_in_open_batch',
  'part_in_open_batch',
  'batch_unreadable',
  'rows_unreadable',
  'needs_terminal',
  'no_permission',
  'in_recovery',
] as const;
export type RefundRefusal = (typeof refundRefusals)[number];

export type ManagerNeed = 'above_limit' | 'too_old' | 'not_from_this_till' | 'refund_token';

export type RefundPlan =
  | {
      readonly kind: 'go';
      readonly road: RefundRoad;
      readonly amountCents: number;
      readonly refundableCents: number;
      readonly needsManager: ManagerNeed | null;
    }
  /** The card's type says neither credit nor debit: a person has to. */
  | { readonly kind: 'ask_card_kind'; readonly cardType: string | null; readonly refundableCents: number }
  | {
      readonly kind: 'refuse';
      readonly why: RefundRefusal;
      readonly refundableCents: number | null;
      /** The attempt this refusal is about: the refund whose end is not known. */
      readonly attemptId: string | null;
      /** True when it will be possible once the batch has closed. */
      readonly canRemind: boolean;
    };

/** What somebody asked to be reminded of: a refund that had to wait for its batch to close. */
export interface RefundReminder {
  readonly originalTransactionId: number;
  readonly amountCents: number;
  readonly askedAtMs: number;
  /** Since when it is known that the batch has closed; null while it was open at the last look. */
  readonly refundableAtMs: number | null;
}
