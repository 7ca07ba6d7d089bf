import type { Clock } from '../../shared/ports.ts';

/** Waits for work, but not without an end: after `limitMs`, or when it rejects, the answer is `otherwise`. */
export function withLimit<Value>(
  work: Promise<Value>,
  limitMs: number,
  otherwise: Value,
  clock: Clock,
): Promise<Value> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(limitMs, () => resolve(otherwise));
    work
      .catch(() => otherwise)
      .then((value) => {
        timer.cancel();
        resolve(value);
      });
  });
}
