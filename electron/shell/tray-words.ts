/** The tray's texts; the catalogues of the window are not at hand in the main process. */
import type { Language } from '../../shared/language.ts';
import type { TrayNews } from './tray-news.ts';

export interface TrayWords {
  /** Shown when the pointer rests on the icon. */
  readonly tip: string;
  /** One line of the menu for each thing that has to be seen to. */
  readonly lines: readonly string[];
  readonly open: string;
  readonly quit: string;
}

const texts = {
  en: {
    practice: 'Tillside (practice)',
    alarms: (count: number) =>
      count === 1 ? '1 alarm that nobody has taken note of' : `${count} alarms that nobody has taken note of`,
    unclear: (count: number) =>
      count === 1 ? '1 payment whose end is not known' : `${count} payments whose end is not known`,
    open: 'Open Tillside',
    quit: 'Quit Tillside',
  },
  fr: {
    practice: 'Tillside (exercice)',
    alarms: (count: number) =>
      count === 1 ? '1 alerte dont personne n’a pris note' : `${count} alertes dont personne n’a pris note`,
    unclear: (count: number) =>
      count === 1
        ? '1 paiement dont la fin n’est pas connue'
        : `${count} paiements dont la fin n’est pas connue`,
    open: 'Ouvrir Tillside',
    quit: 'Quitter Tillside',
  },
} as const satisfies Record<Language, unknown>;

export function trayWords({ alarms, unclear, isPractice, language }: TrayNews): TrayWords {
  const words = texts[language];
  const lines = [
    ...(alarms > 0 ? [words.alarms(alarms)] : []),
    ...(unclear > 0 ? [words.unclear(unclear)] : []),
  ];
  const name = isPractice ? words.practice : 'Tillside';
  return { tip: [name, ...lines].join(' · '), lines, open: words.open, quit: words.quit };
}
