import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawChance,
  restartDelayMs,
  triesAfter,
} from '../../../../electron/webhooks/tunnels/restart-delay.ts';
import { tunnelCauses } from '../../../../shared/tunnel.ts';

const middle = 0.5;

describe('a tunnel that ended', () => {
  it.each([
    [0, 1_000],
    [1, 2_000],
    [2, 4_000],
    [5, 32_000],
    [6, 60_000],
    [7, 60_000],
    [1_000_000, 60_000],
  ])('after %i in a row is tried again in %i ms, give or take a quarter', (triesInARow, delayMs) => {
    const ended = { triesInARow, upForMs: 0, cause: 'child_died' } as const;
    expect(restartDelayMs(ended, middle)).toBe(delayMs);
    expect(restartDelayMs(ended, 0)).toBe(delayMs * 0.75);
    expect(restartDelayMs(ended, 1)).toBe(delayMs * 1.25);
  });

  it.each([
    [59_999, 9, 10],
    [60_000, 9, 1],
  ])('having been up for %i ms makes %i tries %i', (upForMs, triesInARow, after) => {
    expect(triesAfter({ upForMs, triesInARow, cause: 'child_died' })).toBe(after);
  });

  it.each(['no_binary', 'no_token', 'wrong_token', 'domain_not_yours', 'module_missing'] as const)(
    'for %s waits five minutes: only a person can change it',
    (cause) => {
      expect(restartDelayMs({ triesInARow: 0, upForMs: 0, cause }, middle)).toBe(300_000);
    },
  );

  it('is tried again after half a second at the earliest and seven minutes at the latest, whatever ended it', () => {
    const ended = fc.record({
      triesInARow: fc.nat(),
      upForMs: fc.nat(),
      cause: fc.constantFrom(...tunnelCauses),
    });
    fc.assert(
      fc.property(ended, fc.double({ min: 0, max: 1, noNaN: true }), (one, chance) => {
        const delayMs = restartDelayMs(one, chance);
        expect(delayMs).toBeGreaterThanOrEqual(500);
        expect(delayMs).toBeLessThanOrEqual(420_000);
      }),
    );
  });

  it('draws its chance from all of the range and never one', () => {
    const of = (high: number, low: number) =>
      drawChance({ bytes: () => Uint8Array.from([high, low]), uuid: () => '' });
    expect(of(0, 0)).toBe(0);
    expect(of(128, 0)).toBe(0.5);
    expect(of(255, 255)).toBeLessThan(1);
  });
});
