/**
 * What every call leaves behind besides its result: Helcim's clock, the status line, a log line, and the
 * reference that joins an error on the screen to that line.
 */
import type { AppError, AppErrorCode } from '../../shared/app-error.ts';
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import { helcimTimeMs } from './answer-headers.ts';
import type { HttpAnswer } from './exchange.ts';
import type { AnswerNews } from './helcim-client.ts';

type AnswerListener = (answer: AnswerNews) => void;

/** What a call was, for the log: the path without its query, which may name a customer. */
interface CallName {
  readonly method: 'GET' | 'POST';
  readonly path: string;
}

/** How far a call got: stopped before anything was tried on the network, tried in vain, or given a status. */
export type Contact = 'untried' | 'unanswered' | 'answered';

export interface AnswerObserver {
  /** Helcim's clock less ours in milliseconds; null before the first answer with a Date. */
  clockOffsetMs(): number | null;
  onAnswer(listener: AnswerListener): () => void;
  /** Reads Helcim's clock from an answer to a request that began at this monotonic time. */
  sawHeaders(answer: HttpAnswer, startedAtMs: number): void;
  /** The end of a call; the error comes back with its reference. One that was not tried teaches the status line nothing. */
  ended<Failure extends AppError | null>(
    call: CallName,
    error: Failure,
    startedAtMs: number,
    contact: Contact,
  ): Failure;
}

/** Errors about one terminal, row or request; Helcim itself answered well. */
const ordinaryRefusals: ReadonlySet<AppErrorCode> = new Set<AppErrorCode>([
  'device_not_listening',
  'device_not_found',
  'request_rejected',
  'not_found',
]);

export function createAnswerObserver(ports: {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
}): AnswerObserver {
  const { clock, random, logger } = ports;
  const listeners = new Set<AnswerListener>();
  let offsetMs: number | null = null;

  function tell(answered: boolean, error: AppError | null): void {
    const answer = { atMs: clock.wallMs(), answered, error };
    for (const listener of [...listeners]) {
      try {
        listener(answer);
      } catch {
        logger.error('a listener of the Helcim status failed');
      }
    }
  }

  function withReference(call: CallName, error: AppError, startedAtMs: number): AppError {
    const reference = Buffer.from(random.bytes(4)).toString('hex').toUpperCase();
    logger.warn('Helcim call did not succeed', {
      reference,
      method: call.method,
      path: call.path,
      code: error.code,
      detail: error.detail,
      tookMs: Math.round(clock.monotonicMs() - startedAtMs),
    });
    return { ...error, reference };
  }

  return {
    clockOffsetMs: () => offsetMs,
    onAnswer(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sawHeaders(answer, startedAtMs) {
      const helcimMs = helcimTimeMs(answer.headers);
      if (helcimMs === null) return;
      // Helcim wrote its Date somewhere between our start and the status line; the middle is the best guess.
      const agoMs = clock.monotonicMs() - (startedAtMs + answer.atMs) / 2;
      offsetMs = Math.round(helcimMs - (clock.wallMs() - agoMs));
    },
    ended(call, error, startedAtMs, contact) {
      if (contact !== 'untried') {
        const isTrouble = error !== null && !ordinaryRefusals.has(error.code);
        tell(contact === 'answered', isTrouble ? error : null);
      }
      return error === null ? error : (withReference(call, error, startedAtMs) as typeof error);
    },
  };
}
