import { describe, expect, it } from 'vitest';
import { scaleClock } from '../../../electron/clock/scaled-clock.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';

describe('scaleClock', () => {
  it('runs deadlines, ages and timers faster while wall stamps stay true', () => {
    const base = createVirtualClock();
    const fast = scaleClock(base, 60);
    const startWallMs = fast.wallMs();
    const startMs = fast.monotonicMs();
    base.advance(1_000);
    expect(fast.monotonicMs() - startMs).toBe(60_000);
    expect(fast.elapsedMs(startWallMs)).toBe(60_000);
    expect(fast.wallMs() - startWallMs).toBe(1_000);
  });

  it('fires a timer when its own delay has passed, not before', () => {
    const base = createVirtualClock();
    let runs = 0;
    scaleClock(base, 60).setTimer(120_000, () => {
      runs += 1;
    });
    base.advance(1_999);
    expect(runs).toBe(0);
    base.advance(1);
    expect(runs).toBe(1);
  });

  it('never fires a timer that was cancelled', () => {
    const base = createVirtualClock();
    const timer = scaleClock(base, 10).setTimer(1_000, () => expect.unreachable());
    timer.cancel();
    base.advance(10_000);
  });

  it('M15 keeps a negative age negative, so that it counts as expired', () => {
    const base = createVirtualClock();
    const fast = scaleClock(base, 60);
    const stampMs = fast.wallMs();
    base.jumpWall(-5_000);
    expect(fast.elapsedMs(stampMs)).toBeLessThan(0);
  });

  it('is the clock itself at the ordinary pace', () => {
    const base = createVirtualClock();
    expect(scaleClock(base, 1)).toBe(base);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses the rate %d', (rate) => {
    expect(() => scaleClock(createVirtualClock(), rate)).toThrow(RangeError);
  });
});
