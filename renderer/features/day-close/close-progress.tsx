import { Loader } from '@mantine/core';
import type { BusinessDay } from '../../../shared/business-day.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './day-close-screen.module.css';

interface CloseProgressProps {
  readonly day: BusinessDay;
  readonly onStop: () => void;
}

/** What main is reading, how far it is, and the way to stop it. */
export function CloseProgress({ day, onStop }: CloseProgressProps) {
  const { t } = useText();
  const progress = useSnapshot((snapshot) => snapshot.dayClose.progress);
  const own = progress?.day === day ? progress : null;
  return (
    <div className={styles.progress} role="status">
      <Loader size="sm" aria-hidden="true" />
      <div>
        <strong>{t('dayClose.making')}</strong>
        {own !== null && (
          <p className={styles.stage} data-stage={own.stage}>
            {t(`dayClose.stage.${own.stage}`)}:{' '}
            {own.of === null ? own.done : t('dayClose.progress', { done: own.done, of: own.of })}
          </p>
        )}
        {own?.isWaiting && <p>{t('dayClose.waiting')}</p>}
      </div>
      <ActionButton variant="default" onPress={onStop}>
        {t('dayClose.stop')}
      </ActionButton>
    </div>
  );
}
