/**
 * Sends a money call once, behind its gate. What can be said for certain is said: either nothing was written, or
 * an answer came, or nobody knows (M1, M4).
 */
import type { AppErrorCode } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/ports.ts';
import type { FailureReason } from './error-mapping.ts';
import { type HttpAnswer, type HttpRequest, ownReasons, runExchange } from './exchange.ts';
import type { SendGate } from './helcim-client.ts';
import type { Timeouts } from './timeouts.ts';
import type { HelcimWire, OpeningConnection, SingleUseLine } from './wire.ts';

interface NotSent {
  readonly kind: 'not_sent';
  readonly code: AppErrorCode & ('not_sent_network' | 'not_sent_too_late' | 'not_sent_ledger');
  readonly reason: FailureReason | null;
}

export type MoneyExchange =
  | NotSent
  | HttpAnswer
  | { readonly kind: 'no_answer'; readonly reason: FailureReason };

export interface MoneyTransport {
  /** Never rejects. `isEnough` names a status that needs no body. */
  send(request: HttpRequest, gate: SendGate, isEnough: (status: number) => boolean): Promise<MoneyExchange>;
  /** Cuts what is under way; those calls end as `no_answer` or, unwritten, as `not_sent`. */
  close(): Promise<void>;
}

interface MoneyTransportOptions {
  readonly origin: URL;
  readonly wire: HelcimWire;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
  readonly onGateFault: (place: 'ready' | 'mayStillWrite' | 'onWritten') => void;
}

const notSent = (code: NotSent['code'], reason: FailureReason | null = null): NotSent => ({
  kind: 'not_sent',
  code,
  reason,
});

export function createMoneyTransport(options: MoneyTransportOptions): MoneyTransport {
  const { origin, wire, clock, timeouts } = options;
  const connections = new Set<OpeningConnection>();
  let isClosed = false;

  /** Both the ledger and the connection are needed; the first that fails, or the clock, ends the wait. */
  function waitUntilSendable(
    connection: OpeningConnection,
    gate: SendGate,
  ): Promise<SingleUseLine | NotSent> {
    return new Promise((resolve) => {
      let line: SingleUseLine | null = null;
      let isReady = false;
      const timer = clock.setTimer(timeouts.sendWithinMs, () =>
        settle(
          line === null ? notSent('not_sent_network', ownReasons.timeout) : notSent('not_sent_too_late'),
        ),
      );
      function settle(result: SingleUseLine | NotSent): void {
        timer.cancel();
        resolve(result);
      }
      function check(): void {
        if (line !== null && isReady) settle(line);
      }
      connection.opened.then((opened) => {
        if (!opened.ok) return settle(notSent('not_sent_network', opened.reason));
        line = opened.line;
        check();
      });
      gate.ready.then(
        (ready) => {
          isReady = ready === true;
          if (isReady) check();
          else settle(notSent('not_sent_ledger'));
        },
        () => {
          options.onGateFault('ready');
          settle(notSent('not_sent_ledger'));
        },
      );
    });
  }

  /** A gate that fails is a closed gate. */
  function mayStillWrite(gate: SendGate): boolean {
    try {
      return gate.mayStillWrite() === true;
    } catch {
      options.onGateFault('mayStillWrite');
      return false;
    }
  }

  function tellWritten(gate: SendGate): void {
    try {
      gate.onWritten();
    } catch {
      options.onGateFault('onWritten');
    }
  }

  async function write(
    line: SingleUseLine,
    connection: OpeningConnection,
    request: HttpRequest,
    gate: SendGate,
    isEnough: (status: number) => boolean,
  ): Promise<MoneyExchange> {
    let refusal: NotSent = notSent('not_sent_network', ownReasons.closed);
    const mayWrite = (): boolean => {
      if (!line.isFresh()) return false;
      if (mayStillWrite(gate)) return true;
      refusal = notSent('not_sent_too_late');
      return false;
    };
    const limits = {
      headersMs: timeouts.moneyAnswerMs,
      bodyMs: timeouts.moneyBodyMs,
      bodyMaxBytes: timeouts.bodyMaxBytes,
    };
    const result = await runExchange(line, request, limits, clock, {
      mayWrite,
      onWritten: () => tellWritten(gate),
      onGivenUp: () => connection.reset(),
      isEnough,
    });
    if (result.kind === 'answer') return result;
    if (result.wasWritten) return { kind: 'no_answer', reason: result.reason };
    return result.reason === ownReasons.stopped ? refusal : notSent('not_sent_network', result.reason);
  }

  return {
    async send(request, gate, isEnough) {
      gate.ready.catch(() => {});
      if (isClosed) return notSent('not_sent_network', ownReasons.closed);
      const connection = wire.openConnection(origin, timeouts.moneyConnectMs, clock);
      connections.add(connection);
      const line = await waitUntilSendable(connection, gate);
      if ('kind' in line) {
        connection.drop();
        connections.delete(connection);
        return line;
      }
      const result = await write(line, connection, request, gate, isEnough);
      // Waits for an answer that is still being drained, then ends the connection.
      line.close().then(
        () => connections.delete(connection),
        () => connections.delete(connection),
      );
      return result;
    },
    async close() {
      isClosed = true;
      for (const connection of connections) connection.reset();
      connections.clear();
    },
  };
}
