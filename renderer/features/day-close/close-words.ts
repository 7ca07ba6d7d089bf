import type { Tally } from '../../../shared/day-close.ts';
import type { Currency } from '../../../shared/money.ts';
import { type AmountCents, formatAmount } from '../../../shared/money.ts';
import { brandWord } from '../../components/card-words.ts';
import type { Text } from '../../i18n/en.ts';
import { useText } from '../../i18n/text.ts';

export interface CloseWords {
  readonly t: Text;
  readonly locale: string;
  /** With a minus before what is owed, since a net sum may be below zero. */
  readonly money: (cents: number) => string;
  readonly tally: (tally: Tally) => string;
  /** On the shop's own clock. */
  readonly hour: (atMs: number) => string;
  readonly moment: (atMs: number) => string;
  readonly cardName: (key: string | null) => string;
  readonly terminalName: (key: string | null) => string;
  readonly cashierName: (key: string | null) => string;
}

/** Words and figures of a report, in its currency and on the shop's own clock. */
export function useCloseWords(currency: Currency, timeZone: string, hours = 24): CloseWords {
  const { t, locale } = useText();
  const money = (cents: number) =>
    (cents < 0 ? '−' : '') + formatAmount(Math.abs(cents) as AmountCents, currency, locale);
  // The zone's short name tells the two hours of the same name apart on the day of 25 hours.
  const zoneName = hours === 24 ? {} : ({ timeZoneName: 'short' } as const);
  const hourFormat = formatOf(locale, { timeZone, hour: 'numeric', ...zoneName });
  const momentFormat = formatOf(locale, {
    timeZone,
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  });
  return {
    t,
    locale,
    money,
    tally: ({ count, cents }) => t('dayClose.count_amount', { count, amount: money(cents) }),
    hour: (atMs) => hourFormat.format(atMs),
    moment: (atMs) => momentFormat.format(atMs),
    cardName: (key) => brandWord(key) ?? t('dayClose.no_card'),
    terminalName: (key) =>
      key === null ? t('dayClose.not_ours') : key === '' ? t('dayClose.no_terminal') : key,
    cashierName: (key) => key ?? t('dayClose.not_ours'),
  };
}

const made = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = made.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, options);
  made.set(key, format);
  return format;
}
