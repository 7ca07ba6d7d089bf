import { type ReactNode, useState } from 'react';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CardIcon, StopIcon, WarnIcon } from '../../components/icons.tsx';
import { LookUpLine } from '../../components/look-up-line.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { type AttemptDeeds, useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ageNowMs, checkingEndsAfterMs, questionAfterMs } from '../../state/age.ts';
import styles from './bodies.module.css';
import { PaysOtherwiseDialog } from './pays-otherwise-dialog.tsx';
import { QuietDecline } from './quiet-decline.tsx';
import { TerminalQuestion } from './terminal-question.tsx';

interface BodyProps {
  readonly view: AttemptView;
}

export function SendingBody({ view }: BodyProps) {
  const { t } = useText();
  const isLong = useIsLong(view);
  return (
    <OpenBody view={view} hasQuestion={isLong} hasReadyButton={isLong}>
      {!isLong && <p className={styles.note}>{t('attempt.sending.note')}</p>}
    </OpenBody>
  );
}

export function WaitingBody({ view }: BodyProps) {
  const isLong = useIsLong(view);
  return <OpenBody view={view} hasQuestion={isLong} hasReadyButton={isLong} />;
}

export function MayRetryBody({ view }: BodyProps) {
  const { t } = useText();
  return (
    <OpenBody view={view} hasQuestion={false} hasReadyButton>
      <QuietDecline view={view} />
      <p className={styles.note}>{t('attempt.retry.note')}</p>
    </OpenBody>
  );
}

export function CheckingBody({ view }: BodyProps) {
  const { t } = useText();
  const nowMs = useNowMs(true);
  const isLong = useIsLong(view);
  const leftMs = checkingEndsAfterMs - ageNowMs(view, nowMs);
  return (
    <OpenBody view={view} hasQuestion={isLong} hasReadyButton={isLong}>
      <Notice tone="warn" icon={<WarnIcon />}>
        <p>
          <strong>{t('attempt.checking.keep')}</strong>
        </p>
        <p>
          {t('attempt.checking.why')} {t('attempt.checking.end')}{' '}
          <span role="timer">{formatElapsed(leftMs)}</span>.
        </p>
      </Notice>
    </OpenBody>
  );
}

/** True from 15 s on, when a silent wait needs a question (M16). */
export function useIsLong(view: AttemptView): boolean {
  return ageNowMs(view, useNowMs(true)) >= questionAfterMs;
}

interface OpenBodyProps extends BodyProps {
  /** From 15 s on: does the terminal show the amount? */
  readonly hasQuestion: boolean;
  readonly hasReadyButton: boolean;
  readonly children?: ReactNode;
}

/** The part all open phases share: how to stop, and what the cashier can say. There is no Cancel: nothing could do it. */
function OpenBody({ view, hasQuestion, hasReadyButton, children }: OpenBodyProps) {
  const { t } = useText();
  const deeds: AttemptDeeds = useAttemptDeeds(view);
  const [asksOtherwise, setAsksOtherwise] = useState(false);
  const isFiled = view.filedAs === 'pays_otherwise';
  return (
    <div className={styles.body}>
      {children}
      {isFiled && (
        <Notice tone="busy" icon={<CardIcon />}>
          <p>{t('attempt.pays_otherwise.marked')}</p>
        </Notice>
      )}
      <p className={styles.stop}>
        <StopIcon />
        {t('attempt.stop')}
      </p>
      {hasQuestion && <TerminalQuestion view={view} />}
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        {hasReadyButton && (
          <ActionButton variant="default" loading={deeds.call.isBusy} onPress={deeds.readyScreen}>
            {t('attempt.ready_screen')}
          </ActionButton>
        )}
        {!isFiled && (
          <ActionButton variant="default" onPress={() => setAsksOtherwise(true)}>
            {t('attempt.pays_otherwise')}
          </ActionButton>
        )}
      </div>
      <LookUpLine view={view} />
      {asksOtherwise && (
        <PaysOtherwiseDialog view={view} deeds={deeds} onClose={() => setAsksOtherwise(false)} />
      )}
    </div>
  );
}
