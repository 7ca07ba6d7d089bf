/** A verified webhook body, parsed. The parser is `electron/webhooks/event-schema.ts`. */
import type { AmountCents } from './money.ts';

/** `cardTransaction`: fires for approved and declined payments and refunds of any Helcim tool on the account. */
export interface TransactionEvent {
  readonly kind: 'card_transaction';
  readonly transactionId: number;
}

/** `terminalCancel`: somebody cancelled at the reader before processing. */
export interface CancelEvent {
  readonly kind: 'terminal_cancel';
  readonly deviceCode: string;
  readonly amountCents: AmountCents;
  readonly currency: string;
  /** UTC milliseconds on Helcim's clock. */
  readonly cancelledAtMs: number;
  /** Seen in production, missing in the documented example. */
  readonly invoiceNumber: string | null;
}

export type WebhookEvent =
  | TransactionEvent
  | CancelEvent
  | { readonly kind: 'self_test'; readonly nonce: string }
  | { readonly kind: 'unknown_type'; readonly type: string }
  | { readonly kind: 'unreadable' };
