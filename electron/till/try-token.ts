/**
 * What a token opens, by reads alone. A right to move money is never tried out: it shows at the first payment and the
 * first refund, by their own answer.
 * @see https://devdocs.helcim.com/docs/creating-an-api-access-token
 */
import type { AppError } from '../../shared/app-error.ts';
import type { TokenReport, TokenRight } from '../../shared/setup.ts';
import type { HelcimClient, ReadResult } from '../helcim/helcim-client.ts';
import { accountOf, readAccount } from '../payments/account.ts';

export interface TriedToken {
  readonly report: Omit<TokenReport, 'account'>;
  /** Of the account behind the token; null when it may not read the card terminals. */
  readonly fingerprint: string | null;
}

export type TokenTrial =
  | { readonly ok: true; readonly tried: TriedToken }
  /** The token is no good, or nobody could be asked. */
  | { readonly ok: false; readonly error: AppError };

/** @param dateFrom Mountain date (`YYYY-MM-DD`) from which payments may tell the currency */
export async function tryToken(
  helcim: Pick<HelcimClient, 'connectionTest' | 'cardTerminals' | 'listDevices' | 'searchTransactions'>,
  dateFrom: string,
): Promise<TokenTrial> {
  const connection = await helcim.connectionTest();
  if (!connection.ok) return { ok: false, error: connection.error };
  const [account, cardTerminals, devices, transactions] = [
    await readAccount(helcim, dateFrom),
    await helcim.cardTerminals(),
    await helcim.listDevices(),
    await helcim.searchTransactions({ dateFrom }, 'rest'),
  ];
  if (!account.ok) return { ok: false, error: account.error };
  return {
    ok: true,
    tried: {
      fingerprint: cardTerminals.ok ? accountOf(cardTerminals.value).fingerprint : null,
      report: {
        currency: account.account.isCurrencyKnown ? account.account.currency : null,
        rights: {
          transactions: rightOf(transactions),
          devices: rightOf(devices),
          cardTerminals: rightOf(cardTerminals),
        },
        deviceCount: devices.ok ? devices.value.length : null,
      },
    },
  };
}

function rightOf(read: ReadResult<unknown>): TokenRight {
  if (read.ok) return 'yes';
  return read.error.code === 'token_lacks_permission' ? 'no' : 'unknown';
}
