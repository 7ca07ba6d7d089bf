import type { EvidenceEntry } from '../../../shared/evidence.ts';
import type { Currency } from '../../../shared/money.ts';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { evidenceFacts } from './evidence-facts.ts';
import styles from './evidence-timeline.module.css';

interface EvidenceTimelineProps {
  readonly evidence: readonly EvidenceEntry[];
  readonly currency: Currency;
}

/** The journal of one attempt, oldest first: when, what, and from where we know it. */
export function EvidenceTimeline({ evidence, currency }: EvidenceTimelineProps) {
  const { t, locale } = useText();
  if (evidence.length === 0) return <p>{t('detail.no_evidence')}</p>;
  return (
    <ol className={styles.timeline}>
      {evidence.map((entry) => {
        const facts = evidenceFacts(entry.data, currency, locale);
        return (
          <li key={entry.seq} className={styles.entry} data-evidence-kind={entry.kind}>
            <span className={styles.when}>
              <time dateTime={new Date(entry.atMs).toISOString()}>
                {formatFullMoment(entry.atMs, locale)}
              </time>
              <span>{t(`source.${entry.source}`)}</span>
            </span>
            <span className={styles.what}>
              {t(`evidence.${entry.kind}`)}
              {facts.length > 0 && <span className={styles.data}>{facts.join(' · ')}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
