import { useStore } from 'zustand';
import { boundsOfDay, hourMs } from '../../../shared/business-day.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { CloseProgress } from './close-progress.tsx';
import { CloseReport } from './close-report.tsx';
import { useCloseWords } from './close-words.ts';
import { DayChoice } from './day-choice.tsx';
import styles from './day-close-screen.module.css';
import { DayRuleButton } from './day-rule-dialog.tsx';
import { useToday } from './use-today.ts';

/** One business day: our ledger, Helcim's transactions and its batches side by side, differences first. */
export function DayCloseScreen() {
  const { t } = useText();
  const { dayClose } = useTill();
  const rule = useSnapshot((snapshot) => snapshot.dayClose);
  const { day: chosen, report, isMaking, error } = useStore(dayClose.store);
  const today = useToday(rule);
  const day = chosen ?? report?.day ?? today;
  const make = () => void dayClose.make(day);
  return (
    <ScreenFrame title={t('dayClose.title')} aside={<DayRuleButton />}>
      <p className={styles.intro}>{t('dayClose.intro')}</p>
      <div className={styles.bar}>
        <DayChoice day={day} today={today} onChoose={(next) => dayClose.choose(next)} />
        {!isMaking && (
          <ActionButton key={report === null ? 'make' : 'again'} onPress={make}>
            {t(report === null ? 'dayClose.make' : 'dayClose.make_again')}
          </ActionButton>
        )}
      </div>
      <DaySpan day={day} />
      {error !== null && <Refusal error={error} onClose={dayClose.dismiss} />}
      {isMaking && <CloseProgress day={day} onStop={dayClose.stop} />}
      {report !== null && !isMaking && <CloseReport report={report} onAgain={make} />}
    </ScreenFrame>
  );
}

/** From when to when, in the shop's zone; and whether it is one of the two odd days of the year. */
function DaySpan({ day }: { readonly day: Parameters<typeof boundsOfDay>[0] }) {
  const rule = useSnapshot((snapshot) => snapshot.dayClose);
  const words = useCloseWords('CAD', rule.timeZone);
  const { fromMs, toMs } = boundsOfDay(day, rule);
  const hours = (toMs - fromMs) / hourMs;
  return (
    <p className={styles.span}>
      {words.t('dayClose.day_from_to', {
        from: words.moment(fromMs),
        to: words.moment(toMs),
        zone: rule.timeZone,
      })}
      {hours !== 24 && <strong> {words.t('dayClose.day_hours', { hours })}</strong>}
    </p>
  );
}
