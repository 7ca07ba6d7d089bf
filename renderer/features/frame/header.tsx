import { useText } from '../../i18n/text.ts';
import { SessionBar } from '../session/session-bar.tsx';
import styles from './header.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { ModeMark } from './mode-mark.tsx';
import { Navigation } from './navigation.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Name, mode, who is at the till, screens, language and colours: the same on every screen. */
export function Header() {
  const { t } = useText();
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <ModeMark />
        <SessionBar />
      </div>
      <div className={styles.bar}>
        <span className={styles.name}>{t('app.name')}</span>
        <Navigation />
        <div className={styles.looks}>
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
      </div>
    </header>
  );
}
