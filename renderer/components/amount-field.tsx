import { type RefObject, useId } from 'react';
import type { AmountProblem, Currency } from '../../shared/money.ts';
import { amountCentsMax, parseAmountText } from '../../shared/money.ts';
import { useText } from '../i18n/text.ts';
import { type AmountEdit, editAmount, pasteAmount } from './amount-edit.ts';
import styles from './amount-field.module.css';
import { useMoney } from './money.tsx';

interface AmountFieldProps {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly text: string;
  readonly problem: AmountProblem | null;
  readonly currency: Currency | null;
  readonly isLocked: boolean;
  readonly onEdit: (edit: AmountEdit) => void;
}

/** The amount, as large as the screen allows, with the way it was read below it. */
export function AmountField({ inputRef, text, problem, currency, isLocked, onEdit }: AmountFieldProps) {
  const { t, mark } = useText();
  const money = useMoney();
  const id = useId();
  const known = currency ?? undefined;
  const parsed = parseAmountText(text, known);
  const hint = parsed.ok
    ? t('charge.read_as', { amount: money(parsed.amountCents, currency) })
    : t('charge.amount_hint');
  return (
    <div className={styles.field} data-invalid={problem !== null}>
      <label htmlFor={id} className={styles.label}>
        {t('charge.amount')}
        {currency !== null && <span className={styles.currency}>{currency}</span>}
      </label>
      <input
        id={id}
        ref={inputRef}
        name="amount"
        className={styles.input}
        value={text}
        placeholder={`0${mark}00`}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        readOnly={isLocked}
        aria-invalid={problem !== null}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onEdit(editAmount(text, event.currentTarget.value, known))}
        onPaste={(event) => {
          event.preventDefault();
          if (!isLocked) onEdit(pasteAmount(text, event.clipboardData.getData('text/plain'), known));
        }}
      />
      <p id={`${id}-hint`} className={styles.hint} role={problem === null ? undefined : 'alert'}>
        {problem === null ? hint : t(`amount.${problem}`, { max: money(amountCentsMax, currency) })}
      </p>
    </div>
  );
}
