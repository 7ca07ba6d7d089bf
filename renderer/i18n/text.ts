import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Preferences } from '../../shared/ipc-contract.ts';
import { en, type Text, type TextKey } from './en.ts';

/** The locale that shapes money and dates for each language of the window. */
const locales: Readonly<Record<Preferences['language'], string>> = { en: 'en-CA' };

/** Sets up the catalogues; resolves before the first render, since everything is inline. */
export async function startTexts(language: Preferences['language'] = 'en'): Promise<i18n> {
  const instance = i18next.createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en } },
  });
  return instance;
}

export interface Texts {
  readonly t: Text;
  readonly locale: string;
}

/** A sentence that not every value of its kind has; null without one. */
export function textOrNull(key: string, t: Text): string | null {
  return key in en ? t(key as TextKey) : null;
}

/** The sentences of the window and the locale for `Intl`. A key that does not exist does not compile. */
export function useText(): Texts {
  const { t, i18n: instance } = useTranslation();
  const language = instance.language in locales ? (instance.language as Preferences['language']) : 'en';
  return { t: (key, values) => t(key, values ?? {}), locale: locales[language] };
}
