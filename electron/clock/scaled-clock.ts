import type { Clock } from '../../shared/ports.ts';

/**
 * A clock whose own time runs `rate` times as fast as `base`: deadlines, timers and ages shrink alike, wall stamps
 * stay true, because evidence and Helcim's times are compared with them (M15). For trying long waits quickly.
 * @throws RangeError unless `rate` is a positive, finite number.
 */
export function scaleClock(base: Clock, rate: number): Clock {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError(`not a clock rate: ${rate}`);
  if (rate === 1) return base;
  return {
    wallMs: () => base.wallMs(),
    monotonicMs: () => base.monotonicMs() * rate,
    elapsedMs: (sinceWallMs) => base.elapsedMs(sinceWallMs) * rate,
    setTimer: (delayMs, run) => base.setTimer(delayMs / rate, run),
  };
}
