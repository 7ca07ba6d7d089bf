import type { Clock } from '../../shared/ports.ts';

/** M1: a money request whose first byte has not left by then is not sent at all. */
export const pressToWireMaxMs = 3_000;

export interface Press {
  /** When it was pressed. */
  readonly wallMs: number;
  /** When it reached the main process: the window has no monotonic clock that could be compared. */
  readonly monotonicMs: number;
}

export function isWithinPress(press: Press, clock: Clock): boolean {
  return isWithin(press, pressToWireMaxMs, clock);
}

/** Both clocks must agree; a wall clock that went back counts as too late, since it may hide a sleep. */
export function isWithin(since: Press, limitMs: number, clock: Clock): boolean {
  const wallAgeMs = clock.wallMs() - since.wallMs;
  const monotonicAgeMs = clock.monotonicMs() - since.monotonicMs;
  return wallAgeMs >= 0 && wallAgeMs <= limitMs && monotonicAgeMs <= limitMs;
}
