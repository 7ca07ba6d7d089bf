import type { TokenReport } from '../../../shared/setup.ts';
import { Facts } from '../../components/facts.tsx';
import { CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './setup.module.css';

const rights = ['transactions', 'devices', 'cardTerminals'] as const;

/** What the reads with the token have shown, and what follows from it. */
export function TokenFound({ report }: { readonly report: TokenReport }) {
  const { t } = useText();
  const facts = [
    { name: t('setup.token.account'), value: t(`setup.token.account.${report.account}`) },
    { name: t('setup.token.currency'), value: report.currency ?? t('setup.token.currency_unknown') },
    { name: t('setup.token.devices'), value: report.deviceCount ?? t('setup.token.devices_unknown') },
    ...rights.map((right) => ({
      name: t(`setup.token.right_${right}`),
      value: t(`setup.token.right_${report.rights[right]}`),
    })),
    { name: t('setup.token.money_rights'), value: t('setup.token.money_rights_say'), isWide: true },
  ];
  return (
    <section className={styles.step} aria-labelledby="token-found" data-token-report>
      <h3 id="token-found" className={styles.subtitle}>
        {t('setup.token.found')}
      </h3>
      <Notice tone="good" role="status" icon={<CheckIcon />}>
        <Facts facts={facts} />
      </Notice>
      {report.rights.transactions === 'no' && (
        <Notice tone="bad" role="alert" icon={<WarnIcon />}>
          <p>{t('setup.token.no_transactions')}</p>
        </Notice>
      )}
      {report.rights.devices === 'no' && (
        <Notice tone="warn" icon={<WarnIcon />}>
          <p>{t('setup.token.no_devices')}</p>
        </Notice>
      )}
    </section>
  );
}
