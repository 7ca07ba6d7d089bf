import { describe, expect, it } from 'vitest';
import { limitsText, readLimits } from '../../../renderer/features/settings/limits-edit.ts';

const text = { amount: '50.00', days: '30', notFromThisTill: true };

describe('the form of the limits', () => {
  it.each([
    [{}, { aboveCents: 50_00, olderThanDays: 30, notFromThisTill: true }],
    [{ amount: '0' }, { aboveCents: 0, olderThanDays: 30, notFromThisTill: true }],
    [
      { amount: '0.00', days: '0' },
      { aboveCents: 0, olderThanDays: 0, notFromThisTill: true },
    ],
    [
      { amount: '1,250.50', days: '  ' },
      { aboveCents: 1_250_50, olderThanDays: null, notFromThisTill: true },
    ],
    [
      { days: '3650', notFromThisTill: false },
      { aboveCents: 50_00, olderThanDays: 3_650, notFromThisTill: false },
    ],
  ])('reads %o', (more, limits) => {
    expect(readLimits({ ...text, ...more }, 'CAD')).toEqual({ ok: true, limits });
  });

  it.each([
    [{ amount: '' }, 'empty', false],
    [{ amount: 'ten' }, 'not_a_number', false],
    [{ amount: '-5' }, 'negative', false],
    [{ amount: '5 USD' }, 'not_a_number', false],
    [{ amount: '1.234' }, 'too_many_decimals', false],
    [{ days: '-1' }, null, true],
    [{ days: '1.5' }, null, true],
    [{ days: '3651' }, null, true],
    [{ amount: 'x', days: 'y' }, 'not_a_number', true],
  ])('refuses %o', (more, amount, isDaysBad) => {
    expect(readLimits({ ...text, ...more }, 'CAD')).toEqual({ ok: false, amount, isDaysBad });
  });

  it('shows limits as they are read back', () => {
    for (const limits of [
      { aboveCents: 0, olderThanDays: null, notFromThisTill: false },
      { aboveCents: 99_999_999, olderThanDays: 3_650, notFromThisTill: true },
      { aboveCents: 1, olderThanDays: 0, notFromThisTill: true },
    ]) {
      expect(readLimits(limitsText(limits))).toEqual({ ok: true, limits });
    }
  });
});
