/** One HTTP request as the simulator received it; the API token is never kept. */
export interface RecordedRequest {
  readonly sequence: number;
  /** By the given clock. */
  readonly atMs: number;
  readonly method: string;
  /** Below the base and without the query, such as `/devices/AB12/payment/purchase`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Whose token came with it. */
  readonly token: string;
  /** The body exactly as sent; empty until it has arrived. */
  bodyText: string;
  /** The body read as JSON, or null when there is none or it is not JSON. */
  body: unknown;
  /** `performance.now()` of this process when the request's head was read. */
  readonly firstByteMs: number;
  /** Status sent in full, `dropped` when the connection ended before that, null while under way. */
  answered: number | 'dropped' | null;
}

export interface RequestRecorder {
  add(request: Omit<RecordedRequest, 'sequence'>): RecordedRequest;
  all(): RecordedRequest[];
}

/** Enough for hours of polling; older requests are forgotten. */
const REQUESTS_MAX = 20_000;

export function createRequestRecorder(): RequestRecorder {
  const requests: RecordedRequest[] = [];
  let sequence = 0;
  return {
    add(request) {
      const recorded = { ...request, sequence: ++sequence };
      requests.push(recorded);
      if (requests.length > REQUESTS_MAX) requests.shift();
      return recorded;
    },
    all: () => requests.map((request) => ({ ...request })),
  };
}
