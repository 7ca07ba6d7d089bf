import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { AppError } from '../../../shared/app-error.ts';
import type { AttemptDetail } from '../../../shared/ipc-contract.ts';
import { isOpen } from '../../../shared/lifecycle.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { GiveBackButton } from '../../components/give-back-button.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { findAttempt } from '../../state/pending-attempts.ts';
import { useTill } from '../../state/till-context.tsx';
import { useDetailFacts } from './detail-facts.ts';
import styles from './detail-screen.module.css';
import { EvidenceTimeline } from './evidence-timeline.tsx';
import { GivenBack } from './given-back.tsx';

const refreshDelayMs = 250;

/** One attempt with everything we know and why we know it. */
export function DetailScreen({ attemptId }: { readonly attemptId: string }) {
  const { t, locale } = useText();
  const { open } = useTill();
  const { detail, error } = useDetail(attemptId);
  const back = (
    <ActionButton variant="default" onPress={() => open({ name: 'history' })}>
      {t('detail.back')}
    </ActionButton>
  );
  if (detail === null) {
    return (
      <ScreenFrame key="loading" title={t(error === null ? 'history.loading' : 'attempt.gone')} aside={back}>
        {error !== null && <Refusal error={error} />}
      </ScreenFrame>
    );
  }
  const { attempt, evidence } = detail;
  const isRefund = attempt.kind === 'refund';
  const title = t(isRefund ? 'detail.title_refund' : 'detail.title', {
    time: formatMoment(attempt.preparedAtMs, Date.now(), locale),
  });
  const asksForSomebody =
    isOpen(attempt.state) || attempt.state === 'unknown' || attempt.acknowledgedAtMs === null;
  return (
    <ScreenFrame key="loaded" title={title} aside={back}>
      <div className={styles.columns} data-attempt-id={attempt.id} data-attempt-state={attempt.state}>
        <section className={styles.panel}>
          <div className={styles.outcome}>
            <span>
              <PhaseBadge view={attempt} />
              {attempt.laterProven !== null && (
                <strong> {t('history.later', { word: t(`phase.${attempt.laterProven}.word`) })}</strong>
              )}
            </span>
            {asksForSomebody && (
              <ActionButton onPress={() => open({ name: 'attempt', attemptId })}>
                {t(isRefund ? 'detail.open_refund' : 'detail.open')}
              </ActionButton>
            )}
            <GiveBackButton view={attempt} />
          </div>
          <h2 className={styles.subtitle}>{t('detail.facts')}</h2>
          <DetailFacts detail={detail} />
          <GivenBack detail={detail} />
        </section>
        <section className={styles.panel}>
          <h2 className={styles.subtitle}>{t('detail.evidence')}</h2>
          <EvidenceTimeline evidence={evidence} currency={attempt.currency} />
        </section>
      </div>
    </ScreenFrame>
  );
}

function DetailFacts({ detail }: { readonly detail: AttemptDetail }) {
  return <Facts facts={useDetailFacts(detail.attempt)} />;
}

/** Reads the detail, and again whenever the mirror tells something new of this attempt. */
function useDetail(attemptId: string): { detail: AttemptDetail | null; error: AppError | null } {
  const { bridge, mirror } = useTill();
  const [detail, setDetail] = useState<AttemptDetail | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const mirrored = useStore(mirror.store, ({ snapshot }) =>
    snapshot === null ? null : findAttempt(snapshot, attemptId),
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new view in the mirror means new evidence
  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(
      async () => {
        const answer = await ask(() => bridge.history.detail({ attemptId }));
        if (!isWanted) return;
        if (answer.ok) setDetail(answer.value);
        setError(answer.ok ? null : answer.error);
      },
      detail === null ? 0 : refreshDelayMs,
    );
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [attemptId, bridge, mirrored]);
  return { detail, error };
}
