import { useEffect, useState } from 'react';

const tickMs = 250;

/** The window's monotonic clock, ticking while something is watched; it stands still otherwise. */
export function useNowMs(isTicking: boolean): number {
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNowMs(performance.now()), tickMs);
    return () => clearInterval(timer);
  }, [isTicking]);
  // A view may have arrived after the last tick; time shown never lies before it.
  return Math.max(nowMs, performance.now());
}
