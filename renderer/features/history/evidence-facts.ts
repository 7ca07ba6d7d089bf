import type { EvidenceData } from '../../../shared/evidence.ts';
import { amountCents, type Currency, formatAmount } from '../../../shared/money.ts';
import { formatFullMoment } from '../../i18n/format.ts';

/** One datum of an evidence row as text: cents as money, instants as times, the rest as it is. */
function datumText(
  name: string,
  value: string | number | boolean,
  currency: Currency,
  locale: string,
): string {
  if (typeof value === 'number' && name.endsWith('Cents') && Number.isSafeInteger(value) && value >= 0) {
    return formatAmount(amountCents(value), currency, locale);
  }
  if (typeof value === 'number' && name.endsWith('AtMs')) return formatFullMoment(value, locale);
  if (typeof value === 'number' && name.endsWith('Ms')) return `${value} ms`;
  return String(value);
}

/** `transactionId` becomes `transaction id`: the journal's own names, readable. Units leave the name. */
function datumName(name: string): string {
  return name
    .replace(/(Cents|AtMs|Ms)$/, '')
    .replace(/([a-z])([A-Z0-9])/g, '$1 $2')
    .toLowerCase();
}

/** What a row of the journal holds, as short text for support; empty values are left out. */
export function evidenceFacts(data: EvidenceData, currency: Currency, locale: string): readonly string[] {
  return Object.entries(data)
    .filter((entry): entry is [string, string | number | boolean] => entry[1] !== null && entry[1] !== '')
    .map(([name, value]) => `${datumName(name)}: ${datumText(name, value, currency, locale)}`);
}
