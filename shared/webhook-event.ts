/** A verified webhook body, parsed. The parser is `electron/webhooks/event-schema.ts`. */
import type { AmountCents } from './money.ts';

/** `cardTransaction`: fires for approved and declined payments and refunds of any Helcim tool on the account. */
export interface TransactionEvent {
  readonly kind: 'card_transaction';
  readonly transactionId: number;
}

/**
 * `terminalCancel`: somebody cancelled at the reader before processing. With our number in it nothing else is needed;
 * without one all the other fields are.
 */
export type CancelEvent = NumberedCancelEvent | UnnumberedCancelEvent;

export interface NumberedCancelEvent {
  readonly kind: 'terminal_cancel';
  /** Seen in production, missing in the documented example. */
  readonly invoiceNumber: string;
  readonly deviceCode: string | null;
  /** These three say which one is meant where a payment and its refunds share the number. */
  readonly amountCents: AmountCents | null;
  readonly currency: string | null;
  readonly cancelledAtMs: number | null;
}

export interface UnnumberedCancelEvent {
  readonly kind: 'terminal_cancel';
  readonly invoiceNumber: null;
  readonly deviceCode: string;
  readonly amountCents: AmountCents;
  readonly currency: string;
  /** UTC milliseconds on Helcim's clock. */
  readonly cancelledAtMs: number;
}

export type WebhookEvent =
  | TransactionEvent
  | CancelEvent
  | { readonly kind: 'self_test'; readonly nonce: string }
  | { readonly kind: 'unknown_type'; readonly type: string }
  | { readonly kind: 'unreadable' };
