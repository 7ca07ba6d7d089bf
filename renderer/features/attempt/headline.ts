import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { attemptLook } from '../../components/phase-look.tsx';
import type { Text } from '../../i18n/en.ts';
import { refundHeadlineOf } from './refund-headline.ts';

export interface Headline {
  readonly word: string;
  readonly say: string;
  /** The number that matters now: what was approved once that is known, what was asked before. */
  readonly amountCents: number;
}

/** The big words of an attempt. An unknown that was set aside says how, instead of alarming (M16). */
export function headlineOf(view: AttemptView, t: Text, money: (cents: number) => string): Headline {
  if (view.kind === 'refund') return refundHeadlineOf(view, t, money);
  const approvedCents = view.approvedCents ?? 0;
  const say = t(`phase.${view.phase}.say`, {
    approved: money(approvedCents),
    asked: money(view.amountCents),
  });
  const word = t(attemptLook(view).wordKey);
  const isPaid = view.phase === 'approved' || view.phase === 'approved_in_part';
  if (view.laterProven === 'approved') {
    return {
      word: t('attempt.later.approved.word'),
      say: t('attempt.later.approved', { amount: money(approvedCents), word }),
      amountCents: approvedCents,
    };
  }
  if (view.phase === 'unknown' && view.filedAs === 'stopped_at_terminal') {
    return { word, say: t('attempt.unknown.stopped'), amountCents: view.amountCents };
  }
  if (view.phase === 'unknown' && view.filedAs === 'pays_otherwise') {
    return { word, say: t('attempt.unknown.otherwise'), amountCents: view.amountCents };
  }
  return { word, say, amountCents: isPaid ? approvedCents : view.amountCents };
}
