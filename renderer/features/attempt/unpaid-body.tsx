import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';
import { RefusedReason } from './refused-reason.tsx';

/** Declined, cancelled, refused, not sent: why, and the same sale once more. */
export function UnpaidBody({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  // Money that turned up later settles the sale: another try would charge twice.
  const mayTryAgain = view.saleRemainderCents > 0 && view.laterProven !== 'approved';
  return (
    <div className={styles.body}>
      {view.laterProven === 'approved' && <p className={styles.strong}>{t('attempt.later.note')}</p>}
      {mayTryAgain && view.phase === 'declined' && (
        <>
          {view.declineReason !== null && (
            <p className={styles.strong}>{t('attempt.declined.reason', { reason: view.declineReason })}</p>
          )}
          <p className={styles.note}>{t('attempt.declined.next')}</p>
        </>
      )}
      {mayTryAgain && view.phase === 'cancelled' && (
        <p className={styles.note}>{t('attempt.cancelled.next')}</p>
      )}
      {mayTryAgain && view.errorCode !== null && (
        <RefusedReason code={view.errorCode} detail={view.errorDetail} />
      )}
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        {mayTryAgain && (
          <ActionButton loading={deeds.call.isBusy} onPress={deeds.chargeAgain}>
            {t('attempt.try_again')}
          </ActionButton>
        )}
        <ActionButton
          variant={mayTryAgain ? 'default' : 'filled'}
          loading={deeds.call.isBusy}
          onPress={deeds.done}
        >
          {t('attempt.done')}
        </ActionButton>
      </div>
    </div>
  );
}
