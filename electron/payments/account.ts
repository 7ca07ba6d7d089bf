/**
 * Learns whose account the token opens: its currency and its fingerprint (M14), both from the account's acquiring
 * terminals. Asked until an answer comes; a token that may not read them still works, bound by its own digest.
 * @see https://devdocs.helcim.com/docs/processing-terminals
 */

import type { AppError } from '../../shared/app-error.ts';
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

export async function readAccount(helcim: Pick<HelcimClient, 'cardTerminals'>): Promise<AccountAnswer> {
  const read = await helcim.cardTerminals();
  if (read.ok) return { ok: true, account: accountOf(read.value) };
  const mayNotRead = read.error.code === 'token_lacks_permission' || read.error.code === 'not_found';
  if (mayNotRead) return { ok: true, account: accountOf([]) };
  return { ok: false, error: read.error };
}

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
