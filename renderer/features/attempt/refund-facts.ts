import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { cardWords } from '../../components/card-words.ts';
import type { Fact } from '../../components/facts.tsx';
import { useMoney } from '../../components/money.tsx';
import { useText } from '../../i18n/text.ts';
import { leftOfOriginalCents } from './refund-headline.ts';

/** What a refund is of, why, and what of its original has gone back by now. */
export function useRefundFacts(view: AttemptView): readonly Fact[] {
  const { t } = useText();
  const money = useMoney();
  const amount = (cents: number) => money(cents, view.currency);
  const leftCents = leftOfOriginalCents(view);
  const card = cardWords(view);
  const facts: Fact[] = [];
  const isBack = view.approvedCents !== null;
  if (isBack) facts.push({ name: t('refundLife.fact.back'), value: amount(view.approvedCents) });
  facts.push({ name: t('refundLife.fact.asked'), value: amount(view.amountCents) });
  if (view.originalAmountCents !== null) {
    facts.push({ name: t('refundLife.fact.whole'), value: amount(view.originalAmountCents) });
  }
  if (isBack && leftCents !== null) {
    facts.push({ name: t('refundLife.fact.total'), value: amount(view.refundedCents) });
    facts.push({ name: t('refundLife.fact.left'), value: amount(leftCents) });
  }
  if (card !== null) facts.push({ name: t('attempt.approved.card'), value: card });
  if (view.originalTransactionId !== null) {
    facts.push({ name: t('refundLife.fact.original'), value: String(view.originalTransactionId) });
  }
  if (view.refundReason !== null) {
    const note = view.refundReasonText === null ? '' : `: ${view.refundReasonText}`;
    facts.push({
      name: t('refundLife.fact.reason'),
      value: `${t(`refundReason.${view.refundReason}`)}${note}`,
    });
  }
  if (view.transactionIds.length > 0) {
    facts.push({ name: t('attempt.approved.transaction'), value: view.transactionIds.join(', ') });
  }
  if (view.reference !== null) facts.push({ name: t('attempt.reference'), value: view.reference });
  return facts;
}
