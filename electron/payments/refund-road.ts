/**
 * Which road a refund takes, or why none: a pure function of what was read right now. Nobody at the till has to know
 * any of these rules, and no call to Helcim is ever a probe.
 *
 * | card | batch open | batch closed |
 * |---|---|---|
 * | credit | reverse, the whole amount alone | refund, whole or part, without the card |
 * | debit | nothing; a reminder | on the terminal, with the customer's card |
 *
 * @see https://devdocs.helcim.com/docs/initiating-a-refund-transaction
 * @see https://learn.helcim.com/docs/voiding-or-refunding-transactions
 */
import { type CardKind, cardKindOf } from '../../shared/card-kind.ts';
import type { Currency } from '../../shared/money.ts';
import type { Attempt, Transaction } from '../../shared/payment.ts';
import type { ManagerNeed, RefundPlan, RefundRefusal, RefundRoad } from '../../shared/refund.ts';
import { isUnsettled, remainderCents } from '../../shared/refund-count.ts';
import { isSameNumber } from './matching.ts';

export type BatchState = 'open' | 'closed' | 'unreadable';

export type OwnRefund = Pick<
  Attempt,
  'id' | 'state' | 'laterProven' | 'amountCents' | 'approvedCents' | 'originalTransactionId'
>;

export interface RefundGround {
  /** The original as Helcim shows it now; null where Helcim does not know it. */
  readonly original: Transaction | null;
  /** The account's. */
  readonly currency: Currency;
  readonly batch: BatchState;
  /** Every row of the original's number; null where they could not all be read. */
  readonly rows: readonly Transaction[] | null;
  /** This till's refunds of the original, and of others under its number. */
  readonly ours: readonly OwnRefund[];
  /** Rows that this till's refunds own. */
  readonly ownRowIds: ReadonlySet<number>;
  /** Null for all that is left. */
  readonly amountCents: number | null;
  /** What a person said about a card whose type does not tell; never asked against a type that does. */
  readonly saidCardKind: CardKind | null;
  readonly hasTerminal: boolean;
  /** False once Helcim has said that the token may not refund. */
  readonly isPermitted: boolean;
  readonly isInRecovery: boolean;
  readonly needsManager: (amountCents: number) => ManagerNeed | null;
}

export function planRefund(ground: RefundGround): RefundPlan {
  const { original, rows } = ground;
  if (original === null) return refuse('original_unknown', null);
  const flaw = flawOf(original, ground.currency);
  if (flaw) return refuse(flaw, null);
  if (ground.isInRecovery) return refuse('in_recovery', null);
  if (!ground.isPermitted) return refuse('no_permission', null);
  const othersCents = rows === null ? null : refundedByOthersCents(rows, original, ground.ownRowIds);
  if (othersCents === null) return refuse('rows_unreadable', null);
  const ours = ground.ours.filter((refund) => refund.originalTransactionId === original.transactionId);
  const leftCents = remainderCents(original.amountCents, ours, othersCents);
  const unsettled = ground.ours.find(isUnsettled);
  if (unsettled) return { ...refuse('unsettled_refund', leftCents), attemptId: unsettled.id };
  if (leftCents === 0) return refuse('nothing_left', 0);
  const amountCents = ground.amountCents ?? leftCents;
  if (amountCents > leftCents) return refuse('above_remainder', leftCents);
  return chooseRoad(ground, original, amountCents, leftCents);
}

function flawOf(original: Transaction, currency: Currency): RefundRefusal | null {
  if (original.type.trim().toLowerCase() !== 'purchase') return 'original_no_purchase';
  if (original.status !== 'approved') return 'original_not_approved';
  return original.currency.trim().toUpperCase() === currency ? null : 'wrong_currency';
}

function chooseRoad(
  ground: RefundGround,
  original: Transaction,
  amountCents: number,
  leftCents: number,
): RefundPlan {
  const go = (road: RefundRoad): RefundPlan => ({
    kind: 'go',
    road,
    amountCents,
    refundableCents: leftCents,
    needsManager: ground.needsManager(amountCents),
  });
  const told = cardKindOf(original.cardType);
  const cardKind = told === 'unknown' ? ground.saidCardKind : told;
  const isWhole = amountCents === original.amountCents && leftCents === original.amountCents;
  if (ground.batch === 'unreadable') return refuse('batch_unreadable', leftCents);
  // A part has to wait for the batch whatever the card is: there is nothing to ask.
  if (cardKind === null && ground.batch === 'open' && !isWhole) return wait('part_in_open_batch', leftCents);
  if (cardKind === null) {
    return { kind: 'ask_card_kind', cardType: original.cardType, refundableCents: leftCents };
  }
  if (cardKind === 'debit') {
    if (ground.batch === 'open') return wait('debit_in_open_batch', leftCents);
    return ground.hasTerminal ? go('debit_refund') : refuse('needs_terminal', leftCents);
  }
  if (ground.batch === 'closed') return go('credit_refund');
  return isWhole ? go('reverse') : wait('part_in_open_batch', leftCents);
}

/** Types that never give anything back. */
const takingTypes: readonly string[] = ['purchase', 'preauth', 'verify', 'capture'];
const givingTypes: readonly string[] = ['refund', 'reverse'];

export function givesBack({ type }: Pick<Transaction, 'type'>): boolean {
  return givingTypes.includes(type.trim().toLowerCase());
}

/**
 * What others have given back under the original's number, in cents: refunds of the dashboard, of other tills, of a
 * time before this ledger. One that is not declined counts, since it may yet be approved; one of another payment under
 * the same number counts too, since Helcim's rows do not say whose they are.
 * @returns null where the rows cannot be told apart, so that nothing may be sent (M9)
 */
export function refundedByOthersCents(
  rows: readonly Transaction[],
  original: Pick<Transaction, 'invoiceNumber'>,
  ownRowIds: ReadonlySet<number>,
): number | null {
  const { invoiceNumber } = original;
  if (invoiceNumber === null) return null;
  const beside = rows.filter((row) => isSameNumber(row.invoiceNumber, invoiceNumber));
  const isStrange = (row: Transaction) =>
    row.status !== 'declined' && !givesBack(row) && !takingTypes.includes(row.type.trim().toLowerCase());
  if (beside.some(isStrange)) return null;
  return beside
    .filter((row) => givesBack(row) && row.status !== 'declined' && !ownRowIds.has(row.transactionId))
    .reduce((sum, row) => sum + row.amountCents, 0);
}

function refuse(why: RefundRefusal, refundableCents: number | null): RefundPlan & { kind: 'refuse' } {
  return { kind: 'refuse', why, refundableCents, attemptId: null, canRemind: false };
}

/** Possible once the batch has closed; the API has no closing time, so a reminder looks again. */
function wait(why: RefundRefusal, refundableCents: number): RefundPlan {
  return { ...refuse(why, refundableCents), canRemind: true };
}
