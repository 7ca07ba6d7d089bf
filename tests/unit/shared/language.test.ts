import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalMarks, languageOf, languages } from '../../../shared/language.ts';
import { amountCents, formatAmount, parseAmountText, toTypedText } from '../../../shared/money.ts';

describe('the language of a till that was never told one', () => {
  it.each([
    [['fr-CA', 'en-CA'], 'fr'],
    [['fr'], 'fr'],
    [['fr_CA.UTF-8'], 'fr'],
    [['FR-ca'], 'fr'],
    [['en-CA', 'fr-CA'], 'en'],
    [['de-CH', 'fr-CH', 'en'], 'fr'],
    [['fra'], 'en'],
    [['frr-DE'], 'en'],
    [['C'], 'en'],
    [['de-DE'], 'en'],
    [[''], 'en'],
    [[], 'en'],
  ] as const)('is for %j %s', (locales, language) => {
    expect(languageOf(locales)).toBe(language);
  });
});

describe('an amount in the other language', () => {
  const cents = fc.integer({ min: 1, max: 99_999_999 }).map(amountCents);

  it('is the same amount, typed or pasted from what is shown', () => {
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(...languages),
        fc.constantFrom('CAD', 'USD'),
        (amount, language, currency) => {
          const same = { ok: true, amountCents: amount };
          expect(parseAmountText(toTypedText(amount, decimalMarks[language]), currency)).toEqual(same);
          const shown = formatAmount(amount, currency, `${language}-CA`);
          expect(parseAmountText(shown)).toEqual(same);
          // A copy by way of another program may bring plain spaces.
          expect(parseAmountText(shown.replaceAll(/\s/g, ' '))).toEqual(same);
        },
      ),
    );
  });

  it.each([
    [12_34, 'CAD', '12,34\u00a0$'],
    [1_234_56, 'CAD', '1\u00a0234,56\u00a0$'],
    [5, 'CAD', '0,05\u00a0$'],
  ] as const)('shows %i cents of %s as %j', (amount, currency, text) => {
    expect(formatAmount(amountCents(amount), currency, 'fr-CA')).toBe(text);
  });

  it('is never a thousand for a slip: 1,234 is refused in both', () => {
    expect(parseAmountText('1,234')).toMatchObject({ ok: false });
  });
});
