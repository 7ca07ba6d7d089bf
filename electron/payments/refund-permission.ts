/**
 * Whether the API token may give money back. Helcim says so only by refusing a refund, and no money call is ever a
 * probe, so a refusal is remembered: for a while, since a manager may have set it right meanwhile, and until a person
 * asks for another look.
 */
import type { AppError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/ports.ts';

/** Long enough that a queue of customers is not refused one by one, short enough not to outlast a changed token. */
export const refusalKeptMs = 5 * 60_000;

export interface RefundPermission {
  /** False while a refusal is remembered. */
  isGranted(): boolean;
  /**
   * @param error of a refund call; null when Helcim took it
   * @returns whether this is news: a refusal that was not remembered
   */
  learn(error: AppError | null): boolean;
  /** A person looks again: the next refund that somebody really wants tells anew. */
  forget(): void;
}

export function createRefundPermission(clock: Pick<Clock, 'monotonicMs'>): RefundPermission {
  let refusedAtMs: number | null = null;

  function isGranted(): boolean {
    return refusedAtMs === null || clock.monotonicMs() - refusedAtMs >= refusalKeptMs;
  }

  return {
    isGranted,
    learn(error) {
      const isRefused = error?.code === 'token_lacks_permission';
      if (error !== null && !isRefused) return false;
      const isNews = isRefused && isGranted();
      refusedAtMs = isRefused ? clock.monotonicMs() : null;
      return isNews;
    },
    forget() {
      refusedAtMs = null;
    },
  };
}
