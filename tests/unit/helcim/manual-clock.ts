import type { Clock, Timer } from '../../../shared/ports.ts';

export interface ManualClock extends Clock {
  /** Lets time pass and runs what falls due, in order. */
  advance(ms: number): void;
}

interface Due {
  readonly atMs: number;
  readonly run: () => void;
}

export function createManualClock(startWallMs = Date.UTC(2026, 0, 15, 12)): ManualClock {
  let nowMs = 0;
  const due = new Set<Due>();

  function next(untilMs: number): Due | null {
    const soonest = [...due].sort((a, b) => a.atMs - b.atMs)[0];
    return soonest !== undefined && soonest.atMs <= untilMs ? soonest : null;
  }

  return {
    wallMs: () => startWallMs + nowMs,
    monotonicMs: () => nowMs,
    elapsedMs: (sinceWallMs) => startWallMs + nowMs - sinceWallMs,
    setTimer(delayMs, run): Timer {
      const entry = { atMs: nowMs + delayMs, run };
      due.add(entry);
      return { cancel: () => void due.delete(entry) };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let entry = next(untilMs); entry !== null; entry = next(untilMs)) {
        due.delete(entry);
        nowMs = Math.max(nowMs, entry.atMs);
        entry.run();
      }
      nowMs = untilMs;
    },
  };
}
