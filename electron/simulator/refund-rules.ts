import { type ApiReply, refuse } from './api-call.ts';
import type { SimulatedTransaction } from './transactions.ts';
import type { World } from './world.ts';

/*
 * Which road a refund may take: https://devdocs.helcim.com/docs/initiating-a-refund-transaction,
 * https://devdocs.helcim.com/reference and https://learn.helcim.com/docs/voiding-or-refunding-transactions.
 * Each function returns the refusal, or null when the call may go on.
 */

export function whyNotRefundedOnTerminal(
  world: World,
  original: SimulatedTransaction | null,
  amountCents: number,
): ApiReply | null {
  if (!original) return refuse(404, ['Transaction not found']);
  if (!original.card.isDebit) return refuse(400, ['Only debit transactions are refunded on a device']);
  if (!isRefundable(world, original)) return refuse(400, ['Card Transaction cannot be refunded']);
  return whyAmountTooHigh(world, original, amountCents);
}

export function whyNotRefundedByApi(
  world: World,
  original: SimulatedTransaction | null,
  amountCents: number,
): ApiReply | null {
  if (!original) return refuse(404, 'Card Transaction not found');
  const isInPersonDebit = original.card.isDebit && original.source === 'terminal';
  if (isInPersonDebit || !isRefundable(world, original)) return cannotBeRefunded(world);
  return whyAmountTooHigh(world, original, amountCents);
}

export function whyNotReversed(world: World, original: SimulatedTransaction | null): ApiReply | null {
  if (!original) return refuse(404, 'Card Transaction not found');
  const isReversible =
    original.status === 'APPROVED' &&
    original.type !== 'reverse' &&
    !world.batches.isClosed(original.cardBatchId) &&
    !isReversed(world, original) &&
    (!original.card.isDebit || world.behaviour.reverseDebitInOpenBatch);
  return isReversible ? null : refuse(400, 'Card Transaction cannot be reversed');
}

function isRefundable(world: World, original: SimulatedTransaction): boolean {
  return (
    original.status === 'APPROVED' &&
    original.type === 'purchase' &&
    world.batches.isClosed(original.cardBatchId) &&
    !isReversed(world, original)
  );
}

function isReversed(world: World, original: SimulatedTransaction): boolean {
  return approvedAgainst(world, original, 'reverse').length > 0;
}

function whyAmountTooHigh(
  world: World,
  original: SimulatedTransaction,
  amountCents: number,
): ApiReply | null {
  const earlierCents = world.behaviour.capSumOfRefunds
    ? approvedAgainst(world, original, 'refund').reduce((cents, row) => cents + row.amountCents, 0)
    : 0;
  const isTooHigh = earlierCents + amountCents > original.amountCents;
  return isTooHigh ? refuse(400, { amount: 'The amount exceeds the original transaction' }) : null;
}

function approvedAgainst(world: World, original: SimulatedTransaction, type: 'refund' | 'reverse') {
  return world.transactions
    .all()
    .filter((row) => row.originalTransactionId === original.transactionId)
    .filter((row) => row.type === type && row.status === 'APPROVED');
}

function cannotBeRefunded(world: World): ApiReply {
  const { status, form } = world.behaviour.refundRefusal;
  const text = 'Card Transaction cannot be refunded';
  return refuse(status, form === 'map' ? { originalTransactionId: text } : text);
}
