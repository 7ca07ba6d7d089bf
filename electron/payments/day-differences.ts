/**
 * What does not agree between our ledger and Helcim's rows, each with its likely cause and the one next step. Pure; work
 * grows with the number of rows alone.
 */
import type { Difference, DifferenceCause, DifferenceKind, NextStep } from '../../shared/day-close.ts';
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import type { DayAttempt } from '../ledger/day-attempt.ts';
import type { PlacedRow } from './day-rows.ts';
import type { Movement } from './day-sums.ts';
import { eachOf, type Pieces } from './in-pieces.ts';

export interface ReadRows {
  readonly placed: readonly PlacedRow[];
  readonly unreadableCount: number;
  /** When the reading of Helcim's rows began: what was approved since may not be in them. */
  readonly begunAtMs: number;
}

/** What our ledger counts of each attempt of the day. */
export type OwnMovements = ReadonlyMap<DayAttempt, readonly Movement[]>;

/** @param read null where Helcim's rows could not be read: then only what this till itself does not know is told */
export function* differencesOf(
  own: OwnMovements,
  read: ReadRows | null,
  currency: string,
): Pieces<readonly Difference[]> {
  const found: Difference[] = [];
  const claimed = new Set<number>();
  yield* eachOf(own.values(), (moves) => {
    for (const move of moves) claimed.add(move.transactionId);
  });
  const unclaimed = unclaimedApprovals(read?.placed ?? [], claimed, currency);
  yield;
  const seen = new Map<number, PlacedRow>();
  yield* eachOf(read?.placed ?? [], (placed) => seen.set(placed.row.transactionId, placed));
  yield* eachOf(own, ([attempt, moves]) => {
    const state = stateDifference(attempt, moves, unclaimed.get(attempt) ?? [], read !== null);
    if (state !== null) found.push(state);
    if (read === null) return;
    for (const move of moves) {
      const differs = movementDifference(attempt, move, seen, read);
      if (differs !== null) found.push(differs);
    }
  });
  if (read === null) return found;
  const openRefunds = unsettledRefundCents([...own.keys()]);
  yield* eachOf(read.placed, (placed) => {
    const differs = rowDifference(placed, claimed, openRefunds, currency);
    if (differs !== null) found.push(differs);
  });
  if (read.unreadableCount > 0)
    found.push(difference('unreadable_rows', 'report_again', { count: read.unreadableCount }));
  return found;
}

/** Approved rows of an attempt that our ledger does not count yet. */
function unclaimedApprovals(
  placed: readonly PlacedRow[],
  claimed: ReadonlySet<number>,
  currency: string,
): ReadonlyMap<DayAttempt, readonly PlacedRow[]> {
  const rows = placed.filter(
    ({ row, kind, owner }) =>
      owner !== null &&
      kind !== null &&
      row.status === 'approved' &&
      row.currency === currency &&
      !claimed.has(row.transactionId),
  );
  return Map.groupBy(rows, ({ owner }) => owner as DayAttempt);
}

/** What the attempt's own state leaves open, and two charges for one request. */
function stateDifference(
  attempt: DayAttempt,
  moves: readonly Movement[],
  unclaimed: readonly PlacedRow[],
  wasRead: boolean,
): Difference | null {
  const approvals = moves.length + unclaimed.length;
  if (attempt.kind === 'purchase' && approvals > 1) {
    const claimedCents = moves.reduce((sum, move) => sum + move.cents, 0);
    const helcimCents = unclaimed.reduce((sum, { row }) => sum + row.amountCents, claimedCents);
    return difference('charged_twice', 'open_attempt', {
      ...about(attempt),
      helcimCents,
      oursCents: attempt.amountCents,
    });
  }
  const isInDoubt = isOpen(attempt.state) || attempt.state === 'unknown';
  if (approvals > 0 || !isInDoubt) return null;
  // Stopped at the terminal, and Helcim shows no payment: the ordinary end of a cancel where no event can arrive.
  if (attempt.state === 'unknown' && attempt.filedAs === 'stopped_at_terminal' && wasRead) return null;
  return difference(attempt.state === 'unknown' ? 'unknown_attempt' : 'open_attempt', 'open_attempt', {
    ...about(attempt),
    oursCents: attempt.amountCents,
  });
}

