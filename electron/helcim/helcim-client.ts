/**
 * What the rest of the program may ask of Helcim. Reads answer with a value or an error; money calls answer with
 * one of four classes and are never sent a second time (M4).
 * @see https://devdocs.helcim.com/reference
 */
import type { AppError } from '../../shared/app-error.ts';
import type { InvoiceNumber } from '../../shared/invoice-number.ts';
import type { AmountCents, Currency } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { BudgetView } from '../../shared/till-health.ts';
import type { LongReading } from './list-pages.ts';
import type { ReadPriority } from './rate-budget.ts';

export type ReadResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: AppError };

export type MoneyResult =
  /** 202, whatever its body: it may now be on the terminal. */
  | { readonly kind: 'accepted'; readonly status: number }
  /** A definite 4xx: nothing was started. */
  | { readonly kind: 'refused'; readonly status: number; readonly error: AppError }
  /** No byte of the request left this machine. */
  | { readonly kind: 'not_sent'; readonly error: AppError }
  /** Anything else: only evidence can say what became of it. */
  | { readonly kind: 'unknown'; readonly status: number | null; readonly error: AppError };

/** Same classes for the Payment API, whose own answer carries the transaction (M5). */
export type PaymentApiResult =
  | { readonly kind: 'transaction'; readonly transaction: Transaction }
  | Exclude<MoneyResult, { kind: 'accepted' }>;

/** The hold a money call is kept on until the ledger has it on disk (M1). */
export interface SendGate {
  /**
   * Resolves true when the attempt is flushed. False ends the call quietly as not sent, since whoever closed the gate
   * has said why; a rejection ends it the same way with a line in the log. Connecting may overlap.
   */
  readonly ready: Promise<boolean>;
  /** Asked right before the first byte is written, on both clocks; false ends the call as `not_sent_too_late`. */
  mayStillWrite(): boolean;
  /** Called in the same tick, right after the first byte was handed to the socket. */
  onWritten(): void;
}

export interface PurchaseRequest {
  readonly terminalCode: TerminalCode;
  readonly amountCents: AmountCents;
  readonly currency: Currency;
  readonly invoiceNumber: InvoiceNumber;
  readonly customerCode: string | null;
}

/** Refunds may go with a token of their own; null for the one in use. */
interface OwnToken {
  readonly apiToken?: string | null;
}

export interface DeviceRefundRequest extends OwnToken {
  readonly terminalCode: TerminalCode;
  readonly amountCents: AmountCents;
  readonly originalTransactionId: number;
}

export interface Device {
  readonly code: string;
  readonly dateCreatedText: string | null;
}

export interface TransactionFilter {
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly search?: string;
  readonly customerCode?: string;
  readonly invoiceNumber?: string;
  readonly cardToken?: string;
  readonly cardBatchId?: number;
}

export interface TransactionRows {
  readonly transactions: readonly Transaction[];
  /**
   * Rows that could not be read and may be ours: their invoice number is missing, is no text, or begins with our
   * prefix. While there are any, the list has not shown that a transaction does not exist.
   */
  readonly unreadableCount: number;
  /** Rows that could not be read and carry another program's invoice number: they can never be ours. */
  readonly foreignUnreadableCount: number;
}

export interface CardBatch {
  readonly id: number;
  readonly batchNumber: string | null;
  readonly terminalId: number | null;
  readonly closed: boolean;
  readonly currency: string | null;
  readonly netSalesCents: AmountCents | null;
  readonly totalSalesCents: AmountCents | null;
  readonly totalRefundsCents: AmountCents | null;
  readonly countApproved: number | null;
  readonly countTotal: number | null;
  readonly dateClosedText: string | null;
}

export interface CardTerminal {
  readonly id: number;
  readonly nickname: string | null;
  readonly currency: string | null;
  readonly status: string | null;
}

/** How a call that was tried on the network ended. */
export interface AnswerNews {
  readonly atMs: number;
  /** An HTTP status came, whatever it was and whether or not its body followed. */
  readonly answered: boolean;
  /** Null also for an answer about one terminal or row only, which is no trouble of Helcim's. */
  readonly error: AppError | null;
}

export interface HelcimClient {
  connectionTest(): Promise<ReadResult<{ readonly message: string | null }>>;
  /** All devices of the account, every page. An empty account may answer 404: that is an empty list. */
  listDevices(): Promise<ReadResult<readonly Device[]>>;
  device(code: TerminalCode): Promise<ReadResult<Device>>;
  ping(code: TerminalCode): Promise<ReadResult<null>>;
  startPurchase(request: PurchaseRequest, gate: SendGate): Promise<MoneyResult>;
  startDeviceRefund(request: DeviceRefundRequest, gate: SendGate): Promise<MoneyResult>;
  /** `not_found` may only mean "not yet". */
  transaction(transactionId: number, priority: ReadPriority): Promise<ReadResult<Transaction>>;
  /**
   * Every page, until a short one; numbers and types are to be re-checked by the caller. A row that cannot be read
   * does not fail the list: it is left out and counted, see `TransactionRows`.
   * @param reading for a list that may be longer than a look-up's: its bound, and who is told of its pages
   */
  searchTransactions(
    filter: TransactionFilter,
    priority: ReadPriority,
    reading?: LongReading,
  ): Promise<ReadResult<TransactionRows>>;
  cardBatches(filter: {
    readonly batchNumber?: string;
    readonly terminalId?: number;
  }): Promise<ReadResult<readonly CardBatch[]>>;
  /** `rest` unless somebody waits for it. */
  cardBatch(id: number, priority?: ReadPriority): Promise<ReadResult<CardBatch>>;
  settleBatch(id: number, gate: SendGate): Promise<MoneyResult>;
  refund(
    request: OwnToken & {
      readonly originalTransactionId: number;
      readonly amountCents: AmountCents;
      readonly ipAddress: string;
      readonly idempotencyKey: string;
    },
    gate: SendGate,
  ): Promise<PaymentApiResult>;
  reverse(
    request: OwnToken & {
      readonly cardTransactionId: number;
      readonly ipAddress: string;
      readonly idempotencyKey: string;
    },
    gate: SendGate,
  ): Promise<PaymentApiResult>;
  cardTerminals(): Promise<ReadResult<readonly CardTerminal[]>>;
  /** Helcim's clock less ours, from the latest Date header, in milliseconds; null before the first answer. */
  clockOffsetMs(): number | null;
  /** What of Helcim's limits is left for this till. */
  budget(): BudgetView;
  /**
   * Told of every call that was tried on the network, for the status line; a call that our own budget, the clock or
   * the ledger stopped is not told of.
   * @returns stops telling
   */
  onAnswer(listener: (answer: AnswerNews) => void): () => void;
  close(): Promise<void>;
}
