/** Adds up the two columns of a day's close, each payment once in every breakdown. Pure. */
import { type DayBounds, hourMs, hoursOfDay } from '../../shared/business-day.ts';
import {
  type CloseGroup,
  type CloseHour,
  type CloseKind,
  type CloseSums,
  closeKinds,
  type KindTallies,
  type Tally,
} from '../../shared/day-close.ts';
import type { DayAttempt } from '../ledger/day-attempt.ts';
import { moneyKindOf, type PlacedRow } from './day-rows.ts';

/** One movement of money as one column sees it. */
export interface Movement {
  readonly transactionId: number;
  readonly kind: CloseKind;
  readonly cents: number;
  /** Of the attempt it belongs to; null where no attempt of this till claims it. */
  readonly askedCents: number | null;
  readonly cardType: string | null;
  /** Null where no attempt claims it; empty where one does that no terminal took part in. */
  readonly terminalCode: string | null;
  readonly cashierId: string | null;
  /** Of the attempt, else of the row: so both columns put the same payment into the same hour. */
  readonly atMs: number;
}

/** What our ledger says was approved for an attempt, transaction by transaction. */
export function ownMovements(attempt: DayAttempt): readonly Movement[] {
  return attempt.rows.flatMap((row) => {
    const kind = moneyKindOf(row.type);
    const isOwnKind = attempt.kind === 'purchase' ? row.type === 'purchase' : kind !== 'sale';
    if (kind === null || !isOwnKind || row.status !== 'approved' || row.currency !== attempt.currency)
      return [];
    return [movement(row.transactionId, kind, row.amountCents, row.cardType, attempt, attempt.preparedAtMs)];
  });
}

/** What Helcim says: approved rows of this day, of a known type, in the till's currency. */
export function helcimMovements(placed: readonly PlacedRow[], currency: string): readonly Movement[] {
  return placed.flatMap(({ row, kind, owner, place, atMs }) => {
    if (place !== 'this_day' || kind === null || row.status !== 'approved' || row.currency !== currency)
      return [];
    const hourAtMs = owner?.preparedAtMs ?? atMs ?? 0;
    return [movement(row.transactionId, kind, row.amountCents, row.cardType, owner, hourAtMs)];
  });
}

function movement(
  transactionId: number,
  kind: CloseKind,
  cents: number,
  cardType: string | null,
  owner: DayAttempt | null,
  atMs: number,
): Movement {
  return {
    transactionId,
    kind,
    cents,
    askedCents: owner?.amountCents ?? null,
    cardType,
    terminalCode: owner === null ? null : (owner.terminalCode ?? ''),
    cashierId: owner?.cashierId ?? null,
    atMs,
  };
}

type MutableTallies = Record<CloseKind, { count: number; cents: number }>;
const emptyTallies = (): MutableTallies => ({
  sale: { count: 0, cents: 0 },
  refund: { count: 0, cents: 0 },
  reverse: { count: 0, cents: 0 },
});

function add(tallies: MutableTallies, kind: CloseKind, cents: number): void {
  tallies[kind].count += 1;
  tallies[kind].cents += cents;
}

export function tallyKinds(moves: Iterable<Pick<Movement, 'kind' | 'cents'>>): KindTallies {
  const tallies = emptyTallies();
  for (const { kind, cents } of moves) add(tallies, kind, cents);
  return tallies;
}

/** What stays with the shop: sales less what went back. */
export function netOf({ sale, refund, reverse }: KindTallies): number {
  return sale.cents - refund.cents - reverse.cents;
}

export function isEmptyTallies(tallies: KindTallies): boolean {
  return closeKinds.every((kind) => tallies[kind].count === 0);
}

export function sumsOf(moves: readonly Movement[]): CloseSums {
  const kinds = tallyKinds(moves);
  return { kinds, netCents: netOf(kinds), aboveAsked: aboveAsked(moves) };
}

/** Each approval against what was asked: a second charge of one attempt is no tip. */
function aboveAsked(moves: readonly Movement[]): Tally {
  let count = 0;
  let cents = 0;
  for (const move of moves) {
    if (move.kind !== 'sale' || move.askedCents === null || move.cents <= move.askedCents) continue;
    count += 1;
    cents += move.cents - move.askedCents;
  }
  return { count, cents };
}

/** @param helcim null where Helcim was not read */
export function groupsBy(
  key: (move: Movement) => string | null,
  ours: readonly Movement[],
  helcim: readonly Movement[] | null,
): readonly CloseGroup[] {
  const own = talliesBy(key, ours);
  const theirs = helcim === null ? null : talliesBy(key, helcim);
  const keys = new Set([...own.keys(), ...(theirs?.keys() ?? [])]);
  return [...keys].toSorted(byKey).map((each) => ({
    key: each,
    ours: own.get(each) ?? emptyTallies(),
    helcim: theirs === null ? null : (theirs.get(each) ?? emptyTallies()),
  }));
}

function talliesBy<Key>(key: (move: Movement) => Key, moves: readonly Movement[]): Map<Key, MutableTallies> {
  const groups = new Map<Key, MutableTallies>();
  for (const move of moves) {
    const own = key(move);
    const tallies = groups.get(own) ?? emptyTallies();
    if (!groups.has(own)) groups.set(own, tallies);
    add(tallies, move.kind, move.cents);
  }
  return groups;
}

/** What names nothing comes last. */
function byKey(one: string | null, other: string | null): number {
  if (one === other) return 0;
  if (one === null) return 1;
  if (other === null) return -1;
  return one < other ? -1 : 1;
}

/** Every hour of the day, empty ones too. */
export function hoursBy(
  bounds: DayBounds,
  ours: readonly Movement[],
  helcim: readonly Movement[] | null,
): readonly CloseHour[] {
  const starts = hoursOfDay(bounds);
  const indexOf = ({ atMs }: Movement) =>
    Math.min(Math.max(0, Math.floor((atMs - bounds.fromMs) / hourMs)), starts.length - 1);
  const own = talliesBy(indexOf, ours);
  const theirs = helcim === null ? null : talliesBy(indexOf, helcim);
  return starts.map((fromMs, index) => ({
    fromMs,
    ours: own.get(index) ?? emptyTallies(),
    helcim: theirs === null ? null : (theirs.get(index) ?? emptyTallies()),
  }));
}
