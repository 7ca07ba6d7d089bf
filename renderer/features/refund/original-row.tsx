import type { Currency } from '../../../shared/money.ts';
import { currencies } from '../../../shared/money.ts';
import type { Original } from '../../../shared/refund.ts';
import { cardWords } from '../../components/card-words.ts';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './original-row.module.css';
import { originalTime } from './refund-words.ts';

/** Helcim's currency of an original as one of ours, or null for another one. */
export function currencyOf(original: Pick<Original, 'currency'>): Currency | null {
  return currencies.find((each) => each === original.currency.trim().toUpperCase()) ?? null;
}

/** One payment in the list: when, how much, which card, what has gone back, and whose it is. */
export function OriginalRow({ original }: { readonly original: Original }) {
  const { t, locale } = useText();
  const money = useMoney();
  const currency = currencyOf(original);
  const amount = (cents: number) => money(cents, currency);
  const about = [
    original.reference,
    cardWords(original),
    original.terminalCode,
    original.approvalCode,
    t('refund.row_transaction', { id: original.transactionId }),
  ];
  return (
    <div className={styles.row}>
      <span className={styles.time}>{originalTime(t, original, Date.now(), locale)}</span>
      <span className={styles.about}>
        <span className={styles.origin} data-elsewhere={original.attemptId === null}>
          {t(original.attemptId === null ? 'refund.row_elsewhere' : 'refund.row_ours')}
        </span>
        <span className={styles.small}>
          {about.filter((part) => part !== null && part !== '').join(' · ')}
        </span>
      </span>
      <span className={styles.numbers}>
        <span className={styles.amount}>
          {amount(original.amountCents)}
          {currency === null && ` ${original.currency}`}
        </span>
        <GivenBack original={original} amount={amount} />
      </span>
    </div>
  );
}

function GivenBack({
  original,
  amount,
}: {
  readonly original: Original;
  readonly amount: (cents: number) => string;
}) {
  const { t } = useText();
  const { refundedCents, unsettledCents, amountCents } = original;
  if (unsettledCents > 0) {
    return (
      <strong className={styles.doubt}>
        {t('refund.row_unsettled', { amount: amount(unsettledCents) })}
      </strong>
    );
  }
  if (refundedCents <= 0) return null;
  const words =
    refundedCents >= amountCents
      ? t('refund.row_all')
      : t('refund.row_refunded', { refunded: amount(refundedCents), amount: amount(amountCents) });
  return <span className={styles.back}>{words}</span>;
}
