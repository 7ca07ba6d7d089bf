import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Snapshot } from '../../shared/ipc-contract.ts';
import type { SetupStepId } from '../../shared/setup.ts';
import { firstToSee, unseenOutcomes } from './pending-attempts.ts';

/** A step of the guide, or what is said at its end. */
export type GuidePlace = SetupStepId | 'ready';

export type Screen =
  | { readonly name: 'charge' }
  | { readonly name: 'terminals' }
  | { readonly name: 'refund' }
  | { readonly name: 'doubts' }
  | { readonly name: 'history' }
  | { readonly name: 'settings' }
  | { readonly name: 'day_close' }
  | { readonly name: 'status' }
  | { readonly name: 'opening_check' }
  /** The guide; at the first step that is open when none is named. */
  | { readonly name: 'setup'; readonly step: GuidePlace | null }
  | { readonly name: 'attempt'; readonly attemptId: string }
  | { readonly name: 'detail'; readonly attemptId: string };

export interface ScreenState {
  readonly screen: Screen;
  /** Outcomes found at the start or after a sleep: seen one by one before the next charge (M16). */
  readonly mustSeeIds: readonly string[];
  readonly isDemoPanelOpen: boolean;
}

export type ScreenStore = StoreApi<ScreenState>;

export function createScreenStore(): ScreenStore {
  return createStore<ScreenState>(() => ({
    screen: { name: 'charge' },
    mustSeeIds: [],
    isDemoPanelOpen: true,
  }));
}

/** After a change between practice and real money: what belongs to the other till's attempts is left. */
export function afterModeChange(
  screen: Screen,
  snapshot: Snapshot,
): Pick<ScreenState, 'screen' | 'mustSeeIds'> {
  const isOfOther = screen.name === 'attempt' || screen.name === 'detail';
  const { mustSeeIds } = openFirst(snapshot);
  return { screen: isOfOther ? { name: 'charge' } : screen, mustSeeIds };
}

/** At the start and after a sleep: what happened meanwhile comes first. */
export function openFirst(snapshot: Snapshot): Pick<ScreenState, 'screen' | 'mustSeeIds'> {
  const first = firstToSee(snapshot);
  return {
    screen: first === null ? { name: 'charge' } : { name: 'attempt', attemptId: first.id },
    mustSeeIds: unseenOutcomes(snapshot).map((view) => view.id),
  };
}

/**
 * Where an acknowledged outcome leads: to the next one that must be seen, else to the next sale. Whoever has gone on to
 * another screen meanwhile is left there.
 */
export function afterAcknowledged(
  state: ScreenState,
  attemptId: string,
  stillUnseenIds: ReadonlySet<string>,
): Pick<ScreenState, 'screen' | 'mustSeeIds'> {
  const mustSeeIds = state.mustSeeIds.filter((id) => id !== attemptId && stillUnseenIds.has(id));
  const [next] = mustSeeIds;
  const { screen } = state;
  const isElsewhere = !('attemptId' in screen) || screen.attemptId !== attemptId;
  if (isElsewhere) return { mustSeeIds, screen };
  return {
    mustSeeIds,
    screen: next === undefined ? { name: 'charge' } : { name: 'attempt', attemptId: next },
  };
}

/** Esc and "back": one step towards the charge screen. */
export function back(screen: Screen): Screen {
  if (screen.name === 'detail') return { name: 'history' };
  return screen.name === 'setup' ? { name: 'settings' } : { name: 'charge' };
}
