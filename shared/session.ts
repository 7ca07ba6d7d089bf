/** Who stands at the till now, as the window is told. Main decides. */
import type { Cashier } from './shop-settings.ts';

export interface SessionView {
  readonly role: 'cashier' | 'manager';
  /** False while no PIN is set: everybody is manager then, and there is nothing to lock. */
  readonly canLock: boolean;
  /** When the manager is locked again unless something is pressed, real milliseconds from the making of this view. */
  readonly lockInMs: number | null;
  /** The person at the till; null until somebody says. */
  readonly cashier: string | null;
  /** Those to choose from. */
  readonly cashiers: readonly Cashier[];
}

/** Why the manager was locked. */
export type LockReason = 'person' | 'idle' | 'sleep' | 'screen_locked';

/** A cashier by number or name, as somebody types it; null where it is neither. */
export function cashierOf(cashiers: readonly Cashier[], text: string): Cashier | null {
  const typed = text.trim().toLowerCase();
  if (typed === '') return null;
  const byNumber = cashiers.find(({ number }) => number !== null && String(number) === typed);
  return byNumber ?? cashiers.find(({ name }) => name.toLowerCase() === typed) ?? null;
}
