import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSession, type RoleFacts, roleAt } from '../../../electron/settings/session.ts';
import type { LockReason, SessionView } from '../../../shared/session.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const minuteMs = 60_000;
const guarded: RoleFacts = { isGuarded: true, lastSeenMs: 1_000, lockAfterMs: minuteMs };

describe('roleAt', () => {
  it.each<[string, RoleFacts, number, 'cashier' | 'manager']>([
    ['nobody needs a PIN', { ...guarded, isGuarded: false, lastSeenMs: null }, 0, 'manager'],
    ['nobody typed it', { ...guarded, lastSeenMs: null }, 0, 'cashier'],
    ['just unlocked', guarded, 1_000, 'manager'],
    ['the last moment', guarded, 60_999, 'manager'],
    ['the time is over', guarded, 61_000, 'cashier'],
    ['there is no end', { ...guarded, lockAfterMs: null }, 1e12, 'manager'],
    ['M15 a clock that went back', guarded, 999, 'cashier'],
  ])('%s', (_name, facts, nowMs, role) => {
    expect(roleAt(facts, nowMs)).toBe(role);
  });
});

function setUp({ minutes = 5 as number | null, clockRate = 1 } = {}) {
  const clock = createVirtualClock(0);
  const views: SessionView[] = [];
  const locks: LockReason[] = [];
  const set = { isGuarded: true, minutes };
  const session = createSession({
    clock,
    clockRate,
    isGuarded: () => set.isGuarded,
    lockAfterMinutes: () => set.minutes,
    cashiers: () => [],
    onChange: (view) => views.push(view),
    onLocked: (why) => locks.push(why),
  });
  return { clock, views, locks, set, session };
}

describe('a session', () => {
  it('tells the window when it locks by itself, and why it did', () => {
    const { clock, views, locks, session } = setUp();
    session.unlock();
    expect(views.at(-1)).toMatchObject({ role: 'manager', canLock: true, lockInMs: 5 * minuteMs });
    clock.advance(5 * minuteMs);
    expect(views.at(-1)).toMatchObject({ role: 'cashier', lockInMs: null });
    expect(locks).toEqual(['idle']);
  });

  it('says its time in real milliseconds where the clock of the till runs faster', () => {
    const { views, session } = setUp({ clockRate: 10 });
    session.unlock();
    expect(views.at(-1)?.lockInMs).toBe(30_000);
  });

  it('counts a shorter time from the same press, and takes back an end', () => {
    const { clock, set, session, locks } = setUp();
    session.unlock();
    clock.advance(2 * minuteMs);
    set.minutes = 1;
    session.changed();
    expect(session.role()).toBe('cashier');
    session.unlock();
    set.minutes = null;
    session.changed();
    clock.advance(10_000 * minuteMs);
    expect(session.role()).toBe('manager');
    expect(locks).toEqual(['idle']);
  });

  it('locks once, and has nothing to lock where no PIN is', () => {
    const { set, session, locks } = setUp();
    session.lock('person');
    session.unlock();
    session.lock('sleep');
    session.lock('screen_locked');
    expect(locks).toEqual(['sleep']);
    set.isGuarded = false;
    session.unlock();
    session.lock('person');
    expect(locks).toEqual(['sleep']);
    expect(session.view()).toMatchObject({ role: 'manager', canLock: false, lockInMs: null });
  });

  it('is a manager exactly while less than the time has passed since the last press', () => {
    const steps = fc.array(
      fc.oneof(
        fc.integer({ min: 0, max: 4 * minuteMs }).map((ms) => ({ kind: 'wait' as const, ms })),
        fc.constantFrom({ kind: 'seen' as const }, { kind: 'unlock' as const }, { kind: 'lock' as const }),
      ),
    );
    fc.assert(
      fc.property(steps, (walk) => {
        const { clock, session } = setUp({ minutes: 3 });
        let leftMs: number | null = null;
        for (const step of walk) {
          if (step.kind === 'wait') clock.advance(step.ms);
          if (step.kind === 'wait' && leftMs !== null) leftMs = leftMs > step.ms ? leftMs - step.ms : null;
          if (step.kind === 'unlock') leftMs = 3 * minuteMs;
          if (step.kind === 'seen' && leftMs !== null) leftMs = 3 * minuteMs;
          if (step.kind === 'lock') leftMs = null;
          if (step.kind === 'unlock') session.unlock();
          if (step.kind === 'seen') session.seen();
          if (step.kind === 'lock') session.lock('person');
          expect(session.view()).toMatchObject({
            role: leftMs === null ? 'cashier' : 'manager',
            lockInMs: leftMs,
          });
        }
      }),
    );
  });
});
