import type { Clock } from '../../../shared/ports.ts';

/** Waits for work, but not for ever. @returns whether it was done in time; a rejection counts as done */
export function isDoneWithin(work: Promise<unknown>, limitMs: number, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(limitMs, () => resolve(false));
    const done = (): void => {
      timer.cancel();
      resolve(true);
    };
    work.then(done, done);
  });
}
