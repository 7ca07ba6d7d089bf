import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CsvCell, csvByteOrderMark, csvLines, toCsv } from '../../../shared/csv.ts';
import { parseCsv } from '../../fakes/parse-csv.ts';

const formulaCharacters = ['=', '+', '-', '@', '|', '%', '＝', '＋', '－', '＠', '｜', '％', '−'];

describe('a table as CSV', () => {
  it.each<[CsvCell, string]>([
    ['plain', 'plain'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['', ''],
    [null, ''],
    [12.5, '12.5'],
    [-12.5, '-12.5'],
    [Number.NaN, ''],
    [Number.POSITIVE_INFINITY, ''],
    [{ cents: 1234 }, '12.34'],
    [{ cents: -5 }, '-0.05'],
    [{ cents: 0 }, '0.00'],
    [{ cents: 0.5 }, ''],
    ['Crème brûlée', 'Crème brûlée'],
  ])('writes %j as %j', (cell, text) => {
    expect(toCsv([[cell]])).toBe(`\uFEFF${text}\r\n`);
  });

  it.each([
    ...formulaCharacters.map((begin) => `${begin}1+1`),
    ' =1',
    '\t=1',
    '\r=1',
    '\n1',
    '\t1',
    '\uFEFF=1',
    '\u00a0=1',
    '-',
  ])('never lets a spreadsheet run %j', (text) => {
    const [[cell] = []] = parseCsv(toCsv([[text]]));
    expect(cell).toBe(`'${text}`);
  });

  it('reads back as it was, whatever is in it, but for the apostrophe before a formula', () => {
    const anyCell = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('"', ',', '\r\n', '\n', '=1', '""', '",'),
      fc.constant(null),
    );
    fc.assert(
      fc.property(fc.array(fc.array(anyCell, { minLength: 2, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const read = parseCsv(toCsv(rows));
        expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
          rows.map((row) => row.map((cell) => (cell ?? '').replace(/^'/, ''))),
        );
      }),
    );
  });

  it('leaves no text that begins like a formula, blanks before it or not', () => {
    const text = fc
      .tuple(fc.constantFrom('', ' ', '\t', '\u3000 '), fc.constantFrom(...formulaCharacters), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (cell) => {
        const [[read = ''] = []] = parseCsv(toCsv([[cell]]));
        expect(read.startsWith("'")).toBe(true);
      }),
    );
  });

  it('keeps every cent of money, and keeps it a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }), (cents) => {
        const [[read = ''] = []] = parseCsv(toCsv([[{ cents }]]));
        expect(read).toMatch(/^-?\d+\.\d\d$/);
        expect(Number(read.replace('.', ''))).toBe(cents);
      }),
    );
  });

  it('is the same in pieces as in one', () => {
    const rows: CsvCell[][] = [
      ['a', 1],
      ['=b', { cents: 7 }],
      [null, 'c,d'],
    ];
    const pieces = rows.map((row) => csvLines([row]));
    expect(csvByteOrderMark + pieces.join('')).toBe(toCsv(rows));
  });
});
