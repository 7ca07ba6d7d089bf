import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { parseTerminalCode } from '../../../shared/terminal-code.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { ask } from '../../state/ask.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './terminals-screen.module.css';

/** A code read off the terminal. A wrong one is refused here, in words, before Helcim is asked. */
export function PairByCode() {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [codeText, setCodeText] = useState('');
  const [nickname, setNickname] = useState('');
  const [isBad, setIsBad] = useState(false);
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const code = parseTerminalCode(codeText);
    setIsBad(code === null);
    if (code === null) return;
    const name = nickname.trim();
    const done = await call.run(() => bridge.terminals.pair({ code, nickname: name === '' ? null : name }));
    if (done === null) return;
    setCodeText('');
    setNickname('');
  };
  return (
    <form
      className={styles.panel}
      onSubmit={(event) => void submit(event)}
      aria-labelledby="by-code-title"
      noValidate
    >
      <h2 id="by-code-title" className={styles.subtitle}>
        {t('terminals.by_code')}
      </h2>
      <TextInput
        label={t('terminals.code')}
        description={t('terminals.code_hint')}
        error={isBad ? t('terminals.code_bad') : null}
        value={codeText}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        name="terminal-code"
        onChange={(event) => {
          setCodeText(event.currentTarget.value);
          setIsBad(false);
        }}
      />
      <TextInput
        label={t('terminals.nickname')}
        value={nickname}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setNickname(event.currentTarget.value)}
      />
      <div className={styles.deeds}>
        <ActionButton loading={call.isBusy} onPress={() => void submit()}>
          {t('terminals.by_code')}
        </ActionButton>
        <ActionButton
          variant="default"
          onPress={() => void ask(() => bridge.app.openLink({ link: 'helcim_pairing' }))}
        >
          {t('terminals.help_link')}
        </ActionButton>
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </form>
  );
}
