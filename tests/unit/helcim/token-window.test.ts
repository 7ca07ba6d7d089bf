import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallClass,
  type CallMark,
  createTokenWindow,
  limitsPerTill,
  type WindowLimits,
} from '../../../electron/helcim/token-window.ts';

const nothingSeen = { minuteRemaining: null, hourRemaining: null };
const classes = ['money', 'openAttempt', 'other'] as const;

function takeAll(
  window: ReturnType<typeof createTokenWindow>,
  callClass: CallClass,
  nowMs: number,
): CallMark[] {
  const marks: CallMark[] = [];
  for (let mark = window.take(callClass, nowMs); mark; mark = window.take(callClass, nowMs)) {
    marks.push(mark);
    window.ended(mark, nowMs, nothingSeen);
  }
  return marks;
}

/** Small limits, so that random traffic reaches all of them. */
const smallLimits: WindowLimits = { concurrent: 3, perMinute: 4, perHour: 30 };

interface Wish {
  readonly gapMs: number;
  readonly callClass: CallClass;
  readonly tookMs: number;
  /** Where between start and end Helcim counts the call, in thousandths. */
  readonly countedAt: number;
}

const traffic: fc.Arbitrary<Wish[]> = fc.array(
  fc.record({
    // Mostly dense, with pauses in which windows move on.
    gapMs: fc.oneof(
      { weight: 4, arbitrary: fc.integer({ min: 0, max: 4_000 }) },
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 90_000 }) },
    ),
    // Money may fill a window to its brim, so it is the class that could overfill one.
    callClass: fc.constantFrom(...classes, 'money', 'money', 'money'),
    tookMs: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 20_000, max: 59_000 })),
    countedAt: fc.integer({ min: 0, max: 1_000 }),
  }),
  { minLength: 1, maxLength: 120 },
);

interface Made {
  readonly mark: CallMark;
  readonly callClass: CallClass;
  readonly startMs: number;
  readonly endMs: number;
  readonly countedMs: number;
}

/** Plays traffic in the order of time, ends of calls included. */
function play(limits: WindowLimits, wishes: readonly Wish[], tills = 1): Made[] {
  const window = createTokenWindow(tills, limits);
  const made: Made[] = [];
  const open: Made[] = [];
  let nowMs = 0;
  for (const wish of wishes) {
    nowMs += wish.gapMs;
    open.sort((a, b) => a.endMs - b.endMs);
    for (let first = open[0]; first !== undefined && first.endMs <= nowMs; first = open[0]) {
      window.ended(first.mark, first.endMs, nothingSeen);
      open.shift();
    }
    const mark = window.take(wish.callClass, nowMs);
    if (mark === null) continue;
    const countedMs = nowMs + (wish.tookMs * wish.countedAt) / 1_000;
    const call = { mark, callClass: wish.callClass, startMs: nowMs, endMs: nowMs + wish.tookMs, countedMs };
    made.push(call);
    open.push(call);
  }
  return made;
}

function busiest(moments: readonly number[], spanMs: number): number {
  return Math.max(0, ...moments.map((end) => moments.filter((at) => at <= end && at > end - spanMs).length));
}

