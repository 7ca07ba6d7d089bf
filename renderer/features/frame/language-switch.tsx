import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './language-switch.module.css';

/** The other language, for whoever is at the till and in the middle of a sale too; kept by main, as the colours are. */
export function LanguageSwitch() {
  const { t } = useText();
  const { bridge } = useTill();
  const spoken = useSnapshot((snapshot) => snapshot.preferences.language);
  const other = spoken === 'en' ? 'fr' : 'en';
  return (
    <button
      type="button"
      className={styles.other}
      lang={other}
      title={t(`language.${other}`)}
      onClick={() => void ask(() => bridge.app.setPreferences({ language: other }))}
    >
      {other.toUpperCase()} <span className="visually-hidden">{t(`language.${other}`)}</span>
    </button>
  );
}
