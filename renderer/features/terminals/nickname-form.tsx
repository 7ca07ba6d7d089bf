import { TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TerminalView } from '../../../shared/ipc-contract.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useTill } from '../../state/till-context.tsx';
import styles from './terminals-screen.module.css';

interface NicknameFormProps {
  readonly terminal: TerminalView;
  readonly onDone: () => void;
}

/** Gives a terminal the name people call it by; an empty one takes it away. */
export function NicknameForm({ terminal, onDone }: NicknameFormProps) {
  const { t } = useText();
  const { bridge } = useTill();
  const call = useCall();
  const [nickname, setNickname] = useState(terminal.nickname ?? '');
  const save = async () => {
    const text = nickname.trim();
    const code = terminal.code as TerminalCode;
    const done = await call.run(() => bridge.terminals.rename({ code, nickname: text === '' ? null : text }));
    if (done !== null) onDone();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextInput
        label={t('terminals.nickname_of', { code: terminal.code })}
        value={nickname}
        maxLength={40}
        autoComplete="off"
        onChange={(event) => setNickname(event.currentTarget.value)}
      />
      <div className={styles.deeds}>
        <ActionButton onPress={() => void save()} loading={call.isBusy}>
          {t('terminals.save')}
        </ActionButton>
        <ActionButton variant="default" onPress={onDone}>
          {t('terminals.cancel')}
        </ActionButton>
      </div>
      {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
    </form>
  );
}
