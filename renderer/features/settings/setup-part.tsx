import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import { checkKey } from '../frame/shortcuts.ts';
import styles from './settings-screen.module.css';

/** The ways to the guide, to the opening check and to the status. */
export function SetupPart() {
  const { t } = useText();
  const { open } = useTill();
  return (
    <section className={styles.part} aria-labelledby="setup-part">
      <h2 id="setup-part" className={styles.title}>
        {t('setup.title')}
      </h2>
      <p className={styles.words}>{t('setup.settings_say')}</p>
      <div className={styles.deeds}>
        <ActionButton onPress={() => open({ name: 'setup', step: null })}>{t('setup.open')}</ActionButton>
        <ActionButton variant="default" onPress={() => open({ name: 'opening_check' })}>
          {t('check.title')} ({checkKey})
        </ActionButton>
        <ActionButton variant="default" onPress={() => open({ name: 'status' })}>
          {t('health.title')}
        </ActionButton>
      </div>
    </section>
  );
}
