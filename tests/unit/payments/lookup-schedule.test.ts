import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type LookupFacts,
  nextLookupInMs,
  watchPeriodMs,
} from '../../../electron/payments/lookup-schedule.ts';
import { type AttemptState, attemptStates, isOpen } from '../../../shared/lifecycle.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

interface Story {
  readonly stateAt?: (sinceSendMs: number) => AttemptState;
  readonly state?: AttemptState;
  /** When the attempt left the open states, since the send. */
  readonly endedAtMs?: number;
  readonly isWebhookHealthy?: boolean;
  readonly isDeclinePending?: boolean;
  readonly doLookupsFail?: boolean;
}

/** Lives through a story, looking up whenever the schedule says so. @returns the moments, since the send */
function lookups(story: Story, fromMs: number, untilMs: number): readonly number[] {
  const moments: number[] = [];
  let nowMs = fromMs;
  let lastTryAtMs: number | null = null;
  while (nowMs <= untilMs) {
    const state = story.stateAt?.(nowMs) ?? story.state ?? 'on_terminal';
    const dueInMs = nextLookupInMs({
      state,
      isDeclinePending: story.isDeclinePending ?? false,
      sinceSendMs: nowMs,
      sinceLastTryMs: lastTryAtMs === null ? null : nowMs - lastTryAtMs,
      didLastTryFail: lastTryAtMs !== null && (story.doLookupsFail ?? false),
      sinceEndMs: isOpen(state) ? null : nowMs - (story.endedAtMs ?? fromMs),
      isWebhookHealthy: story.isWebhookHealthy ?? false,
    });
    if (dueInMs <= 0) {
      if (lastTryAtMs === nowMs) throw new Error(`${state} is looked up for ever at ${nowMs} ms`);
      moments.push(nowMs);
      lastTryAtMs = nowMs;
    }
    // A state may change on the way, as a timer set anew would see it.
    nowMs += Math.max(dueInMs > 0 ? Math.min(dueInMs, secondMs) : 0, dueInMs > 0 ? 1 : 0);
  }
  return moments;
}

function inSeconds(momentsMs: readonly number[]): readonly number[] {
  return momentsMs.map((ms) => ms / secondMs);
}

function mostWithin(momentsMs: readonly number[], windowMs: number): number {
  return Math.max(
    0,
    ...momentsMs.map((startMs) => momentsMs.filter((ms) => ms >= startMs && ms < startMs + windowMs).length),
  );
}

describe('an attempt that is open', () => {
  it('is looked up at 20, 60 and 150 s while webhooks are healthy', () => {
    expect(inSeconds(lookups({ isWebhookHealthy: true }, 0, 155 * secondMs))).toEqual([20, 60, 150]);
  });

  it('is not asked about again at a point that a look-up out of turn has covered', () => {
    const facts = {
      state: 'on_terminal',
      isDeclinePending: false,
      didLastTryFail: false,
      sinceEndMs: null,
    } as const;
    const next = (sinceSendMs: number, sinceLastTryMs: number) =>
      nextLookupInMs({ ...facts, isWebhookHealthy: true, sinceSendMs, sinceLastTryMs });
    expect(next(25_000, 5_000)).toBe(35_000);
    expect(next(25_000, 6_000)).toBe(0);
  });

  it('is looked up from 5 s on every 3 s without webhooks, slowing to 10 s', () => {
    const moments = inSeconds(lookups({}, 0, 150 * secondMs));
    const gaps = moments.slice(1).map((at, index) => at - (moments[index] ?? 0));
    expect(moments.slice(0, 4)).toEqual([5, 8, 11, 14]);
    expect(gaps.every((gap, index) => gap >= (gaps[index - 1] ?? 3))).toBe(true);
    expect(gaps.at(-1)).toBe(10);
  });

  it('is looked up every 5 s while it is checked, healthy webhooks or not', () => {
    for (const isWebhookHealthy of [true, false]) {
      const story = { state: 'checking', isWebhookHealthy } as const;
      expect(inSeconds(lookups(story, 150 * secondMs, 170 * secondMs))).toEqual([150, 155, 160, 165, 170]);
    }
  });

  it.each(['sending', 'on_terminal', 'checking', 'unknown', 'closed_by_staff', 'cancelled'] as const)(
    'M7 is looked up every 10 s while a decline may not be the end, in %s',
    (state) => {
      const story = { state, isDeclinePending: true, isWebhookHealthy: true };
      expect(inSeconds(lookups(story, 0, 120 * secondMs))).toEqual([
        0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120,
      ]);
    },
  );
});

describe('an attempt that is unknown', () => {
  const moments = lookups({ state: 'unknown', endedAtMs: 5 * minuteMs }, 5 * minuteMs, 49 * hourMs);
  const gapsWithin = (fromMs: number, toMs: number) => {
    const some = moments.filter((ms) => ms >= fromMs && ms < toMs);
    return new Set(some.slice(1).map((ms, index) => ms - (some[index] ?? 0)));
  };

  it('is looked up each minute to 15 min, each 10 min to 2 h, then hourly to the end of the watch', () => {
    expect(gapsWithin(5 * minuteMs, 15 * minuteMs)).toEqual(new Set([minuteMs]));
    expect(gapsWithin(15 * minuteMs, 2 * hourMs)).toEqual(new Set([10 * minuteMs]));
    expect(gapsWithin(2 * hourMs + 1, 49 * hourMs)).toEqual(new Set([hourMs]));
  });

  it('M6 is looked up at or after 48 h, so that its watch may close', () => {
    expect(moments.some((ms) => ms >= watchPeriodMs && ms <= watchPeriodMs + hourMs)).toBe(true);
  });
});

