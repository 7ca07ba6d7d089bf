import type { AttemptView } from '../../../shared/ipc-contract.ts';

/** Same card, name and amount within this time are declined. @see https://devdocs.helcim.com/docs/suspected-duplicate-transactions */
const duplicateReachMs = 5 * 60_000;

/**
 * Until when Helcim may take the same amount on the same card for a duplicate, UTC milliseconds; null for any other end.
 * Counted from this refund's own end, which lies after the one it was taken for.
 */
export function duplicateUntilMs(
  view: Pick<AttemptView, 'state' | 'errorCode' | 'declineReason' | 'endedAtMs' | 'preparedAtMs'>,
): number | null {
  const saysSo =
    view.errorCode === 'suspected_duplicate' || /suspected duplicate/i.test(view.declineReason ?? '');
  const isOver = view.state === 'declined' || view.state === 'refused';
  return saysSo && isOver ? (view.endedAtMs ?? view.preparedAtMs) + duplicateReachMs : null;
}
