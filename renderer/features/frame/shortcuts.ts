import { useEffect } from 'react';
import { back, type Screen } from '../../state/screen-store.ts';
import type { Till } from '../../state/till.ts';

export type NamedScreen = 'charge' | 'refund' | 'terminals' | 'history' | 'doubts' | 'day_close' | 'settings';

export const screenKeys: Readonly<Record<NamedScreen, string>> = {
  charge: 'F2',
  terminals: 'F3',
  history: 'F4',
  refund: 'F6',
  doubts: 'F7',
  day_close: 'F8',
  settings: 'F9',
};

/** The opening check has a key and no place in the row of screens. */
export const checkKey = 'F10';

/** Which screen a key leads to; null for a key that is none of ours. */
export function screenOfKey(key: string, screen: Screen): Screen | null {
  const named = (Object.keys(screenKeys) as NamedScreen[]).find((name) => screenKeys[name] === key);
  if (named !== undefined) return { name: named };
  if (key === checkKey) return { name: 'opening_check' };
  return key === 'Escape' ? back(screen) : null;
}

/** The keys that work everywhere. A dialog in front keeps them to itself. */
export function useShortcuts(till: Till): void {
  useEffect(() => {
    const take = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector('[role="dialog"]') !== null) return;
      const next = screenOfKey(event.key, till.screens.getState().screen);
      if (next === null) return;
      event.preventDefault();
      till.open(next);
    };
    // While capturing, since a dialog is gone by the time its own Esc bubbles up: one press must not close it and go back.
    window.addEventListener('keydown', take, { capture: true });
    return () => window.removeEventListener('keydown', take, { capture: true });
  }, [till]);
}
