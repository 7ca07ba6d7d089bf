import type { ComponentType } from 'react';
import { CardIcon, HistoryIcon, ScalesIcon, SettingsIcon, TerminalIcon } from '../../components/icons.tsx';
import { useText } from '../../i18n/text.ts';
import { useScreenState, useTill } from '../../state/till-context.tsx';
import styles from './navigation.module.css';
import { type NamedScreen, screenKeys } from './shortcuts.ts';

const icons: Readonly<Record<NamedScreen, ComponentType<{ readonly size?: number }>>> = {
  charge: CardIcon,
  terminals: TerminalIcon,
  history: HistoryIcon,
  settings: SettingsIcon,
  day_close: ScalesIcon,
};

const homes: Readonly<Record<string, NamedScreen>> = {
  charge: 'charge',
  attempt: 'charge',
  terminals: 'terminals',
  history: 'history',
  detail: 'history',
  settings: 'settings',
  day_close: 'day_close',
};

/** The screens, each with its key. */
export function Navigation() {
  const { t } = useText();
  const till = useTill();
  const screen = useScreenState((state) => state.screen.name);
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {(Object.keys(screenKeys) as NamedScreen[]).map((name) => {
        const Icon = icons[name];
        return (
          <button
            key={name}
            type="button"
            className={styles.item}
            aria-current={homes[screen] === name ? 'page' : undefined}
            aria-keyshortcuts={screenKeys[name]}
            onClick={() => till.open({ name })}
          >
            <Icon size={20} />
            {t(`nav.${name}`)}
            <span className={styles.key} aria-hidden="true">
              {screenKeys[name]}
            </span>
          </button>
        );
      })}
    </nav>
  );
}
