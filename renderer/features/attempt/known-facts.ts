import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { Fact } from '../../components/facts.tsx';
import { formatFullMoment } from '../../i18n/format.ts';
import { useText } from '../../i18n/text.ts';

/** What is known of an attempt without a known end. */
export function useKnownFacts(view: AttemptView): readonly Fact[] {
  const { t, locale } = useText();
  const lookupsKey = view.kind === 'refund' ? 'refundLife.fact.lookups' : 'attempt.fact.lookups';
  const facts: Fact[] = [
    {
      name: t('attempt.fact.sent'),
      value:
        view.sendBegunAtMs === null
          ? t('attempt.fact.not_known_sent')
          : formatFullMoment(view.sendBegunAtMs, locale),
    },
    { name: t('attempt.fact.lookups_label'), value: t(lookupsKey, { count: view.lookupCount }) },
  ];
  if (view.errorCode !== null) {
    facts.push({ name: t('attempt.fact.cause'), value: t(`error.${view.errorCode}.what`) });
  }
  // A refund is joined to Helcim's rows by its original's number; its own is only its name here.
  if (view.kind === 'refund') return facts;
  if (view.reference !== null) facts.push({ name: t('attempt.reference'), value: view.reference });
  facts.push({ name: t('attempt.fact.number'), value: view.invoiceNumber, isWide: true });
  return facts;
}
