import type { AttemptView, Snapshot } from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';

type Lists = Pick<Snapshot, 'openAttempts' | 'unacknowledged' | 'unknowns'>;

/** Every attempt the snapshot tells of, once each, in the snapshot's order. */
export function knownAttempts(lists: Lists): readonly AttemptView[] {
  const byId = new Map<string, AttemptView>();
  for (const view of [...lists.openAttempts, ...lists.unacknowledged, ...lists.unknowns]) {
    if (!byId.has(view.id)) byId.set(view.id, view);
  }
  return [...byId.values()];
}

export function findAttempt(lists: Lists, attemptId: string): AttemptView | null {
  return knownAttempts(lists).find((view) => view.id === attemptId) ?? null;
}

/** An unknown the cashier set aside as stopped or paid otherwise is still watched, but asks for nobody. */
function asksForSomebody(view: AttemptView): boolean {
  if (isOpen(view.state) || view.acknowledgedAtMs === null) return true;
  return needsPerson(view);
}

/** Without a known end, and not set aside by the cashier: what the unclear screen asks a person about. */
export function needsPerson(view: Pick<AttemptView, 'state' | 'filedAs'>): boolean {
  return view.state === 'unknown' && view.filedAs === null;
}

/** What the strip shows on every screen. */
export function stripAttempts(lists: Lists): readonly AttemptView[] {
  return knownAttempts(lists).filter(asksForSomebody);
}

/** Outcomes that came while nobody was looking: they are seen before the next charge. */
export function unseenOutcomes(lists: Lists): readonly AttemptView[] {
  return knownAttempts(lists).filter((view) => !isOpen(view.state) && view.acknowledgedAtMs === null);
}

/** What opens first at the start and after a sleep: an unseen outcome, then an open attempt, then an open doubt. */
export function firstToSee(lists: Lists): AttemptView | null {
  const [outcome] = unseenOutcomes(lists);
  return outcome ?? lists.openAttempts[0] ?? stripAttempts(lists)[0] ?? null;
}
