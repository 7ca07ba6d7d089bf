/**
 * When everything has come to rest: what the ledger says of each refund is what its own call did, no row is counted
 * twice, and no payment was given back beyond what was paid (M9).
 */
import type { SimulatedTransaction } from '../../../../electron/simulator/transactions.ts';
import {
  type AlarmRow,
  type AttemptRow,
  isApproved,
  isOpenState,
  type TransactionRow,
} from './ledger-rows.ts';
import { isUnsettled, moneyBack, typeOfRoad } from './refund-calls.ts';
import type { Seen } from './seen.ts';
import type { Blame } from './sending-rules.ts';

export interface RefundTruth {
  readonly all: readonly SimulatedTransaction[];
  readonly nowMs: number;
  /** The refunds of ours of which one made this row: one alone but where a terminal's screen had moved on. */
  readonly attemptsBehind: (transactionId: number) => readonly string[];
  /** When the till first read this row; true time. */
  readonly firstReadAtMs: (transactionId: number) => number | null;
  readonly areClocksTrue: boolean;
}

const clockToleranceMs = 2 * 60_000;

export function ownRows(attempt: AttemptRow, truth: RefundTruth): readonly SimulatedTransaction[] {
  return truth.all.filter((row) => {
    const behind = moneyBack.includes(row.type) ? truth.attemptsBehind(row.transactionId) : [];
    return behind.length === 1 && behind[0] === attempt.id;
  });
}

/**
 * Rows that nobody who knows only Helcim's pages could tell from this refund's own: same number, type, amount and card,
 * not read before the send, and not clearly older than it.
 */
export function lookAlikes(
  attempt: AttemptRow,
  truth: RefundTruth,
  seen: Seen,
): readonly SimulatedTransaction[] {
  const sentAtMs = seen.writes.get(attempt.number)?.atMs ?? attempt.preparedAt;
  const original = truth.all.find((row) => row.transactionId === attempt.original);
  if (!original) return [];
  const own = new Set(ownRows(attempt, truth));
  return truth.all.filter((row) => {
    const isAlike =
      row.type === typeOfRoad[attempt.road ?? ''] &&
      row.amountCents === attempt.asked &&
      row.invoiceNumber.toUpperCase() === attempt.listed &&
      row.card.number.slice(-4) === original.card.number.slice(-4);
    const readAtMs = truth.firstReadAtMs(row.transactionId);
    const isReadBefore = readAtMs !== null && readAtMs <= sentAtMs;
    const isOlder = truth.areClocksTrue && row.createdAtMs < sentAtMs - clockToleranceMs - 2_000;
    return isAlike && !own.has(row) && !isReadBefore && !isOlder;
  });
}

/**
 * Whether a row that comes when this one has ended could as well be that of another refund of ours for the same: of two
 * that fit neither may be guessed.
 */
export function hasRival(attempt: AttemptRow, attempts: readonly AttemptRow[]): boolean {
  if (isUnsettled(attempt) || attempt.state === 'approved') return false;
  return attempts.some(
    (each) =>
      each !== attempt &&
      each.kind === 'refund' &&
      each.listed === attempt.listed &&
      each.road === attempt.road &&
      each.asked === attempt.asked,
  );
}

/** Helcim's pages show it for what it is: under the original's number, with the original's card, for what was asked. */
export function isEvident(row: SimulatedTransaction, attempt: AttemptRow, truth: RefundTruth): boolean {
  const original = truth.all.find((each) => each.transactionId === attempt.original);
  return (
    row.visibleFromMs <= truth.nowMs &&
    row.invoiceNumber.toUpperCase() === attempt.listed &&
    row.amountCents === attempt.asked &&
    row.card.number.slice(-4) === original?.card.number.slice(-4)
  );
}

export function judgeRefundsAtEnd(
  attempts: readonly AttemptRow[],
  transactions: readonly TransactionRow[],
  alarms: readonly AlarmRow[],
  truth: RefundTruth,
  seen: Seen,
  { wasRestored }: { readonly wasRestored: boolean },
  blame: Blame,
): void {
  const refunds = attempts.filter(({ kind }) => kind === 'refund');
  for (const attempt of refunds) judgeRefund(attempt, refunds, transactions, truth, seen, blame);
  const known = new Set(refunds.map(({ id }) => id));
  for (const row of transactions)
    if (moneyBack.includes(row.type) && row.owner !== null && !known.has(row.owner))
      blame('M8', `${row.id} went back, and belongs to ${row.owner}, which is no refund`);
  for (const row of truth.all) {
    const behind = moneyBack.includes(row.type) ? truth.attemptsBehind(row.transactionId) : [];
    if (behind.length === 0 || row.status !== 'APPROVED' || behind.some((id) => known.has(id))) continue;
    const isKept = transactions.some(({ id }) => id === row.transactionId);
    if (!wasRestored) blame('M1', `${row.transactionId} went back, and its refund is not in the ledger`);
    else if (!isKept && row.visibleFromMs <= truth.nowMs)
      blame('M14', `${row.transactionId} went back, was lost with the restored ledger, and is not kept`);
  }
  judgeSums(refunds, alarms, truth, wasRestored, blame);
}

