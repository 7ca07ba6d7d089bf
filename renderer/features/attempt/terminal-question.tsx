import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { AskIcon, CardIcon, CheckIcon, CrossIcon } from '../../components/icons.tsx';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';

/** Asked when a silent wait grows long (M16): what is on the terminal's screen? */
export function TerminalQuestion({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const money = useMoney();
  const isRefund = view.kind === 'refund';
  const amount = money(view.amountCents, view.currency);
  return (
    <section className={styles.question} aria-live="polite">
      <h2 className={styles.questionTitle}>
        <AskIcon />
        {t(isRefund ? 'refundLife.question' : 'attempt.question', { amount })}
      </h2>
      <ul className={styles.answers}>
        <li>
          <CheckIcon size={20} />
          {t(isRefund ? 'refundLife.question_yes' : 'attempt.question_yes')}
        </li>
        <li>
          <CrossIcon size={20} />
          {t('attempt.question_no')}
        </li>
        <li>
          <CardIcon size={20} />
          {t('attempt.question_ready')}
        </li>
      </ul>
    </section>
  );
}
