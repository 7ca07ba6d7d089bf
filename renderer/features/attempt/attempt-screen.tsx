import { useEffect } from 'react';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useAttempt, useTill } from '../../state/till-context.tsx';
import { AttemptBody } from './attempt-body.tsx';
import { AttemptHead } from './attempt-head.tsx';
import styles from './attempt-screen.module.css';

/** One attempt from the press to its outcome, until somebody takes note of it. */
export function AttemptScreen({ attemptId }: { readonly attemptId: string }) {
  const { t } = useText();
  const { bridge, mirror, open } = useTill();
  const view = useAttempt(attemptId);
  const call = useCall();
  const isMissing = view === null;
  const { run } = call;
  // An attempt that left the mirror, or came from an old link, is read from the ledger once.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `run` is new each time; the question is asked once per attempt
  useEffect(() => {
    if (!isMissing) return;
    void run(() => bridge.history.detail({ attemptId })).then((answer) => {
      if (answer !== null) mirror.remember(answer.value.attempt);
    });
  }, [attemptId, isMissing, bridge, mirror]);

  if (view === null) {
    return (
      <ScreenFrame title={t(call.isBusy ? 'attempt.loading' : 'attempt.gone')}>
        {call.error !== null && <Refusal error={call.error} />}
      </ScreenFrame>
    );
  }
  return (
    <div className={styles.screen} data-attempt-id={view.id} data-attempt-state={view.state}>
      <AttemptHead view={view} />
      <AttemptBody key={`${view.id} ${view.phase}`} view={view} />
      <button
        type="button"
        className={styles.evidence}
        onClick={() => open({ name: 'detail', attemptId: view.id })}
      >
        {t('attempt.details')}
      </button>
    </div>
  );
}
