import { PasswordInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { AppError, Result } from '../../../shared/app-error.ts';
import {
  cleanSecret,
  type SecretName,
  type SecretProblem,
  secretProblems,
} from '../../../shared/secret-text.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { CheckIcon } from '../../components/icons.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useCall } from '../../components/use-call.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot } from '../../state/till-context.tsx';
import styles from './setup.module.css';

interface SecretFieldProps<Kept> {
  readonly name: SecretName;
  readonly saveLabel: string;
  readonly onSave: (pasted: string) => Promise<Result<Kept>>;
  readonly onKept?: (kept: Kept) => void;
  /** Told of every refusal but those of the text itself, and of null once another try begins. */
  readonly onRefused?: (error: AppError | null) => void;
  /** What shows while main is asked; for one that takes its time. */
  readonly waiting?: ReactNode;
}

/**
 * Where a secret is pasted. It lives in this field alone until main has taken it, and is gone from here then (M11); what
 * is in use shows by its last four characters.
 */
export function SecretField<Kept>(props: SecretFieldProps<Kept>) {
  const { name, saveLabel, onSave, onKept, onRefused, waiting } = props;
  const { t } = useText();
  const kept = useSnapshot(({ secrets }) => secrets[name]);
  const call = useCall();
  const [text, setText] = useState('');
  const [isReplacing, setIsReplacing] = useState(false);
  const [problem, setProblem] = useState<SecretProblem | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // Main has another one than before, whatever else it answered: what was typed is of no use here any more.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the two tell that the secret is another one
  useEffect(() => setText(''), [kept.isSet, kept.end]);
  if (kept.isFixed) return <p className={styles.words}>{t('setup.token.fixed')}</p>;
  if (kept.isSet && !isReplacing) {
    return (
      <div className={styles.step} data-secret={name}>
        <div className={styles.deeds}>
          <CheckIcon size={20} />
          <strong>
            {t(`setup.secret.${name}`)}:{' '}
            {kept.end === null ? t('setup.secret.set') : t('setup.secret.set_end', { end: kept.end })}
          </strong>
          <ActionButton variant="default" onPress={() => setIsReplacing(true)}>
            {t('setup.secret.replace')}
            <span className="visually-hidden"> {t(`setup.secret.${name}`)}</span>
          </ActionButton>
        </div>
        {/* It was kept, and what should have come after it was refused. */}
        {call.error !== null && <Refusal error={call.error} onClose={call.dismiss} />}
      </div>
    );
  }
  const forget = () => {
    setText('');
    setIsReplacing(false);
  };
  const save = async (event?: FormEvent) => {
    event?.preventDefault();
    const clean = cleanSecret(name, text);
    setProblem(clean.ok ? null : clean.problem);
    onRefused?.(null);
    if (!clean.ok) return field.current?.focus();
    const done = await call.run(async () => {
      const answer = await onSave(text);
      if (!answer.ok) refuse(answer.error);
      return answer;
    });
    if (done === null) return;
    forget();
    onKept?.(done.value);
  };
  const refuse = (error: AppError) => {
    const found = secretProblems.find((each) => each === error.detail);
    if (error.code === 'secret_unusable' && found !== undefined) setProblem(found);
    else onRefused?.(error);
  };
  return (
    <form className={styles.step} onSubmit={(event) => void save(event)} noValidate data-secret={name}>
      <div className={styles.field}>
        <PasswordInput
          ref={field}
          label={t(`setup.secret.${name}`)}
          description={t('setup.secret.kept_note')}
          value={text}
          error={problem === null ? null : t(`setup.secret.problem.${problem}`)}
          autoComplete="off"
          spellCheck={false}
          disabled={call.isBusy}
          visibilityToggleButtonProps={{ 'aria-label': t('setup.secret.show'), tabIndex: 0 }}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <ActionButton loading={call.isBusy} onPress={() => void save()}>
          {saveLabel}
        </ActionButton>
        {kept.isSet && (
          <ActionButton variant="default" onPress={forget}>
            {t('setup.secret.keep_old')}
          </ActionButton>
        )}
      </div>
      {call.isBusy && waiting}
      {call.error !== null && problem === null && <Refusal error={call.error} onClose={call.dismiss} />}
    </form>
  );
}
