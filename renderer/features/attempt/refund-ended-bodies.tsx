import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { formatTime } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';
import { useRefundFacts } from './refund-facts.ts';
import { leftOfOriginalCents } from './refund-headline.ts';
import { RefusedReason } from './refused-reason.tsx';
import { duplicateUntilMs } from './suspected-duplicate.ts';

interface BodyProps {
  readonly view: AttemptView;
}

/** What went back, what is left, and what to say to the customer. */
export function RefundedBody({ view }: BodyProps) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const facts = useRefundFacts(view);
  const leftCents = leftOfOriginalCents(view) ?? 0;
  return (
    <div className={styles.body}>
      <p className={styles.strong}>{t('refundLife.tell_approved')}</p>
      <Facts facts={facts} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        <ActionButton loading={deeds.call.isBusy} onPress={deeds.done}>
          {t('attempt.done')}
        </ActionButton>
        {leftCents > 0 && (
          <ActionButton variant="default" loading={deeds.call.isBusy} onPress={() => deeds.refundAgain(null)}>
            {t('refundLife.more')}
          </ActionButton>
        )}
      </div>
    </div>
  );
}

/** Declined, cancelled, refused, not sent: why, what to tell the customer, and the same refund once more. */
export function NotRefundedBody({ view }: BodyProps) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const facts = useRefundFacts(view);
  const isProven = view.laterProven === 'approved';
  return (
    <div className={styles.body}>
      {isProven ? (
        <p className={styles.strong}>{t('refundLife.later_note')}</p>
      ) : (
        <p className={styles.strong}>{t('refundLife.tell_declined')}</p>
      )}
      {!isProven && <WhyNot view={view} />}
      <Facts facts={facts} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        {!isProven && (
          <ActionButton loading={deeds.call.isBusy} onPress={() => deeds.refundAgain(view.amountCents)}>
            {t('refundLife.start_again')}
          </ActionButton>
        )}
        <ActionButton
          variant={isProven ? 'filled' : 'default'}
          loading={deeds.call.isBusy}
          onPress={deeds.done}
        >
          {t('attempt.done')}
        </ActionButton>
      </div>
    </div>
  );
}

function WhyNot({ view }: BodyProps) {
  const { t, locale } = useText();
  const untilMs = duplicateUntilMs(view);
  if (untilMs !== null) {
    return (
      <Notice tone="warn" icon={<WarnIcon />}>
        <p>{t('refundLife.duplicate')}</p>
        <p>
          <strong>{t('refundLife.duplicate_until', { time: formatTime(untilMs, locale) })}</strong>
        </p>
      </Notice>
    );
  }
  return (
    <>
      {view.declineReason !== null && (
        <p className={styles.note}>{t('attempt.declined.reason', { reason: view.declineReason })}</p>
      )}
      {view.errorCode !== null && <RefusedReason code={view.errorCode} detail={view.errorDetail} />}
    </>
  );
}
