import type { PingView } from '../../../shared/ipc-contract.ts';
import { AskIcon, CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import styles from './terminals-screen.module.css';

/** Answer, duration and time of the last ping; a bad one says what it means and what to do. */
export function PingResult({ ping }: { readonly ping: PingView | null }) {
  const { t, locale } = useText();
  if (ping === null) {
    return (
      <p className={styles.line}>
        <AskIcon size={20} />
        {t('terminals.never_pinged')}
      </p>
    );
  }
  const line = t('terminals.pinged', {
    answer: t(`ping.${ping.answer}`),
    ms: Math.round(ping.tookMs),
    time: formatMoment(ping.atMs, Date.now(), locale),
  });
  if (ping.answer === 'listening') {
    return (
      <p className={styles.line} role="status" data-ping-answer={ping.answer}>
        <CheckIcon size={20} />
        {line}
      </p>
    );
  }
  return (
    <div data-ping-answer={ping.answer}>
      <Notice tone="warn" role="status" icon={<WarnIcon />}>
        <p>
          <strong>{line}</strong>
        </p>
        <p>{t(`ping.${ping.answer}.explain`)}</p>
        {ping.answer === 'failed' && ping.error !== null && <p>{t(`error.${ping.error.code}.what`)}</p>}
      </Notice>
    </div>
  );
}
