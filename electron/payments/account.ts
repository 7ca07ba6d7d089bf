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
 * A token that nobody issued is refused with 403 too, in words that leave open which it is; the connection test, which
 * needs no permission, tells the two apart.
 * @see https://devdocs.helcim.com/reference
 */
export async function readAccount(
  helcim: Pick<HelcimClient, 'cardTerminals' | 'connectionTest'>,
): Promise<AccountAnswer> {
  const read = await helcim.cardTerminals();
  if (read.ok) return { ok: true, account: accountOf(read.value) };
  const mayNotRead = read.error.code === 'token_lacks_permission' || read.error.code === 'not_found';
  if (!mayNotRead) return { ok: false, error: read.error };
  const test = await helcim.connectionTest();
  if (!test.ok && tellsOfToken.includes(test.error.code)) return { ok: false, error: test.error };
  return { ok: true, account: accountOf([]) };
}

/** The second is no word on the token at all, so it is asked again. */
const tellsOfToken: readonly AppErrorCode[] = ['token_invalid', 'helcim_unreachable'];

export function accountOf(terminals: readonly CardTerminal[]): Account {
  const ids = terminals.map((terminal) => terminal.id).sort((a, b) => a - b);
  const active = terminals.filter((terminal) => terminal.status?.trim().toUpperCase() !== 'INACTIVE');
  const named = [...active, ...terminals].map((terminal) => terminal.currency?.trim().toUpperCase());
  const currency = named.find((name): name is Currency => currencies.some((each) => each === name));
  return {
    fingerprint: ids.length > 0 ? ids.join('-') : null,
    currency: currency ?? 'CAD',
    isCurrencyKnown: currency !== undefined,
  };
}
