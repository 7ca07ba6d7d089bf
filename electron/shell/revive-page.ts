import type { Clock, Logger } from '../../shared/ports.ts';

/** What of Electron's `WebContents` is used. */
interface MortalContents {
  on(
    event: 'render-process-gone',
    listener: (event: unknown, details: { readonly reason: string; readonly exitCode: number }) => void,
  ): unknown;
  isDestroyed(): boolean;
  reload(): void;
}

const reloadsAMinute = 3;
const minuteMs = 60_000;

/**
 * Loads the page again when its process is gone, since what goes on at the terminals goes on without it. At most three
 * times a minute: a page that dies at once then waits for the minute to pass instead of taking the machine with it.
 */
export function revivePage(contents: MortalContents, clock: Clock, logger: Logger): void {
  let reloadedAtMs: number[] = [];

  function reload(): void {
    if (contents.isDestroyed()) return;
    reloadedAtMs.push(clock.monotonicMs());
    contents.reload();
  }

  contents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (contents.isDestroyed()) return;
    const nowMs = clock.monotonicMs();
    reloadedAtMs = reloadedAtMs.filter((atMs) => nowMs - atMs < minuteMs);
    const [oldestMs] = reloadedAtMs;
    const waitMs =
      oldestMs === undefined || reloadedAtMs.length < reloadsAMinute ? 0 : oldestMs + minuteMs - nowMs;
    logger.error('the process of the window is gone; its page is loaded again', { reason, exitCode, waitMs });
    if (waitMs === 0) reload();
    else clock.setTimer(waitMs, reload);
  });
}
