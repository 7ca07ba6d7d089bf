import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Deadline,
  type DeadlineFacts,
  nextDeadlineInMs,
  passedDeadline,
} from '../../../electron/payments/lookup-schedule.ts';
import { attemptStates, isOpen } from '../../../shared/lifecycle.ts';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const expired = Number.POSITIVE_INFINITY;

function passed(facts: Partial<DeadlineFacts>): Deadline | null {
  return passedDeadline({
    state: 'on_terminal',
    sinceSendMs: 0,
    sinceDeclineMs: null,
    sinceGoodLookupMs: null,
    ...facts,
  });
}

describe('silence', () => {
  it.each([
    [149_999, null],
    [150_000, 'no_news'],
    [299_999, 'no_news'],
    [300_000, 'time_ran_out'],
    [expired, 'time_ran_out'],
  ] as const)('U4 after %d ms on the terminal means %s', (sinceSendMs, deadline) => {
    for (const state of ['prepared', 'sending', 'on_terminal'] as const)
      expect(passed({ state, sinceSendMs })).toBe(deadline);
  });

  it.each([
    [150_000, null],
    [299_999, null],
    [300_000, 'time_ran_out'],
    [expired, 'time_ran_out'],
  ] as const)('U4 after %d ms while checking means %s', (sinceSendMs, deadline) => {
    expect(passed({ state: 'checking', sinceSendMs })).toBe(deadline);
  });

  it.each(attemptStates.filter((state) => !isOpen(state)))('ends nothing that has ended as %s', (state) => {
    expect(passed({ state, sinceSendMs: 48 * 60 * minuteMs })).toBeNull();
    expect(
      nextDeadlineInMs({ state, sinceSendMs: 0, sinceDeclineMs: null, sinceGoodLookupMs: null }),
    ).toBeNull();
  });

  it('M15 an age that cannot be told counts as expired', () => {
    expect(passed({ sinceSendMs: expired })).toBe('time_ran_out');
  });
});

describe('the quiet period after a decline', () => {
  const pending = { sinceSendMs: 4 * minuteMs, sinceDeclineMs: 130 * secondMs };

  it.each([
    ['no look-up succeeded', null],
    ['the last good look-up lies in the period', 10 * secondMs + 1],
    ['the last good look-up is older than the decline', 200 * secondMs],
  ])('M7 is not over when %s', (_, sinceGoodLookupMs) => {
    expect(passed({ ...pending, sinceGoodLookupMs })).toBeNull();
  });

  it.each([0, secondMs, 10 * secondMs])(
    'M7 is over with a good look-up after it, %i ms ago',
    (sinceGoodLookupMs) => {
      expect(passed({ ...pending, sinceGoodLookupMs })).toBe('decline_settled');
    },
  );

  it('M7 is not over a millisecond early, however good the look-ups are', () => {
    expect(passed({ ...pending, sinceDeclineMs: 119_999, sinceGoodLookupMs: 0 })).toBeNull();
    expect(passed({ ...pending, sinceDeclineMs: 120_000, sinceGoodLookupMs: 0 })).toBe('decline_settled');
  });

  it('M7 puts off what silence would have meant', () => {
    expect(
      passed({ sinceSendMs: 10 * minuteMs, sinceDeclineMs: 30 * secondMs, sinceGoodLookupMs: 0 }),
    ).toBeNull();
  });

  it('M16 M7 ends as unknown, not as declined, when nothing can be read for 5 min', () => {
    const blind = { sinceSendMs: 6 * minuteMs, sinceGoodLookupMs: null };
    expect(passed({ ...blind, sinceDeclineMs: 5 * minuteMs - 1 })).toBeNull();
    expect(passed({ ...blind, sinceDeclineMs: 5 * minuteMs })).toBe('time_ran_out');
  });

  it.each(['unknown', 'cancelled', 'refused', 'closed_by_staff'] as const)(
    'M7 is waited for in %s too, without an end by time',
    (state) => {
      const facts = { state, sinceSendMs: 60 * minuteMs, sinceDeclineMs: 10 * minuteMs };
      expect(passed({ ...facts, sinceGoodLookupMs: null })).toBeNull();
      expect(passed({ ...facts, sinceGoodLookupMs: 0 })).toBe('decline_settled');
    },
  );

  it('M15 of a decline whose age cannot be told needs a look-up of right now', () => {
    const lost = { sinceSendMs: expired, sinceDeclineMs: expired };
    expect(passed({ ...lost, sinceGoodLookupMs: 0 })).toBe('decline_settled');
    expect(passed({ ...lost, sinceGoodLookupMs: 60 * minuteMs })).toBe('time_ran_out');
    expect(passed({ ...lost, state: 'unknown', sinceGoodLookupMs: 60 * minuteMs })).toBeNull();
  });
});

describe('the next deadline', () => {
  it.each([
    ['on_terminal', 0, null, 150_000],
    ['on_terminal', 149_000, null, 1_000],
    ['on_terminal', 150_000, null, 150_000],
    ['checking', 0, null, 300_000],
    ['checking', 299_000, null, 1_000],
    ['checking', 400_000, null, 0],
    ['on_terminal', 140_000, 20_000, 100_000],
    ['checking', 400_000, 120_000, 180_000],
    ['unknown', 400_000, 20_000, 100_000],
    ['unknown', 400_000, 120_000, null],
  ] as const)(
    'in %s, %i ms after the send and %s after a decline, is %s ms ahead',
    (state, sinceSendMs, sinceDeclineMs, aheadMs) => {
      expect(nextDeadlineInMs({ state, sinceSendMs, sinceDeclineMs, sinceGoodLookupMs: null })).toBe(aheadMs);
    },
  );

  const age = fc.oneof(fc.nat(10 * minuteMs), fc.constantFrom(0, 120_000, 150_000, 300_000));
  const any: fc.Arbitrary<DeadlineFacts> = fc.record({
    state: fc.constantFrom(...attemptStates),
    sinceSendMs: age,
    sinceDeclineMs: fc.option(age, { nil: null }),
    sinceGoodLookupMs: fc.option(age, { nil: null }),
  });

  it('M16 is never later than the moment it passes', () => {
    fc.assert(
      fc.property(any, fc.nat(10 * minuteMs), (facts, laterMs) => {
        // A look-up is what settles a decline; time alone only ends the wait for one.
        const blind = { ...facts, sinceGoodLookupMs: null };
        const aheadMs = nextDeadlineInMs(blind);
        if (passedDeadline(blind) !== null || (aheadMs !== null && laterMs >= aheadMs)) return;
        const later = {
          ...blind,
          sinceSendMs: blind.sinceSendMs + laterMs,
          sinceDeclineMs: blind.sinceDeclineMs === null ? null : blind.sinceDeclineMs + laterMs,
        };
        expect(passedDeadline(later)).toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('M16 always comes while an attempt is open', () => {
    fc.assert(
      fc.property(any, (facts) => {
        if (isOpen(facts.state)) expect(nextDeadlineInMs(facts)).not.toBeNull();
      }),
      { numRuns: 2_000 },
    );
  });

  it('M5 declines nothing without a DECLINED row and ends nothing twice', () => {
    fc.assert(
      fc.property(any, (facts) => {
        const deadline = passedDeadline(facts);
        if (facts.sinceDeclineMs === null) expect(deadline).not.toBe('decline_settled');
        if (!isOpen(facts.state)) expect([null, 'decline_settled']).toContain(deadline);
      }),
      { numRuns: 2_000 },
    );
  });
});
