import type { AttemptView, Snapshot } from '../../shared/ipc-contract.ts';
import { knownAttempts } from './pending-attempts.ts';

/** Attempts whose phase is new since the earlier snapshot: said aloud once by the live region. */
export function phaseChanges(before: Snapshot | null, after: Snapshot): readonly AttemptView[] {
  if (before === null) return [];
  const phases = new Map(knownAttempts(before).map((view) => [view.id, view.phase]));
  return knownAttempts(after).filter((view) => phases.get(view.id) !== view.phase);
}
