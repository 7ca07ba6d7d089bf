import { createHash } from 'node:crypto';
import Store from 'electron-store';
import { z } from 'zod';
import { type Currency, currencies } from '../../shared/money.ts';
import type { Logger } from '../../shared/ports.ts';

const schema = z.object({
  tokenDigest: z.string().length(64),
  fingerprint: z.string().max(10_000).nullable(),
  currency: z.enum(currencies),
  isCurrencyKnown: z.boolean(),
});

export interface KnownAccount {
  readonly fingerprint: string | null;
  readonly currency: Currency;
  /** False while the currency is only assumed. */
  readonly isCurrencyKnown: boolean;
}

export interface AccountMemoryFile {
  recall(): KnownAccount | null;
  remember(account: KnownAccount): void;
}

/**
 * Which account answered to a token at an address, so that its ledger opens at the next start before Helcim answers.
 * No more than that: without it the same ledger opens, once Helcim has answered, since the ledgers themselves say whose
 * they are. The token itself is not in it, only a digest that tells another token apart.
 * @param folder absolute path of the data folder
 */
export function openAccountMemory(
  folder: string,
  helcimUrl: string,
  token: () => string | null,
  logger: Logger,
): AccountMemoryFile {
  const key = createHash('sha256').update(helcimUrl).digest('hex').slice(0, 16);
  const digestNow = (): string | null => {
    const current = token();
    return current === null ? null : createHash('sha256').update(`${helcimUrl}\n${current}`).digest('hex');
  };
  const store = openStore(folder, logger);
  return {
    recall() {
      const parsed = schema.safeParse(store?.get(key));
      return parsed.success && parsed.data.tokenDigest === digestNow() ? parsed.data : null;
    },
    remember({ fingerprint, currency, isCurrencyKnown }) {
      const tokenDigest = digestNow();
      if (tokenDigest === null) return;
      try {
        store?.set(key, { tokenDigest, fingerprint, currency, isCurrencyKnown });
      } catch (error) {
        logger.warn('the account could not be remembered; the next start asks again', {
          error: String(error),
        });
      }
    },
  };
}

function openStore(folder: string, logger: Logger): Store<Record<string, unknown>> | null {
  try {
    return new Store<Record<string, unknown>>({
      name: 'accounts',
      cwd: folder,
      configFileMode: 0o600,
      clearInvalidConfig: true,
      accessPropertiesByDotNotation: false,
    });
  } catch (error) {
    logger.warn('the account memory cannot be used', { error: String(error) });
    return null;
  }
}
