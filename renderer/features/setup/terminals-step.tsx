import { useState } from 'react';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon, WarnIcon } from '../../components/icons.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import { AccountTerminals } from '../terminals/account-terminals.tsx';
import { PairByCode } from '../terminals/pair-by-code.tsx';
import { PairedTerminal } from '../terminals/paired-terminal.tsx';
import { ClickPath } from './click-path.tsx';
import styles from './setup.module.css';

/** Found or typed, paired, pinged, and seen to light up. */
export function TerminalsStep() {
  const { t } = useText();
  const terminals = useSnapshot((snapshot) => snapshot.terminals);
  return (
    <>
      <h3 className={styles.subtitle}>{t('setup.terminals.paired')}</h3>
      {terminals.length === 0 && <p className={styles.words}>{t('setup.terminals.none')}</p>}
      <div className={styles.cards}>
        {terminals.map((terminal) => (
          <PairedTerminal key={terminal.code} terminal={terminal} />
        ))}
      </div>
      <DidItLightUp />
      <div className={styles.cards}>
        <AccountTerminals />
        <PairByCode />
      </div>
      <p className={styles.small}>{t('setup.terminals.one_till')}</p>
    </>
  );
}

/** Helcim's "taken" is no sight of the terminal: only a person can say that the right one lit up. */
function DidItLightUp() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const pinged = useSnapshot(({ terminals }) =>
    terminals
      .filter(({ lastPing }) => lastPing?.answer === 'listening')
      .reduce<(typeof terminals)[number] | null>(
        (last, each) => ((last?.lastPing?.atMs ?? 0) > (each.lastPing?.atMs ?? 0) ? last : each),
        null,
      ),
  );
  const [said, setSaid] = useState<{ readonly pingAtMs: number; readonly litUp: boolean } | null>(null);
  if (pinged === null || pinged.lastPing === null) return null;
  const pingAtMs = pinged.lastPing.atMs;
  const answer = said?.pingAtMs === pingAtMs ? said : null;
  const say = async (litUp: boolean) => {
    const state = litUp ? 'done' : 'todo';
    const done = await call.run(() => bridge.setup.noteStep({ step: 'terminals', state }));
    if (done !== null) setSaid({ pingAtMs, litUp });
  };
  return (
    <div className={styles.group}>
      {answer?.litUp === true ? (
        <Notice tone="good" role="status" icon={<CheckIcon />}>
          <p>{t('setup.terminals.lit_done')}</p>
        </Notice>
      ) : (
        <>
          <p className={styles.words} role="status">
            <strong>{t('setup.terminals.lit', { terminal: terminalName(pinged) })}</strong>
          </p>
          <div className={styles.deeds}>
            <ActionButton loading={call.isBusy} onPress={() => void say(true)}>
              {t('setup.terminals.lit_yes')}
            </ActionButton>
            <ActionButton variant="default" onPress={() => void say(false)}>
              {t('setup.terminals.lit_no')}
            </ActionButton>
          </div>
        </>
      )}
      {answer?.litUp === false && (
        <Notice isAnswer tone="warn" role="status" icon={<WarnIcon />}>
          <p>
            <strong>{t('setup.terminals.lit_no_title')}</strong>
          </p>
          <ClickPath steps={([1, 2, 3] as const).map((number) => t(`setup.terminals.lit_no_${number}`))} />
        </Notice>
      )}
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </div>
  );
}
