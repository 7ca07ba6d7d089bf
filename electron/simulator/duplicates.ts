import type { VirtualCard } from './cards.ts';
import type { TransactionType } from './transactions.ts';
import type { World } from './world.ts';

export const SUSPECTED_DUPLICATE = 'Suspected duplicate transaction';

const WINDOW_MS = 5 * 60_000;

/**
 * Same card, holder and amount approved within five minutes
 * (https://devdocs.helcim.com/docs/suspected-duplicate-transactions).
 */
export function isSuspectedDuplicate(
  world: World,
  type: TransactionType,
  card: VirtualCard,
  amountCents: number,
): boolean {
  const sinceMs = world.clock.wallMs() - WINDOW_MS;
  return world.transactions
    .all()
    .some(
      (row) =>
        row.type === type &&
        row.status === 'APPROVED' &&
        row.createdAtMs > sinceMs &&
        row.card.number === card.number &&
        row.card.holder === card.holder &&
        row.amountCents === amountCents,
    );
}
