import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AmountProblem,
  amountCents,
  amountCentsMax,
  isAmountCents,
  parseAmountText,
  toDecimalText,
} from '../../../shared/money.ts';

const noBreak = '\u00a0';
const narrowNoBreak = '\u202f';

const taken: readonly [string, number][] = [
  ['12.34', 12_34],
  ['12,34', 12_34],
  ['12', 12_00],
  ['12,3', 12_30],
  ['0.05', 5],
  ['0,05', 5],
  ['.5', 50],
  [',5', 50],
  ['5.', 5_00],
  ['5,', 5_00],
  ['007', 7_00],
  ['  12.34\t', 12_34],
  ['$12.34', 12_34],
  ['$ 12.34', 12_34],
  ['12,34 $', 12_34],
  [`12,34${noBreak}$`, 12_34],
  ['CAD 5', 5_00],
  ['cad 5', 5_00],
  ['5 CAD', 5_00],
  ['5 $ CAD', 5_00],
  ['CAD$5', 5_00],
  ['C$ 5', 5_00],
  ['CA$5.10', 5_10],
  ['US$5', 5_00],
  ['USD 5', 5_00],
  ['$1,234.56', 1_234_56],
  ['1,234.5', 1_234_50],
  ['1,234.', 1_234_00],
  ['1.234,56', 1_234_56],
  ['1 234,56 $', 1_234_56],
  [`1${noBreak}234,56${noBreak}$`, 1_234_56],
  [`1${narrowNoBreak}234,56${narrowNoBreak}$`, 1_234_56],
  ['1\u2009234.56', 1_234_56],
  ['1 234', 1_234_00],
  ["1'234.56", 1_234_56],
  ['1’234.56', 1_234_56],
  ['123,456.78', 123_456_78],
  ['12 345.67', 12_345_67],
  ['999999.99', 999_999_99],
  ['999,999.99', 999_999_99],
  ['000000000000012.34', 12_34],
  ['１２．３４', 12_34],
  ['＄１２', 12_00],
];

const refused: readonly [string, AmountProblem][] = [
  ['', 'empty'],
  ['   ', 'empty'],
  ['$', 'empty'],
  ['CAD', 'empty'],
  [noBreak, 'empty'],
  ['0', 'zero'],
  ['0.00', 'zero'],
  ['$0,0', 'zero'],
  ['000', 'zero'],
  ['-5', 'negative'],
  ['−5', 'negative'],
  ['–5.00', 'negative'],
  ['－５', 'negative'],
  ['$-5', 'negative'],
  ['-$5', 'negative'],
  ['-0', 'negative'],
  ['(5.00)', 'negative'],
  ['($5.00)', 'negative'],
  ['$(5.00)', 'not_a_number'],
  ['CAD -5', 'negative'],
  ['-CAD 5', 'negative'],
  ['-', 'not_a_number'],
  ['()', 'not_a_number'],
  ['--5', 'not_a_number'],
  ['-$-5', 'not_a_number'],
  ['5-', 'not_a_number'],
  ['+5', 'not_a_number'],
  ['(5', 'not_a_number'],
  ['5)', 'not_a_number'],
  ['(5.00', 'not_a_number'],
  // Two people could read these differently.
  ['1,234', 'not_a_number'],
  ['12,345', 'not_a_number'],
  ['$1,234', 'not_a_number'],
  ['1.234', 'too_many_decimals'],
  ['0,123', 'too_many_decimals'],
  ['1234,567', 'too_many_decimals'],
  ['1.2345', 'too_many_decimals'],
  ['1.230', 'too_many_decimals'],
  ['1,234.567', 'too_many_decimals'],
  ['1 234,567', 'too_many_decimals'],
  ['1,234,56', 'not_a_number'],
  ['1.234.56', 'not_a_number'],
  ['1,23,456.00', 'not_a_number'],
  ['1,2345,678', 'not_a_number'],
  ['1,234 567', 'not_a_number'],
  ['0,123,456', 'not_a_number'],
  ['0 123', 'not_a_number'],
  ['12 34', 'not_a_number'],
  ['1 2', 'not_a_number'],
  ['12. 34', 'not_a_number'],
  ['12 .34', 'not_a_number'],
  ['12.34.', 'not_a_number'],
  ['1..2', 'not_a_number'],
  ['.', 'not_a_number'],
  ['.,5', 'not_a_number'],
  [',', 'not_a_number'],
  // Numbers to a machine, not to a cashier.
  ['1e9', 'not_a_number'],
  ['0x10', 'not_a_number'],
  ['1_000', 'not_a_number'],
  ['Infinity', 'not_a_number'],
  ['NaN', 'not_a_number'],
  ['12.34 EUR', 'not_a_number'],
  ['€5', 'not_a_number'],
  ['C5', 'not_a_number'],
  ['CA 5', 'not_a_number'],
  ['US 5', 'not_a_number'],
  ['5 US', 'not_a_number'],
  ['CAD 5 USD', 'not_a_number'],
  ['CADUS$5', 'not_a_number'],
  ['5%', 'not_a_number'],
  ['5 dollars', 'not_a_number'],
  ['5*2', 'not_a_number'],
  ['12\n34', 'not_a_number'],
  ['12\u200b34', 'not_a_number'],
  ['\u200b12', 'not_a_number'],
  ['\u202e43.21', 'not_a_number'],
  ['12\u0000', 'not_a_number'],
  ['١٢', 'not_a_number'],
  ['५', 'not_a_number'],
  // Signs that Unicode's compatibility form would turn into more digits.
  ['5²', 'not_a_number'],
  ['1⑤', 'not_a_number'],
  ['5½', 'not_a_number'],
  ['𝟓', 'not_a_number'],
  // A slip on the keypad.
  ['1000000', 'too_large'],
  ['1,000,000', 'too_large'],
  ['1.000.000', 'too_large'],
  ['1 000 000,00', 'too_large'],
  ['99999999999', 'too_large'],
  ['9'.repeat(40), 'too_large'],
  ['9'.repeat(41), 'not_a_number'],
  [`${'0'.repeat(40)}5`, 'not_a_number'],
];

