import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { retryRemainingNowMs, retryWindowMs } from '../../state/age.ts';
import styles from './retry-safely.module.css';

/** The same refund once more while its key stands, with the time that is left for it; afterwards only looking up is safe. */
export function RetrySafely({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const leftMs = retryRemainingNowMs(view, useNowMs(view.retryRemainingMs !== null));
  if (leftMs === null) return null;
  if (leftMs === 0) return <p className={styles.over}>{t('refundLife.retry_over')}</p>;
  return (
    <section className={styles.retry} data-retry-left>
      <Ring part={leftMs / retryWindowMs} />
      <div className={styles.words}>
        <p role="timer" aria-live="off" className={styles.left}>
          {t('refundLife.retry_left', { time: formatElapsed(leftMs) })}
        </p>
        <p>{t('refundLife.retry_note')}</p>
        {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      </div>
      <ActionButton loading={deeds.call.isBusy} onPress={deeds.retryRefund}>
        {t('refundLife.retry')}
      </ActionButton>
    </section>
  );
}

const radius = 20;
const around = 2 * Math.PI * radius;

/** How much of the time is left, from a whole ring to none; the words beside it say the same. */
function Ring({ part }: { readonly part: number }) {
  const shown = Math.min(1, Math.max(0, part)) * around;
  return (
    <svg width="52" height="52" viewBox="0 0 52 52" fill="none" aria-hidden="true" focusable="false">
      <circle cx="26" cy="26" r={radius} className={styles.track} strokeWidth="6" />
      <circle
        cx="26"
        cy="26"
        r={radius}
        className={styles.rest}
        strokeWidth="6"
        strokeDasharray={`${shown} ${around}`}
        transform="rotate(-90 26 26)"
      />
    </svg>
  );
}
