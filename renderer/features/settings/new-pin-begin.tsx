import { TextInput } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { AppError } from '../../../shared/app-error.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useManagerStatus } from '../../components/use-manager-status.ts';
import { useWait } from '../../components/use-wait.ts';
import { WaitNotice } from '../../components/wait-notice.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './settings-screen.module.css';

interface NewPinBeginProps {
  readonly title: string;
  readonly explain: string;
  /** What to type for the token in practice; null elsewhere. */
  readonly demoToken: string | null;
  readonly needsToken: boolean;
  readonly who: string;
  readonly onWho: (who: string) => void;
  /** Why the last time failed. */
  readonly error: AppError | null;
  readonly onNext: (apiToken: string) => void;
  readonly onBack: () => void;
}

/** Who does it and, for a reset, the proof. */
export function NewPinBegin(props: NewPinBeginProps) {
  const { t } = useText();
  const { needsToken, demoToken, who, onWho, error } = props;
  const { timed } = useManagerStatus();
  const wait = useWait(needsToken ? (timed?.status.tokenWaitMs ?? 0) : 0, timed?.atMs ?? 0);
  const token = useRef<HTMLInputElement>(null);
  const [hasToken, setHasToken] = useState(false);
  const isBlocked = who.trim() === '' || wait.isWaiting || (needsToken && !hasToken);
  const next = () => {
    if (isBlocked) return;
    const apiToken = token.current?.value ?? '';
    // The field must not keep it: the page's own memory is read by whoever gets at the page.
    if (token.current) token.current.value = '';
    props.onNext(apiToken);
  };
  const onEnter = (event: KeyboardEvent) => {
    if (event.key === 'Enter') next();
  };
  return (
    <Dialog
      title={props.title}
      onBack={props.onBack}
      confirmLabel={t('pin.go_on')}
      onConfirm={next}
      isConfirmBlocked={isBlocked}
    >
      <p className={styles.words}>{props.explain}</p>
      <TextInput
        label={t('pin.who')}
        value={who}
        maxLength={60}
        autoComplete="off"
        data-autofocus
        onKeyDown={onEnter}
        onChange={(event) => onWho(event.currentTarget.value)}
      />
      {needsToken && (
        <TextInput
          ref={token}
          type="password"
          label={t('pin.token')}
          description={demoToken === null ? null : t('pin.explain_demo', { token: demoToken })}
          maxLength={500}
          autoComplete="off"
          spellCheck={false}
          disabled={wait.isWaiting}
          onKeyDown={onEnter}
          onChange={(event) => setHasToken(event.currentTarget.value.trim() !== '')}
        />
      )}
      <WaitNotice wait={wait} next={t('pin.wait_token_next')} />
      {error !== null && !wait.isWaiting && !wait.isOver && <Refusal error={error} />}
    </Dialog>
  );
}
