import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '../../../shared/app-error.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ask } from '../../state/ask.ts';
import { knownAttempts } from '../../state/pending-attempts.ts';
import { useTill } from '../../state/till-context.tsx';
import { appendPage, emptyHistory, type LoadedHistory, mergeFirstPage, overlay } from './loaded-history.ts';

const pageSize = 50;
/** Changes come in bursts around a payment; one reading per burst is enough. */
const refreshDelayMs = 250;

export interface History {
  readonly attempts: readonly AttemptView[];
  readonly total: number;
  readonly isLoading: boolean;
  readonly hasMore: boolean;
  readonly error: AppError | null;
  readonly loadMore: () => void;
  readonly refresh: () => void;
}

/** The ledger's attempts, page by page; the first page is read again whenever something changed. */
export function useHistory(): History {
  const { bridge, mirror } = useTill();
  const [loaded, setLoaded] = useState<LoadedHistory>(emptyHistory);
  const [isLoading, setIsLoading] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const isReading = useRef(false);

  const read = useCallback(
    async (cursor: string | null) => {
      if (isReading.current) return;
      isReading.current = true;
      const answer = await ask(() => bridge.history.page({ cursor, limit: pageSize }));
      isReading.current = false;
      setIsLoading(false);
      setError(answer.ok ? null : answer.error);
      if (!answer.ok) return;
      const lay = cursor === null ? mergeFirstPage : appendPage;
      setLoaded((before) => lay(before, answer.value));
    },
    [bridge],
  );

  const snapshot = useStore(mirror.store, (state) => state.snapshot);
  const openAttempts = snapshot?.openAttempts;
  const unacknowledged = snapshot?.unacknowledged;
  const unknowns = snapshot?.unknowns;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the three lists are what a change is told by
  useEffect(() => {
    const timer = setTimeout(() => void read(null), refreshDelayMs);
    return () => clearTimeout(timer);
  }, [read, openAttempts, unacknowledged, unknowns]);

  const attempts = useMemo(
    () => overlay(loaded.attempts, snapshot === null ? [] : knownAttempts(snapshot)),
    [loaded, snapshot],
  );
  return {
    attempts,
    total: loaded.total,
    isLoading,
    hasMore: loaded.nextCursor !== null,
    error,
    loadMore: () => {
      if (loaded.nextCursor !== null) void read(loaded.nextCursor);
    },
    refresh: () => void read(null),
  };
}
