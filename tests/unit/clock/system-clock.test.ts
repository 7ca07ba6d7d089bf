import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../../electron/clock/system-clock.ts';
import { systemRandom } from '../../../electron/clock/system-random.ts';

const dayMs = 24 * 60 * 60 * 1_000;

describe('systemClock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps a timer that is longer than Node can hold', () => {
    const run = vi.fn();
    systemClock.setTimer(60 * dayMs, run);
    vi.advanceTimersByTime(60 * dayMs - 1_000);
    expect(run).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1_000);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('cancels a long timer after its first stretch too', () => {
    const run = vi.fn();
    const timer = systemClock.setTimer(60 * dayMs, run);
    vi.advanceTimersByTime(40 * dayMs);
    timer.cancel();
    vi.advanceTimersByTime(60 * dayMs);
    expect(run).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fires a delay in the past at once', () => {
    const run = vi.fn();
    systemClock.setTimer(-5, run);
    vi.advanceTimersByTime(1);
    expect(run).toHaveBeenCalledTimes(1);
  });

  it('refuses a delay that is no number', () => {
    expect(() => systemClock.setTimer(Number.NaN, () => undefined)).toThrow(RangeError);
  });

  it('measures ages against the wall and deadlines on the monotonic hand', () => {
    const wallMs = systemClock.wallMs();
    const monotonicMs = systemClock.monotonicMs();
    vi.advanceTimersByTime(1_500);
    expect(systemClock.elapsedMs(wallMs)).toBe(1_500);
    expect(systemClock.monotonicMs() - monotonicMs).toBe(1_500);
  });
});

describe('systemRandom', () => {
  it('gives as many bytes as asked, different each time', () => {
    expect(systemRandom.bytes(16)).toHaveLength(16);
    expect(systemRandom.bytes(16)).not.toEqual(systemRandom.bytes(16));
  });

  it('gives version 4 UUIDs of 36 characters', () => {
    expect(systemRandom.uuid()).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
  });
});
