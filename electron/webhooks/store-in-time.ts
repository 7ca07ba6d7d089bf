import type { Clock } from '../../shared/ports.ts';

export type StoreAnswer = 'stored' | 'duplicate' | 'failed' | 'too_slow';

/**
 * Waits for one store, but not for ever: the sender gives up at some point too, and comes again.
 * @param store starts the write; a throw counts as a rejection
 * @param onEndedLate called when the store ends after its time all the same; the event may be on disk by then
 * @param onFailed the reason of `failed`
 */
export function storeInTime(
  store: () => Promise<'stored' | 'duplicate'>,
  clock: Clock,
  withinMs: number,
  onEndedLate: (answer: 'stored' | 'duplicate') => void,
  onFailed: (cause: unknown) => void,
): Promise<StoreAnswer> {
  return new Promise((resolve) => {
    let isLate = false;
    const timer = clock.setTimer(withinMs, () => {
      isLate = true;
      resolve('too_slow');
    });
    const started = Promise.resolve().then(store);
    started.then(
      (answer) => {
        timer.cancel();
        if (isLate) onEndedLate(answer);
        else resolve(answer);
      },
      (cause: unknown) => {
        timer.cancel();
        onFailed(cause);
        resolve('failed');
      },
    );
  });
}
