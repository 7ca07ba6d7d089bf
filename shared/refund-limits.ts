/** Which refunds a manager has to allow. Pure: the same answer for main, which holds it, and for a screen that says it first. */
import { amountCentsMax } from './money.ts';
import type { ManagerNeed } from './refund.ts';

/** What a manager has set; each limit asks for the PIN on its own. */
export interface RefundLimits {
  /** A refund of more than this needs the PIN, in cents; 0 means every refund. */
  readonly aboveCents: number;
  /** So does one of an original older than this, in days; null leaves age out. */
  readonly olderThanDays: number | null;
  /** So does one of an original that another till, or Helcim's own pages, took. */
  readonly notFromThisTill: boolean;
}

/**
 * `open`: nobody has set a PIN, so everyone may refund. `guarded`: there is one, or there was one and it cannot be read
 * now, when every refund waits for the manager.
 */
export type RefundGuard =
  | { readonly kind: 'open' }
  | { readonly kind: 'guarded'; readonly limits: RefundLimits };

export interface RefundFacts {
  /** What is to be given back, whole cents. */
  readonly amountCents: number;
  /** Age of the original in Helcim's time (M15); null when it cannot be told. */
  readonly originalAgeMs: number | null;
  /** True when an attempt of this till made the original. */
  readonly isOurs: boolean;
}

export const refundDaysMax = 3_650;
export const refundAboveCentsMax = amountCentsMax;

/** What a new PIN begins with: every refund asks for it, until the manager says otherwise. */
export const firstRefundLimits: RefundLimits = { aboveCents: 0, olderThanDays: 90, notFromThisTill: true };

const dayMs = 86_400_000;

/** @returns why a manager has to allow this refund, the first reason of several; null when nobody has to. */
export function needsManager(guard: RefundGuard, facts: RefundFacts): ManagerNeed | null {
  if (guard.kind === 'open') return null;
  const { aboveCents, olderThanDays, notFromThisTill } = guard.limits;
  // Written so that a value that is no number needs the manager.
  if (!(facts.amountCents <= aboveCents)) return 'above_limit';
  if (olderThanDays !== null && !isYoungerThan(olderThanDays, facts.originalAgeMs)) return 'too_old';
  return notFromThisTill && !facts.isOurs ? 'not_from_this_till' : null;
}

/**
 * An original of the future comes from a clock that is wrong. Hours may be a time zone; more would let whoever sets the
 * clock back refund what is old (M15).
 */
function isYoungerThan(days: number, ageMs: number | null): boolean {
  return ageMs !== null && ageMs > -dayMs && ageMs <= days * dayMs;
}
