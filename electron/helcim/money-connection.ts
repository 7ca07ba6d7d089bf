/**
 * A connection for exactly one money call. It is opened while the ledger is still writing, and it can be written
 * to once: nothing here can repeat a request, whatever happens to the socket (M4).
 */
import { isIP, connect as openTcp, type Socket } from 'node:net';
import { connect as openTls } from 'node:tls';
import { Client } from 'undici';
import type { Clock } from '../../shared/ports.ts';
import { failureReason } from './error-mapping.ts';
import { ownReasons } from './exchange.ts';
import type { OpenedConnection, OpeningConnection, SingleUseLine } from './wire.ts';

export function openConnection(origin: URL, connectMs: number, clock: Clock): OpeningConnection {
  const isTls = origin.protocol === 'https:';
  const host = origin.hostname.replace(/^\[|\]$/g, '');
  const port = Number(origin.port) || (isTls ? 443 : 80);
  const tcp = openTcp({ host, port });
  tcp.setNoDelay(true);
  const opened = new Promise<OpenedConnection>((resolve) => {
    const timer = clock.setTimer(connectMs, () => settle({ ok: false, reason: ownReasons.timeout }));
    function settle(result: OpenedConnection): void {
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
      if (!isTls) return settle({ ok: true, line: singleUseLine(origin, tcp) });
      // TLS goes over a socket of our own, since only the TCP socket below it can be reset.
      const servername = isIP(host) ? {} : { servername: host };
      const tls = openTls({ socket: tcp, host, ALPNProtocols: ['http/1.1'], ...servername });
      watch(tls);
      tls.once('secureConnect', () => settle({ ok: true, line: singleUseLine(origin, tls) }));
    });
  });
  return {
    opened,
    drop: () => tcp.destroy(),
    // A socket that is still connecting would wait for its connection before it could be reset.
    reset: () => void (tcp.connecting ? tcp.destroy() : tcp.resetAndDestroy()),
  };
}

/** An HTTP client around one open socket. A wish for a second connection is refused. */
function singleUseLine(origin: URL, socket: Socket): SingleUseLine {
  let isGiven = false;
  const client = new Client(origin.origin, {
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
  return {
    dispatch: (options, handler) => client.dispatch(options, handler),
    isFresh: () =>
      !socket.destroyed && socket.writable && !socket.readableEnded && socket.readableLength === 0,
    close: () => client.close(),
  };
}
