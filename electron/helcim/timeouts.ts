/** Every wait and size the client allows, in milliseconds of the wire clock (never sped up) and bytes. */
export interface Timeouts {
  /** DNS, TCP and TLS of a money call. */
  readonly moneyConnectMs: number;
  /** From the call to the first byte written; the same three seconds as in M1, kept here as a second guard. */
  readonly sendWithinMs: number;
  /** From the write to the status line; after it the outcome is unknown. */
  readonly moneyAnswerMs: number;
  /** From the status line to the end of the body. */
  readonly moneyBodyMs: number;
  readonly readConnectMs: number;
  readonly readHeadersMs: number;
  readonly readBodyMs: number;
  /** Several times the longest page there is; parsing a body made to be slow takes about a second at this size. */
  readonly bodyMaxBytes: number;
}

export const defaultTimeouts: Timeouts = {
  moneyConnectMs: 2_500,
  sendWithinMs: 3_000,
  moneyAnswerMs: 30_000,
  moneyBodyMs: 5_000,
  readConnectMs: 5_000,
  readHeadersMs: 10_000,
  readBodyMs: 10_000,
  bodyMaxBytes: 4 * 1_024 * 1_024,
};
