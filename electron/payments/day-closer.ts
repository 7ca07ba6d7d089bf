/**
 * Makes the report of a business day: looks up what ended without an approval (M6), reads Helcim, hands late evidence to
 * its attempts, then compares. One report at a time; a person can see how far it is and stop it. It moves no money, and
 * everything that does goes before it.
 */
import { failed, ok, type Result } from '../../shared/app-error.ts';
import { type BusinessDay, boundsOfDay, type DayBounds, type DayRule } from '../../shared/business-day.ts';
import type { DayClose, DayCloseProgress } from '../../shared/day-close.ts';
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Currency } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Clock, Logger, NextTurn } from '../../shared/ports.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { DayAttempt } from '../ledger/day-attempt.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { batchIdsOf, closeDayInPieces, type HelcimDay } from './day-close.ts';
import { createDayReader, type DayReader } from './day-reader.ts';
import { ownersOf, placeRows } from './day-rows.ts';
import { inTurns } from './in-pieces.ts';

/** One by one they cost a call each; what is left is covered by the list of all rows that is read anyway. */
const lookUpsMax = 60;
/** Helcim is away: asking for each of the others would only take long. */
const failuresInARowMax = 2;

export interface DayWish {
  readonly day: BusinessDay;
  readonly rule: DayRule;
  readonly currency: Currency;
  readonly practice: boolean;
}

export interface DayCloser {
  /** Ends as `close_stopped` when stopped, also by a later call. */
  make(wish: DayWish): Promise<Result<DayClose>>;
  stop(): void;
  progress(): DayCloseProgress | null;
  /** The report that was made last, for what is done with it. */
  last(): DayClose | null;
}

export interface DayCloserParts {
  readonly ledger: Pick<Ledger, 'attemptsBetween' | 'attemptsOfRows'>;
  readonly helcim: Pick<HelcimClient, 'searchTransactions' | 'cardBatch'>;
  readonly runner: Pick<AttemptRunner, 'lookUp' | 'observe'>;
  /** Helcim's limits pass in real time. */
  readonly wireClock: Clock;
  readonly nextTurn: NextTurn;
  readonly logger: Logger;
  readonly onProgress: () => void;
}

/** Of one report: whether it goes on, and how far it is. */
interface Job {
  isStopped: boolean;
  progress: DayCloseProgress | null;
}

