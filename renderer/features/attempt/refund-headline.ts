import type { AttemptView } from '../../../shared/ipc-contract.ts';
import { cardWords } from '../../components/card-words.ts';
import { attemptLook } from '../../components/phase-look.tsx';
import type { Text } from '../../i18n/en.ts';
import type { Headline } from './headline.ts';

/** What of the original is left to give back, as far as this till's own refunds tell; null where that is not known. */
export function leftOfOriginalCents({
  originalAmountCents,
  refundedCents,
}: Pick<AttemptView, 'originalAmountCents' | 'refundedCents'>): number | null {
  return originalAmountCents === null ? null : Math.max(0, originalAmountCents - refundedCents);
}

/** Which card the terminal has to be shown: Helcim gives debit back to none but the one that paid. */
export function cardToPresent({ originalCard }: Pick<AttemptView, 'originalCard'>, t: Text): string {
  const card = originalCard === null ? null : cardWords(originalCard);
  return card === null ? t('refundLife.same_card_unknown') : t('refundLife.same_card', { card });
}

/** The big words of a refund: what went back, of how much, and what is left. */
export function refundHeadlineOf(view: AttemptView, t: Text, money: (cents: number) => string): Headline {
  const backCents = view.approvedCents ?? 0;
  const word = t(attemptLook(view).wordKey);
  const isBack = view.phase === 'approved' || view.phase === 'approved_in_part';
  const amountCents = isBack ? backCents : view.amountCents;
  if (view.laterProven === 'approved') {
    const say = t('refundPhase.later.say', { amount: money(backCents), word });
    return { word: t('refundPhase.later.word'), say, amountCents: backCents };
  }
  if (view.phase === 'unknown' && view.filedAs !== null) {
    return { word, say: t('refundFiled.stopped_at_terminal.say'), amountCents };
  }
  // Parts that went back before would make "15 of 25, 0 left" read like a mistake.
  const isOneOfSeveral = view.phase === 'approved' && view.refundedCents > backCents;
  const say = t(isOneOfSeveral ? 'refundPhase.approved.one_of_several' : `refundPhase.${view.phase}.say`, {
    approved: money(backCents),
    asked: money(view.amountCents),
    total: money(view.refundedCents),
    whole: money(view.originalAmountCents ?? view.amountCents),
    left: money(leftOfOriginalCents(view) ?? 0),
  });
  return { word, say, amountCents };
}
