import type { Logger } from '../../shared/ports.ts';

/** What of Node's `process` is used. */
interface ProcessEvents {
  on(event: 'uncaughtException' | 'unhandledRejection', listener: (cause: unknown) => void): unknown;
  readonly stdout: ErrorEvents;
  readonly stderr: ErrorEvents;
}
interface ErrorEvents {
  on(event: 'error', listener: () => void): unknown;
}

const causeLengthMax = 4_000;

/**
 * A failure that nobody caught is a bug, and it is logged; the till goes on. Ending here would be worse than going on:
 * a card may be in a reader at this moment and only a running till learns what became of it, while the ledger is
 * transactional, so that a failure in the middle of anything leaves it as it was before.
 */
export function keepRunning(process: ProcessEvents, logger: Logger): void {
  const log = (what: string) => (cause: unknown) =>
    logger.error('a failure reached the top of the program; the till goes on', {
      what,
      cause: causeText(cause),
    });
  process.on('uncaughtException', log('exception'));
  process.on('unhandledRejection', log('rejection'));
  // A console that went away would fail again at the very line that says so.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
}

function causeText(cause: unknown): string {
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return text.slice(0, causeLengthMax);
}
