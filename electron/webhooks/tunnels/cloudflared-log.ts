/**
 * What a line of cloudflared's log tells us. Pure and total: a line of another version that nobody has seen yet says
 * nothing, and the number of connections is asked for at `/ready` besides.
 * @see https://developers.cloudflare.com/tunnel/observability/
 * @see https://github.com/cloudflare/cloudflared/issues/426 lines as they are written
 */
import type { TunnelCause } from '../../../shared/tunnel.ts';

export type CloudflaredSign =
  /** Where it answers for its own health, on loopback. */
  | { readonly kind: 'metrics'; readonly port: number }
  | { readonly kind: 'registered'; readonly index: number }
  | { readonly kind: 'lost'; readonly index: number; readonly cause: TunnelCause | null }
  | { readonly kind: 'problem'; readonly cause: TunnelCause };

const metricsLine = /metrics server on (?:127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})\b/i;
/** Older versions say `Connection <id> registered`. The word boundary keeps "unregistered" out. */
const registeredLine = /\bregistered tunnel connection\b|\bconnection [0-9a-f-]{36} registered\b/i;
const lostLine =
  /\bunregistered tunnel connection\b|\bconnection terminated\b|\blost connection with the edge\b|\bretrying connection in\b|\bserve tunnel error\b/i;
const indexField = /\bconnIndex=(\d{1,3})\b/;

/** The first that fits. */
const problems: readonly (readonly [RegExp, TunnelCause])[] = [
  [/unable to reach the origin service|failed to connect to origin/i, 'port_unreachable'],
  [
    /token is not valid|invalid tunnel secret|unauthorized|tunnel not found|failed to get tunnel/i,
    'wrong_token',
  ],
  [/too many (?:requests|connections)|rate.?limit/i, 'rate_limited'],
  [
    /no such host|network is unreachable|no route to host|i\/o timeout|no recent network activity/i,
    'network_away',
  ],
  [/failed to dial|unable to establish connection|tls handshake|context deadline exceeded/i, 'network_away'],
];

/** @returns null for a line without news */
export function readCloudflaredLine(line: string): CloudflaredSign | null {
  const port = Number(metricsLine.exec(line)?.[1]);
  if (port > 0 && port < 65_536) return { kind: 'metrics', port };
  const index = Number(indexField.exec(line)?.[1] ?? 0);
  if (registeredLine.test(line)) return { kind: 'registered', index };
  const cause = (isError(line) && problems.find(([shape]) => shape.test(line))?.[1]) || null;
  const isOfOneConnection = cause !== null && cause !== 'port_unreachable' && indexField.test(line);
  if (lostLine.test(line) || isOfOneConnection) return { kind: 'lost', index, cause };
  return cause === null ? null : { kind: 'problem', cause };
}

/** `2026-01-31T10:00:00Z ERR …`; what is said before the log is set up has no level at all. */
export function isError(line: string): boolean {
  const level = /^\S+Z (DBG|INF|WRN|ERR|FTL) /.exec(line)?.[1];
  return level === undefined || level === 'ERR' || level === 'FTL' || level === 'WRN';
}
