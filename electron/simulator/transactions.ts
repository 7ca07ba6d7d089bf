import { dollars, dollarText } from './amounts.ts';
import type { SimulatorBehaviour } from './behaviour.ts';
import type { VirtualCard } from './cards.ts';
import type { LastingState } from './lasting-state.ts';
import { mountainText } from './mountain-time.ts';
import type { HelcimClock } from './simulator-clock.ts';

export const transactionTypes = ['purchase', 'preauth', 'capture', 'refund', 'reverse'] as const;
export type TransactionType = (typeof transactionTypes)[number];
export const transactionStatuses = ['APPROVED', 'DECLINED', 'PENDING'] as const;

/** What really happened to a card. The wire shape hides most of this. */
export interface SimulatedTransaction {
  readonly transactionId: number;
  readonly type: TransactionType;
  /** The last one only where `elsewhere` made it so: no device and no call of ours ends in it. */
  readonly status: (typeof transactionStatuses)[number];
  /** Why it was declined; null when approved. */
  readonly declineReason: string | null;
  readonly invoiceNumber: string;
  readonly customerCode: string;
  /** What the card was charged or given back, tip and surcharge included. */
  readonly amountCents: number;
  readonly requestedCents: number;
  readonly tipCents: number;
  readonly surchargeCents: number;
  readonly currency: string;
  readonly card: VirtualCard;
  readonly source: 'terminal' | 'payment-api';
  readonly deviceCode: string | null;
  /** Of a refund or reverse. Helcim does not show this link. */
  readonly originalTransactionId: number | null;
  /** 0 when no batch was open. */
  readonly cardBatchId: number;
  /** By Helcim's clock. */
  readonly createdAtMs: number;
  /** Empty where Helcim's records lost it. */
  readonly dateCreated: string;
  /** Reads do not show it before this moment of the monotonic clock. */
  readonly visibleFromMs: number;
}

/** Filters of GET /card-transactions, already read and checked. */
interface TransactionFilter {
  readonly dateFrom?: string | undefined;
  readonly dateTo?: string | undefined;
  readonly search?: string | undefined;
  readonly customerCode?: string | undefined;
  readonly invoiceNumber?: string | undefined;
  readonly cardToken?: string | undefined;
  readonly cardBatchId?: number | undefined;
}

export interface TransactionStore {
  add(transaction: SimulatedTransaction): void;
  /** Puts another row in the place of the one with its id. */
  replace(transaction: SimulatedTransaction): void;
  /** Reads show the row in a form that no program can read, or as it is again. */
  blur(transactionId: number, isUnreadable: boolean): void;
  all(): SimulatedTransaction[];
  /** Whether it may be read yet or not. */
  find(transactionId: number): SimulatedTransaction | null;
  findVisible(transactionId: number): SimulatedTransaction | null;
  search(filter: TransactionFilter): SimulatedTransaction[];
  wire(transaction: SimulatedTransaction): Record<string, unknown>;
  export(): LastingState['transactions'];
  restore(saved: LastingState['transactions'], passedMs: number): void;
}