describe('token window', () => {
  it('never lets more calls through than fit any minute or hour as Helcim may count them', () => {
    fc.assert(
      fc.property(traffic, (wishes) => {
        const counted = play(smallLimits, wishes).map((call) => call.countedMs);
        expect(busiest(counted, 60_000)).toBeLessThanOrEqual(smallLimits.perMinute);
        expect(busiest(counted, 3_600_000)).toBeLessThanOrEqual(smallLimits.perHour);
      }),
    );
  });

  it('never has more calls under way than allowed', () => {
    fc.assert(
      fc.property(traffic, (wishes) => {
        const made = play(smallLimits, wishes);
        for (const call of made) {
          const together = made.filter(
            (other) => other.startMs <= call.startMs && other.endMs > call.startMs && other !== call,
          );
          expect(together.length).toBeLessThan(smallLimits.concurrent);
        }
      }),
    );
  });

  it('keeps several tills together within the account', () => {
    fc.assert(
      fc.property(fc.array(traffic, { minLength: 2, maxLength: 3 }), (tills) => {
        const counted = tills.flatMap((wishes) =>
          play({ concurrent: 5, perMinute: 30, perHour: 60 }, wishes, tills.length).map(
            (call) => call.countedMs,
          ),
        );
        expect(busiest(counted, 60_000)).toBeLessThanOrEqual(30);
        expect(busiest(counted, 3_600_000)).toBeLessThanOrEqual(60);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps 20 a minute for money and open attempts whatever the rest wants', () => {
    const window = createTokenWindow(1);
    expect(takeAll(window, 'other', 0)).toHaveLength(80);
    expect(takeAll(window, 'openAttempt', 0)).toHaveLength(15);
    expect(takeAll(window, 'money', 0)).toHaveLength(5);
    expect(window.take('money', 59_999)).toBeNull();
    expect(window.take('money', 60_000)).not.toBeNull();
  });

  it('keeps 100 an hour for money and open attempts whatever the rest wants', () => {
    const window = createTokenWindow(1, { concurrent: 5, perMinute: 10_000, perHour: 3_000 });
    expect(takeAll(window, 'other', 0)).toHaveLength(2_900);
    expect(takeAll(window, 'openAttempt', 120_000)).toHaveLength(75);
    expect(takeAll(window, 'money', 240_000)).toHaveLength(25);
  });

  it('keeps two of five places for money and open attempts, one of them for money', () => {
    const window = createTokenWindow(1);
    const taken = (callClass: CallClass) =>
      [1, 2, 3, 4, 5, 6].filter(() => window.take(callClass, 0) !== null).length;
    expect([taken('other'), taken('openAttempt'), taken('money')]).toEqual([3, 1, 1]);
  });

  it.each([1, 2, 3, 5, 40])(
    'keeps the last two places for a look-up and money with %i tills on the account',
    (tills) => {
      const window = createTokenWindow(tills, { concurrent: 5, perMinute: 5_000, perHour: 50_000 });
      const isTaken = (callClass: CallClass) => window.take(callClass, 0) !== null;
      while (isTaken('other'));
      expect([isTaken('openAttempt'), isTaken('openAttempt')]).toEqual([true, false]);
      expect([isTaken('money'), isTaken('money')]).toEqual([true, false]);
    },
  );

  it('counts a slow call until a minute after its answer', () => {
    const window = createTokenWindow(1, { concurrent: 5, perMinute: 1, perHour: 100 });
    const slow = window.take('money', 0);
    expect(window.take('money', 70_000)).toBeNull();
    if (slow) window.ended(slow, 80_000, nothingSeen);
    expect(window.take('money', 139_999)).toBeNull();
    expect(window.nextChangeAtMs(139_999)).toBe(140_000);
    expect(window.take('money', 140_000)).not.toBeNull();
  });

  it('does not count a call that never left', () => {
    const window = createTokenWindow(1, { concurrent: 2, perMinute: 1, perHour: 100 });
    const mark = window.take('money', 0);
    if (mark) window.withdrawn(mark);
    expect(window.take('money', 0)).not.toBeNull();
  });

  it('believes a low minute header until it grows old', () => {
    const window = createTokenWindow(1);
    const first = window.take('money', 0);
    if (first) window.ended(first, 100, { minuteRemaining: 22, hourRemaining: null });
    expect(takeAll(window, 'other', 200)).toHaveLength(2);
    expect(window.nextChangeAtMs(200)).toBe(60_100);
    expect(takeAll(window, 'other', 60_100).length).toBeGreaterThan(50);
  });

  it('takes calls under way as not yet in the number of the header', () => {
    const window = createTokenWindow(1);
    const first = window.take('money', 0);
    window.take('money', 0);
    window.take('money', 0);
    if (first) window.ended(first, 100, { minuteRemaining: 23, hourRemaining: null });
    expect(takeAll(window, 'other', 200)).toHaveLength(1);
  });

  it('is not talked up by an hour header that never moves', () => {
    const window = createTokenWindow(1, { concurrent: 5, perMinute: 10_000, perHour: 200 });
    const marks = [1, 2, 3].map(() => window.take('money', 0));
    for (const mark of marks)
      if (mark) window.ended(mark, 0, { minuteRemaining: 9_999, hourRemaining: 3_000 });
    expect(takeAll(window, 'other', 0).length).toBeLessThanOrEqual(197);
  });

  it('is talked down by an hour header', () => {
    const window = createTokenWindow(1);
    const first = window.take('money', 0);
    if (first) window.ended(first, 0, { minuteRemaining: null, hourRemaining: 0 });
    expect(window.take('money', 1_000)).toBeNull();
  });

  it.each([
    [1, 5, 100, 3_000],
    [2, 3, 50, 1_500],
    [3, 3, 33, 1_000],
    [40, 3, 2, 75],
    [0, 5, 100, 3_000],
    [Number.NaN, 5, 100, 3_000],
  ])('gives each of %s tills its part', (tills, concurrent, perMinute, perHour) => {
    expect(limitsPerTill(tills)).toEqual({ concurrent, perMinute, perHour });
  });

  it('leaves a place for every class however many tills there are', () => {
    for (const tills of [1, 2, 5, 20, 99, 5_000]) {
      for (const callClass of classes) {
        expect(createTokenWindow(tills).take(callClass, 0), `${tills} ${callClass}`).not.toBeNull();
      }
    }
  });
});
