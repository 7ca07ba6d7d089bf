import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './welcome.module.css';

/** On an empty computer: what this is, and both ways on. */
export function Welcome() {
  const { t } = useText();
  const { open } = useTill();
  return (
    <section className={styles.welcome} aria-labelledby="welcome-title">
      <h2 id="welcome-title" className={styles.title}>
        {t('welcome.title')}
      </h2>
      <p className={styles.words}>{t('welcome.say')}</p>
      <p className={styles.words}>{t('welcome.live')}</p>
      <div className={styles.deeds}>
        <ActionButton size="md" onPress={() => open({ name: 'setup', step: null })}>
          {t('welcome.go_live')}
        </ActionButton>
        <ActionButton size="md" variant="default" onPress={() => open({ name: 'terminals' })}>
          {t('welcome.try')}
        </ActionButton>
      </div>
    </section>
  );
}
