import type { ReactNode } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { StopIcon, WarnIcon } from '../../components/icons.tsx';
import { LookUpLine } from '../../components/look-up-line.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ageNowMs, checkingEndsAfterMs } from '../../state/age.ts';
import styles from './bodies.module.css';
import { useIsLong } from './open-bodies.tsx';
import { QuietDecline } from './quiet-decline.tsx';
import { cardToPresent } from './refund-headline.ts';
import { RetrySafely } from './retry-safely.tsx';
import { TerminalQuestion } from './terminal-question.tsx';

interface BodyProps {
  readonly view: AttemptView;
}

export function RefundSendingBody({ view }: BodyProps) {
  const { t } = useText();
  return (
    <RefundOpenBody view={view}>
      <p className={styles.note}>
        {t(view.terminalCode === null ? 'refundLife.api_note' : 'attempt.sending.note')}
      </p>
    </RefundOpenBody>
  );
}

export function RefundWaitingBody({ view }: BodyProps) {
  return <RefundOpenBody view={view} />;
}

export function RefundMayRetryBody({ view }: BodyProps) {
  const { t } = useText();
  return (
    <RefundOpenBody view={view} hasQuestion={false} hasReadyButton>
      <QuietDecline view={view} />
      {view.terminalCode !== null && <p className={styles.note}>{t('attempt.retry.note')}</p>}
    </RefundOpenBody>
  );
}

export function RefundCheckingBody({ view }: BodyProps) {
  const { t } = useText();
  const leftMs = checkingEndsAfterMs - ageNowMs(view, useNowMs(true));
  return (
    <RefundOpenBody view={view}>
      <Notice tone="warn" icon={<WarnIcon />}>
        <p>
          <strong>{t('refundLife.checking_keep')}</strong>
        </p>
        <p>
          {t('refundLife.checking_why')} {t('attempt.checking.end')}{' '}
          <span role="timer">{formatElapsed(leftMs)}</span>.
        </p>
      </Notice>
      <RetrySafely view={view} />
    </RefundOpenBody>
  );
}

interface RefundOpenBodyProps extends BodyProps {
  /** Does the terminal ask for the card? From 15 s on, unless told otherwise. */
  readonly hasQuestion?: boolean;
  readonly hasReadyButton?: boolean;
  readonly children?: ReactNode;
}

/** What all open phases of a refund share. On a terminal it is stopped there; by the Payment API nothing stops it. */
function RefundOpenBody({ view, hasQuestion, hasReadyButton, children }: RefundOpenBodyProps) {
  const { t } = useText();
  const deeds = useAttemptDeeds(view);
  const isLong = useIsLong(view);
  const isOnTerminal = view.terminalCode !== null;
  return (
    <div className={styles.body}>
      {children}
      {isOnTerminal && (
        <>
          <p className={styles.strong}>{cardToPresent(view, t)}</p>
          <p className={styles.note}>{t('refundLife.other_card')}</p>
        </>
      )}
      {isOnTerminal && (
        <p className={styles.stop}>
          <StopIcon />
          {t('attempt.stop')}
        </p>
      )}
      {isOnTerminal && (hasQuestion ?? isLong) && <TerminalQuestion view={view} />}
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      {isOnTerminal && (hasReadyButton ?? isLong) && (
        <div className={styles.deeds}>
          <ActionButton variant="default" loading={deeds.call.isBusy} onPress={deeds.readyScreen}>
            {t('attempt.ready_screen')}
          </ActionButton>
        </div>
      )}
      <LookUpLine view={view} />
    </div>
  );
}
