import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPinShaped, pinProblem } from '../../../shared/pin-rules.ts';

describe('a PIN', () => {
  it.each([
    ['48291', 'too_short'],
    ['', 'too_short'],
    ['4829157306481', 'too_long'],
    ['48291a', 'not_digits'],
    ['482 915', 'not_digits'],
    ['-48291', 'not_digits'],
    ['٤٨٢٩١٥', 'not_digits'],
    ['777777', 'all_equal'],
    ['000000000000', 'all_equal'],
    ['123456', 'run'],
    ['234567', 'run'],
    ['654321', 'run'],
    ['890123', 'run'],
    ['210987', 'run'],
    ['0123456789', 'run'],
    ['112233', 'run'],
    ['998877', 'run'],
    ['121212', 'repeated'],
    ['482482', 'repeated'],
    ['48294829', 'repeated'],
    ['123321', 'common'],
    ['43211234', 'common'],
    ['159753', 'common'],
    ['147258', 'common'],
  ])('is refused: %s is %s', (pin, problem) => {
    expect(pinProblem(pin)).toBe(problem);
  });

  it.each(['482915', '907163', '1123581321', '480482', '111112', '583729164058'])('is taken: %s', (pin) => {
    expect(pinProblem(pin)).toBeNull();
  });

  it('has one shape: 6 to 12 plain digits, and nothing else is taken', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,14}$/)), (text) => {
        expect(isPinShaped(text)).toBe(text.length >= 6 && text.length <= 12 && /^[0-9]+$/.test(text));
        if (pinProblem(text) === null) expect(isPinShaped(text)).toBe(true);
      }),
    );
  });

  it('is refused when it is a run of any length, beginning and direction', () => {
    const run = fc.tuple(fc.nat(9), fc.integer({ min: 6, max: 12 }), fc.constantFrom(1, 9));
    fc.assert(
      fc.property(run, ([first, length, step]) => {
        const pin = Array.from({ length }, (_, index) => (first + index * step) % 10).join('');
        expect(pinProblem(pin)).toBe('run');
      }),
    );
  });
});
