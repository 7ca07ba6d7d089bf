import { TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { type AmountProblem, toTypedText } from '../../../shared/money.ts';
import { refundReasons } from '../../../shared/refund.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { type AmountEdit, deleteLast, pressKey } from '../../components/amount-edit.ts';
import { AmountField } from '../../components/amount-field.tsx';
import { Choice } from '../../components/choice.tsx';
import { Keypad } from '../../components/keypad.tsx';
import { useMoney } from '../../components/money.tsx';
import { ScreenFrame } from '../../components/screen-frame.tsx';
import { TerminalChoice } from '../../components/terminal-choice.tsx';
import { useTypingAnywhere } from '../../components/use-typing-anywhere.ts';
import { useText } from '../../i18n/text.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './fill-step.module.css';
import { GiveArea } from './give-area.tsx';
import { leftCentsOf } from './left-cents.ts';
import { OriginalPanel } from './original-panel.tsx';
import { PlanWords } from './plan-words.tsx';
import { refundFormFacts } from './refund-form-facts.ts';
import { RefundQuestions } from './refund-questions.tsx';
import { useGive } from './use-give.ts';

/** How much goes back and why; the road is found meanwhile, and one press sends it. */
export function FillStep() {
  const { t, mark } = useText();
  const { refund } = useTill();
  const money = useMoney();
  const state = useStore(refund.store);
  const { draft, original, press, who } = state;
  const terminals = useSnapshot((snapshot) => snapshot.terminals);
  const openAttempts = useSnapshot((snapshot) => snapshot.openAttempts);
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const blocked = useSnapshot((snapshot) => snapshot.blocked);
  const [problem, setProblem] = useState<AmountProblem | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const facts = refundFormFacts({ terminals, blocked, currency }, state);
  const give = useGive(facts);
  usePlanAtOpening();

  const isLocked = press !== null;
  const edit = (next: AmountEdit) => {
    refund.edit({ amountText: next.text });
    setProblem(next.problem);
  };
  useTypingAnywhere(/^[\d.,]$/, !isLocked, () => {
    input.current?.focus();
    input.current?.select();
  });
  if (draft === null) return null;
  const amountText = draft.amountText ?? '';
  const leftCents = leftCentsOf(state);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!facts.amount.ok) {
      setProblem(facts.amount.problem);
      input.current?.focus();
      return;
    }
    give.press();
  };

  return (
    <ScreenFrame
      title={t('refund.title')}
      aside={
        <ActionButton variant="default" disabled={isLocked} onPress={() => refund.leave()}>
          {t('refund.other_payment')}
        </ActionButton>
      }
    >
      <OriginalPanel original={original} transactionId={draft.originalTransactionId} leftCents={leftCents} />
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.column}>
          <AmountField
            inputRef={input}
            text={amountText}
            problem={problem}
            currency={currency}
            isLocked={isLocked}
            onEdit={edit}
          />
          {leftCents !== null && leftCents > 0 && (
            <button
              type="button"
              className={styles.whole}
              disabled={isLocked}
              aria-pressed={facts.amount.ok && facts.amount.amountCents === leftCents}
              onClick={() => edit({ text: toTypedText(leftCents, mark), problem: null })}
            >
              {t('refund.amount_whole', { amount: money(leftCents, currency) })}
            </button>
          )}
          <Keypad
            onKey={(key) => edit(pressKey(amountText, key))}
            onDelete={() => edit(deleteLast(amountText))}
            onClear={() => edit({ text: '', problem: null })}
          />
        </div>
        <div className={styles.column}>
          <PlanWords facts={facts} onAmount={edit} />
          <Choice
            legend={t('refund.reason')}
            isGrid
            isLocked={isLocked}
            options={refundReasons.map((value) => ({ value, label: t(`refundReason.${value}`) }))}
            chosen={draft.reason}
            onChoose={(reason) => refund.edit({ reason })}
          />
          <div className={styles.texts}>
            <TextInput
              label={t(draft.reason === 'other' ? 'refund.reason_text' : 'refund.reason_text_more')}
              value={draft.reasonText}
              maxLength={120}
              autoComplete="off"
              readOnly={isLocked}
              required={draft.reason === 'other'}
              withAsterisk={false}
              onChange={(event) => refund.edit({ reasonText: event.currentTarget.value })}
            />
            <TextInput
              label={t('refund.who')}
              value={who}
              maxLength={60}
              autoComplete="off"
              readOnly={isLocked}
              required
              withAsterisk={false}
              onChange={(event) => refund.setWho(event.currentTarget.value)}
            />
          </div>
          {facts.go?.road === 'debit_refund' && (
            <div className={styles.terminals}>
              <TerminalChoice
                terminals={terminals}
                openAttempts={openAttempts}
                chosen={facts.terminal?.code ?? null}
                isLocked={isLocked}
                onChoose={(terminalCode: TerminalCode) => refund.edit({ terminalCode })}
              />
            </div>
          )}
          <GiveArea facts={facts} give={give} />
        </div>
      </form>
      <RefundQuestions facts={facts} give={give} />
    </ScreenFrame>
  );
}

/** After a reload, and whenever the screen opens again: what was planned before may have changed since. */
function usePlanAtOpening(): void {
  const { refund } = useTill();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the screen opens
  useEffect(() => {
    const { press, isPlanning, plan, planError } = refund.store.getState();
    if (press === null && !isPlanning && plan === null && planError === null) void refund.planNow();
  }, []);
}
