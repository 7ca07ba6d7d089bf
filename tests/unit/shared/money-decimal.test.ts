import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountCents, formatAmount, fromApiDecimal, toDecimalText } from '../../../shared/money.ts';

/** Thirteen digits before the point and two behind it: every one of them survives a JSON number. */
const largestExact = 999_999_999_999_999;
const exact = fc.integer({ min: 0, max: largestExact }).map(amountCents);

const taken: readonly [unknown, number][] = [
  [12.34, 12_34],
  [12, 12_00],
  [0, 0],
  [-0, 0],
  [0.1, 10],
  [0.07, 7],
  [1.1, 1_10],
  [8.2, 8_20],
  [1.15, 1_15],
  [4.35, 4_35],
  [9999999999999.99, largestExact],
  ['819.0000', 819_00],
  ['819.5000', 819_50],
  ['819', 819_00],
  ['0.01', 1],
  ['0.010', 1],
  [' 12.34 ', 12_34],
  ['00012.34', 12_34],
];

const refused: readonly unknown[] = [
  0.1 + 0.2,
  12.345,
  0.001,
  1e-7,
  1e21,
  1e15,
  -1,
  -0.01,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '-1',
  '+1',
  '.5',
  '5.',
  '1,234.56',
  '12,34',
  '819.0010',
  '0.005',
  '1e3',
  '0x10',
  'NaN',
  '$5',
  '１２',
  '1 2',
  '99999999999999',
  null,
  undefined,
  true,
  12n,
  [12],
  ['12'],
  { amount: 12 },
  new Date(12),
];

describe('an amount as the API sends it', () => {
  it.each(taken)('U20 reads %j as %i cents', (value, cents) => {
    expect(fromApiDecimal(value)).toBe(cents);
  });

  it.each(refused.map((value) => [value]))('U20 refuses %s rather than rounding it', (value) => {
    expect(fromApiDecimal(value)).toBeNull();
  });

  it('reads back exactly what was written, as text and through a JSON number, for every amount', () => {
    fc.assert(
      fc.property(exact, (cents) => {
        const text = toDecimalText(cents);
        expect(fromApiDecimal(text)).toBe(cents);
        expect(fromApiDecimal(`${text}00`)).toBe(cents);
        expect(fromApiDecimal(JSON.parse(text))).toBe(cents);
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives whole, safe cents or nothing for any number or text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.float(), fc.string(), fc.anything()), (value) => {
        const cents = fromApiDecimal(value);
        expect(cents === null || (Number.isSafeInteger(cents) && cents >= 0)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never reads a number as another amount than the one it stands for', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (value) => {
        const cents = fromApiDecimal(value);
        if (cents !== null) expect(Number(toDecimalText(cents))).toBe(value);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('an amount as it is sent', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [50, '0.50'],
    [12_00, '12.00'],
    [999_999_99, '999999.99'],
    [largestExact, '9999999999999.99'],
  ])('writes %i cents as %s', (cents, text) => {
    expect(toDecimalText(amountCents(cents))).toBe(text);
  });

  it('always has two decimals and nothing but digits and one point', () => {
    fc.assert(
      fc.property(exact, (cents) => {
        expect(toDecimalText(cents)).toMatch(/^(0|[1-9]\d*)\.\d\d$/);
      }),
    );
  });

  it.each([1.5, -1, Number.NaN, Number.POSITIVE_INFINITY, Number.MAX_SAFE_INTEGER + 1])(
    'is never made of %d',
    (value) => {
      expect(() => amountCents(value)).toThrow(RangeError);
    },
  );
});

describe('an amount as a person reads it', () => {
  it.each([
    [5, 'en-CA', '$0.05'],
    [1_234_56, 'en-CA', '$1,234.56'],
    [999_999_99, 'en-CA', '$999,999.99'],
    [12_34, 'en-US', '$12.34'],
  ])('shows %i cents in %s as %s', (cents, locale, text) => {
    expect(formatAmount(amountCents(cents), 'CAD', locale).replace('CA', '')).toBe(text);
  });

  it('shows every digit and never rounds', () => {
    fc.assert(
      fc.property(exact, (cents) => {
        const shown = formatAmount(cents, 'USD', 'en-US')
          .replace(/[^\d]/g, '')
          .replace(/^0+(?=\d{3})/, '');
        expect(Number(shown)).toBe(cents);
      }),
    );
  });
});
