import { batchTotalText, dollars } from './amounts.ts';
import type { SimulatorBehaviour } from './behaviour.ts';
import type { Journal } from './journal.ts';
import type { LastingState } from './lasting-state.ts';
import { mountainText, NO_MOUNTAIN_TIME, nextMountainHour } from './mountain-time.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { HelcimClock } from './simulator-clock.ts';
import type { SimulatedTransaction, TransactionStore, TransactionType } from './transactions.ts';

/** A day's bundle of card transactions (https://devdocs.helcim.com/docs/card-batches). Times are Mountain text. */
export interface Batch {
  readonly id: number;
  readonly batchNumber: number;
  readonly terminalId: number;
  readonly dateCreated: string;
  dateUpdated: string;
  dateClosed: string;
  closed: boolean;
}

export interface BatchStore {
  all(): Batch[];
  find(id: number): Batch | null;
  /** The id that an approved transaction falls into; opens a batch when none is open. */
  joinOpen(): number;
  /** The open batch's id, or 0. */
  openId(): number;
  isClosed(id: number): boolean;
  close(id?: number): void;
  /** From now on its stated total of sales is off by so many cents. */
  misstate(id: number, offCents: number): void;
  wire(batch: Batch, withStats: boolean): Record<string, unknown>;
  export(): LastingState['batches'];
  /** A batch whose daily close came while the program was off is closed now. */
  restore(saved: LastingState['batches'], passedMs: number): void;
}

interface BatchStoreParts {
  readonly clock: HelcimClock;
  readonly random: SeededRandom;
  readonly journal: Journal;
  readonly transactions: TransactionStore;
  readonly behaviour: SimulatorBehaviour;
  readonly terminalId: number;
}

const DAILY_CLOSE_HOUR = 17;

export function createBatchStore(parts: BatchStoreParts): BatchStore {
  const { clock, journal, transactions, behaviour, terminalId } = parts;
  const batches: Batch[] = [];
  const misstated = new Map<number, number>();
  let nextId = parts.random.integer(1_000_000, 8_999_999);

  const now = () => mountainText(clock.wallMs());
  const openBatch = () => batches.find((batch) => !batch.closed) ?? null;
  const find = (id: number) => batches.find((batch) => batch.id === id) ?? null;

  function open(): Batch {
    const batch: Batch = {
      id: nextId,
      batchNumber: (batches.at(-1)?.batchNumber ?? 0) + 1,
      terminalId,
      dateCreated: now(),
      dateUpdated: now(),
      dateClosed: NO_MOUNTAIN_TIME,
      closed: false,
    };
    nextId += 1;
    batches.push(batch);
    journal.add('batch', `batch ${batch.id} opened`, { cardBatchId: batch.id });
    planDailyClose(batch, clock.wallMs());
    return batch;
  }

  function planDailyClose(batch: Batch, sinceMs: number): void {
    if (!behaviour.closesBatchesDaily) return;
    const delayMs = nextMountainHour(sinceMs, DAILY_CLOSE_HOUR) - clock.wallMs();
    clock.setTimer(Math.max(0, delayMs), () => close(batch.id));
  }

  function close(id?: number): void {
    const batch = id === undefined ? openBatch() : find(id);
    if (!batch || batch.closed) return;
    batch.closed = true;
    batch.dateClosed = now();
    batch.dateUpdated = batch.dateClosed;
    journal.add('batch', `batch ${batch.id} closed`, { cardBatchId: batch.id });
  }

  return {
    all: () => batches.map((batch) => ({ ...batch })),
    find,
    joinOpen() {
      const batch = openBatch() ?? open();
      batch.dateUpdated = now();
      return batch.id;
    },
    openId: () => openBatch()?.id ?? 0,
    isClosed: (id) => find(id)?.closed === true,
    close,
    misstate: (id, offCents) => void misstated.set(id, offCents),
    wire: (batch, withStats) => ({
      ...batch,
      ...(withStats ? batchStats(batch.id, transactions.all(), misstated.get(batch.id) ?? 0) : {}),
    }),
    export: () => ({ nextId, rows: batches.map((batch) => ({ ...batch })) }),
    restore(saved, passedMs) {
      nextId = saved.nextId;
      batches.push(...saved.rows);
      const open = openBatch();
      if (open) planDailyClose(open, clock.wallMs() - passedMs);
    },
  };
}

/** Totals with the mix of numbers and texts that the wire really has. */
function batchStats(
  batchId: number,
  all: readonly SimulatedTransaction[],
  offCents: number,
): Record<string, unknown> {
  const own = all.filter((row) => row.cardBatchId === batchId);
  const approved = own.filter((row) => row.status === 'APPROVED');
  const sum = (type: TransactionType) =>
    approved.filter((row) => row.type === type).reduce((cents, row) => cents + row.amountCents, 0);
  const reversed = (type: TransactionType) =>
    approved
      .filter((row) => row.type === 'reverse')
      .filter((row) => all.find((other) => other.transactionId === row.originalTransactionId)?.type === type)
      .reduce((cents, row) => cents + row.amountCents, 0);
  const salesCents = sum('purchase') + sum('capture');
  const netCents = salesCents - sum('refund') - reversed('purchase') + reversed('refund');
  return {
    netSales: netCents < 0 ? -dollars(-netCents) : dollars(netCents),
    totalSales: batchTotalText(salesCents + offCents),
    totalRefunds: batchTotalText(sum('refund')),
    totalReversed: batchTotalText(reversed('purchase')),
    totalRefundsReversed: batchTotalText(reversed('refund')),
    countTotal: own.length,
    countApproved: String(approved.length),
    countDeclined: String(own.filter((row) => row.status === 'DECLINED').length),
  };
}
