/**
 * The network below the client, as small as the client's needs: connections that carry one request each for money, and
 * a pool for reads. Passed in, so that a test can hold every byte in its hand.
 */
import type { Dispatcher } from 'undici';
import type { Clock } from '../../shared/ports.ts';
import type { FailureReason } from './error-mapping.ts';

/** Sends requests as undici does: whatever happens to one is told to its handler. */
export type Line = Pick<Dispatcher, 'dispatch'>;

/** An open connection for exactly one request; a wish for a second connection is refused (M4). */
export interface SingleUseLine extends Line {
  /** Whether nothing has happened on the connection since it was opened: no end, no error, no byte received. */
  isFresh(): boolean;
  /** Ends it in good order, once an answer that is still being read has ended. */
  close(): Promise<void>;
}

export type OpenedConnection =
  | { readonly ok: true; readonly line: SingleUseLine }
  | { readonly ok: false; readonly reason: FailureReason };

export interface OpeningConnection {
  /** TCP and, for https, TLS are up; or why not. Never rejects. */
  readonly opened: Promise<OpenedConnection>;
  /** Gives the connection up, in whatever state it is. */
  drop(): void;
  /**
   * Ends the connection with a reset. A close in good order would still deliver what waits in the send buffer, and
   * after a request was given up no byte of it may arrive late (M4).
   */
  reset(): void;
}

/** Kept-alive connections for reads. */
export interface ReadPool extends Line {
  destroy(): Promise<void>;
}

export interface HelcimWire {
  /** @param connectMs limit of DNS, TCP and TLS together, on `clock` */
  openConnection(origin: URL, connectMs: number, clock: Clock): OpeningConnection;
  openReadPool(origin: URL, connectMs: number): ReadPool;
}
