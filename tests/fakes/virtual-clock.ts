import type { Clock, Timer } from '../../shared/ports.ts';

interface PlannedTimer {
  readonly dueMs: number;
  readonly order: number;
  readonly run: () => void;
}

/**
 * A clock that a test moves by hand. Timers run in order of their due time while `advance` passes it; the wall can
 * be set apart from the monotonic hand, as a user or a time server would.
 */
export interface VirtualClock extends Clock {
  /** Moves both hands, running every timer on the way; ones that become due meanwhile run too. */
  advance(ms: number): void;
  /** The same in small steps with a turn of the event loop between them, for work that awaits. */
  advanceAsync(ms: number, stepMs?: number): Promise<void>;
  /**
   * A sleep of the machine that both hands count: what was due meanwhile runs at the waking, not at its own time. Where the
   * monotonic hand stands still in a sleep, `jumpWall` is one.
   */
  sleep(ms: number): void;
  /** Jumps the wall clock alone. */
  jumpWall(ms: number): void;
  pendingTimers(): number;
  /** Until the next timer is due; null without one. */
  nextDueInMs(): number | null;
}

export function createVirtualClock(startWallMs = Date.UTC(2026, 2, 24, 17, 0, 0)): VirtualClock {
  const timers = new Set<PlannedTimer>();
  let wallMs = startWallMs;
  let monotonicMs = 1_000;
  let order = 0;

  function moveTo(targetMs: number): void {
    wallMs += targetMs - monotonicMs;
    monotonicMs = targetMs;
  }

  function next(untilMs: number): PlannedTimer | undefined {
    return [...timers]
      .filter((timer) => timer.dueMs <= untilMs)
      .sort((a, b) => a.dueMs - b.dueMs || a.order - b.order)[0];
  }

  function advance(ms: number): void {
    const endMs = monotonicMs + ms;
    for (let timer = next(endMs); timer; timer = next(endMs)) {
      timers.delete(timer);
      moveTo(Math.max(timer.dueMs, monotonicMs));
      timer.run();
    }
    moveTo(endMs);
  }

  return {
    wallMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    elapsedMs: (sinceWallMs) => wallMs - sinceWallMs,
    setTimer(delayMs, run): Timer {
      const timer: PlannedTimer = { dueMs: monotonicMs + Math.max(0, delayMs), order: order++, run };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    advance,
    async advanceAsync(ms, stepMs = 1_000) {
      for (let passedMs = 0; passedMs < ms; passedMs += stepMs) {
        advance(Math.min(stepMs, ms - passedMs));
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    sleep(ms) {
      moveTo(monotonicMs + ms);
      advance(0);
    },
    jumpWall(ms) {
      wallMs += ms;
    },
    pendingTimers: () => timers.size,
    nextDueInMs() {
      const due = next(Number.POSITIVE_INFINITY);
      return due ? Math.max(0, due.dueMs - monotonicMs) : null;
    },
  };
}
