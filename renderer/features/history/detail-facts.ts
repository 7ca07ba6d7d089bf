import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { cardWords } from '../../components/card-words.ts';
import { closeReasonKey } from '../../components/close-reason-key.ts';
import type { Fact } from '../../components/facts.tsx';
import { useMoney } from '../../components/money.tsx';
import { terminalName } from '../../components/terminal-name.ts';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';

/** Everything the ledger holds about one attempt, in words; what is not known is left out. */
export function useDetailFacts(view: AttemptView): readonly Fact[] {
  const { t, locale } = useText();
  const money = useMoney();
  const amount = (cents: number | null) => (cents === null ? null : money(cents, view.currency));
  const moment = (atMs: number | null) => (atMs === null ? null : formatFullMoment(atMs, locale));
  // What is left to pay of a sale is no fact of a refund.
  const ofSale = (cents: number) => (view.kind === 'refund' ? null : amount(cents));
  const candidates: readonly (Omit<Fact, 'value'> & { readonly value: string | null })[] = [
    { name: t('history.asked'), value: amount(view.amountCents) },
    { name: t('history.approved'), value: amount(view.approvedCents) },
    {
      name: t('history.terminal'),
      value:
        view.terminalCode === null
          ? null
          : terminalName({ code: view.terminalCode, nickname: view.terminalNickname }),
    },
    { name: t('history.reference'), value: view.reference },
    { name: t('history.card'), value: cardWords(view) },
    { name: t('attempt.approved.code'), value: view.approvalCode },
    { name: t('attempt.approved.transaction'), value: view.transactionIds.join(', ') },
    { name: t('attempt.fact.number'), value: view.invoiceNumber, isWide: true },
    { name: t('detail.sale_total'), value: ofSale(view.saleTotalCents) },
    { name: t('detail.remainder'), value: ofSale(Math.max(0, view.saleRemainderCents)) },
    { name: t('attempt.fact.sent'), value: moment(view.sendBegunAtMs) },
    { name: t('detail.ended'), value: moment(view.endedAtMs) },
    { name: t('detail.noted'), value: moment(view.acknowledgedAtMs) },
    { name: t('detail.error'), value: view.errorCode === null ? null : t(`error.${view.errorCode}.what`) },
    { name: t('detail.cashier'), value: view.cashierId },
    {
      name: t('refundLife.fact.reason'),
      value: view.refundReason === null ? null : t(`refundReason.${view.refundReason}`),
    },
    { name: t('detail.reason_text'), value: view.refundReasonText },
    {
      name: t('detail.original_transaction'),
      value: view.originalTransactionId === null ? null : String(view.originalTransactionId),
    },
    { name: t('detail.original_number'), value: view.originalInvoiceNumber, isWide: true },
    { name: t('attempt.closed_by'), value: view.closedBy },
    {
      name: t('attempt.close_reason'),
      value: view.closeReason === null ? null : t(closeReasonKey(view.kind, view.closeReason)),
    },
  ];
  return candidates.filter(
    (fact): fact is Fact & { value: string } => fact.value !== null && fact.value !== '',
  );
}
