import type { Original } from '../../../shared/refund.ts';
import { cardWords } from '../../components/card-words.ts';
import { type Fact, Facts } from '../../components/facts.tsx';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './original-panel.module.css';
import { currencyOf } from './original-row.tsx';
import { originalTime } from './refund-words.ts';

interface OriginalPanelProps {
  readonly original: Original | null;
  readonly transactionId: number;
  readonly leftCents: number | null;
}

/** The payment in hand, so that nobody gives back another one. */
export function OriginalPanel({ original, transactionId, leftCents }: OriginalPanelProps) {
  const { t } = useText();
  if (original === null) {
    return (
      <p role="status" className={styles.panel}>
        {t('refund.row_transaction', { id: transactionId })} · {t('refund.reading')}
      </p>
    );
  }
  return (
    <section
      className={styles.panel}
      aria-label={t('refund.fact.payment')}
      data-transaction-id={transactionId}
    >
      <OriginalFacts original={original} leftCents={leftCents} />
    </section>
  );
}

function OriginalFacts({
  original,
  leftCents,
}: {
  readonly original: Original;
  readonly leftCents: number | null;
}) {
  const { t, locale } = useText();
  const money = useMoney();
  const amount = (cents: number) => money(cents, currencyOf(original));
  const card = cardWords(original);
  const facts: Fact[] = [{ name: t('refund.fact.paid'), value: amount(original.amountCents) }];
  if (original.refundedCents > 0) {
    facts.push({ name: t('refund.fact.given_back'), value: amount(original.refundedCents) });
  }
  if (leftCents !== null) facts.push({ name: t('refund.fact.left'), value: amount(leftCents) });
  if (card !== null) facts.push({ name: t('attempt.approved.card'), value: card });
  facts.push({ name: t('refund.fact.time'), value: originalTime(t, original, Date.now(), locale) });
  if (original.reference !== null) facts.push({ name: t('attempt.reference'), value: original.reference });
  facts.push({ name: t('attempt.approved.transaction'), value: String(original.transactionId) });
  // A payment of this till is the ordinary case; only another one has to be noticed.
  if (original.attemptId === null) {
    facts.push({ name: t('refund.fact.made'), value: t('refund.fact.elsewhere') });
  }
  return <Facts facts={facts} />;
}
