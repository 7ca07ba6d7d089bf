/**
 * The outside world as small interfaces. Everything that decides about money takes these as arguments,
 * so that a test can hold time, randomness and identity in its hand.
 */

export interface Timer {
  cancel(): void;
}

export interface Clock {
  /** UTC milliseconds of the machine's wall clock. May jump in either direction. */
  wallMs(): number;
  /** Milliseconds that only go forward. No meaning across processes, may stand still while asleep. */
  monotonicMs(): number;
  /**
   * Milliseconds of this clock's own pace since a wall stamp, for ages that outlive a process. Negative
   * when the wall clock went back; callers treat that as "expired" (M15).
   */
  elapsedMs(sinceWallMs: number): number;
  setTimer(delayMs: number, run: () => void): Timer;
}

/** Resolves once all other work of this process that is ready has had its turn. */
export type NextTurn = () => Promise<void>;

export interface Random {
  bytes(count: number): Uint8Array;
  /** A version 4 UUID, 36 characters. */
  uuid(): string;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Takes no secrets and no card data beyond what the provider masks (M11, M12). */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
