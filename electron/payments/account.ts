/**
 * Learns whose account the token opens: its currency and its fingerprint (M14), both from the account's acquiring
 * terminals. Asked until an answer comes; a token that may not read them still works.
 * @see https://devdocs.helcim.com/docs/processing-terminals
 */

import type { AppError, AppErrorCode } from '../../shared/app-error.ts';
import { type Currency, currencies } from '../../shared/money.ts';
import type { CardTerminal, HelcimClient } from '../helcim/helcim-client.ts';

export interface Account {
  /** The ids of the account's card terminals in order, or null when the token may not read them. */
  readonly fingerprint: string | null;
  readonly currency: Currency;
  /** False when no terminal named a currency and CAD is only assumed; Helcim refuses a wrong one. */
  readonly isCurrencyKnown: boolean;
}

export type AccountAnswer =
  | { readonly ok: true; readonly account: Account }
  | { readonly ok: false; readonly error: AppError };

/**
 * Only silence and a refused token hold the till back. Any other answer (a token that may not read the terminals, a
 * server that has no such list) leaves the account without a fingerprint, and the currency is learnt from its latest
 * transactions. A token that nobody issued is refused with 403 too, in words that leave open which it is; the
 * connection test, which needs no permission, tells the two apart.
 * @param dateFrom Mountain date (`YYYY-MM-DD`) from which transactions may tell the currency
 * @see https://devdocs.helcim.com/reference
 */
export async function readAccount(
  helcim: Pick<HelcimClient, 'cardTerminals' | 'connectionTest' | 'searchTransactions'>,
  dateFrom: string,
): Promise<AccountAnswer> {
  const read = await helcim.cardTerminals();
  if (!read.ok && asksAgain.includes(read.error.code)) return { ok: false, error: read.error };
  if (!read.ok) {
    const test = await helcim.connectionTest();
    if (!test.ok && asksAgain.includes(test.error.code)) return { ok: false, error: test.error };
  }
  const account = accountOf(read.ok ? read.value : []);
  if (account.isCurrencyKnown) return { ok: true, account };
  const recent = await helcim.searchTransactions({ dateFrom }, 'rest');
  const currency = recent.ok ? currencyOf(recent.value.transactions.map((row) => row.currency)) : undefined;
  return { ok: true, account: currency ? { ...account, currency, isCurrencyKnown: true } : account };
}

/** No word on the account, or on a token that it does not know: it is asked again. */
const asksAgain: readonly AppErrorCode[] = [
  'token_missing',
  'token_invalid',
  'helcim_unreachable',
  'network_intercepted',
  'rate_limited',
  'not_possible_now',
];

function currencyOf(names: readonly (string | null)[]): Currency | undefined {
  const upper = names.map((name) => name?.trim().toUpperCase());
  return upper.find((name): name is Currency => currencies.some((each) => each === name));
}

export function accountOf(terminals: readonly CardTerminal[]): Account {
  const ids = terminals.map((terminal) => terminal.id).sort((a, b) => a - b);
  const active = terminals.filter((terminal) => terminal.status?.trim().toUpperCase() !== 'INACTIVE');
  const currency = currencyOf([...active, ...terminals].map((terminal) => terminal.currency));
  return {
    fingerprint: ids.length > 0 ? ids.join('-') : null,
    currency: currency ?? 'CAD',
    isCurrencyKnown: currency !== undefined,
  };
}
