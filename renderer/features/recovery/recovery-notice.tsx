import { SearchIcon } from '../../components/icons.tsx';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './recovery-notice.module.css';

/** On every screen while a restored ledger catches up: what happens, how far it is, and what has to wait (M14). */
export function RecoveryNotice() {
  const { t, locale } = useText();
  const recovery = useSnapshot((snapshot) => snapshot.recovery);
  if (recovery === null) return null;
  const { step, fromMs, doneCount, totalCount, error } = recovery;
  const date = fromMs === null ? '–' : formatFullMoment(fromMs, locale);
  return (
    <section className={styles.notice} data-tone="busy" data-recovery={step} aria-label={t('recovery.title')}>
      <SearchIcon size={28} />
      <div className={styles.words}>
        <strong>{t('recovery.title')}</strong>
        {/* Each row is not said aloud: only another step is news. */}
        <span role="status" aria-live={step === 'sorting' ? 'off' : 'polite'}>
          {t(`recovery.step.${step}`, { date, done: doneCount, total: totalCount })}
        </span>
        {error !== null && <span>{t('recovery.again', { why: t(`error.${error.code}.what`) })}</span>}
        <span>{t('recovery.not_possible')}</span>
      </div>
      {step === 'sorting' && totalCount > 0 && (
        <progress
          className={styles.progress}
          value={doneCount}
          max={totalCount}
          aria-label={t('recovery.progress')}
        />
      )}
    </section>
  );
}
