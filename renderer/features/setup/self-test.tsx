import { useState } from 'react';
import type { SelfTestView } from '../../../shared/tunnel.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './setup.module.css';
import { WaitingLine } from './waiting-line.tsx';

/** A signed message out through the public address and back; what is wrong on the way is told in words. */
export function SelfTest() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const last = useSnapshot(({ tunnel }) => tunnel?.lastSelfTest ?? null);
  const [isAsked, setIsAsked] = useState(false);
  const run = () => {
    setIsAsked(true);
    void call.run(() => bridge.tunnel.selfTest(null));
  };
  return (
    <section className={styles.group} aria-labelledby="self-test">
      <h3 id="self-test" className={styles.subtitle}>
        {t('setup.webhook.test')}
      </h3>
      <p className={styles.words}>{t('setup.webhook.test_say')}</p>
      <div className={styles.deeds}>
        <ActionButton variant={last?.ok ? 'default' : 'filled'} loading={call.isBusy} onPress={run}>
          {t(last === null ? 'setup.webhook.test_run' : 'setup.webhook.test_again')}
        </ActionButton>
      </div>
      {call.isBusy && <WaitingLine words={t('setup.webhook.testing')} end={t('setup.webhook.testing_end')} />}
      {!call.isBusy && last !== null && <SelfTestResult test={last} isAnswer={isAsked} />}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </section>
  );
}

interface SelfTestResultProps {
  readonly test: SelfTestView;
  readonly isAnswer: boolean;
}

function SelfTestResult({ test, isAnswer }: SelfTestResultProps) {
  const { t, locale } = useText();
  const { ok, problem, tookMs, atMs, detail } = test;
  const isWell = ok && problem === null;
  return (
    <div data-self-test={ok ? 'ok' : 'failed'} data-self-test-problem={problem}>
      <Notice
        tone={isWell ? 'good' : ok ? 'warn' : 'bad'}
        role="status"
        isAnswer={isAnswer}
        icon={isWell ? <CheckIcon /> : <WarnIcon />}
      >
        <p>
          <strong>
            {ok ? t('selfTest.ok', { seconds: (tookMs / 1_000).toFixed(1) }) : t('selfTest.failed')}
          </strong>
        </p>
        {problem !== null && <p>{t(`selfTest.${problem}`)}</p>}
        <p className={styles.small}>
          {t('selfTest.when', { time: formatMoment(atMs, Date.now(), locale) })}
          {detail !== null && ` · ${t('check.detail', { detail })}`}
        </p>
      </Notice>
    </div>
  );
}
