import { TextInput } from '@mantine/core';
import { type BusinessDay, isBusinessDay, shiftDay } from '../../../shared/business-day.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './day-close-screen.module.css';

interface DayChoiceProps {
  readonly day: BusinessDay;
  readonly today: BusinessDay;
  /** Null for the day of now, whichever that is. */
  readonly onChoose: (day: BusinessDay | null) => void;
}

/** A step back, a date, a step forward, and the way to today. Days to come have nothing to close. */
export function DayChoice({ day, today, onChoose }: DayChoiceProps) {
  const { t } = useText();
  const choose = (next: string) => {
    if (isBusinessDay(next) && next <= today) onChoose(next === today ? null : next);
  };
  return (
    <div className={styles.choice}>
      <ActionButton variant="default" onPress={() => choose(shiftDay(day, -1))}>
        {t('dayClose.previous')}
      </ActionButton>
      <TextInput
        type="date"
        label={t('dayClose.day')}
        value={day}
        max={today}
        className={styles.date ?? ''}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      <ActionButton variant="default" disabled={day >= today} onPress={() => choose(shiftDay(day, 1))}>
        {t('dayClose.next_day')}
      </ActionButton>
      <ActionButton variant="default" disabled={day === today} onPress={() => choose(today)}>
        {t('dayClose.today')}
      </ActionButton>
    </div>
  );
}
