/**
 * One request and its answer over an undici dispatcher, with every wait and every size bounded by us. It never
 * rejects, never follows a redirect and never sends a second time.
 */
import type { Dispatcher } from 'undici';
import type { Clock, Timer } from '../../shared/ports.ts';
import type { AnswerHeaders } from './answer-headers.ts';
import { type FailureReason, failureReason } from './error-mapping.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Path and query, starting with a slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

export interface HttpAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: AnswerHeaders;
  /** What arrived of the body as text; short of the whole when `cutBy` is set. */
  readonly body: string;
  readonly cutBy: FailureReason | null;
  /** Monotonic milliseconds of the status line's arrival. */
  readonly atMs: number;
}

interface NoAnswer {
  readonly kind: 'no_answer';
  readonly wasWritten: boolean;
  readonly reason: FailureReason;
}

export type ExchangeResult = HttpAnswer | NoAnswer;

export interface ExchangeLimits {
  /** Until the status line, connecting included where the dispatcher has to. */
  readonly headersMs: number;
  /** From the status line to the end of the body. */
  readonly bodyMs: number;
  readonly bodyMaxBytes: number;
}

export interface ExchangeHooks {
  /** Asked right before the first byte is handed to the socket; false ends the exchange unwritten. */
  readonly mayWrite?: () => boolean;
  /** Called in the same tick as the write, after it. */
  readonly onWritten?: () => void;
  /** Called when a written request gets no answer in time, before its connection is let go. */
  readonly onGivenUp?: () => void;
  /** A status that says everything; the body is then only drained. */
  readonly isEnough?: (status: number) => boolean;
}

export const ownReasons = {
  timeout: 'TIMEOUT',
  tooLarge: 'BODY_TOO_LARGE',
  stopped: 'STOPPED',
  closed: 'CLOSED',
} as const;

export function runExchange(
  dispatcher: Pick<Dispatcher, 'dispatch'>,
  request: HttpRequest,
  limits: ExchangeLimits,
  clock: Clock,
  hooks: ExchangeHooks = {},
): Promise<ExchangeResult> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    let head: Pick<HttpAnswer, 'status' | 'headers' | 'atMs'> | null = null;
    let controller: Dispatcher.DispatchController | null = null;
    /** From here on the request counts as written, whatever happens to it. */
    let wasWritten = false;
    let isWriteTold = false;
    let isOver = false;
    let timer: Timer = clock.setTimer(limits.headersMs, () => give(ownReasons.timeout));

    function finish(reason: FailureReason | null): void {
      if (isOver) return;
      isOver = true;
      timer.cancel();
      resolve(
        head === null
          ? { kind: 'no_answer', wasWritten, reason: reason ?? ownReasons.closed }
          : { kind: 'answer', ...head, body: Buffer.concat(chunks).toString('utf8'), cutBy: reason },
      );
    }

    function give(reason: FailureReason): void {
      finish(reason);
      if (wasWritten && head === null) hooks.onGivenUp?.();
      controller?.abort(new Error(reason));
    }

    function tellWritten(): void {
      if (isWriteTold) return;
      isWriteTold = true;
      hooks.onWritten?.();
    }

    const handler: Dispatcher.DispatchHandler = {
      onRequestStart(started) {
        controller = started;
        // A second start would be a re-send, a start after the end a late one.
        if (isOver || wasWritten) return started.abort(new Error(ownReasons.stopped));
        if (hooks.mayWrite?.() === false) return give(ownReasons.stopped);
        wasWritten = true;
        // undici writes now and reports it in this same tick; should it ever not report, the write is told all the same.
        queueMicrotask(tellWritten);
      },
      onRequestSent: tellWritten,
      onResponseStart(_started, status, headers) {
        if (status < 200 || isOver) return;
        head = { status, headers, atMs: clock.monotonicMs() };
        timer.cancel();
        timer = clock.setTimer(limits.bodyMs, () => give(ownReasons.timeout));
        if (hooks.isEnough?.(status)) settleEarly();
      },
      onResponseData(_started, chunk) {
        size += chunk.length;
        if (size > limits.bodyMaxBytes) give(ownReasons.tooLarge);
        else if (!isOver) chunks.push(chunk);
      },
      onResponseEnd() {
        timer.cancel();
        finish(null);
      },
      onResponseError(_started, error) {
        timer.cancel();
        finish(failureReason(error));
      },
    };

    /** Answers now and goes on reading for a while, so that the other side can end its answer in peace. */
    function settleEarly(): void {
      const drain = timer;
      timer = { cancel: () => {} };
      finish(null);
      timer = drain;
    }

    try {
      dispatcher.dispatch({ ...request }, handler);
    } catch (error) {
      finish(failureReason(error));
    }
  });
}
