import { useState } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CloseByHandDialog } from '../../components/close-by-hand-dialog.tsx';
import { LookUpLine } from '../../components/look-up-line.tsx';
import { useMoney } from '../../components/money.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatFullMoment, formatLong } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ageNowMs, watchPeriodMs } from '../../state/age.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './doubts-screen.module.css';
import { ShortEvidence } from './short-evidence.tsx';

/** One attempt without a known end: what is known, and the ways to settle it. */
export function DoubtCard({ view }: { readonly view: AttemptView }) {
  const { t, locale } = useText();
  const { open } = useTill();
  const money = useMoney();
  const deeds = useAttemptDeeds(view);
  const [isClosing, setIsClosing] = useState(false);
  const [hasEvidence, setHasEvidence] = useState(false);
  const isRefund = view.kind === 'refund';
  const amount = money(view.amountCents, view.currency);
  const about = [
    isRefund && view.originalTransactionId !== null
      ? t('doubts.of_transaction', { id: view.originalTransactionId })
      : t('doubts.payment'),
    view.terminalCode === null
      ? null
      : terminalName({ code: view.terminalCode, nickname: view.terminalNickname }),
    view.reference,
    formatFullMoment(view.sendBegunAtMs ?? view.preparedAtMs, locale),
  ];
  return (
    <li
      className={styles.card}
      data-attempt-id={view.id}
      data-attempt-state={view.state}
      data-kind={view.kind}
    >
      <div className={styles.head}>
        <span className={styles.amount}>{amount}</span>
        <PhaseBadge view={view} />
        <span className={styles.about}>{about.filter((part) => part !== null).join(' · ')}</span>
      </div>
      {view.errorCode !== null && <p className={styles.line}>{t(`error.${view.errorCode}.what`)}</p>}
      <LookUpLine view={view} />
      <WatchLine view={view} />
      <details onToggle={(event) => setHasEvidence(event.currentTarget.open)}>
        <summary className={styles.summary}>{t('doubts.evidence')}</summary>
        {hasEvidence && <ShortEvidence view={view} />}
      </details>
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        <ActionButton loading={deeds.call.isBusy || view.isLookingUp} onPress={deeds.lookUpNow}>
          {t('attempt.look_up_now')}
        </ActionButton>
        <ActionButton variant="default" onPress={() => setIsClosing(true)}>
          {t('attempt.close_by_hand')}
        </ActionButton>
        <ActionButton variant="default" onPress={() => open({ name: 'attempt', attemptId: view.id })}>
          {t('doubts.open')}
          <span className="visually-hidden">
            {' '}
            {t(isRefund ? 'doubts.open_refund' : 'doubts.open_payment', { amount })}
          </span>
        </ActionButton>
      </div>
      {isClosing && <CloseByHandDialog view={view} onClose={() => setIsClosing(false)} />}
    </li>
  );
}

/** How long it is watched for late evidence. The watch over what is not settled ends with a look-up, never with time alone. */
function WatchLine({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const leftMs = watchPeriodMs - ageNowMs(view, useNowMs(false));
  const words =
    view.watchClosedAtMs !== null
      ? t('doubts.watch_ended')
      : leftMs > 0
        ? t('doubts.watch_left', { time: formatLong(leftMs) })
        : t('doubts.watch_over');
  return <p className={styles.line}>{words}</p>;
}
