import type { AttemptView } from '../../shared/ipc-contract.ts';
import type { LedgerSlices } from './slices.ts';

/** In these an attempt is shown to the window. */
const attemptSlices = ['openAttempts', 'unacknowledged', 'unknowns'] as const;

/**
 * The slices after attempts were looked at again and nothing else became of them: only their own views are new.
 * @param views of what was looked at, by the attempt's id
 */
export function withLookedAt(
  shown: Pick<LedgerSlices, (typeof attemptSlices)[number]>,
  views: ReadonlyMap<string, AttemptView>,
): Partial<LedgerSlices> {
  const changed = attemptSlices.filter((name) => shown[name].some(({ id }) => views.has(id)));
  return Object.fromEntries(
    changed.map((name) => [name, shown[name].map((view) => views.get(view.id) ?? view)]),
  );
}
