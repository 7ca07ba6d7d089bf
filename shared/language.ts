import type { DecimalMark } from './money.ts';

/** The languages of everything that Tillside says to people. */
export const languages = ['en', 'fr'] as const;
export type Language = (typeof languages)[number];

/** What each writes between dollars and cents. */
export const decimalMarks: Readonly<Record<Language, DecimalMark>> = { en: '.', fr: ',' };

/**
 * What a till that was never told otherwise speaks.
 * @param locales of the person at this computer, the most preferred first, such as `fr-CA`
 * @returns the first of them that is spoken here; English where none is
 */
export function languageOf(locales: readonly string[]): Language {
  for (const locale of locales) {
    const spoken = languages.find((each) => each === locale.toLowerCase().split(/[-_]/)[0]);
    if (spoken) return spoken;
  }
  return 'en';
}
