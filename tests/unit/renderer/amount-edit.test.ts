import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deleteLast,
  digitKeys,
  editAmount,
  pasteAmount,
  pressKey,
} from '../../../renderer/components/amount-edit.ts';
import { parseAmountText } from '../../../shared/money.ts';

const typed = (text: string) => [...text].reduce((before, key) => editAmount(before, before + key).text, '');

describe('typing an amount', () => {
  it.each([
    ['12.34', 1234],
    ['12,34', 1234],
    ['0.05', 5],
    ['1,234.56', 123456],
    ['1 234,56', 123456],
    ['$5', 500],
  ])('takes %s key by key', (text, cents) => {
    expect(parseAmountText(typed(text))).toEqual({ ok: true, amountCents: cents });
  });

  it.each([
    ['12.34', '12.345', 'too_many_decimals'],
    ['999999.99', '9999999.99', 'too_large'],
    ['12', '12x', 'not_a_number'],
    ['', 'letters', 'not_a_number'],
    ['', '1e9', 'not_a_number'],
  ])('keeps %j and says why when it becomes %j', (before, next, problem) => {
    expect(editAmount(before, next)).toEqual({ text: before, problem });
  });

  it('says at once that an amount cannot be negative', () => {
    expect(editAmount('', '-5')).toEqual({ text: '-5', problem: 'negative' });
  });

  it.each(['', '0', '0.', '$'])('does not scold %j, which may still become an amount', (text) => {
    expect(editAmount('', text)).toEqual({ text, problem: null });
  });

  it('never holds a text with more than two decimals, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,'), maxLength: 14 }), (keys) => {
        const parsed = parseAmountText(typed(keys));
        return parsed.ok || (parsed.problem !== 'too_many_decimals' && parsed.problem !== 'too_large');
      }),
    );
  });
});

describe('pasting an amount', () => {
  it.each([
    ['$1,234.56', 123456],
    ['1 234,56 $', 123456],
    [' CAD 5 ', 500],
  ])('replaces what was typed by %j', (pasted, cents) => {
    const edit = pasteAmount('7', pasted);
    expect(edit.problem).toBeNull();
    expect(parseAmountText(edit.text)).toEqual({ ok: true, amountCents: cents });
  });

  it.each([
    ['12.345', 'too_many_decimals'],
    ['-4', 'negative'],
    ['0', 'zero'],
    ['', 'empty'],
    ['1e9', 'not_a_number'],
    ['1000000000', 'too_large'],
    ['twelve', 'not_a_number'],
  ])('refuses %j and leaves the amount as it was', (pasted, problem) => {
    expect(pasteAmount('7.00', pasted)).toEqual({ text: '7.00', problem });
  });

  it('B6 refuses a pasted amount of another currency', () => {
    expect(pasteAmount('7.00', 'USD 5', 'CAD').text).toBe('7.00');
    expect(pasteAmount('7.00', 'CAD 5', 'CAD').text).toBe('CAD 5');
  });
});

describe('the keypad', () => {
  it('writes a leading zero before a decimal point', () => {
    expect(pressKey('', '.').text).toBe('0.');
    expect(pressKey('', ',').text).toBe('0,');
    expect(pressKey('12', ',').text).toBe('12,');
  });

  it('takes only one decimal point', () => {
    expect(pressKey('1.5', '.').text).toBe('1.5');
    expect(pressKey('1.5', ',').text).toBe('1.5');
  });

  it('refuses a third decimal from the double zero', () => {
    expect(pressKey('1.5', '00')).toEqual({ text: '1.5', problem: 'too_many_decimals' });
  });

  it('deletes the last key and nothing from an empty field', () => {
    expect(deleteLast('12.3').text).toBe('12.');
    expect(deleteLast('').text).toBe('');
  });

  it('has every digit', () => {
    expect([...'0123456789'].every((digit) => (digitKeys as readonly string[]).includes(digit))).toBe(true);
  });
});
