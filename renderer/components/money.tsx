import type { Currency } from '../../shared/money.ts';
import { amountCents, formatAmount } from '../../shared/money.ts';
import { useText } from '../i18n/text.ts';

/** Formats for a person; without a currency yet, the plain digits of Canada's shape. */
export function useMoney(): (cents: number, currency: Currency | null) => string {
  const { locale } = useText();
  return (cents, currency) => formatAmount(amountCents(cents), currency ?? 'CAD', locale);
}

export function Money({ cents, currency }: { readonly cents: number; readonly currency: Currency | null }) {
  return <>{useMoney()(cents, currency)}</>;
}
