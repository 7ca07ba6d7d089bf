import type { Original } from '../../../shared/refund.ts';
import { brandWord } from '../../components/card-words.ts';
import type { Text } from '../../i18n/en.ts';
import { formatMoment } from '../../i18n/format.ts';
import type { RefundGo } from './refund-form-facts.ts';

/** `Visa ending 1234`, as much of it as is known, to stand behind "the". */
export function cardToSay(
  t: Text,
  { cardType, cardLast4 }: Pick<Original, 'cardType' | 'cardLast4'>,
): string {
  const brand = brandWord(cardType);
  if (cardLast4 === null) return brand ?? t('refund.card_unknown');
  return brand === null
    ? t('refund.card_last4', { last4: cardLast4 })
    : t('refund.card', { brand, last4: cardLast4 });
}

interface SayParts {
  readonly t: Text;
  readonly money: (cents: number) => string;
  readonly original: Original;
  readonly go: RefundGo;
  /** The name of the terminal, null while none is chosen. */
  readonly terminal: string | null;
}

/** The one sentence about the road, to be said to the customer; nothing of the API's rules is in it. */
export function sayToCustomer({ t, money, original, go, terminal }: SayParts): string {
  const card = cardToSay(t, original);
  const amount = money(go.amountCents);
  if (go.road === 'debit_refund') {
    return terminal === null
      ? t('refund.say.debit_refund_any', { card })
      : t('refund.say.debit_refund', { card, terminal });
  }
  if (go.road === 'reverse') return t('refund.say.reverse', { amount, card });
  if (go.amountCents === original.amountCents) return t('refund.say.credit_refund.whole', { amount, card });
  return t('refund.say.credit_refund.part', { amount, card, whole: money(original.amountCents) });
}

/** When the original was paid: this till's time, or Helcim's text where it names no instant (M15). */
export function originalTime(
  t: Text,
  { createdAtMs, dateCreatedText }: Pick<Original, 'createdAtMs' | 'dateCreatedText'>,
  nowMs: number,
  locale: string,
): string {
  if (createdAtMs !== null) return formatMoment(createdAtMs, nowMs, locale);
  return t('refund.row_helcim_time', { time: dateCreatedText });
}
