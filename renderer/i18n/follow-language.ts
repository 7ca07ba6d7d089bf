import type { i18n } from 'i18next';
import type { StoreApi } from 'zustand';
import type { Language } from '../../shared/language.ts';
import type { MirrorState } from '../state/mirror-store.ts';
import { locales } from './text.ts';

/**
 * Speaks the language that main keeps, from the first snapshot on and whenever it changes. To be called before anything
 * is drawn: the catalogues are inline, so the screen that draws a change finds its words changed already.
 * @param page whose `lang` tells a screen reader how to pronounce what it reads
 */
export function followLanguage(
  texts: i18n,
  mirror: Pick<StoreApi<Pick<MirrorState, 'snapshot'>>, 'subscribe'>,
  page: { lang: string },
): void {
  const speak = (language: Language) => {
    page.lang = locales[language];
    if (texts.language !== language) void texts.changeLanguage(language);
  };
  mirror.subscribe(({ snapshot }) => {
    if (snapshot !== null) speak(snapshot.preferences.language);
  });
}
