/**
 * Helcim's batches beside the rows they are made of. Pure. A batch closes by Helcim's clock, not at the shop's cut-over,
 * so one that holds two business days is explained and is no fault.
 * @see https://devdocs.helcim.com/docs/card-batches
 */
import type { CloseBatch, Difference, KindTallies } from '../../shared/day-close.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { CardBatch } from '../helcim/helcim-client.ts';
import { difference } from './day-differences.ts';
import { moneyKindOf, type PlacedRow } from './day-rows.ts';
import { isEmptyTallies, netOf, tallyKinds } from './day-sums.ts';

export interface ReadBatch {
  readonly batch: CardBatch;
  /** Every row Helcim has of it; null where not all could be read. */
  readonly rows: readonly Transaction[] | null;
}

/** @param countedIds transactions that this day's sums count */
export function closeBatch(read: ReadBatch, countedIds: ReadonlySet<number>, currency: string): CloseBatch {
  const { batch, rows } = read;
  const moves = (rows ?? []).flatMap((row) => {
    const kind = moneyKindOf(row.type);
    const isCounted = row.status === 'approved' && kind !== null && row.currency === currency;
    return isCounted && row.cardBatchId === batch.id
      ? [{ transactionId: row.transactionId, kind, cents: row.amountCents }]
      : [];
  });
  return {
    id: batch.id,
    batchNumber: batch.batchNumber,
    isClosed: batch.closed,
    stated: {
      salesCents: batch.totalSalesCents,
      refundsCents: batch.totalRefundsCents,
      netCents: batch.netSalesCents,
      countApproved: batch.countApproved,
    },
    rows: tallyKinds(moves),
    ofThisDay: tallyKinds(moves.filter((move) => countedIds.has(move.transactionId))),
    isComplete: rows !== null,
  };
}

export function batchDifferences(batches: readonly CloseBatch[]): readonly Difference[] {
  return batches.flatMap((batch) => {
    const facts = { batchId: batch.id, helcimCents: batch.stated.netCents, oursCents: netOf(batch.rows) };
    if (!batch.isComplete) return [difference('batch_unread', 'report_again', { ...facts, oursCents: null })];
    const found: Difference[] = [];
    if (!addsUp(batch)) {
      // A batch that is still open moves on between the reading of its rows and of its totals.
      found.push(
        batch.isClosed
          ? difference('batch_differs', 'call_helcim', facts)
          : difference('batch_differs', 'report_again', facts, 'batch_still_open'),
      );
    }
    const dayNetCents = netOf(batch.ofThisDay);
    if (!isEmptyTallies(batch.ofThisDay) && countOf(batch.ofThisDay) !== countOf(batch.rows))
      found.push(
        difference('batch_spans_days', 'nothing', {
          batchId: batch.id,
          oursCents: dayNetCents,
          helcimCents: netOf(batch.rows),
        }),
      );
    return found;
  });
}

/**
 * Whether what Helcim states of a batch is what its rows come to. Two readings of a total count as right, since it is
 * not documented whether a sale that was reversed is still part of it.
 */
export function addsUp({ stated, rows }: Pick<CloseBatch, 'stated' | 'rows'>): boolean {
  const { sale, refund, reverse } = rows;
  const isOneOf = (value: number | null, ...right: number[]) => value === null || right.includes(value);
  return (
    isOneOf(stated.salesCents, sale.cents, sale.cents - reverse.cents) &&
    isOneOf(stated.refundsCents, refund.cents, refund.cents + reverse.cents) &&
    isOneOf(stated.netCents, netOf(rows)) &&
    isOneOf(stated.countApproved, countOf(rows))
  );
}

/** Counted money that no batch holds will not be settled by one. */
export function rowsWithoutBatch(counted: readonly PlacedRow[]): readonly Difference[] {
  const without = counted.filter(({ row }) => !row.cardBatchId);
  if (without.length === 0) return [];
  const helcimCents = netOf(
    tallyKinds(without.flatMap(({ row, kind }) => (kind === null ? [] : [{ kind, cents: row.amountCents }]))),
  );
  return [difference('row_without_batch', 'see_helcim', { count: without.length, helcimCents })];
}

function countOf({ sale, refund, reverse }: KindTallies): number {
  return sale.count + refund.count + reverse.count;
}
