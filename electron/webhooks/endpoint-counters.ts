import type { SignatureProblem } from './signature-headers.ts';

/** What happened to requests since the start; shown where the manager looks for the reason of silence. */
export interface EndpointCounters {
  readonly stored: number;
  readonly duplicates: number;
  /** Our own tests that came back. */
  readonly selfTests: number;
  /** Requests without any signature header, like the one that Helcim's Save button sends. */
  readonly unsigned: number;
  readonly probes: number;
  readonly invalid: number;
  /** `too_new` and `too_old` here speak of a wrong clock on this machine rather than of a forger. */
  readonly lastInvalidWhy: SignatureProblem | null;
  readonly noVerifier: number;
  readonly notReady: number;
  readonly storeFailures: number;
  readonly tooLarge: number;
  /** Told to slow down: 429, or 503 when too many were under way; or cut while the body was on its way. */
  readonly limited: number;
  readonly otherPaths: number;
  /** Connections cut because several requests came in one packet. */
  readonly pipelined: number;
  /** Cut to make room for newer ones. */
  readonly droppedConnections: number;
  /** UTC milliseconds of the last event that was stored or known already. */
  readonly lastVerifiedAtMs: number | null;
}

export type MutableCounters = { -readonly [Name in keyof EndpointCounters]: EndpointCounters[Name] };

export function newCounters(): MutableCounters {
  return {
    stored: 0,
    duplicates: 0,
    selfTests: 0,
    unsigned: 0,
    probes: 0,
    invalid: 0,
    lastInvalidWhy: null,
    noVerifier: 0,
    notReady: 0,
    storeFailures: 0,
    tooLarge: 0,
    limited: 0,
    otherPaths: 0,
    pipelined: 0,
    droppedConnections: 0,
    lastVerifiedAtMs: null,
  };
}
