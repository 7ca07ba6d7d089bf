import { useState } from 'react';
import { checkVerdict, type OpeningCheckView } from '../../../shared/opening-check.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon, CrossIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { useCall } from '../../components/use-call.ts';
import { useNowMs } from '../../components/use-now.ts';
import { formatElapsed, formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { CheckOutput } from './check-output.tsx';
import { CheckSheet } from './check-sheet.tsx';
import { CheckSteps } from './check-steps.tsx';
import { secondsText } from './check-words.ts';
import { OpenAlarms } from './open-alarms.tsx';
import styles from './opening-check.module.css';

/** One press before the shop opens, told as it goes, with a result for the wall or the file. */
export function OpeningCheckScreen() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const check = useSnapshot((snapshot) => snapshot.openingCheck);
  const isRunning = check !== null && check.endedAtMs === null;
  return (
    <ScreenFrame
      title={t('check.title')}
      aside={
        <ActionButton
          disabled={isRunning}
          loading={call.isBusy}
          onPress={() => void call.run(() => bridge.check.run(null))}
        >
          {t(check === null ? 'check.run' : 'check.again')}
        </ActionButton>
      }
    >
      <p className={styles.words}>
        {t('check.say')} {t('check.ping_note')}
      </p>
      {isRunning && <Running key={check.startedAtMs} />}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
      {check !== null && check.endedAtMs !== null && <Verdict check={check} endedAtMs={check.endedAtMs} />}
      {check !== null && <CheckSteps steps={check.steps} />}
      {check !== null && check.endedAtMs !== null && (
        <>
          <OpenAlarms />
          <CheckOutput />
          <CheckSheet check={check} />
        </>
      )}
    </ScreenFrame>
  );
}

function Running() {
  const { t } = useText();
  const [sinceMs] = useState(() => performance.now());
  const nowMs = useNowMs(true);
  return (
    <Notice tone="busy">
      <p role="timer" aria-live="off" className={styles.verdict}>
        {t('check.running', { time: formatElapsed(nowMs - sinceMs) })}
      </p>
    </Notice>
  );
}

const looks = {
  ok: ['good', CheckIcon],
  warn: ['warn', WarnIcon],
  bad: ['bad', CrossIcon],
} as const;

function Verdict({ check, endedAtMs }: { readonly check: OpeningCheckView; readonly endedAtMs: number }) {
  const { t, locale } = useText();
  const verdict = checkVerdict(check.steps);
  const [tone, Icon] = looks[verdict];
  return (
    <div data-verdict={verdict}>
      <Notice tone={tone} role={verdict === 'bad' ? 'alert' : 'status'} icon={<Icon size={32} />}>
        <p className={styles.verdict}>{t(`check.verdict.${verdict}`)}</p>
        <p>
          {t('check.made', {
            time: formatFullMoment(check.startedAtMs, locale),
            seconds: secondsText(endedAtMs - check.startedAtMs),
          })}
        </p>
      </Notice>
    </div>
  );
}
