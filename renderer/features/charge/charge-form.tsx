import { TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { AmountProblem } from '../../../shared/money.ts';
import { toTypedText } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { type AmountEdit, deleteLast, pressKey } from '../../components/amount-edit.ts';
import { AmountField } from '../../components/amount-field.tsx';
import { DoubtDialog } from '../../components/doubt-dialog.tsx';
import { Keypad } from '../../components/keypad.tsx';
import { useMoney } from '../../components/money.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { TerminalChoice } from '../../components/terminal-choice.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useTypingAnywhere } from '../../components/use-typing-anywhere.ts';
import { useText } from '../../i18n/text.ts';
import { isDoubt } from '../../state/charge-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './charge-form.module.css';
import { formFacts } from './form-facts.ts';
import { SendArea } from './send-area.tsx';

/** Amount, terminal and, if wanted, a reference; one press sends it. */
export function ChargeForm() {
  const { t, mark } = useText();
  const till = useTill();
  const { charge } = till;
  const money = useMoney();
  const state = useStore(charge.store);
  const { draft, retry, press, refusal } = state;
  const terminals = useSnapshot((snapshot) => snapshot.terminals);
  const openAttempts = useSnapshot((snapshot) => snapshot.openAttempts);
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const blocked = useSnapshot((snapshot) => snapshot.blocked);
  const [problem, setProblem] = useState<AmountProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);

  const facts = formFacts({ terminals, blocked, currency }, state);
  const { amount, terminal } = facts;
  const isLocked = press !== null;
  const isRetry = retry !== null;
  const edit = (next: AmountEdit) => {
    charge.edit({ amountText: next.text });
    setProblem(next.problem);
  };
  useTypingAnywhere(/^[\d.,]$/, !isLocked && !isRetry, () => input.current?.focus());

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!amount.ok) {
      setProblem(amount.problem);
      input.current?.focus();
      return;
    }
    if (terminal === null || terminal.openAttemptId !== null || blocked !== null) return;
    void charge.send(amount.amountCents, terminal.code as TerminalCode);
  };

  return (
    <form className={styles.form} onSubmit={submit} noValidate>
      <div className={styles.column}>
        <AmountField
          inputRef={input}
          text={isRetry ? toTypedText(retry.amountCents, mark) : draft.amountText}
          problem={problem}
          currency={currency}
          isLocked={isLocked || isRetry}
          onEdit={edit}
        />
        {isRetry ? (
          <p className={styles.locked}>
            {t('charge.amount_locked')}
            {retry.reference !== null && ` · ${retry.reference}`}
          </p>
        ) : (
          <Keypad
            onKey={(key) => edit(pressKey(draft.amountText, key))}
            onDelete={() => edit(deleteLast(draft.amountText))}
            onClear={() => {
              charge.clear();
              setProblem(null);
            }}
          />
        )}
      </div>
      <div className={styles.column}>
        <TerminalChoice
          terminals={terminals}
          openAttempts={openAttempts}
          chosen={terminal?.code ?? null}
          isLocked={isLocked}
          onChoose={(code) =>
            isRetry ? charge.chooseRetryTerminal(code) : charge.edit({ terminalCode: code })
          }
        />
        {!isRetry && (
          <div className={styles.optional}>
            <TextInput
              label={t('charge.reference')}
              value={draft.reference}
              maxLength={60}
              autoComplete="off"
              readOnly={isLocked}
              onChange={(event) => charge.edit({ reference: event.currentTarget.value })}
            />
            <TextInput
              label={t('charge.customer')}
              value={draft.customerCode}
              maxLength={40}
              autoComplete="off"
              readOnly={isLocked}
              onChange={(event) => charge.edit({ customerCode: event.currentTarget.value })}
            />
          </div>
        )}
        {refusal !== null && !isDoubt(refusal) && (
          <Refusal error={refusal} onClose={() => charge.dismissRefusal()} />
        )}
        <SendArea facts={facts} press={press} currency={currency} isRetry={isRetry} />
      </div>
      {refusal !== null && isDoubt(refusal) && amount.ok && terminal !== null && (
        <DoubtDialog
          error={refusal}
          confirmLabel={t('doubt.confirm', { amount: money(amount.amountCents, currency) })}
          terminal={terminalName(terminal)}
          isBusy={isLocked}
          onBack={() => charge.dismissRefusal()}
          onConfirm={() => void charge.confirmDoubt(amount.amountCents, terminal.code as TerminalCode)}
        />
      )}
    </form>
  );
}
