/** Who stands at the till: a cashier always, a manager while the PIN's word holds. */
import type { Role } from '../../shared/ipc-contract.ts';
import type { Clock, Timer } from '../../shared/ports.ts';
import type { LockReason, SessionView } from '../../shared/session.ts';
import type { Cashier } from '../../shared/shop-settings.ts';

export interface RoleFacts {
  /** Whether a PIN is set, or was and cannot be checked any more. */
  readonly isGuarded: boolean;
  /** When the unlocked manager last pressed something, of a monotonic clock; null while locked. */
  readonly lastSeenMs: number | null;
  /** Null for no end. */
  readonly lockAfterMs: number | null;
}

/** A negative age counts as expired (M15). */
export function roleAt({ isGuarded, lastSeenMs, lockAfterMs }: RoleFacts, nowMs: number): Role {
  if (!isGuarded) return 'manager';
  if (lastSeenMs === null) return 'cashier';
  const idleMs = nowMs - lastSeenMs;
  return lockAfterMs === null || (idleMs >= 0 && idleMs < lockAfterMs) ? 'manager' : 'cashier';
}

export interface SessionParts {
  readonly clock: Pick<Clock, 'monotonicMs' | 'setTimer'>;
  /** How much faster than the wall `clock` runs. */
  readonly clockRate: number;
  readonly isGuarded: () => boolean;
  readonly lockAfterMinutes: () => number | null;
  readonly cashiers: () => readonly Cashier[];
  /** Who is at the till from the start on; null for nobody. */
  readonly firstCashier?: string | null;
  readonly onCashier?: (who: string | null) => void;
  readonly onChange: (view: SessionView) => void;
  readonly onLocked: (why: LockReason) => void;
}

export interface Session {
  role(): Role;
  view(): SessionView;
  /** The PIN was right. */
  unlock(): void;
  lock(why: LockReason): void;
  /** A person pressed something. */
  seen(): void;
  cashier(): string | null;
  setCashier(who: string | null): void;
  /** A PIN, or one of the settings it works by, was changed. */
  changed(): void;
  stop(): void;
}

/**
 * Locks after a time without a press. It takes away the manager's rights and nothing else: no payment and no screen of the
 * cashier's depends on it (M16). A restart begins locked.
 */
export function createSession(parts: SessionParts): Session {
  const { clock, clockRate, isGuarded, onChange, onLocked } = parts;
  let lastSeenMs: number | null = null;
  let cashier: string | null = parts.firstCashier ?? null;
  let timer: Timer | null = null;

  function facts(): RoleFacts {
    const minutes = parts.lockAfterMinutes();
    return { isGuarded: isGuarded(), lastSeenMs, lockAfterMs: minutes === null ? null : minutes * 60_000 };
  }

  /** Whatever asks first finds the end of the time: a timer may come late, and sleep through. */
  function role(): Role {
    const now = roleAt(facts(), clock.monotonicMs());
    if (now === 'cashier' && lastSeenMs !== null) lock('idle');
    return now;
  }

  function view(): SessionView {
    const now = role();
    const canLock = isGuarded();
    const leftMs = canLock && now === 'manager' ? lockLeftMs() : null;
    const lockInMs = leftMs === null ? null : Math.ceil(leftMs / clockRate);
    return { role: now, canLock, lockInMs, cashier, cashiers: parts.cashiers() };
  }

  /** Null where nothing is unlocked, or nothing ends it. */
  function lockLeftMs(): number | null {
    const { lockAfterMs } = facts();
    return lastSeenMs === null || lockAfterMs === null
      ? null
      : lastSeenMs + lockAfterMs - clock.monotonicMs();
  }

  /** A timer may come a moment early. */
  function lockOrWait(): void {
    if (role() === 'manager') wait();
  }

  function lock(why: LockReason): void {
    timer?.cancel();
    timer = null;
    if (lastSeenMs === null) return;
    lastSeenMs = null;
    if (isGuarded()) onLocked(why);
    onChange(view());
  }

  function wait(): void {
    timer?.cancel();
    const leftMs = lockLeftMs();
    timer = leftMs === null ? null : clock.setTimer(Math.max(1, leftMs), lockOrWait);
  }

  return {
    role,
    view,
    unlock() {
      lastSeenMs = clock.monotonicMs();
      wait();
      onChange(view());
    },
    lock,
    seen() {
      if (lastSeenMs === null || role() === 'cashier') return;
      lastSeenMs = clock.monotonicMs();
      wait();
      onChange(view());
    },
    cashier: () => cashier,
    setCashier(who) {
      cashier = who;
      parts.onCashier?.(who);
      onChange(view());
    },
    changed() {
      wait();
      onChange(view());
    },
    stop() {
      timer?.cancel();
      timer = null;
    },
  };
}
