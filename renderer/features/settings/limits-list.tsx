import type { RefundLimits } from '../../../shared/refund-limits.ts';
import { Facts } from '../../components/facts.tsx';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './settings-screen.module.css';

/** The limits in words. */
export function LimitsList({ limits }: { readonly limits: RefundLimits }) {
  const { t } = useText();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency) ?? 'CAD';
  const { aboveCents, olderThanDays, notFromThisTill } = limits;
  return (
    <>
      <h3 className={styles.subtitle}>{t('limits.title')}</h3>
      <Facts
        facts={[
          {
            name: t('limits.amount'),
            value:
              aboveCents === 0
                ? t('limits.amount_every')
                : t('limits.amount_above', { amount: money(aboveCents, currency) }),
          },
          {
            name: t('limits.age'),
            value:
              olderThanDays === null ? t('limits.age_any') : t('limits.age_older', { count: olderThanDays }),
          },
          {
            name: t('limits.origin'),
            value: t(notFromThisTill ? 'limits.origin_needs' : 'limits.origin_free'),
          },
        ]}
      />
    </>
  );
}
