import type { Currency } from '../../../shared/money.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { useMoney } from '../../components/money.tsx';
import { MoneyPress } from '../../components/money-press.tsx';
import { Notice } from '../../components/notice.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useText } from '../../i18n/text.ts';
import type { Press } from '../../state/charge-store.ts';
import { useTill } from '../../state/till-context.tsx';
import type { FormFacts } from './form-facts.ts';
import styles from './send-area.module.css';

interface SendAreaProps {
  readonly facts: FormFacts;
  readonly press: Press | null;
  readonly currency: Currency | null;
  readonly isRetry: boolean;
}

/** The one press, with amount and terminal on it, and why it cannot be made when it cannot. */
export function SendArea({ facts, press, currency, isRetry }: SendAreaProps) {
  const { t } = useText();
  const { charge } = useTill();
  const money = useMoney();
  const { amount, terminal, blocked } = facts;
  const why = whyNot(facts, t);
  const label =
    press?.status === 'sending'
      ? t('charge.sending')
      : amount.ok
        ? t('charge.send_amount', { amount: money(amount.amountCents, currency) })
        : t('charge.send');

  if (press?.status === 'no_answer') {
    return (
      <Notice tone="warn" role="alert">
        <p>{t('charge.no_answer')}</p>
        <ActionButton onPress={() => void charge.askAgain()}>{t('charge.ask_again')}</ActionButton>
      </Notice>
    );
  }
  return (
    <div className={styles.area}>
      <MoneyPress
        label={label}
        to={terminal === null ? null : t('charge.send_to', { terminal: terminalName(terminal) })}
        blocked={blocked}
        isDisabled={press !== null || why !== null}
        why={why}
      />
      {isRetry && (
        <ActionButton variant="default" disabled={press !== null} onPress={() => charge.leaveRetry()}>
          {t('charge.leave_sale')}
        </ActionButton>
      )}
    </div>
  );
}

function whyNot({ terminal }: FormFacts, t: ReturnType<typeof useText>['t']): string | null {
  if (terminal === null) return t('charge.need_terminal');
  if (terminal.openAttemptId === null) return null;
  return t('charge.need_free_terminal', { terminal: terminalName(terminal) });
}
