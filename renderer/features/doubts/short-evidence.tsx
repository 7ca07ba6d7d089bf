import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/app-error.ts';
import type { EvidenceEntry } from '../../../shared/evidence.ts';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { Refusal } from '../../components/refusal.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { shortEvidence } from '../../state/short-evidence.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './doubts-screen.module.css';

/** The journal of one attempt in a few lines, read anew whenever the attempt changes. */
export function ShortEvidence({ view }: { readonly view: AttemptView }) {
  const { t, locale } = useText();
  const { bridge } = useTill();
  const [evidence, setEvidence] = useState<readonly EvidenceEntry[] | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isWanted = true;
    void ask(() => bridge.history.detail({ attemptId: view.id })).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setEvidence(answer.value.evidence);
      setError(answer.ok ? null : answer.error);
    });
    return () => {
      isWanted = false;
    };
  }, [bridge, view]);
  if (error !== null) return <Refusal error={error} />;
  if (evidence === null) return <p role="status">{t('attempt.loading')}</p>;
  return (
    <ol className={styles.evidence}>
      {shortEvidence(evidence).map(({ entry, times }) => (
        <li key={entry.seq}>
          <span className={styles.when}>{formatMoment(entry.atMs, Date.now(), locale)}</span>
          <span>
            {t(`evidence.${entry.kind}`)}
            {times > 1 && ` ${t('doubts.times', { count: times })}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
