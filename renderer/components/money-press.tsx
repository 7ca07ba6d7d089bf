import { useId } from 'react';
import type { AppError } from '../../shared/app-error.ts';
import { useText } from '../i18n/text.ts';
import styles from './money-press.module.css';
import { Refusal } from './refusal.tsx';

interface MoneyPressProps {
  readonly label: string;
  /** Where the money goes or comes from. */
  readonly to: string | null;
  /** Set when no money can move at all. */
  readonly blocked: AppError | null;
  readonly isDisabled: boolean;
  /** What is still missing, in words. */
  readonly why: string | null;
}

/** The one press that moves money, and why it cannot be made when it cannot. */
export function MoneyPress({ label, to, blocked, isDisabled, why }: MoneyPressProps) {
  const { t } = useText();
  const whyId = useId();
  return (
    <>
      {blocked !== null && (
        <div>
          <h2 className={styles.blocked}>{t('blocked.title')}</h2>
          <Refusal error={blocked} />
        </div>
      )}
      <button
        type="submit"
        className={styles.press}
        disabled={isDisabled || blocked !== null}
        aria-describedby={whyId}
      >
        <span>{label}</span>
        {to !== null && <span className={styles.to}>{to}</span>}
      </button>
      <p id={whyId} className={styles.why}>
        {why}
      </p>
    </>
  );
}
