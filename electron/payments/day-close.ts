/**
 * The day's close as a pure function: what our ledger and Helcim say of one business day, side by side, with every
 * difference. The order of what comes in does not matter, and no row counts twice.
 */
import type { AppError } from '../../shared/app-error.ts';
import type { BusinessDay, DayBounds, DayRule } from '../../shared/business-day.ts';
import {
  type CloseReading,
  type DayClose,
  type Difference,
  differenceKinds,
  differencesShownMax,
} from '../../shared/day-close.ts';
import type { Currency } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { DayAttempt } from '../ledger/day-attempt.ts';
import { batchDifferences, closeBatch, type ReadBatch, rowsWithoutBatch } from './day-batches.ts';
import { differencesOf } from './day-differences.ts';
import { ownersOf, type PlacedRow, placeRows } from './day-rows.ts';
import { groupsBy, helcimMovements, hoursBy, type Movement, ownMovements, sumsOf } from './day-sums.ts';
import { allAtOnce, eachOf, type Pieces } from './in-pieces.ts';

export interface HelcimDay {
  readonly rows: readonly Transaction[];
  readonly unreadableCount: number;
  readonly begunAtMs: number;
}

export interface DayCloseFacts {
  readonly day: BusinessDay;
  readonly rule: DayRule;
  readonly bounds: DayBounds;
  readonly madeAtMs: number;
  readonly practice: boolean;
  readonly currency: Currency;
  /** Every attempt prepared on the day. */
  readonly attempts: readonly DayAttempt[];
  /** Attempts of other days that own some of the rows. */
  readonly others: readonly DayAttempt[];
  readonly helcim: HelcimDay | { readonly error: AppError };
  readonly batches: readonly ReadBatch[];
  readonly batchesReading: CloseReading;
  readonly lookUps: DayClose['lookUps'];
}

export function closeDay(facts: DayCloseFacts): DayClose {
  return allAtOnce(closeDayInPieces(facts));
}

/** The same, with pauses: a day may have 50,000 attempts, and sales go on meanwhile. */
export function* closeDayInPieces(facts: DayCloseFacts): Pieces<DayClose> {
  const { day, rule, bounds, currency, attempts, helcim } = facts;
  const placed =
    'error' in helcim ? null : yield* placeRows(helcim.rows, yield* ownersOf(attempts, facts.others), bounds);
  const own = new Map<DayAttempt, readonly Movement[]>();
  yield* eachOf(attempts, (attempt) => own.set(attempt, ownMovements(attempt)));
  const ours = [...own.values()].flat();
  yield;
  const theirs = placed === null ? null : helcimMovements(placed, currency);
  yield;
  const countedIds = new Set((theirs ?? []).map((move) => move.transactionId));
  yield;
  const batches = facts.batches
    .map((read) => closeBatch(read, countedIds, currency))
    .toSorted((one, other) => one.id - other.id);
  const read = 'error' in helcim || placed === null ? null : { ...helcim, placed };
  const differences = [
    ...(yield* differencesOf(own, read, currency)),
    ...batchDifferences(batches),
    ...rowsWithoutBatch((placed ?? []).filter(({ row }) => countedIds.has(row.transactionId))),
  ].toSorted(bySeverity);
  yield;
  return {
    day,
    timeZone: rule.timeZone,
    cutOverHour: rule.cutOverHour,
    fromMs: bounds.fromMs,
    toMs: bounds.toMs,
    madeAtMs: facts.madeAtMs,
    isRunning: facts.madeAtMs < bounds.toMs,
    practice: facts.practice,
    currency,
    ours: sumsOf(ours),
    helcim: theirs === null ? null : sumsOf(theirs),
    batches,
    rowsReading: 'error' in helcim ? { kind: 'failed', error: helcim.error } : { kind: 'read' },
    batchesReading: facts.batchesReading,
    cardTypes: groupsBy((move) => move.cardType, ours, theirs),
    terminals: groupsBy((move) => move.terminalCode, ours, theirs),
    cashiers: groupsBy((move) => move.cashierId, ours, theirs),
    hours: hoursBy(bounds, ours, theirs),
    attemptCount: attempts.length,
    lookUps: facts.lookUps,
    differences: differences.slice(0, differencesShownMax),
    differenceCount: differences.length,
  };
}

/** Batches that hold this day's money, so that their totals are worth reading. */
export function batchIdsOf(placed: readonly PlacedRow[]): readonly number[] {
  const ids = placed
    .filter(({ place, row }) => place === 'this_day' && row.status === 'approved')
    .map(({ row }) => row.cardBatchId ?? 0);
  return [...new Set(ids)].filter((id) => id > 0).toSorted((one, other) => one - other);
}

/** What needs a person first; then by time; then by whatever tells two apart, so that the order is always the same. */
function bySeverity(one: Difference, other: Difference): number {
  return (
    rank(one) - rank(other) ||
    (one.atMs ?? 0) - (other.atMs ?? 0) ||
    (one.transactionId ?? 0) - (other.transactionId ?? 0) ||
    (one.batchId ?? 0) - (other.batchId ?? 0) ||
    compareTexts(one.attemptId ?? '', other.attemptId ?? '')
  );
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const ranks = new Map(differenceKinds.map((kind, index) => [kind, index]));
const rank = ({ kind }: Difference): number => ranks.get(kind) ?? ranks.size;
