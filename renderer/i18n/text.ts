import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { decimalMarks, type Language, languageOf } from '../../shared/language.ts';
import type { DecimalMark } from '../../shared/money.ts';
import { en, type Text, type TextKey } from './en.ts';
import { fr } from './fr.ts';

/** The locale that shapes money and dates for each language of the window. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-CA', fr: 'fr-CA' };

/** Sets up the catalogues; resolves before the first render, since everything is inline. */
export async function startTexts(language: Language = 'en'): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, fr: { translation: fr } },
  });
  return instance;
}

export interface Texts {
  readonly t: Text;
  readonly locale: string;
  readonly mark: DecimalMark;
}

/** A sentence that not every value of its kind has; null without one. */
export function textOrNull(key: string, t: Text): string | null {
  return key in en ? t(key as TextKey) : null;
}

/** The sentences of the window and the locale for `Intl`. A key that does not exist does not compile. */
export function useText(): Texts {
  const { t, i18n: instance } = useTranslation();
  const language = languageOf([instance.language]);
  return {
    t: (key, values) => t(key, values ?? {}),
    locale: locales[language],
    mark: decimalMarks[language],
  };
}
