import { useNowMs } from './use-now.ts';

export interface Wait {
  readonly isWaiting: boolean;
  readonly leftMs: number;
  /** True once the wait that was told has passed here. */
  readonly isOver: boolean;
}

/** A wait that main has told of, counted down on the window's monotonic clock. Main alone decides when it is over. */
export function useWait(waitMs: number, sinceMs: number): Wait {
  const endMs = sinceMs + waitMs;
  const nowMs = useNowMs(waitMs > 0 && performance.now() < endMs);
  const leftMs = waitMs > 0 ? Math.max(0, endMs - nowMs) : 0;
  return { isWaiting: leftMs > 0, leftMs, isOver: waitMs > 0 && leftMs === 0 };
}