describe('an amount as a cashier writes it', () => {
  it.each(taken)('reads %j as %i cents', (text, cents) => {
    expect(parseAmountText(text)).toEqual({ ok: true, amountCents: cents });
  });

  it.each(refused)('refuses %j: %s', (text, problem) => {
    expect(parseAmountText(text)).toEqual({ ok: false, problem });
  });

  it.each([
    ['USD 5', 'CAD'],
    ['US$5', 'CAD'],
    ['5 USD', 'CAD'],
    ['CAD 5', 'USD'],
    ['C$5', 'USD'],
    ['5 $ CAD', 'USD'],
  ] as const)('refuses %j at a till that takes %s', (text, currency) => {
    expect(parseAmountText(text, currency)).toEqual({ ok: false, problem: 'not_a_number' });
  });

  it.each([
    ['US$5', 'USD'],
    ['CAD 5', 'CAD'],
    ['$5', 'USD'],
    ['5', 'CAD'],
  ] as const)('reads %j at a till that takes %s', (text, currency) => {
    expect(parseAmountText(text, currency)).toEqual({ ok: true, amountCents: 5_00 });
  });
});

/** The problem a text is refused for, or the cents it is read as. */
function reading(text: string): AmountProblem | number {
  const parsed = parseAmountText(text);
  return parsed.ok ? parsed.amountCents : parsed.problem;
}

describe('the amount of a bad day', () => {
  it.each(['0', '0.00', '$0', '.0'])('B7 U1 zero as %j is refused', (text) => {
    expect(reading(text)).toBe('zero');
  });

  it.each(['-5', '−5,00', '(5.00)', '-$5'])('B8 a negative amount as %j is refused', (text) => {
    expect(reading(text)).toBe('negative');
  });

  it.each(['12.345', '12.340', '1,234.567', '0,123'])(
    'B9 three decimals as %j are refused, never rounded',
    (text) => {
      expect(reading(text)).toBe('too_many_decimals');
    },
  );

  it.each([
    ['1e9', 'not_a_number'],
    ['1000000000', 'too_large'],
    ['1,000,000,000.00', 'too_large'],
  ])('B10 U1 a thousand million as %j is refused', (text, problem) => {
    expect(reading(text)).toBe(problem);
  });

  it('B11 "$1,234.56" is read as it is meant', () => {
    expect(reading('$1,234.56')).toBe(1_234_56);
  });

  it.each(['1 234,56 $', `1${noBreak}234,56${noBreak}$`, `1${narrowNoBreak}234,56 $`])(
    'B12 %j is read as it is meant',
    (text) => {
      expect(reading(text)).toBe(1_234_56);
    },
  );

  it.each(['abc', '12a', 'l2.34', '1O.00', 'five'])('B13 letters as %j are refused', (text) => {
    expect(reading(text)).toBe('not_a_number');
  });

  it.each(['', ' ', '$', 'CAD'])('B14 no amount as %j is refused', (text) => {
    expect(reading(text)).toBe('empty');
  });
});

const sendable = fc.integer({ min: 1, max: amountCentsMax }).map(amountCents);
const typed = fc.string({ unit: fc.constantFrom(..."0123456789.,' $-()CADUSe"), maxLength: 14 });

describe('any amount', () => {
  it.each([
    ['plain', (text: string) => text],
    ['with a decimal comma', (text: string) => text.replace('.', ',')],
    ['with English thousands', (text: string) => `$${group(text, ',')}`],
    ['with French thousands', (text: string) => `${group(text, narrowNoBreak).replace('.', ',')} $`],
    ['with German thousands', (text: string) => group(text, '_').replace('.', ',').replaceAll('_', '.')],
  ])('is read back exactly, %s', (_, write) => {
    fc.assert(
      fc.property(sendable, (cents) => {
        expect(parseAmountText(write(toDecimalText(cents)))).toEqual({ ok: true, amountCents: cents });
      }),
    );
  });

  it('is refused or a whole number of cents from 0.01 to 999,999.99, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ maxLength: 60 })), (text) => {
        const parsed = parseAmountText(text);
        if (!parsed.ok) return;
        expect(isAmountCents(parsed.amountCents)).toBe(true);
        expect(parsed.amountCents).toBeGreaterThan(0);
        expect(parsed.amountCents).toBeLessThanOrEqual(amountCentsMax);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never has digits added, dropped or moved: what is read is made of the digits typed', () => {
    fc.assert(
      fc.property(typed, (text) => {
        const parsed = parseAmountText(text);
        if (!parsed.ok) return;
        const digits = text.replace(/\D/g, '').replace(/^0+/, '');
        const read = String(parsed.amountCents);
        expect([digits, `${digits}0`, `${digits}00`]).toContain(read);
      }),
      { numRuns: 2_000 },
    );
  });
});

function group(decimalText: string, separator: string): string {
  const [whole = '', fraction = ''] = decimalText.split('.');
  return `${whole.replace(/\B(?=(\d{3})+$)/g, separator)}.${fraction}`;
}
