/** What refunds count against their original (M9): all of one until it is proven that no money moved. Pure. */
import type { Attempt } from './payment.ts';

type Counted = Pick<Attempt, 'state' | 'laterProven' | 'amountCents' | 'approvedCents'>;

/** Its end is not known: it may still give money back, and until it is settled the original takes no other. */
const unsettledStates: readonly Attempt['state'][] = [
  'prepared',
  'sending',
  'on_terminal',
  'checking',
  'unknown',
];

export function isUnsettled({ state }: Pick<Attempt, 'state'>): boolean {
  return unsettledStates.includes(state);
}

/** Cents that a refund of ours takes from what may still be given back. */
export function countedCents(refund: Counted): number {
  if (isProvenApproved(refund)) return refund.approvedCents ?? refund.amountCents;
  const isProvenNothing =
    refund.state === 'declined' || refund.state === 'cancelled' || refund.state === 'refused';
  return isProvenNothing ? 0 : refund.amountCents;
}

/** Cents of it that are known to have gone back. */
export function refundedCents(refund: Counted): number {
  return isProvenApproved(refund) ? (refund.approvedCents ?? 0) : 0;
}

/** Cents of it of which nobody knows; a refund closed by staff stays one of these. */
export function unprovenCents(refund: Counted): number {
  return countedCents(refund) - refundedCents(refund);
}

/**
 * What of an original may still be given back, in cents; never below nothing.
 * @param ours every refund of this till against the original, in any state
 * @param byOthersCents approved refunds and reverses of others in Helcim's rows
 */
export function remainderCents(
  originalAmountCents: number,
  ours: readonly Counted[],
  byOthersCents: number,
): number {
  const oursCents = ours.reduce((sum, refund) => sum + countedCents(refund), 0);
  return Math.max(0, originalAmountCents - oursCents - byOthersCents);
}

function isProvenApproved({ state, laterProven }: Counted): boolean {
  return state === 'approved' || laterProven === 'approved';
}
