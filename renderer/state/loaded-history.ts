import type { AttemptView, HistoryPage } from '../../shared/ipc-contract.ts';

/** What has been read of the history so far, newest first. */
export interface LoadedHistory {
  readonly attempts: readonly AttemptView[];
  readonly nextCursor: string | null;
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  /** Set while the search has looked so far back and not found enough to fill a page. */
  readonly searchedBackToMs: number | null;
}

export const emptyHistory: LoadedHistory = {
  attempts: [],
  nextCursor: null,
  total: 0,
  totalIsAtLeast: false,
  searchedBackToMs: null,
};

/** Adds the next page below; a row that is already there is not shown twice. */
export function appendPage(loaded: LoadedHistory, page: HistoryPage): LoadedHistory {
  const known = new Set(loaded.attempts.map((view) => view.id));
  const fresh = page.attempts.filter((view) => !known.has(view.id));
  return { ...page, attempts: [...loaded.attempts, ...fresh] };
}

/**
 * Lays a fresh first page over what is loaded. Without a row in common something may be missing between
 * the two, so reading begins anew.
 */
export function mergeFirstPage(loaded: LoadedHistory, page: HistoryPage): LoadedHistory {
  const fresh = new Map(page.attempts.map((view) => [view.id, view]));
  const overlaps = loaded.attempts.some((view) => fresh.has(view.id));
  if (!overlaps) return page;
  const older = loaded.attempts.filter((view) => !fresh.has(view.id));
  const { nextCursor, searchedBackToMs } = loaded;
  return { ...page, attempts: [...page.attempts, ...older], nextCursor, searchedBackToMs };
}

/** The mirror is fresher than a page read earlier: its views replace those rows. */
export function overlay(
  attempts: readonly AttemptView[],
  fresher: readonly AttemptView[],
): readonly AttemptView[] {
  const byId = new Map(fresher.map((view) => [view.id, view]));
  return attempts.map((view) => byId.get(view.id) ?? view);
}

/** How many there are, as far as it is known: what was read counts where nothing else was counted. */
export function knownCount(loaded: LoadedHistory): { readonly count: number; readonly isAtLeast: boolean } {
  const { attempts, total, totalIsAtLeast, nextCursor } = loaded;
  if (nextCursor === null && totalIsAtLeast) return { count: attempts.length, isAtLeast: false };
  return { count: Math.max(total, attempts.length), isAtLeast: totalIsAtLeast };
}
