import { Pool } from 'undici';
import { openConnection } from './money-connection.ts';
import type { HelcimWire } from './wire.ts';

const connectionsMax = 5;
const keepAliveMs = 15_000;

/** The real network: sockets of this machine, HTTP by undici. */
export const socketWire: HelcimWire = {
  openConnection,
  openReadPool: (origin, connectMs) =>
    new Pool(origin.origin, {
      connections: connectionsMax,
      pipelining: 1,
      allowH2: false,
      useMilo: false,
      keepAliveTimeout: keepAliveMs,
      connectTimeout: connectMs,
      // The exchange has its own deadlines on the injected clock.
      headersTimeout: 0,
      bodyTimeout: 0,
    }),
};
