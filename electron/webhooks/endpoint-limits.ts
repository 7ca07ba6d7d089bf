/** Bounds of the webhook endpoint. All are for one process on loopback, behind one tunnel. */
export interface EndpointLimits {
  /** Bytes of one body. Helcim's events are below one kilobyte. */
  readonly bodyBytesMax: number;
  /** Beyond it the longest-held one goes that has brought no new event. */
  readonly connectionsMax: number;
  /** Signed requests that are being read, verified or stored at once. */
  readonly bodiesMax: number;
  /** Unsigned and forged requests a second that still get their own answer; the others are told to slow down. */
  readonly refusalsPerSecond: number;
  readonly headersWithinMs: number;
  readonly requestWithinMs: number;
  /** How often late requests are looked for; a slow one lives at most this much longer. */
  readonly lateCheckMs: number;
  /** Longer than the common tunnels keep their idle connections, so that they never write into one we just closed. */
  readonly keepAliveMs: number;
  /** A ledger slower than this is answered as a failure; the sender comes again. */
  readonly storeWithinMs: number;
  /** How long `close` waits for requests under way. */
  readonly closeWithinMs: number;
  readonly refusalLogEveryMs: number;
}

export const endpointLimits: EndpointLimits = {
  bodyBytesMax: 64 * 1024,
  connectionsMax: 256,
  bodiesMax: 64,
  refusalsPerSecond: 50,
  headersWithinMs: 5_000,
  requestWithinMs: 10_000,
  lateCheckMs: 1_000,
  keepAliveMs: 120_000,
  storeWithinMs: 8_000,
  closeWithinMs: 2_000,
  refusalLogEveryMs: 60_000,
};