export function createDayCloser(parts: DayCloserParts): DayCloser {
  const { ledger, runner, wireClock, nextTurn, logger } = parts;
  let current: Job | null = null;
  let lastMade: DayClose | null = null;

  function tell(job: Job, progress: DayCloseProgress | null): void {
    job.progress = progress;
    if (job === current) parts.onProgress();
  }

  async function readAttempts(
    job: Job,
    day: BusinessDay,
    { fromMs, toMs }: DayBounds,
  ): Promise<readonly DayAttempt[]> {
    const attempts: DayAttempt[] = [];
    for await (const piece of ledger.attemptsBetween(fromMs, toMs)) {
      attempts.push(...piece);
      tell(job, { day, stage: 'ledger', done: attempts.length, of: null, isWaiting: false });
      await nextTurn();
      if (job.isStopped) break;
    }
    return attempts;
  }

  /** Every attempt that ended without approval is looked up at the day's close, the newest first. */
  async function lookUp(
    job: Job,
    day: BusinessDay,
    attempts: readonly DayAttempt[],
  ): Promise<DayClose['lookUps']> {
    const wanted = attempts.filter((attempt) => attempt.approvedCents === null).toReversed();
    const now = wanted.slice(0, lookUpsMax);
    let asked = 0;
    let failures = 0;
    let failuresInARow = 0;
    for (const { id } of now) {
      if (job.isStopped || failuresInARow >= failuresInARowMax) break;
      tell(job, { day, stage: 'look_ups', done: asked, of: now.length, isWaiting: false });
      const result = await runner.lookUp(id, 'rest');
      asked += 1;
      failures += result === 'failed' ? 1 : 0;
      failuresInARow = result === 'failed' ? failuresInARow + 1 : 0;
    }
    return { asked, failed: failures, left: wanted.length - asked };
  }

  /** Attempts of other days that some of the rows belong to: without them a late card would look like nobody's. */
  async function othersOf(
    rows: readonly Transaction[],
    attempts: readonly DayAttempt[],
  ): Promise<readonly DayAttempt[]> {
    const claimed = new Set(attempts.flatMap((attempt) => attempt.rows.map((row) => row.transactionId)));
    const ofDay = new Set(attempts.map((attempt) => attempt.id));
    const unclaimed = rows.filter((row) => !claimed.has(row.transactionId));
    const numbers = unclaimed.flatMap((row) => readInvoiceNumber(row.invoiceNumber) ?? []);
    const found = await ledger.attemptsOfRows(
      unclaimed.map((row) => row.transactionId),
      [...new Set(numbers)],
    );
    return found.filter((attempt) => !ofDay.has(attempt.id));
  }

  /** M6: an approval counts whenever it is found. @returns whether the ledger knows more than before */
  async function handOverLateRows(
    rows: readonly Transaction[],
    attempts: readonly DayAttempt[],
    others: readonly DayAttempt[],
  ): Promise<boolean> {
    const owners = await inTurns(ownersOf(attempts, others), nextTurn);
    const late = rows.filter((row) => {
      const owner = row.status === 'approved' && row.type === 'purchase' ? owners.ownerOf(row) : null;
      const isKnown = owner?.rows.some(
        (own) => own.transactionId === row.transactionId && own.status === 'approved',
      );
      return owner !== null && !isKnown;
    });
    for (const [owner, found] of Map.groupBy(late, (row) => owners.ownerOf(row))) {
      if (owner === null) continue;
      await runner.observe(owner.id, { kind: 'rows_read', rows: found, source: 'lookup', isLookup: false });
    }
    return late.length > 0;
  }

  async function batchesOf(
    reader: DayReader,
    helcim: HelcimDay,
    attempts: readonly DayAttempt[],
    others: readonly DayAttempt[],
    { bounds, currency }: { readonly bounds: DayBounds; readonly currency: Currency },
  ) {
    const owners = await inTurns(ownersOf(attempts, others), nextTurn);
    const placed = await inTurns(placeRows(helcim.rows, owners, bounds), nextTurn);
    return reader.batches(batchIdsOf(placed), helcim.rows, currency);
  }

  async function run(job: Job, wish: DayWish): Promise<Result<DayClose>> {
    const { day, rule, currency, practice } = wish;
    const bounds = boundsOfDay(day, rule);
    const reader = createDayReader({
      helcim: parts.helcim,
      clock: wireClock,
      isStopped: () => job.isStopped,
      onProgress: (progress) => tell(job, { ...progress, day }),
    });
    const lookUps = await lookUp(job, day, await readAttempts(job, day, bounds));
    if (job.isStopped) return failed('close_stopped');
    const read = await reader.rows(bounds);
    if (job.isStopped) return failed('close_stopped');
    let attempts = await readAttempts(job, day, bounds);
    let others = read.ok ? await othersOf(read.value.rows, attempts) : [];
    if (read.ok && (await handOverLateRows(read.value.rows, attempts, others))) {
      attempts = await readAttempts(job, day, bounds);
      others = await othersOf(read.value.rows, attempts);
    }
    if (job.isStopped) return failed('close_stopped');
    const { batches, reading } = read.ok
      ? await batchesOf(reader, read.value, attempts, others, { bounds, currency })
      : { batches: [], reading: { kind: 'not_tried' } as const };
    if (job.isStopped) return failed('close_stopped');
    await nextTurn();
    const closing = closeDayInPieces({
      day,
      rule,
      bounds,
      madeAtMs: wireClock.wallMs(),
      practice,
      currency,
      attempts,
      others,
      helcim: read.ok ? read.value : { error: read.error },
      batches,
      batchesReading: reading,
      lookUps,
    });
    return ok(await inTurns(closing, nextTurn));
  }

  function stop(): void {
    if (current) current.isStopped = true;
  }

  return {
    async make(wish) {
      stop();
      const job: Job = { isStopped: false, progress: null };
      current = job;
      try {
        const made = await run(job, wish);
        if (made.ok) lastMade = made.value;
        return made;
      } catch (cause) {
        logger.error('the report of a day could not be made', { day: wish.day, cause: String(cause) });
        return failed('close_not_made');
      } finally {
        tell(job, null);
        if (current === job) current = null;
      }
    },
    stop,
    progress: () => current?.progress ?? null,
    last: () => lastMade,
  };
}