/** Our ledger counts it as approved: does Helcim say the same? */
function movementDifference(
  attempt: DayAttempt,
  move: Movement,
  seen: ReadonlyMap<number, PlacedRow>,
  read: ReadRows,
): Difference | null {
  const placed = seen.get(move.transactionId);
  if (placed !== undefined && isAgreed(move, placed)) return null;
  const facts = {
    ...about(attempt),
    moneyKind: move.kind,
    transactionId: move.transactionId,
    oursCents: move.cents,
    cardType: move.cardType,
  };
  if (placed === undefined) {
    const isYoung = attempt.endedAtMs !== null && attempt.endedAtMs >= read.begunAtMs;
    const cause = isYoung ? 'just_now' : read.unreadableCount > 0 ? 'behind_unreadable' : null;
    return difference('missing_at_helcim', isYoung ? 'report_again' : 'look_up', facts, cause);
  }
  const { row, kind } = placed;
  if (row.status !== 'approved') {
    return row.status === 'other'
      ? null
      : difference('not_approved_at_helcim', 'see_helcim', { ...facts, helcimCents: 0 });
  }
  // Another currency is told of by the row itself.
  if (row.currency !== attempt.currency) return null;
  return difference('amount_changed', 'see_helcim', {
    ...facts,
    moneyKind: kind,
    helcimCents: row.amountCents,
  });
}

function isAgreed(move: Movement, { row, kind }: PlacedRow): boolean {
  return row.status === 'approved' && row.amountCents === move.cents && kind === move.kind;
}

/** Helcim has the row: does our ledger? */
function rowDifference(
  placed: PlacedRow,
  claimed: ReadonlySet<number>,
  openRefunds: ReadonlySet<number>,
  currency: string,
): Difference | null {
  const { row, kind, owner, sale, place, atMs, isWithin } = placed;
  if (place === 'elsewhere' || row.status === 'declined') return null;
  const isCounted =
    place === 'this_day' && kind !== null && row.status === 'approved' && row.currency === currency;
  const isKnown = isCounted && claimed.has(row.transactionId);
  // Nearly every row of nearly every day ends here.
  if (isKnown && isWithin) return null;
  const facts = {
    ...(owner === null ? {} : about(owner)),
    moneyKind: kind,
    transactionId: row.transactionId,
    helcimCents: row.amountCents,
    cardType: row.cardType,
    atMs,
  };
  if (place === 'this_day_by_time_only') return difference('other_day', 'nothing', facts, 'counts_there');
  if (place === 'nowhere') return difference('time_unreadable', 'see_helcim', facts);
  if (row.status === 'other') return difference('undecided_row', 'report_again', facts);
  if (row.currency !== currency)
    return difference('other_currency', 'see_helcim', { ...facts, currency: row.currency });
  if (kind === null) return difference('other_type', 'see_helcim', facts);
  if (isKnown) return difference('other_day', 'nothing', facts, 'counts_here');
  if (owner !== null) return difference('approved_at_helcim', 'look_up', facts);
  if (kind === 'sale') {
    const cause = readInvoiceNumber(row.invoiceNumber) === null ? 'another_tool' : 'another_till';
    return difference('unclaimed_charge', 'see_helcim', facts, cause);
  }
  const cause = openRefunds.has(row.amountCents) ? 'refund_not_settled' : null;
  const attemptId = sale?.id ?? null;
  const next = attemptId === null ? 'see_helcim' : 'open_attempt';
  return difference('refund_elsewhere', next, { ...facts, attemptId }, cause);
}

/** Amounts of this till's refunds whose end is not known: a refund that nobody claims may be one of them. */
function unsettledRefundCents(attempts: readonly DayAttempt[]): ReadonlySet<number> {
  return new Set(
    attempts
      .filter(
        (attempt) => attempt.kind === 'refund' && (isOpen(attempt.state) || attempt.state === 'unknown'),
      )
      .map((attempt) => attempt.amountCents as number),
  );
}

function about(attempt: DayAttempt): Partial<Difference> {
  const { id: attemptId, terminalCode, preparedAtMs: atMs } = attempt;
  return { attemptId, terminalCode, atMs, moneyKind: attempt.kind === 'purchase' ? 'sale' : 'refund' };
}

/** Call sites say only what they know. */
export function difference(
  kind: DifferenceKind,
  next: NextStep,
  facts: Partial<Omit<Difference, 'kind' | 'next' | 'cause'>>,
  cause: DifferenceCause | null = null,
): Difference {
  return {
    kind,
    cause,
    next,
    moneyKind: null,
    attemptId: null,
    transactionId: null,
    batchId: null,
    oursCents: null,
    helcimCents: null,
    currency: null,
    terminalCode: null,
    cardType: null,
    atMs: null,
    count: 1,
    ...facts,
  };
}
