import type { AttemptView, HistoryPage } from '../../../shared/ipc-contract.ts';

/** What has been read of the history so far, newest first. */
export interface LoadedHistory {
  readonly attempts: readonly AttemptView[];
  readonly nextCursor: string | null;
  readonly total: number;
}

export const emptyHistory: LoadedHistory = { attempts: [], nextCursor: null, total: 0 };

/** Adds the next page below; a row that is already there is not shown twice. */
export function appendPage(loaded: LoadedHistory, page: HistoryPage): LoadedHistory {
  const known = new Set(loaded.attempts.map((view) => view.id));
  const fresh = page.attempts.filter((view) => !known.has(view.id));
  return { attempts: [...loaded.attempts, ...fresh], nextCursor: page.nextCursor, total: page.total };
}

/**
 * Lays a fresh first page over what is loaded. Without a row in common something may be missing between
 * the two, so reading begins anew.
 */
export function mergeFirstPage(loaded: LoadedHistory, page: HistoryPage): LoadedHistory {
  const fresh = new Map(page.attempts.map((view) => [view.id, view]));
  const overlaps = loaded.attempts.some((view) => fresh.has(view.id));
  if (!overlaps) return { attempts: page.attempts, nextCursor: page.nextCursor, total: page.total };
  const older = loaded.attempts.filter((view) => !fresh.has(view.id));
  return { attempts: [...page.attempts, ...older], nextCursor: loaded.nextCursor, total: page.total };
}

/** The mirror is fresher than a page read earlier: its views replace those rows. */
export function overlay(
  attempts: readonly AttemptView[],
  fresher: readonly AttemptView[],
): readonly AttemptView[] {
  const byId = new Map(fresher.map((view) => [view.id, view]));
  return attempts.map((view) => byId.get(view.id) ?? view);
}
