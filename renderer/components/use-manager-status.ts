import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../shared/app-error.ts';
import type { ManagerStatus } from '../../shared/manager.ts';
import { ask } from '../state/ask.ts';
import { useSnapshot, useTill } from '../state/till-context.tsx';

export interface TimedStatus {
  readonly status: ManagerStatus;
  /** When it came, of the window's monotonic clock: its waits run on from there. */
  readonly atMs: number;
}

export interface ManagerStatusRead {
  readonly timed: TimedStatus | null;
  readonly error: AppError | null;
  /** Asks anew; or takes what a deed has just answered. */
  readonly refresh: (answered?: ManagerStatus) => void;
}

export function useManagerStatus(): ManagerStatusRead {
  const { bridge } = useTill();
  const [timed, setTimed] = useState<TimedStatus | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const take = useCallback((status: ManagerStatus) => {
    setTimed({ status, atMs: performance.now() });
    setError(null);
  }, []);
  const refresh = useCallback(
    (answered?: ManagerStatus) => {
      if (answered) return take(answered);
      void ask(() => bridge.manager.status(null)).then((answer) => {
        if (answer.ok) take(answer.value);
        else setError(answer.error);
      });
    },
    [bridge, take],
  );
  const blocked = useSnapshot((snapshot) => snapshot.blocked?.code);
  // Where it could not be read, it can be once the ledger is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when what holds the till back changes
  useEffect(() => refresh(), [refresh, blocked]);
  return { timed, error, refresh };
}
