import type { AttemptDetail, AttemptView } from '../../../shared/ipc-contract.ts';
import { useMoney } from '../../components/money.tsx';
import { PhaseBadge } from '../../components/phase-badge.tsx';
import type { TextKey } from '../../i18n/en.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './given-back.module.css';

/** A payment and its refunds, each a way to the other. */
export function GivenBack({ detail }: { readonly detail: AttemptDetail }) {
  const { t } = useText();
  const money = useMoney();
  const { attempt, original, refunds, refunded } = detail;
  const isRefund = attempt.kind === 'refund';
  if (!isRefund && refunds.length === 0) return null;
  const of = (cents: number) => money(cents, attempt.currency);
  return (
    <section className={styles.given}>
      <h2 className={styles.title}>{t('detail.given_back')}</h2>
      {refunded !== null && (
        <p className={styles.sum}>
          {t(isRefund && original === null ? 'detail.refunded_here' : 'detail.refunded', {
            amount: of(refunded.cents),
            of: of(refunded.ofCents),
          })}
        </p>
      )}
      {isRefund && original === null && <p className={styles.sum}>{t('detail.original_elsewhere')}</p>}
      <ul className={styles.list}>
        {original !== null && <Way view={original} shownId={attempt.id} textKey="detail.to_original" />}
        {refunds.map((view) => (
          <Way key={view.id} view={view} shownId={attempt.id} textKey="detail.to_refund" />
        ))}
      </ul>
    </section>
  );
}

interface WayProps {
  readonly view: AttemptView;
  readonly shownId: string;
  readonly textKey: TextKey;
}

function Way({ view, shownId, textKey }: WayProps) {
  const { t, locale } = useText();
  const { open } = useTill();
  const money = useMoney();
  const words = t(textKey, {
    time: formatMoment(view.preparedAtMs, Date.now(), locale),
    amount: money(view.approvedCents ?? view.amountCents, view.currency),
  });
  return (
    <li className={styles.way} data-linked-attempt-id={view.id}>
      {view.id === shownId ? (
        <span>{t('detail.shown_here', { what: words })}</span>
      ) : (
        <button
          type="button"
          className={styles.link}
          onClick={() => open({ name: 'detail', attemptId: view.id })}
        >
          {words}
        </button>
      )}
      <PhaseBadge view={view} />
    </li>
  );
}
