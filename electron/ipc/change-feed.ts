import type { Change, Slices, Snapshot } from '../../shared/ipc-contract.ts';

export interface ChangeFeed {
  /**
   * The whole state, numbered. Every change up to `seq` is in it, every later one is sent after it was made; a window
   * that is waiting for a snapshot keeps the changes that arrive meanwhile and applies those with a higher number.
   * Rejects when the state cannot be read.
   */
  snapshot(): Promise<Snapshot>;
  /** Tells of new values of whole slices. What is published in one turn of the event loop leaves as one change. */
  publish(slices: Partial<Slices>): void;
}

export interface ChangeFeedOptions {
  readonly snapshot: () => Promise<Slices>;
  /** Sends to the window; may have nobody to send to, then does nothing. */
  readonly send: (change: Change) => void;
}

/** Numbers the changes of the program's state from 1, without gaps, in the order they are sent. */
export function createChangeFeed({ snapshot, send }: ChangeFeedOptions): ChangeFeed {
  let seq = 0;
  let pending: Partial<Slices> | null = null;
  /** What was published while a snapshot is being made: it may have read those slices too early. */
  const beingMade = new Set<{ newer: Partial<Slices> }>();

  function flush(): void {
    if (pending === null) return;
    const slices = pending;
    pending = null;
    seq += 1;
    send({ seq, slices });
  }

  return {
    async snapshot() {
      const making = { newer: {} as Partial<Slices> };
      beingMade.add(making);
      try {
        const slices = await snapshot();
        // What is still unsent is in this snapshot too, so it gets its number before the snapshot takes its own.
        flush();
        return { ...slices, ...making.newer, seq };
      } finally {
        beingMade.delete(making);
      }
    },
    publish(slices) {
      for (const making of beingMade) making.newer = { ...making.newer, ...slices };
      if (pending === null) setImmediate(flush);
      pending = { ...pending, ...slices };
    },
  };
}