export function createTransactionStore(clock: HelcimClock, behaviour: SimulatorBehaviour): TransactionStore {
  const rows: SimulatedTransaction[] = [];
  const blurred = new Set<number>();
  const isVisible = (row: SimulatedTransaction) => row.visibleFromMs <= clock.monotonicMs();
  const find = (transactionId: number) => rows.find((row) => row.transactionId === transactionId) ?? null;
  return {
    add: (transaction) => void rows.push(transaction),
    replace(transaction) {
      const index = rows.findIndex((row) => row.transactionId === transaction.transactionId);
      if (index >= 0) rows[index] = transaction;
    },
    blur(transactionId, isUnreadable) {
      if (isUnreadable) blurred.add(transactionId);
      else blurred.delete(transactionId);
    },
    all: () => [...rows],
    find,
    findVisible(transactionId) {
      const row = find(transactionId);
      return row && isVisible(row) ? row : null;
    },
    search(filter) {
      const found = rows.filter((row) => isVisible(row) && matches(row, filter, behaviour));
      return behaviour.transactionOrder === 'newest-first' ? found.reverse() : found;
    },
    wire: (transaction) => ({
      ...wireTransaction(transaction, behaviour.approvedWord),
      ...(blurred.has(transaction.transactionId) && { amount: 'n/a' }),
    }),
    export: () =>
      rows.map(({ visibleFromMs, ...row }) => ({
        ...row,
        hiddenLeftMs: Math.max(0, visibleFromMs - clock.monotonicMs()),
      })),
    restore(saved, passedMs) {
      const nowMs = clock.monotonicMs();
      for (const { hiddenLeftMs, ...row } of saved) {
        rows.push({ ...row, visibleFromMs: nowMs + Math.max(0, hiddenLeftMs - passedMs) });
      }
    },
  };
}

export function makeDateCreated(createdAtMs: number): string {
  return mountainText(createdAtMs);
}

/** Both dates are Mountain days and included (not documented; our choice). */
function matches(
  row: SimulatedTransaction,
  filter: TransactionFilter,
  behaviour: SimulatorBehaviour,
): boolean {
  const day = (row.dateCreated || makeDateCreated(row.createdAtMs)).slice(0, 10);
  return (
    (filter.dateFrom === undefined || day >= filter.dateFrom) &&
    (filter.dateTo === undefined || day <= filter.dateTo) &&
    (filter.customerCode === undefined || row.customerCode === filter.customerCode) &&
    (filter.cardToken === undefined || row.card.token === filter.cardToken) &&
    (filter.cardBatchId === undefined || row.cardBatchId === filter.cardBatchId) &&
    (filter.invoiceNumber === undefined ||
      matchesInvoice(row, filter.invoiceNumber, behaviour.invoiceFilter)) &&
    (filter.search === undefined || matchesSearch(row, filter.search))
  );
}

function matchesInvoice(row: SimulatedTransaction, wanted: string, filter: 'exact' | 'contains'): boolean {
  const own = row.invoiceNumber.toUpperCase();
  return filter === 'exact' ? own === wanted.toUpperCase() : own.includes(wanted.toUpperCase());
}

function matchesSearch(row: SimulatedTransaction, text: string): boolean {
  const wanted = text.trim().toUpperCase();
  return (
    Number(wanted) === dollars(row.amountCents) ||
    dollarText(row.amountCents) === wanted ||
    row.card.number === wanted ||
    row.card.holder.includes(wanted) ||
    approvalCode(row) === wanted
  );
}

function approvalCode(row: SimulatedTransaction): string {
  return row.status === 'APPROVED' ? `T${String(row.transactionId % 100_000).padStart(5, '0')}S` : '';
}

function wireTransaction(row: SimulatedTransaction, approvedWord: string): Record<string, unknown> {
  const wire: Record<string, unknown> = {
    transactionId: row.transactionId,
    dateCreated: row.dateCreated,
    cardBatchId: row.cardBatchId,
    status: row.status === 'APPROVED' ? approvedWord : row.status,
    user: 'Helcim System',
    type: row.type,
    amount: dollars(row.amountCents),
    currency: row.currency,
    avsResponse: '',
    cvvResponse: '',
    cardType: row.card.type,
    approvalCode: approvalCode(row),
    cardToken: row.card.token,
    cardNumber: row.card.number,
    cardHolderName: row.card.holder,
    customerCode: row.customerCode,
    invoiceNumber: row.invoiceNumber,
    warning: '',
  };
  return row.declineReason === null ? wire : { ...wire, errors: declineText(row) };
}

/** The `errors` text of a declined transaction. */
function declineText(row: SimulatedTransaction): string {
  return `Transaction Declined: ${row.declineReason ?? ''}`;
}
