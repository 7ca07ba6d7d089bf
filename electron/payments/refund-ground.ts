/**
 * Reads what a refund is decided on, at the moment of refunding: the original, its batch and every row of its number.
 * Nothing of it is remembered: a batch closes in the evening, and others refund too.
 */
import type { AppError, AppErrorCode } from '../../shared/app-error.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import { isSameNumber } from './matching.ts';
import type { BatchState } from './refund-road.ts';

export interface OriginalRead {
  /** Null where Helcim does not know it. */
  readonly original: Transaction | null;
  readonly batch: BatchState;
  /** Every row of its number, itself among them; null where they could not all be read. */
  readonly rows: readonly Transaction[] | null;
  /** What kept batch or rows from being read. */
  readonly trouble: AppErrorCode | null;
}

/** What the ledger remembers of the original, so that all three can be asked for at once; checked afterwards. */
export type RememberedOriginal = Pick<Transaction, 'invoiceNumber' | 'cardBatchId'>;

type Reads = Pick<HelcimClient, 'transaction' | 'cardBatch' | 'searchTransactions'>;

/** Fails where nobody can say whether there is such a payment: Helcim away, or the token refused. */
export async function readOriginal(
  helcim: Reads,
  transactionId: number,
  remembered: RememberedOriginal | null,
): Promise<{ ok: true; value: OriginalRead } | { ok: false; error: AppError }> {
  // Guesses that turn out wrong are thrown away; a person waits, and three seconds are all there are (M1).
  const guessedBatch = remembered && readBatch(helcim, remembered.cardBatchId);
  const guessedRows = remembered && readRows(helcim, remembered.invoiceNumber, transactionId);
  const read = await helcim.transaction(transactionId, 'openAttempt');
  if (!read.ok && read.error.code !== 'not_found') return read;
  if (!read.ok) {
    return { ok: true, value: { original: null, batch: 'unreadable', rows: null, trouble: 'not_found' } };
  }
  const original = read.value;
  const isSameBatch = remembered !== null && remembered.cardBatchId === original.cardBatchId;
  const isUnderSameNumber =
    remembered !== null && isSameNumber(remembered.invoiceNumber, original.invoiceNumber);
  const [batch, rows] = await Promise.all([
    (isSameBatch && guessedBatch) || readBatch(helcim, original.cardBatchId),
    (isUnderSameNumber && guessedRows) || readRows(helcim, original.invoiceNumber, transactionId),
  ]);
  const trouble = batch.trouble ?? rows.trouble;
  return { ok: true, value: { original, batch: batch.state, rows: rows.rows, trouble } };
}

interface BatchRead {
  readonly state: BatchState;
  readonly trouble: AppErrorCode | null;
}

async function readBatch(helcim: Reads, cardBatchId: number | null): Promise<BatchRead> {
  if (cardBatchId === null || cardBatchId === 0) return { state: 'unreadable', trouble: null };
  const read = await helcim.cardBatch(cardBatchId, 'openAttempt');
  if (!read.ok) return { state: 'unreadable', trouble: read.error.code };
  return { state: read.value.closed ? 'closed' : 'open', trouble: null };
}

interface RowsRead {
  readonly rows: readonly Transaction[] | null;
  readonly trouble: AppErrorCode | null;
}

/**
 * A row that cannot be read may be a refund of this very payment, whoever's number it carries; and a list that lacks the
 * payment itself is not the whole one.
 */
async function readRows(
  helcim: Reads,
  invoiceNumber: string | null,
  originalTransactionId: number,
): Promise<RowsRead> {
  if (invoiceNumber === null) return { rows: null, trouble: null };
  const read = await helcim.searchTransactions({ invoiceNumber }, 'openAttempt');
  if (!read.ok) return { rows: null, trouble: read.error.code };
  const { transactions, unreadableCount, foreignUnreadableCount } = read.value;
  const isWhole =
    unreadableCount + foreignUnreadableCount === 0 &&
    transactions.some((row) => row.transactionId === originalTransactionId);
  return { rows: isWhole ? transactions : null, trouble: isWhole ? null : 'helcim_unreadable' };
}
