/**
 * A connection for exactly one money call. It is opened while the ledger is still writing, and it can be written
 * to once: nothing here can repeat a request, whatever happens to the socket (M4).
 */
import { isIP, connect as openTcp, type Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import { Client } from 'undici';
import type { Clock } from '../../shared/ports.ts';
import { type FailureReason, failureReason } from './error-mapping.ts';
import { ownReasons } from './exchange.ts';

type Opened =
  | { readonly ok: true; readonly socket: Socket }
  | { readonly ok: false; readonly reason: FailureReason };

export interface OpeningConnection {
  /** TCP and, for https, TLS are up; or why not. Never rejects. */
  readonly opened: Promise<Opened>;
  /** Gives the connection up, in whatever state it is. */
  drop(): void;
  /**
   * Ends the connection with a reset. A close in good order would still deliver what waits in the send buffer, and
   * after a request was given up no byte of it may arrive late (M4).
   */
  reset(): void;
}

export function openConnection(origin: URL, connectMs: number, clock: Clock): OpeningConnection {
  const isTls = origin.protocol === 'https:';
  const host = origin.hostname.replace(/^\[|\]$/g, '');
  const port = Number(origin.port) || (isTls ? 443 : 80);
  const tcp = openTcp({ host, port });
  tcp.setNoDelay(true);
  const opened = new Promise<Opened>((resolve) => {
    const timer = clock.setTimer(connectMs, () => settle({ ok: false, reason: ownReasons.timeout }));
    function settle(result: Opened): void {
      timer.cancel();
      if (!result.ok) tcp.destroy();
      resolve(result);
    }
    /** Stays on for the socket's whole life: a failure while it is idle is noticed by `isFresh`. */
    function watch(socket: Socket): void {
      socket.on('error', (error) => settle({ ok: false, reason: failureReason(error) }));
      socket.once('close', () => settle({ ok: false, reason: ownReasons.closed }));
    }
    watch(tcp);
    tcp.once('connect', () => {
      if (!isTls) return settle({ ok: true, socket: tcp });
      // TLS goes over a socket of our own, since only the TCP socket below it can be reset.
      const servername = isIP(host) ? {} : { servername: host };
      const tls = openTls({ socket: tcp, host, ALPNProtocols: ['http/1.1'], ...servername });
      watch(tls);
      tls.once('secureConnect', () => settle({ ok: true, socket: tls }));
    });
  });
  return {
    opened,
    drop: () => tcp.destroy(),
    // A socket that is still connecting would wait for its connection before it could be reset.
    reset: () => void (tcp.connecting ? tcp.destroy() : tcp.resetAndDestroy()),
  };
}

/** Whether nothing has happened on the connection since it was opened: no end, no error, no byte received. */
export function isFresh(socket: Socket): boolean {
  return !socket.destroyed && socket.writable && !socket.readableEnded && socket.readableLength === 0;
}

/** An HTTP client around one open socket. A wish for a second connection is refused. */
export function singleUseClient(origin: URL, socket: Socket): Client {
  let isGiven = false;
  return new Client(origin.origin, {
    allowH2: false,
    useMilo: false,
    pipelining: 1,
    maxRequestsPerClient: 1,
    // The exchange has its own deadlines on the injected clock.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: (_options, callback) => {
      const isSecond = isGiven;
      isGiven = true;
      // Not in the same tick: undici does not look at its queue again while it is asking for a connection.
      queueMicrotask(() =>
        isSecond ? callback(new Error('a money call has one connection only'), null) : callback(null, socket),
      );
    },
  });
}
