import type { ModeView } from '../../../shared/ipc-contract.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import { SessionBar } from '../session/session-bar.tsx';
import styles from './header.module.css';
import { Navigation } from './navigation.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

/** Name, mode, who is at the till, screens and colours: the same on every screen. */
export function Header() {
  const { t } = useText();
  const mode = useSnapshot((snapshot) => snapshot.mode);
  return (
    <header className={styles.header}>
      <div className={styles.top}>
        <ModeMark mode={mode} />
        <SessionBar />
      </div>
      <div className={styles.bar}>
        <span className={styles.name}>{t('app.name')}</span>
        <Navigation />
        <ThemeSwitch />
      </div>
    </header>
  );
}

/** Practice is unmistakable: words on a striped band, above everything (M13). */
function ModeMark({ mode }: { readonly mode: ModeView }) {
  const { t } = useText();
  const words =
    mode.kind === 'demo'
      ? t('mode.practice')
      : t(mode.practice ? 'mode.switched_practice' : 'mode.switched', { host: mode.host });
  return (
    <section
      className={styles.mode}
      data-mode={mode.kind}
      data-practice={mode.practice}
      aria-label={t('mode.region')}
    >
      <span className={styles.modeWords}>
        {mode.kind === 'demo' && <strong>{t('mode.demo')}</strong>}
        {words}
      </span>
    </section>
  );
}
