/**
 * Reads what Helcim has of a business day: rows by Mountain dates, one day wider on both sides since it is not documented
 * whether an end date is included, then the batches that hold them. All of it in the least urgent class of the budget;
 * where Helcim's limits are reached it waits instead of giving up.
 * @see https://devdocs.helcim.com/reference
 */
import { type AppError, failed } from '../../shared/app-error.ts';
import type { DayBounds } from '../../shared/business-day.ts';
import type { CloseReading, DayCloseProgress } from '../../shared/day-close.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Clock } from '../../shared/ports.ts';
import type { CardBatch, HelcimClient, ReadResult } from '../helcim/helcim-client.ts';
import type { LongReading } from '../helcim/list-pages.ts';
import { mountainDateText } from '../helcim/mountain-time.ts';
import { addsUp, closeBatch, type ReadBatch } from './day-batches.ts';
import type { HelcimDay } from './day-close.ts';

/** 400,000 rows in four dates: eight times the busiest day this app is made for. */
const pagesMax = 400;
/** A day's money lies in one or two batches an acquiring terminal. */
const batchesMax = 40;
const limitWaitMs = 2_000;
/** Ten minutes in all: the hour's limit may be spent by other software of the account. */
const limitWaitsMax = 300;

export interface DayReaderParts {
  readonly helcim: Pick<HelcimClient, 'searchTransactions' | 'cardBatch'>;
  readonly clock: Clock;
  readonly isStopped: () => boolean;
  readonly onProgress: (progress: Omit<DayCloseProgress, 'day'>) => void;
}

export interface DayReader {
  rows(bounds: DayBounds): Promise<ReadResult<HelcimDay>>;
  /** @param known rows that were read already; a batch that they explain is not read again */
  batches(
    ids: readonly number[],
    known: readonly Transaction[],
    currency: string,
  ): Promise<{ readonly batches: readonly ReadBatch[]; readonly reading: CloseReading }>;
}

export function createDayReader({ helcim, clock, isStopped, onProgress }: DayReaderParts): DayReader {
  let waitsLeft = limitWaitsMax;

  /** True once it is worth asking again. */
  async function waitForLimits(
    error: AppError,
    at: Omit<DayCloseProgress, 'day' | 'isWaiting'>,
  ): Promise<boolean> {
    if (error.code !== 'rate_limited' || waitsLeft === 0 || isStopped()) return false;
    waitsLeft -= 1;
    onProgress({ ...at, isWaiting: true });
    await new Promise<void>((resolve) => clock.setTimer(limitWaitMs, resolve));
    return !isStopped();
  }

  function longReading(
    stage: 'rows' | 'batches',
    done: (pages: number) => number,
    of: number | null,
  ): LongReading {
    let pages = 0;
    return {
      pagesMax,
      onPage(read) {
        pages = read;
        onProgress({ stage, done: done(pages), of, isWaiting: false });
        return !isStopped();
      },
      mayTryAgain: (error) => waitForLimits(error, { stage, done: done(pages), of }),
    };
  }

  async function readBatch(
    id: number,
    at: Omit<DayCloseProgress, 'day' | 'isWaiting'>,
  ): Promise<ReadResult<CardBatch>> {
    for (;;) {
      if (isStopped()) return failed('close_stopped');
      const read = await helcim.cardBatch(id);
      if (read.ok || !(await waitForLimits(read.error, at))) return read;
    }
  }

  /** A batch may have been open for days, so its rows are more than those of the dates that were read. */
  async function readRowsOf(
    id: number,
    at: { done: number; of: number },
  ): Promise<readonly Transaction[] | null> {
    const reading = longReading('batches', () => at.done, at.of);
    const read = await helcim.searchTransactions({ cardBatchId: id }, 'rest', reading);
    if (!read.ok || read.value.unreadableCount + read.value.foreignUnreadableCount > 0) return null;
    return read.value.transactions.filter((row) => row.cardBatchId === id);
  }

  return {
    async rows({ fromMs, toMs }) {
      const begunAtMs = clock.wallMs();
      const dates = { dateFrom: mountainDateText(fromMs, -1), dateTo: mountainDateText(toMs - 1, 1) };
      const read = await helcim.searchTransactions(
        dates,
        'rest',
        longReading('rows', (pages) => pages, null),
      );
      if (!read.ok) return read;
      const { transactions, unreadableCount, foreignUnreadableCount } = read.value;
      return {
        ok: true,
        value: { rows: transactions, unreadableCount: unreadableCount + foreignUnreadableCount, begunAtMs },
      };
    },
    async batches(ids, known, currency) {
      if (ids.length === 0) return { batches: [], reading: { kind: 'not_tried' } };
      const batches: ReadBatch[] = [];
      const of = Math.min(ids.length, batchesMax);
      for (const id of ids.slice(0, batchesMax)) {
        const at = { stage: 'batches', done: batches.length, of } as const;
        onProgress({ ...at, isWaiting: false });
        const read = await readBatch(id, at);
        if (!read.ok) return { batches, reading: { kind: 'failed', error: read.error } };
        const knownRows = known.filter((row) => row.cardBatchId === id);
        const isExplained =
          isStated(read.value) && addsUp(closeBatch({ batch: read.value, rows: knownRows }, none, currency));
        const rows = isExplained ? knownRows : await readRowsOf(id, { done: batches.length, of });
        batches.push({ batch: read.value, rows });
      }
      return { batches, reading: { kind: 'read' } };
    },
  };
}

const none: ReadonlySet<number> = new Set();

/** A batch without any total proves nothing about which rows it holds. */
function isStated({ totalSalesCents, countApproved }: CardBatch): boolean {
  return totalSalesCents !== null && countApproved !== null;
}
