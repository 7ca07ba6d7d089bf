import { useCallback, useEffect, useState } from 'react';
import type { AppError } from '../../../shared/app-error.ts';
import type { FieldProblem, SettingsPatch, SettingsView } from '../../../shared/shop-settings.ts';
import { ask } from '../../state/ask.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';

export interface ShopSettingsRead {
  readonly view: SettingsView | null;
  readonly error: AppError | null;
  /** Takes what a change has just answered. */
  readonly take: (view: SettingsView) => void;
}

/** Read when the screen opens, and again when something else changed a part of them. */
export function useShopSettings(): ShopSettingsRead {
  const { bridge } = useTill();
  const [view, setView] = useState<SettingsView | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const theme = useSnapshot(({ preferences }) => preferences.theme);
  const take = useCallback((read: SettingsView) => {
    setView(read);
    setError(null);
  }, []);
  useEffect(() => {
    // Named, since the switch in the header changes it without this screen.
    void theme;
    void ask(() => bridge.settings.read(null)).then((answer) => {
      if (answer.ok) take(answer.value);
      else setError(answer.error);
    });
  }, [bridge, take, theme]);
  return { view, error, take };
}

/** What main says of a change before it is made, as it is typed; null until it has said something of this one. */
export function useProblems(patch: SettingsPatch): readonly FieldProblem[] | null {
  const { bridge } = useTill();
  const text = JSON.stringify(patch);
  const [said, setSaid] = useState<{
    readonly text: string;
    readonly problems: readonly FieldProblem[];
  } | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void ask(() => bridge.settings.check({ patch: JSON.parse(text) as SettingsPatch })).then((answer) => {
      // What cannot be asked is judged when it is saved.
      if (isCurrent) setSaid({ text, problems: answer.ok ? answer.value : [] });
    });
    return () => {
      isCurrent = false;
    };
  }, [bridge, text]);
  return said?.text === text ? said.problems : null;
}
