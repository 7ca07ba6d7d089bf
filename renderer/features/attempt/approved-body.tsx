import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { ActionButton } from '../../components/action-button.tsx';
import { cardWords } from '../../components/card-words.ts';
import { type Fact, Facts } from '../../components/facts.tsx';
import { useMoney } from '../../components/money.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useAttemptDeeds } from '../../components/use-attempt-deeds.ts';
import { useText } from '../../i18n/text.ts';
import styles from './bodies.module.css';

/** What was approved beside what was asked: a tip or a surcharge is told, a shortfall asks for the rest (M8). */
export function ApprovedBody({ view }: { readonly view: AttemptView }) {
  const { t } = useText();
  const money = useMoney();
  const deeds = useAttemptDeeds(view);
  const remaining = money(Math.max(0, view.saleRemainderCents), view.currency);
  const hasRemainder = view.phase === 'approved_in_part' && view.saleRemainderCents > 0;
  return (
    <div className={styles.body}>
      {hasRemainder && <p className={styles.strong}>{t('attempt.part.note', { remaining })}</p>}
      <Facts facts={useApprovedFacts(view)} />
      {deeds.call.error !== null && <Refusal error={deeds.call.error} onClose={deeds.call.dismiss} />}
      <div className={styles.deeds}>
        {hasRemainder && (
          <ActionButton onPress={deeds.chargeAgain}>{t('attempt.part.charge', { remaining })}</ActionButton>
        )}
        <ActionButton
          variant={hasRemainder ? 'default' : 'filled'}
          loading={deeds.call.isBusy}
          onPress={deeds.done}
        >
          {t('attempt.done')}
        </ActionButton>
      </div>
    </div>
  );
}

function useApprovedFacts(view: AttemptView): readonly Fact[] {
  const { t } = useText();
  const money = useMoney();
  const approvedCents = view.approvedCents ?? 0;
  const moreCents = approvedCents - view.amountCents;
  const card = cardWords(view);
  const ids = view.transactionIds;
  const facts: Fact[] = [
    { name: t('attempt.approved.amount'), value: money(approvedCents, view.currency) },
    { name: t('attempt.approved.asked'), value: money(view.amountCents, view.currency) },
  ];
  if (moreCents > 0) {
    facts.push({ name: t('attempt.approved.more'), value: `+ ${money(moreCents, view.currency)}` });
  }
  if (card !== null) facts.push({ name: t('attempt.approved.card'), value: card });
  if (view.approvalCode !== null) facts.push({ name: t('attempt.approved.code'), value: view.approvalCode });
  if (ids.length > 0) {
    facts.push({
      name: t(ids.length === 1 ? 'attempt.approved.transaction' : 'attempt.approved.transactions'),
      value: ids.join(', '),
    });
  }
  if (view.reference !== null) facts.push({ name: t('attempt.reference'), value: view.reference });
  return facts;
}
