/** What the flood's process is told and tells, and what it may not exceed. */

export const floodKinds = [
  'signed',
  'repeated',
  'unsigned',
  'forged',
  'huge',
  'slow',
  'connections',
  'misdirected',
  'pipelined',
] as const;
export type FloodKind = (typeof floodKinds)[number];

export interface FloodOrder {
  readonly ask: 'flood';
  readonly kinds: readonly FloodKind[];
  /** The till's webhook endpoint; anything but 127.0.0.1 is refused. */
  readonly url: string;
  readonly verifier: string;
  /** Transactions of other software of the account: each is named by one genuine event. */
  readonly foreignIds: readonly number[];
  /** Part of every `webhook-id` of this flood. */
  readonly name: string;
}

/** Told when the flood is running; when it holds connections, once so many have been opened. */
export interface FloodBegun {
  readonly isBegun: true;
}

/** Stops the flood; genuine events that were not taken yet are sent on until they are, as Helcim would. */
export interface FloodEnd {
  readonly ask: 'end';
}

export interface FloodReport {
  /** Answers by kind and status; `cut` is a connection that ended without one. */
  readonly answers: Readonly<Partial<Record<FloodKind, Readonly<Record<string, number>>>>>;
  /** Ids of the genuine events that were answered 2xx, each once. */
  readonly landedIds: readonly string[];
  /** Ids of genuine events that were never taken. */
  readonly owedIds: readonly string[];
  readonly connectionsOpened: number;
}

/** A flood ends by itself after this long, whoever forgot it. */
export const floodMaxMs = 15_000;
/** Requests of one kind; floods stop there even when nobody stops them. */
export const requestsMax = 200_000;
export const connectionsWanted = 2_500;
export const connectionsFirst = 2_000;
