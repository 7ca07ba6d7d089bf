import { useStore } from 'zustand';
import { DoubtDialog } from '../../components/doubt-dialog.tsx';
import { useMoney } from '../../components/money.tsx';
import { PinDialog } from '../../components/pin-dialog.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { useText } from '../../i18n/text.ts';
import { isDoubt } from '../../state/charge-store.ts';
import { useSnapshot, useTill } from '../../state/till-context.tsx';
import type { RefundFormFacts } from './refund-form-facts.ts';
import { cardToSay } from './refund-words.ts';
import type { Give } from './use-give.ts';

interface RefundQuestionsProps {
  readonly facts: RefundFormFacts;
  readonly give: Give;
}

/** What may have to be answered between the press and the send: the manager's PIN, and an earlier doubt (M3). */
export function RefundQuestions({ facts, give }: RefundQuestionsProps) {
  const { t } = useText();
  const { refund } = useTill();
  const money = useMoney();
  const currency = useSnapshot((snapshot) => snapshot.currency);
  const { refusal, press, original } = useStore(refund.store);
  const { amount, go, terminal } = facts;
  const cents = press?.input.amountCents ?? (amount.ok ? amount.amountCents : 0);
  const amountWords = money(cents, currency);
  if (give.asksPin) {
    const card = original === null ? t('refund.card_unknown') : cardToSay(t, original);
    return (
      <PinDialog
        title={t('refund.pin_title')}
        confirmLabel={t('refund.give_amount', { amount: amountWords })}
        onPin={give.withPin}
        onDone={give.leavePin}
        onBack={give.leavePin}
      >
        <p>
          <strong>{t('refund.pin_what', { amount: amountWords, card })}</strong>{' '}
          {t(go?.needsManager == null ? 'refund.manager.asked' : `refund.manager.${go.needsManager}`)}
        </p>
      </PinDialog>
    );
  }
  if (refusal === null || !isDoubt(refusal) || terminal === null) return null;
  return (
    <DoubtDialog
      error={refusal}
      confirmLabel={t('refund.give_confirmed', { amount: amountWords })}
      terminal={terminalName(terminal)}
      isBusy={press !== null}
      onBack={() => refund.dismissRefusal()}
      onConfirm={() => {
        refund.confirmDoubts();
        give.press();
      }}
    />
  );
}
