import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isSameAccount } from './account-fingerprint.ts';
import { ledgersIn } from './find-ledger.ts';
import { ledgerFileName } from './ledger-location.ts';
import { peekBinding } from './peek-ledger.ts';

/**
 * Which ledger of the folder an account at this address goes on with (M14): what the files themselves say decides.
 * 1. The one that is bound to the account.
 * 2. One that cannot be read: it may be the account's, so opening it has to say what is wrong with it.
 * 3. One that was never bound.
 * 4. Without a known account, the one written last.
 * 5. A new one.
 * Among equals the one written last. Only looks; a ledger of practice is none of these.
 * @param folder absolute path of the data folder
 * @param fingerprint of the account, null as long as nobody knows it
 * @returns the file's name
 */
export function chooseLedgerFile(folder: string, url: string, fingerprint: string | null): string {
  const base = ledgerFileName({ mode: 'switched', url });
  const ledgers = ledgersIn(folder, ledgersLike(base)).map((path) => ({
    name: basename(path),
    binding: peekBinding(path),
  }));
  const chosen =
    ledgers.find(({ binding }) => fingerprint !== null && isBoundTo(binding, fingerprint)) ??
    ledgers.find(({ binding }) => binding.kind === 'unreadable') ??
    ledgers.find(({ binding }) => binding.kind === 'unbound') ??
    (fingerprint === null ? ledgers[0] : undefined);
  if (chosen) return chosen.name;
  const isBaseTaken = existsSync(join(folder, base));
  return fingerprint !== null && isBaseTaken
    ? ledgerFileName({ mode: 'switched', url, accountFingerprint: fingerprint })
    : base;
}

/** The address's own file, and those of further accounts there. */
function ledgersLike(base: string): RegExp {
  return new RegExp(`^${base.replace(/\.sqlite$/, '')}(-[0-9a-f]{8})?\\.sqlite$`);
}

function isBoundTo(binding: ReturnType<typeof peekBinding>, fingerprint: string): boolean {
  return binding.kind === 'bound' && isSameAccount(binding.fingerprint, fingerprint);
}
