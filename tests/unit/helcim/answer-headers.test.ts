import { describe, expect, it } from 'vitest';
import { callEndOf, helcimTimeMs } from '../../../electron/helcim/answer-headers.ts';

describe('headers of an answer', () => {
  it('tell what is left and how long to wait', () => {
    const headers = { 'minute-limit-remaining': '81', 'hour-limit-remaining': ' 3000 ', 'retry-after': '7' };
    expect(callEndOf(429, headers)).toEqual({
      minuteRemaining: 81,
      hourRemaining: 3_000,
      wasLimited: true,
      retryAfterMs: 7_000,
    });
  });

  it.each(['', '-1', '1e3', 'NaN', '99999999999', '1.5', 'Wed, 21 Oct 2026 07:28:00 GMT'])(
    'say nothing when they hold %j',
    (text) => {
      const headers = { 'minute-limit-remaining': text, 'hour-limit-remaining': text, 'retry-after': text };
      expect(callEndOf(200, headers)).toEqual({
        minuteRemaining: null,
        hourRemaining: null,
        wasLimited: false,
        retryAfterMs: null,
      });
    },
  );

  it("give Helcim's time in the middle of its second, or nothing", () => {
    expect(helcimTimeMs({ date: 'Tue, 24 Mar 2026 06:12:48 GMT' })).toBe(
      Date.UTC(2026, 2, 24, 6, 12, 48, 500),
    );
    expect(helcimTimeMs({ date: 'soon' })).toBeNull();
    expect(helcimTimeMs({})).toBeNull();
  });
});