describe('an attempt that ended', () => {
  const ended = attemptStates.filter((state) => !isOpen(state) && state !== 'unknown');

  it.each(ended)('M6 as %s is looked up 1, 5 and 30 min after its end and 48 h after its send', (state) => {
    const endedAtMs = 90 * secondMs;
    const moments = lookups({ state, endedAtMs }, endedAtMs, watchPeriodMs + minuteMs);
    expect(moments).toEqual([
      endedAtMs + minuteMs,
      endedAtMs + 5 * minuteMs,
      endedAtMs + 30 * minuteMs,
      watchPeriodMs,
    ]);
  });

  it('M6 U5 is tried again each minute while look-ups fail', () => {
    const moments = lookups({ state: 'declined', endedAtMs: 0, doLookupsFail: true }, 0, 5 * minuteMs);
    expect(moments.map((ms) => ms / minuteMs)).toEqual([1, 2, 3, 4, 5]);
  });

  it('M7 slows down when a decline cannot be looked up, instead of asking every 10 s for hours', () => {
    const story = { state: 'refused', isDeclinePending: true, doLookupsFail: true, endedAtMs: 0 } as const;
    expect(mostWithin(lookups(story, 0, 3 * hourMs), hourMs)).toBeLessThanOrEqual(60);
  });

  it('M15 is looked up at once, then hourly, when its end lies in the future of a clock that went back', () => {
    const facts: LookupFacts = {
      state: 'cancelled',
      isDeclinePending: false,
      sinceSendMs: Number.POSITIVE_INFINITY,
      sinceLastTryMs: null,
      didLastTryFail: false,
      sinceEndMs: null,
      isWebhookHealthy: false,
    };
    expect(nextLookupInMs(facts)).toBe(0);
    expect(nextLookupInMs({ ...facts, sinceLastTryMs: 0 })).toBe(hourMs);
    expect(nextLookupInMs({ ...facts, sinceLastTryMs: hourMs })).toBe(0);
  });
});

describe('a whole life, from the send to the end of the watch', () => {
  const stateAt = (sinceSendMs: number): AttemptState => {
    if (sinceSendMs < 150 * secondMs) return 'on_terminal';
    return sinceSendMs < 5 * minuteMs ? 'checking' : 'unknown';
  };

  it.each([true, false])(
    'U18 stays within its share of the limits, webhooks healthy: %s',
    (isWebhookHealthy) => {
      const moments = lookups({ stateAt, isWebhookHealthy, endedAtMs: 5 * minuteMs }, 0, 49 * hourMs);
      expect(mostWithin(moments, minuteMs)).toBeLessThanOrEqual(20);
      expect(mostWithin(moments, hourMs)).toBeLessThanOrEqual(100);
      expect(moments.length).toBeLessThanOrEqual(180);
    },
  );

  it('U18 stays there while nothing can be read at all', () => {
    const moments = lookups({ stateAt, doLookupsFail: true, isDeclinePending: true }, 0, 10 * hourMs);
    expect(mostWithin(moments, hourMs)).toBeLessThanOrEqual(100);
  });
});

describe('whatever the ages are', () => {
  const age = fc.oneof(
    fc.nat(3 * minuteMs),
    fc.nat(50 * hourMs),
    fc.constantFrom(0, Number.POSITIVE_INFINITY),
  );
  const any: fc.Arbitrary<LookupFacts> = fc.record({
    state: fc.constantFrom(...attemptStates),
    isDeclinePending: fc.boolean(),
    sinceSendMs: age,
    sinceLastTryMs: fc.option(fc.nat(50 * hourMs), { nil: null }),
    didLastTryFail: fc.boolean(),
    sinceEndMs: fc.option(fc.nat(50 * hourMs), { nil: null }),
    isWebhookHealthy: fc.boolean(),
  });

  it('M15 a next look-up is a finite time ahead, 48 h at the most', () => {
    fc.assert(
      fc.property(any, (facts) => {
        const inMs = nextLookupInMs(facts);
        expect(inMs).toBeGreaterThanOrEqual(0);
        expect(inMs).toBeLessThanOrEqual(watchPeriodMs);
      }),
      { numRuns: 2_000 },
    );
  });

  it('M15 no look-up is followed by another one at once', () => {
    fc.assert(
      fc.property(any, (facts) => {
        expect(nextLookupInMs({ ...facts, sinceLastTryMs: 0 })).toBeGreaterThan(0);
      }),
      { numRuns: 2_000 },
    );
  });

  it('a look-up that is due stays due until it is made', () => {
    fc.assert(
      fc.property(any, fc.nat(10 * minuteMs), (facts, moreMs) => {
        fc.pre(nextLookupInMs(facts) === 0);
        const later = {
          ...facts,
          sinceSendMs: facts.sinceSendMs + moreMs,
          sinceLastTryMs: facts.sinceLastTryMs === null ? null : facts.sinceLastTryMs + moreMs,
          sinceEndMs: facts.sinceEndMs === null ? null : facts.sinceEndMs + moreMs,
        };
        // Only the pace may change on the way: from 3 s to 5 s, to 10 s, to minutes.
        if (facts.state !== 'unknown') expect(nextLookupInMs(later)).toBeLessThanOrEqual(10 * secondMs);
      }),
      { numRuns: 2_000 },
    );
  });
});
