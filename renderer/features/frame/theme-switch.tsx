import { useMantineColorScheme } from '@mantine/core';
import { useEffect } from 'react';
import type { Preferences } from '../../../shared/ipc-contract.ts';
import { MoonIcon, ScreenIcon, SunIcon } from '../../components/icons.tsx';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './theme-switch.module.css';

const themes = [
  { theme: 'light', Icon: SunIcon },
  { theme: 'dark', Icon: MoonIcon },
  { theme: 'system', Icon: ScreenIcon },
] as const;

/** Light, dark or as the system says; kept by main, so that the next start looks the same. */
export function ThemeSwitch() {
  const { t } = useText();
  const { bridge } = useTill();
  const chosen = useSnapshot((snapshot) => snapshot.preferences.theme);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(chosen === 'system' ? 'auto' : chosen), [chosen, setColorScheme]);
  const choose = (theme: Preferences['theme']) => void ask(() => bridge.app.setPreferences({ theme }));
  return (
    <fieldset className={styles.switch}>
      <legend className="visually-hidden">{t('theme.label')}</legend>
      {themes.map(({ theme, Icon }) => (
        <button
          key={theme}
          type="button"
          className={styles.choice}
          aria-pressed={chosen === theme}
          aria-label={t(`theme.${theme}`)}
          title={t(`theme.${theme}`)}
          onClick={() => choose(theme)}
        >
          <Icon size={20} />
        </button>
      ))}
    </fieldset>
  );
}
