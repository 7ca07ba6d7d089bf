import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { History, HistoryState } from '../../state/history-store.ts';
import { overlay } from '../../state/loaded-history.ts';
import { knownAttempts } from '../../state/pending-attempts.ts';
import { useTill } from '../../state/till-context.tsx';

/** Typing comes in bursts, and so do changes around a payment; one reading per burst is enough. */
const settleMs = 250;

export interface ShownHistory extends HistoryState {
  readonly history: History;
  readonly attempts: readonly AttemptView[];
}

/** The history as the window keeps it, searched anew when the filter changes and read again when something happened. */
export function useHistory(): ShownHistory {
  const { history, mirror } = useTill();
  const state = useStore(history.store);
  const snapshot = useStore(mirror.store, (each) => each.snapshot);
  const openAttempts = snapshot?.openAttempts;
  const unacknowledged = snapshot?.unacknowledged;
  const unknowns = snapshot?.unknowns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new filter is what a search is for
  useEffect(() => {
    if (!history.store.getState().isSearching) return;
    const timer = setTimeout(() => void history.search(), settleMs);
    return () => clearTimeout(timer);
  }, [history, state.filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the three lists are what a change is told by
  useEffect(() => {
    const timer = setTimeout(() => void history.refresh(), settleMs);
    return () => clearTimeout(timer);
  }, [history, openAttempts, unacknowledged, unknowns]);
  const attempts = useMemo(
    () => overlay(state.loaded.attempts, snapshot === null ? [] : knownAttempts(snapshot)),
    [state.loaded, snapshot],
  );
  return { ...state, history, attempts };
}
