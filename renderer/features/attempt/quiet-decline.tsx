import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { quietRemainingNowMs } from '../../state/age.ts';
import styles from './bodies.module.css';

/** Why the card was declined, and how long the reader may still offer Try Again (M7). */
export function QuietDecline({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const quietMs = quietRemainingNowMs(view, useNowMs(true));
  return (
    <>
      {view.declineReason !== null && (
        <p className={styles.strong}>{t('attempt.retry.reason', { reason: view.declineReason })}</p>
      )}
      {quietMs !== null && (
        <p className={styles.note}>
          {t('attempt.retry.quiet')} <span role="timer">{formatElapsed(quietMs)}</span>.
        </p>
      )}
    </>
  );
}
