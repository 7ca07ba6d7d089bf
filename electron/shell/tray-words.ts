/** The tray's texts; the catalogue of the window is not at hand in the main process. */
import type { TrayNews } from './tray-news.ts';

export interface TrayWords {
  /** Shown when the pointer rests on the icon. */
  readonly tip: string;
  /** One line of the menu for each thing that has to be seen to. */
  readonly lines: readonly string[];
  readonly open: string;
}

export function trayWords({ alarms, unclear, isPractice }: TrayNews): TrayWords {
  const lines = [
    ...(alarms > 0
      ? [
          alarms === 1
            ? '1 alarm that nobody has taken note of'
            : `${alarms} alarms that nobody has taken note of`,
        ]
      : []),
    ...(unclear > 0
      ? [unclear === 1 ? '1 payment whose end is not known' : `${unclear} payments whose end is not known`]
      : []),
  ];
  const name = isPractice ? 'Tillside (practice)' : 'Tillside';
  return { tip: [name, ...lines].join(' · '), lines, open: 'Open Tillside' };
}
