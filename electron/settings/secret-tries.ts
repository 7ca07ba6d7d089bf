import type { Clock } from '../../shared/ports.ts';

/** Where tries are counted: the ledger. A subject is one PIN, or the API token. */
export interface TryBook {
  /** Tries since the last right one; one whose end was never written counts, so that ending the program is no way out. */
  failures(subject: string): Promise<number>;
  /** On disk when this resolves, before anything is compared. */
  begin(subject: string): Promise<number>;
  end(n: number, isRight: boolean): Promise<void>;
}

export interface SecretSubject {
  /** Names what is guessed at; a new PIN is another subject and starts without failures. */
  readonly id: string;
  /** What a failure costs, beginning with the third, milliseconds; the last one for all that follow. */
  readonly waitsMs: readonly number[];
}

const freeFailures = 2;
const minuteMs = 60_000;
/** At the longest wait there are 24 guesses a day: half of the PINs of six digits then take more than fifty years. */
export const pinWaitsMs = [5_000, 30_000, 2 * minuteMs, 10 * minuteMs, 60 * minuteMs] as const;
/** Nobody guesses a token; the wait only keeps the count of tries small. It is the way out, so it stays short. */
export const tokenWaitsMs = [5_000, 30_000] as const;

/** How long nothing is compared after so many failures. */
export function waitAfterMs(failures: number, waitsMs: readonly number[]): number {
  const index = Math.min(failures - freeFailures, waitsMs.length) - 1;
  return index < 0 ? 0 : (waitsMs[index] ?? 0);
}

export type TryResult =
  | { readonly kind: 'right' | 'wrong' }
  | { readonly kind: 'wait'; readonly waitMs: number };

export interface SecretTries {
  /** Milliseconds of the clock until a try is looked at; 0 when one may come now. */
  waitMs(subject: SecretSubject): Promise<number>;
  /** Counts, then compares. To be called one at a time. During a wait nothing is counted and nothing compared. */
  attempt(subject: SecretSubject, compare: () => Promise<boolean>): Promise<TryResult>;
}

/**
 * Counts guesses and makes them wait. A wait runs on the monotonic clock of this process alone: no setting of the wall
 * clock, forward or back, shortens it (M15). What an earlier run left is therefore waited out anew from the start of this
 * one, also when the machine was off meanwhile.
 */
export function createSecretTries(book: TryBook, clock: Pick<Clock, 'monotonicMs'>): SecretTries {
  const startedMs = clock.monotonicMs();
  const lastFailureMs = new Map<string, number>();

  async function waitMs({ id, waitsMs }: SecretSubject): Promise<number> {
    const wholeMs = waitAfterMs(await book.failures(id), waitsMs);
    const sinceMs = clock.monotonicMs() - (lastFailureMs.get(id) ?? startedMs);
    return Math.max(0, wholeMs - sinceMs);
  }

  return {
    waitMs,
    async attempt(subject, compare) {
      const leftMs = await waitMs(subject);
      if (leftMs > 0) return { kind: 'wait', waitMs: leftMs };
      const n = await book.begin(subject.id);
      lastFailureMs.set(subject.id, clock.monotonicMs());
      const isRight = await compare();
      await book.end(n, isRight);
      if (!isRight) lastFailureMs.set(subject.id, clock.monotonicMs());
      return { kind: isRight ? 'right' : 'wrong' };
    },
  };
}