function judgeRefund(
  attempt: AttemptRow,
  refunds: readonly AttemptRow[],
  transactions: readonly TransactionRow[],
  truth: RefundTruth,
  seen: Seen,
  blame: Blame,
): void {
  const { number, state, proven } = attempt;
  const own = ownRows(attempt, truth);
  const alike = lookAlikes(attempt, truth, seen);
  if (isOpenState(state)) blame('M16', `${number} is still ${state}`);
  const owned = transactions.filter((row) => row.owner === attempt.id);
  for (const row of owned) {
    const isOwn = [...own, ...alike].some(({ transactionId }) => transactionId === row.id);
    const isMaybe = truth.attemptsBehind(row.id).includes(attempt.id);
    if (!isOwn && !isMaybe)
      blame('M9', `${number} owns ${row.id}, a ${row.type} of ${row.cents} that it did not make`);
  }
  const ownedCents = owned
    .filter((row) => row.status === 'approved' && row.type === typeOfRoad[attempt.road ?? ''])
    .reduce((sum, row) => sum + row.cents, 0);
  if ((attempt.approved ?? 0) !== ownedCents)
    blame('M8', `${number} has ${attempt.approved} approved, but owns rows of ${ownedCents}`);
  const isLeft = seen.writes.has(number);
  if (!isLeft && owned.length === 0 && !['refused', 'unknown', 'closed_by_staff'].includes(state))
    blame('M4', `${number} never left, but is ${state}`);
  const approved = own.filter((row) => row.status === 'APPROVED');
  const isTellable =
    alike.length === 0 &&
    !hasRival(attempt, refunds) &&
    own.every((row) => isEvident(row, attempt, truth)) &&
    areReadApart(approved, truth);
  if (!isTellable) return;
  const cents = approved.length === 0 ? null : approved.reduce((sum, row) => sum + row.amountCents, 0);
  if (attempt.approved !== cents)
    blame('M9', `${number} has ${attempt.approved} given back in the ledger, its call gave back ${cents}`);
  if (isApproved(attempt) !== (cents !== null))
    blame('M9', `${number} is ${state}, later proven ${proven}; its call gave back ${cents}`);
  if (cents !== null) return;
  const isDeclineTold = state === 'declined' || proven === 'declined';
  if (own.length > 0 && !isDeclineTold)
    blame('M5', `${number} was declined, but is ${state}, later proven ${proven}`);
  if (own.length === 0 && isDeclineTold) blame('M5', `${number} is declined, but no card was`);
  if (seen.taken.has(number) && !seen.refused.has(number) && state === 'refused')
    blame('M4', `${number} is refused, but Helcim took it`);
}

/** A terminal that asked twice was paid out twice: of two rows that come in one answer neither can be told from another's. */
function areReadApart(rows: readonly SimulatedTransaction[], truth: RefundTruth): boolean {
  const readAtMs = rows.flatMap((row) => truth.firstReadAtMs(row.transactionId) ?? []);
  return new Set(readAtMs).size === readAtMs.length;
}

/** More has gone back than was paid only where evidence came late, and then an alarm says so. */
function judgeSums(
  refunds: readonly AttemptRow[],
  alarms: readonly AlarmRow[],
  truth: RefundTruth,
  wasRestored: boolean,
  blame: Blame,
): void {
  const byOriginal = Map.groupBy(refunds, ({ original }) => original);
  for (const [id, group] of byOriginal) {
    const original = truth.all.find((row) => row.transactionId === id);
    if (!original) continue;
    const approved = truth.all.filter(
      (row) => moneyBack.includes(row.type) && row.originalTransactionId === id && row.status === 'APPROVED',
    );
    const ours = approved.filter((row) => truth.attemptsBehind(row.transactionId).length > 0);
    const cents = ours.reduce((sum, row) => sum + row.amountCents, 0);
    if (cents > original.amountCents && !wasRestored && !group.some((each) => wasBelieved(each, ours, truth)))
      blame('M9', `${cents} of ${id} went back by this till, of ${original.amountCents} that were paid`);
    const toldCents = group.reduce((sum, each) => sum + (each.approved ?? 0), 0);
    const isTold = alarms.some(
      ({ kind, attempt }) => kind === 'refund_twice' && group.some((each) => each.id === attempt),
    );
    if (toldCents > original.amountCents && !isTold)
      blame(
        'M9',
        `${toldCents} of ${original.amountCents} went back by the ledger, and no alarm tells of it`,
      );
  }
}

/** It had ended without money for all that could be known, or its terminal asked twice: what came then came late. */
function wasBelieved(
  attempt: AttemptRow,
  ours: readonly SimulatedTransaction[],
  truth: RefundTruth,
): boolean {
  const made = ours.filter((row) => truth.attemptsBehind(row.transactionId).includes(attempt.id));
  const wasThoughtOver = ['declined', 'cancelled', 'refused'].includes(attempt.state);
  return made.length > 1 || (made.length > 0 && wasThoughtOver);
}
