/** What the tray has to tell, worked out from what the window is told: it is there while the window is behind another. */
import type { Slices } from '../../shared/ipc-contract.ts';
import type { Language } from '../../shared/language.ts';

export interface TrayNews {
  /** Alarms that nobody has taken note of, of the till before the window and of the real one behind it. */
  readonly alarms: number;
  /** Attempts whose end nobody knows yet. */
  readonly unclear: number;
  readonly isPractice: boolean;
  /** In which it is told. */
  readonly language: Language;
}

const nothing: TrayNews = { alarms: 0, unclear: 0, isPractice: false, language: 'en' };

/** Keeps the news of what is published; @returns null while nothing of it has changed. */
export function createTrayNews(): (slices: Partial<Slices>) => TrayNews | null {
  let seen: Partial<Slices> = {};
  let last: TrayNews | null = null;
  return (slices) => {
    const {
      alarms = seen.alarms,
      unknowns = seen.unknowns,
      liveWatch = seen.liveWatch,
      mode = seen.mode,
      preferences = seen.preferences,
    } = slices;
    seen = {
      ...(alarms && { alarms }),
      ...(unknowns && { unknowns }),
      ...(liveWatch !== undefined && { liveWatch }),
      ...(mode && { mode }),
      ...(preferences && { preferences }),
    };
    const news = newsOf(seen);
    if (last !== null && isSame(news, last)) return null;
    last = news;
    return news;
  };
}

function newsOf({ alarms, unknowns, liveWatch, mode, preferences }: Partial<Slices>): TrayNews {
  if (!mode || !preferences) return nothing;
  return {
    alarms: (alarms?.length ?? 0) + (liveWatch?.alarms ?? 0),
    unclear: (unknowns?.length ?? 0) + (liveWatch?.unknowns ?? 0),
    isPractice: mode.kind === 'demo',
    language: preferences.language,
  };
}

function isSame(one: TrayNews, other: TrayNews): boolean {
  return (
    one.alarms === other.alarms &&
    one.unclear === other.unclear &&
    one.isPractice === other.isPractice &&
    one.language === other.language
  );
}
