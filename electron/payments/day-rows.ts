/**
 * Whose a row of Helcim is and which business day it counts on. Pure. A row counts on the day of the attempt it belongs
 * to, however late its card was taken, so that both columns count the same payment on the same day; a row of nobody
 * counts by Helcim's own time.
 */
import type { DayBounds } from '../../shared/business-day.ts';
import type { CloseKind } from '../../shared/day-close.ts';
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Transaction } from '../../shared/payment.ts';
import { instantsOfMountainText } from '../helcim/mountain-time.ts';
import type { DayAttempt } from '../ledger/day-attempt.ts';
import { eachOf, type Pieces } from './in-pieces.ts';

/** Null for a type that this till does not know how to add up, such as a hold. */
export function moneyKindOf(type: string): CloseKind | null {
  const word = type.trim().toLowerCase();
  if (word === 'purchase' || word === 'capture') return 'sale';
  return word === 'refund' || word === 'reverse' ? word : null;
}

export type RowPlace =
  | 'this_day'
  /** Counts on another day, though its own time lies in this one. */
  | 'this_day_by_time_only'
  | 'elsewhere'
  /** Of nobody, and its time cannot be read: it counts on no day. */
  | 'nowhere';

export interface PlacedRow {
  readonly row: Transaction;
  readonly kind: CloseKind | null;
  /** The attempt it belongs to, of whatever day. */
  readonly owner: DayAttempt | null;
  /** For money that went back: the sale whose number it carries. */
  readonly sale: DayAttempt | null;
  readonly place: RowPlace;
  /** Helcim's time of it, UTC milliseconds; the earlier one in the doubled hour of autumn. */
  readonly atMs: number | null;
  /** Whether that time lies in this day. */
  readonly isWithin: boolean;
}

export interface Owners {
  ownerOf(row: Transaction): DayAttempt | null;
  saleOf(row: Transaction): DayAttempt | null;
  isOfDay(attempt: DayAttempt): boolean;
}

/** @param others attempts of other days that rows of the reading belong to */
export function* ownersOf(attempts: readonly DayAttempt[], others: readonly DayAttempt[]): Pieces<Owners> {
  const byId = new Map<number, DayAttempt>();
  const byNumber = new Map<string, DayAttempt>();
  const ofDay = new Set<string>();
  yield* eachOf(attempts, (attempt) => ofDay.add(attempt.id));
  yield* eachOf([...others, ...attempts], (attempt) => {
    for (const row of attempt.rows) byId.set(row.transactionId, attempt);
    if (attempt.kind === 'purchase') byNumber.set(attempt.invoiceNumber, attempt);
  });
  const saleOf = ({ invoiceNumber }: Transaction) => {
    const number = readInvoiceNumber(invoiceNumber);
    return number === null ? null : (byNumber.get(number) ?? null);
  };
  return {
    saleOf,
    // A refund carries its sale's number and so names no attempt of its own: only a claim says whose it is (M9).
    ownerOf: (row) => byId.get(row.transactionId) ?? (isMoneyBack(row) ? null : saleOf(row)),
    isOfDay: (attempt) => ofDay.has(attempt.id),
  };
}

function isMoneyBack({ type }: Transaction): boolean {
  const kind = moneyKindOf(type);
  return kind === 'refund' || kind === 'reverse';
}

/** Each row once, however often and in whatever order it was read. */
export function* placeRows(
  rows: readonly Transaction[],
  owners: Owners,
  bounds: DayBounds,
): Pieces<readonly PlacedRow[]> {
  const distinct = new Map<number, Transaction>();
  yield* eachOf(rows, (row) => distinct.set(row.transactionId, row));
  const placed: PlacedRow[] = [];
  yield* eachOf(distinct.values(), (row) => placed.push(placeRow(row, owners, bounds)));
  return placed;
}

function placeRow(row: Transaction, owners: Owners, bounds: DayBounds): PlacedRow {
  const owner = owners.ownerOf(row);
  const kind = moneyKindOf(row.type);
  const [atMs = null] = instantsOfMountainText(row.dateCreatedText);
  const sale = kind === 'refund' || kind === 'reverse' ? owners.saleOf(row) : null;
  const isWithin = atMs !== null && bounds.fromMs <= atMs && atMs < bounds.toMs;
  return { row, kind, owner, sale, atMs, isWithin, place: placeOf(atMs, isWithin, owner, owners) };
}

function placeOf(atMs: number | null, isWithin: boolean, owner: DayAttempt | null, owners: Owners): RowPlace {
  if (owner !== null && owners.isOfDay(owner)) return 'this_day';
  if (owner !== null) return isWithin ? 'this_day_by_time_only' : 'elsewhere';
  if (atMs === null) return 'nowhere';
  return isWithin ? 'this_day' : 'elsewhere';
}
