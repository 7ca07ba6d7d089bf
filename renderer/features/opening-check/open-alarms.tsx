import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './opening-check.module.css';

/** The alarms that nobody has taken note of (M6); the bar above is where that is done. */
export function OpenAlarms() {
  const { t, locale } = useText();
  const alarms = useSnapshot((snapshot) => snapshot.alarms);
  if (alarms.length === 0) return null;
  return (
    <section aria-labelledby="check-alarms">
      <h2 id="check-alarms" className={styles.subtitle}>
        {t('check.alarms')}
      </h2>
      <ul>
        {alarms.map(({ id, kind, raisedAtMs }) => (
          <li key={id}>
            <strong>{t(`alarm.${kind}.what`)}</strong> {t(`alarm.${kind}.next`)}{' '}
            <span className={styles.small}>{formatMoment(raisedAtMs, Date.now(), locale)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
