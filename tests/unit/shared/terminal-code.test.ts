import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isTerminalCode, parseTerminalCode } from '../../../shared/terminal-code.ts';

describe('a terminal code as typed', () => {
  it.each([
    ['DY6L', 'DY6L'],
    ['dy6l', 'DY6L'],
    [' nbl7 ', 'NBL7'],
    ['JF-HP', 'JFHP'],
    ['J F H P', 'JFHP'],
    ['0000', '0000'],
  ])('U15 reads %j as %s', (text, code) => {
    expect(parseTerminalCode(text)).toBe(code);
  });

  it.each([
    '',
    'DY6',
    'DY6LX',
    'DY6.',
    'DY/6L',
    '../a',
    'DY6Ł',
    'ßAB',
    'ßA',
    'ﬆAB',
    'ＤＹ６Ｌ',
    'DY6\u200bL',
    'ıAB1',
    '١٢٣٤',
    `DY6L${' '.repeat(40)}`,
  ])('B1 U15 refuses %j', (text) => {
    expect(parseTerminalCode(text)).toBeNull();
  });

  it('gives four upper case letters or digits or nothing, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 12 }), (text) => {
        const code = parseTerminalCode(text);
        expect(code === null || isTerminalCode(code)).toBe(true);
      }),
    );
  });

  it.each([null, undefined, 1234, 'dy6l', ['DY6L']])('does not take %j for a code', (value) => {
    expect(isTerminalCode(value)).toBe(false);
  });
});
