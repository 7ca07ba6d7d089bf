import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAges } from '../../../electron/payments/ages.ts';
import { startMs } from '../../fakes/attempt-facts.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

const hourMs = 3_600_000;

describe('the age of a stamp of this process', () => {
  it.each([-24 * hourMs, -hourMs, -1, 0, 1, hourMs, 24 * hourMs])(
    'M15 is what passed, whether or not the wall clock jumps by %i ms',
    (jumpMs) => {
      const clock = createVirtualClock(startMs);
      const ages = createAges(clock);
      const stampMs = ages.stampNow();
      clock.advance(10_000);
      clock.jumpWall(jumpMs);
      clock.advance(5_000);
      expect(ages.since(stampMs)).toBe(15_000);
    },
  );

  it('M15 is not made younger when the same millisecond comes a second time', () => {
    const clock = createVirtualClock(startMs);
    const ages = createAges(clock);
    const first = ages.stampNow();
    clock.advance(hourMs);
    clock.jumpWall(-hourMs);
    const second = ages.stampNow();
    expect(second).not.toBe(first);
    expect(ages.since(first)).toBe(hourMs);
    expect(ages.since(second)).toBe(0);
  });

  it('is the same for two stamps of one moment', () => {
    const ages = createAges(createVirtualClock(startMs));
    expect([ages.stampNow(), ages.stampNow()]).toEqual([startMs, startMs]);
  });

  it('M15 follows the monotonic hand through any jumps and any number of stamps', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('advance' as const), ms: fc.nat(5_000) }),
      fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -5_000, max: 5_000 }) }),
      fc.record({ kind: fc.constant('stamp' as const), ms: fc.constant(0) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = createVirtualClock(startMs);
        const ages = createAges(clock);
        const made: { stampMs: number; atMs: number }[] = [];
        for (const { kind, ms } of steps) {
          if (kind === 'advance') clock.advance(ms);
          else if (kind === 'jump') clock.jumpWall(ms);
          else made.push({ stampMs: ages.stampNow(), atMs: clock.monotonicMs() });
        }
        for (const { stampMs, atMs } of made)
          expect(Math.abs(ages.since(stampMs) - (clock.monotonicMs() - atMs))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the age of a stamp of an earlier process', () => {
  it('is what the wall clock says', () => {
    const clock = createVirtualClock(startMs);
    expect(createAges(clock).since(startMs - 90_000)).toBe(90_000);
  });

  it.each([1, 1_000, 24 * hourMs])('M15 counts as expired when it lies %i ms in the future', (aheadMs) => {
    const clock = createVirtualClock(startMs);
    expect(createAges(clock).since(startMs + aheadMs)).toBe(Number.POSITIVE_INFINITY);
  });

  it('M15 is never negative', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: -1e9, max: 1e9 }), (stampMs, jumpMs) => {
        const clock = createVirtualClock(startMs);
        clock.jumpWall(jumpMs);
        expect(createAges(clock).since(stampMs)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('takes over for a stamp so old that it was forgotten', () => {
    const clock = createVirtualClock(startMs);
    const ages = createAges(clock);
    const first = ages.stampNow();
    for (let count = 0; count < 20_000; count += 1) {
      clock.advance(10);
      ages.stampNow();
    }
    expect(ages.since(first)).toBe(200_000);
  });
});
