/**
 * The outside world as small interfaces. Everything that decides about money takes these as arguments,
 * so that a test can hold time, randomness and identity in its hand.
 */
import type { UnkeptReason } from './manager.ts';

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

/** The system's own encryption, as far as it is used here; what it seals can be opened by this user on this machine. */
export interface Vault {
  /** Null when what it seals is protected; otherwise why nothing may be written down. */
  weakness(): Promise<UnkeptReason | null>;
  seal(text: string): Promise<Uint8Array>;
  /**
   * @throws when another key sealed it, or the key cannot be had.
   * @returns the text, and whether it should be sealed anew because the key has been changed.
   */
  open(sealed: Uint8Array): Promise<{ readonly text: string; readonly isOutdated: boolean }>;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>;

/** Takes no secrets and no card data beyond what the provider masks (M11, M12). */
export interface Logger {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}
