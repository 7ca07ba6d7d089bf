import { useState } from 'react';
import type { Alarm } from '../../../shared/alarm.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { WarnIcon } from '../../components/icons.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './alarm-bar.module.css';
import { AlarmDialog } from './alarm-dialog.tsx';
import { alarmWords } from './alarm-words.ts';

const shownMax = 1;

/** Alarms stand on every screen until somebody takes note of them by name (M6). */
export function AlarmBar() {
  const { t } = useText();
  const alarms = useSnapshot((snapshot) => snapshot.alarms);
  const [isWide, setIsWide] = useState(false);
  const [asked, setAsked] = useState<Alarm | null>(null);
  if (alarms.length === 0) return null;
  const shown = isWide ? alarms : alarms.slice(0, shownMax);
  const hiddenCount = alarms.length - shownMax;
  return (
    <section className={styles.bar} aria-label={t('alarm.region')} role="alert">
      {shown.map((alarm) => (
        <AlarmRow key={alarm.id} alarm={alarm} onTakeNote={() => setAsked(alarm)} />
      ))}
      {hiddenCount > 0 && (
        <button
          type="button"
          className={styles.more}
          aria-expanded={isWide}
          onClick={() => setIsWide((wide) => !wide)}
        >
          {isWide ? t('alarm.fewer') : t('alarm.more', { count: hiddenCount })}
        </button>
      )}
      {asked !== null && <AlarmDialog alarm={asked} onDone={() => setAsked(null)} />}
    </section>
  );
}

function AlarmRow({ alarm, onTakeNote }: { readonly alarm: Alarm; readonly onTakeNote: () => void }) {
  const { t, locale } = useText();
  const till = useTill();
  const { attemptId } = alarm;
  const words = alarmWords(alarm);
  return (
    <div className={styles.alarm} data-alarm-kind={alarm.kind}>
      <WarnIcon />
      <p className={styles.words}>
        <strong>{t(words.what)}</strong> {t(words.next)}{' '}
        <span className={styles.small}>
          {[formatMoment(alarm.raisedAtMs, Date.now(), locale), alarm.terminalCode, alarm.transactionId]
            .filter((part) => part !== null)
            .join(' · ')}
        </span>
      </p>
      {attemptId !== null && (
        <ActionButton variant="white" c="#15201e" onPress={() => till.open({ name: 'detail', attemptId })}>
          {t('alarm.open')}
        </ActionButton>
      )}
      <ActionButton variant="white" c="#15201e" onPress={onTakeNote}>
        {t('alarm.take_note')}
      </ActionButton>
    </div>
  );
}
