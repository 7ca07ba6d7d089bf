import { useStore } from 'zustand';
import { ActionButton } from '../../components/action-button.tsx';
import { useMoney } from '../../components/money.tsx';
import { MoneyPress } from '../../components/money-press.tsx';
import { Notice } from '../../components/notice.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import type { Text } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.ts';
import { isDoubt } from '../../state/charge-store.ts';
import { isPinQuestion } from '../../state/refund-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import styles from './give-area.module.css';
import type { RefundFormFacts } from './refund-form-facts.ts';
import { cardToSay } from './refund-words.ts';
import type { Give } from './use-give.ts';

interface GiveAreaProps {
  readonly facts: RefundFormFacts;
  readonly give: Give;
}

/** The one press, with amount and card on it, and why it cannot be made when it cannot. */
export function GiveArea({ facts, give }: GiveAreaProps) {
  const { t } = useText();
  const { refund } = useTill();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const { press, refusal, original, plan } = useStore(refund.store);
  const { amount, go, terminal, need, blocked } = facts;
  if (press?.status === 'no_answer') {
    return (
      <Notice tone="warn" role="alert">
        <p>{t('refund.no_answer')}</p>
        <ActionButton onPress={give.askAgain}>{t('refund.ask_again')}</ActionButton>
      </Notice>
    );
  }
  const isSending = press !== null;
  // What a refused plan says stands beside it already.
  const shown = refusal !== null && plan?.kind !== 'refuse' && !isDoubt(refusal) && !isPinQuestion(refusal);
  const label = isSending
    ? t('refund.giving')
    : amount.ok
      ? t('refund.give_amount', { amount: money(amount.amountCents, currency) })
      : t('refund.give');
  const to =
    go === null || original === null
      ? null
      : terminal === null
        ? t('refund.give_card', { card: cardToSay(t, original) })
        : t('refund.give_terminal', { terminal: terminalName(terminal) });
  return (
    <div className={styles.area}>
      {shown && <Refusal error={refusal} onClose={() => refund.dismissRefusal()} />}
      <MoneyPress
        label={label}
        to={to}
        blocked={blocked}
        isDisabled={isSending || (need !== null && need !== 'amount')}
        why={isSending ? null : whyOf(t, facts)}
      />
    </div>
  );
}

/** What is still missing; and when nothing is, that the press will ask for the manager. */
function whyOf(t: Text, { need, go }: RefundFormFacts): string | null {
  if (need !== null) return t(`refund.need.${need}`);
  return go?.needsManager == null ? null : t(`refund.manager.${go.needsManager}`);
}
