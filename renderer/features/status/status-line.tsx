import { Fragment } from 'react';
import type { HelcimStatus, WebhookStatus } from '../../../shared/ipc-contract.ts';
import { AskIcon, CheckIcon, WarnIcon } from '../../components/icons.tsx';
import type { TextKey } from '../../i18n/en.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { attentionCount } from './health-words.ts';
import styles from './status-line.module.css';

/** How results reach this till: in words, on every screen. */
export function StatusLine() {
  const { t, locale } = useText();
  const helcim = useSnapshot((snapshot) => snapshot.helcim);
  const webhook = useSnapshot((snapshot) => snapshot.webhook);
  const hasSettingsProblem = useSnapshot((snapshot) => snapshot.settingsProblem !== null);
  const version = useSnapshot((snapshot) => snapshot.version);
  const lastAnswer =
    helcim.lastAnswerAtMs === null
      ? null
      : t('status.last_answer', { time: formatMoment(helcim.lastAnswerAtMs, Date.now(), locale) });
  return (
    <footer className={styles.line}>
      <Summary />
      <span className={styles.item} data-helcim={helcim.reachable}>
        {helcimIcon(helcim)}
        {t(helcimWords(helcim))}
        {lastAnswer !== null && helcim.reachable !== true && ` (${lastAnswer})`}
      </span>
      <span className={styles.item} data-webhook-healthy={webhook.healthy}>
        {webhook.healthy ? <CheckIcon size={16} /> : <AskIcon size={16} />}
        {t(webhookWords(webhook))}
      </span>
      {hasSettingsProblem && (
        <span className={styles.item}>
          <WarnIcon size={16} />
          {t('status.settings_problem')}
        </span>
      )}
      <Keys />
      <span className={styles.version}>{t('status.version', { version })}</span>
    </footer>
  );
}

/** The reminder of keys, each whole or not there. */
function Keys() {
  const { t } = useText();
  return (
    <span className={styles.keys}>
      {t('status.keys_text')
        .split(' · ')
        .map((key, at) => (
          <Fragment key={key}>
            {at > 0 && ' '}
            <span className={styles.key}>
              {at > 0 && '· '}
              {key}
            </span>
          </Fragment>
        ))}
    </span>
  );
}

/** All that the till looks at, in one word, and the way to what it means. */
function Summary() {
  const { t } = useText();
  const { open } = useTill();
  const count = useSnapshot(({ health }) => attentionCount(health));
  return (
    <button
      type="button"
      className={styles.summary}
      data-attention={count}
      data-tone={count === 0 ? 'good' : 'warn'}
      onClick={() => open({ name: 'status' })}
    >
      {count === 0 ? <CheckIcon size={18} /> : <WarnIcon size={18} />}
      {count === 0 ? t('health.all_well') : t('health.attention', { count })}
      <span className="visually-hidden">. {t('health.open')}</span>
    </button>
  );
}

function helcimIcon(helcim: HelcimStatus) {
  if (helcim.reachable === null) return <AskIcon size={16} />;
  return helcim.reachable ? <CheckIcon size={16} /> : <WarnIcon size={16} />;
}

function helcimWords(helcim: HelcimStatus): TextKey {
  if (helcim.reachable === null) return 'status.helcim_unknown';
  if (helcim.reachable) return 'status.helcim_ok';
  return helcim.error === null ? 'status.helcim_bad' : `error.${helcim.error.code}.what`;
}

function webhookWords(webhook: WebhookStatus): TextKey {
  if (!webhook.listening) return 'status.webhook_off';
  if (!webhook.hasVerifier) return 'status.webhook_no_verifier';
  return webhook.healthy ? 'status.webhook_healthy' : 'status.webhook_listening';
}
