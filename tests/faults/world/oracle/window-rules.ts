/** What the cashier sees against what the ledger says: nothing open, unknown, unread or alarming is hidden (M6, M16). */
import type { Slices } from '../../../../shared/ipc-contract.ts';
import { type AlarmRow, type AttemptRow, isApproved, isOpenState } from './ledger-rows.ts';
import type { Blame } from './sending-rules.ts';

/**
 * Each approved purchase lowers what is left of a sale by what was asked of it at most: a tip pays for nothing. Nothing
 * is left of one that was paid elsewhere and has refunds alone.
 */
function leftOf(attempts: readonly AttemptRow[], { sale, total }: AttemptRow): number {
  const purchases = attempts.filter((each) => each.sale === sale && each.kind === 'purchase');
  if (purchases.length === 0) return 0;
  return total - purchases.reduce((sum, each) => sum + Math.min(each.approved ?? 0, each.asked), 0);
}

export function judgeWindow(
  shown: Partial<Slices>,
  attempts: readonly AttemptRow[],
  alarms: readonly AlarmRow[],
  blame: Blame,
): void {
  const { openAttempts, unknowns, unacknowledged } = shown;
  if (!openAttempts || !unknowns || !unacknowledged || !shown.alarms) return;
  const ids = (rows: readonly { readonly id: string }[]) =>
    rows
      .map(({ id }) => id)
      .sort()
      .join();
  const isUnread = (each: AttemptRow) => !isOpenState(each.state) && each.acknowledgedAt === null;
  const lists: [string, string, string][] = [
    ['open', ids(openAttempts), ids(attempts.filter((each) => isOpenState(each.state)))],
    ['unknown', ids(unknowns), ids(attempts.filter((each) => each.state === 'unknown'))],
    ['unread', ids(unacknowledged), ids(attempts.filter(isUnread))],
    ['alarm', ids(shown.alarms), ids(alarms.filter((each) => each.acknowledged === null))],
  ];
  for (const [name, isShown, is] of lists)
    if (isShown !== is)
      blame(
        name === 'alarm' ? 'M6' : 'M16',
        `the ${name} ones in the window are [${isShown}], in the ledger [${is}]`,
      );
  const byId = new Map(attempts.map((each) => [each.id, each]));
  for (const view of [...openAttempts, ...unknowns, ...unacknowledged]) {
    const row = byId.get(view.id);
    if (!row) continue;
    if (view.state !== row.state || (view.approvedCents ?? null) !== row.approved)
      blame(
        'M5',
        `${row.number} is shown as ${view.state} ${view.approvedCents}, but is ${row.state} ${row.approved}`,
      );
    const isPart = row.state === 'approved' && (row.approved ?? 0) < row.asked;
    if (isPart !== (view.phase === 'approved_in_part'))
      blame('M8', `${row.number} is shown as ${view.phase} with ${row.approved} of ${row.asked}`);
    const left = leftOf(attempts, row);
    if (view.saleRemainderCents !== left)
      blame('M8', `the sale of ${row.number} is shown with ${view.saleRemainderCents} left of ${left}`);
    if (isApproved(row) && view.phase === 'declined' && view.laterProven !== 'approved')
      blame('M6', `${row.number} is approved and shown as declined`);
  }
}
