import type { InvoiceNumber } from '../../shared/invoice-number.ts';
import type { AttemptState } from '../../shared/lifecycle.ts';
import type { AmountCents, Currency } from '../../shared/money.ts';
import type { AttemptKind, FiledAs, TransactionStatus } from '../../shared/payment.ts';

/** As much of a claimed transaction as a day's sums need. */
export interface DayRow {
  readonly transactionId: number;
  readonly attemptId: string;
  readonly type: string;
  readonly status: TransactionStatus;
  readonly amountCents: AmountCents;
  readonly currency: string;
  readonly cardType: string | null;
}

/** An attempt with its transactions, without its sale: a busy shop has tens of thousands a day. */
export interface DayAttempt {
  readonly id: string;
  readonly kind: AttemptKind;
  /** Null for a refund that no terminal took part in. */
  readonly terminalCode: string | null;
  readonly invoiceNumber: InvoiceNumber;
  readonly amountCents: AmountCents;
  readonly currency: Currency;
  readonly cashierId: string;
  readonly state: AttemptState;
  readonly filedAs: FiledAs | null;
  readonly preparedAtMs: number;
  readonly endedAtMs: number | null;
  readonly approvedCents: AmountCents | null;
  readonly rows: readonly DayRow[];
}
