import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstRefundLimits,
  needsManager,
  type RefundFacts,
  type RefundGuard,
  type RefundLimits,
} from '../../../shared/refund-limits.ts';

const dayMs = 86_400_000;
const guarded = (limits: Partial<RefundLimits>): RefundGuard => ({
  kind: 'guarded',
  limits: { aboveCents: 50_00, olderThanDays: 30, notFromThisTill: true, ...limits },
});
const ours: RefundFacts = { amountCents: 20_00, originalAgeMs: dayMs, isOurs: true };

const amounts = fc.integer({ min: 1, max: 99_999_999 });
const facts: fc.Arbitrary<RefundFacts> = fc.record({
  amountCents: amounts,
  originalAgeMs: fc.option(fc.integer({ min: -dayMs, max: 400 * dayMs })),
  isOurs: fc.boolean(),
});
const policies: fc.Arbitrary<RefundGuard> = fc
  .record({
    aboveCents: fc.integer({ min: 0, max: 99_999_999 }),
    olderThanDays: fc.option(fc.integer({ min: 0, max: 400 })),
    notFromThisTill: fc.boolean(),
  })
  .map((limits) => ({ kind: 'guarded', limits }));

describe('M9 who may refund', () => {
  it.each<[string, Partial<RefundLimits>, Partial<RefundFacts>, string | null]>([
    ['within all limits', {}, {}, null],
    ['of exactly the limit', {}, { amountCents: 50_00 }, null],
    ['of a cent more', {}, { amountCents: 50_01 }, 'above_limit'],
    ['of a cent, where every one needs it', { aboveCents: 0 }, { amountCents: 1 }, 'above_limit'],
    ['of no number', {}, { amountCents: Number.NaN }, 'above_limit'],
    ['of an original of exactly the age', {}, { originalAgeMs: 30 * dayMs }, null],
    ['of one a moment older', {}, { originalAgeMs: 30 * dayMs + 1 }, 'too_old'],
    ['of one of unknown age', {}, { originalAgeMs: null }, 'too_old'],
    ['of one of an age that is no number', {}, { originalAgeMs: Number.NaN }, 'too_old'],
    ['of one a few hours ahead of the clock (M15)', {}, { originalAgeMs: -5 * 3_600_000 }, null],
    ['of one days ahead of the clock (M15)', {}, { originalAgeMs: -3 * dayMs }, 'too_old'],
    ['of one of unknown age, where age is left out', { olderThanDays: null }, { originalAgeMs: null }, null],
    ['of today, where every age needs it', { olderThanDays: 0 }, { originalAgeMs: 1 }, 'too_old'],
    ['of an original of another till', {}, { isOurs: false }, 'not_from_this_till'],
    ['of another till, where that is allowed', { notFromThisTill: false }, { isOurs: false }, null],
    [
      'with every reason, told by the amount',
      {},
      { amountCents: 60_00, originalAgeMs: null, isOurs: false },
      'above_limit',
    ],
  ])('%s', (_name, limits, more, reason) => {
    expect(needsManager(guarded(limits), { ...ours, ...more })).toBe(reason);
  });

  it('is everybody while no PIN is set', () => {
    fc.assert(fc.property(facts, (each) => needsManager({ kind: 'open' }, each) === null));
  });

  it('is the manager alone for every refund under the first limits', () => {
    const first: RefundGuard = { kind: 'guarded', limits: firstRefundLimits };
    fc.assert(fc.property(facts, (each) => needsManager(first, each) === 'above_limit'));
  });

  it('never becomes easier with a higher amount, a greater age or another till', () => {
    fc.assert(
      fc.property(policies, facts, amounts, fc.nat(400 * dayMs), (policy, each, moreCents, moreMs) => {
        const worse: RefundFacts = {
          amountCents: each.amountCents + moreCents,
          originalAgeMs: each.originalAgeMs === null ? null : each.originalAgeMs + moreMs,
          isOurs: false,
        };
        if (needsManager(policy, each) !== null) expect(needsManager(policy, worse)).not.toBeNull();
      }),
    );
  });
});
