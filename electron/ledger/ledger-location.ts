import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import { isLoopbackHost } from '../../shared/loopback.ts';

const productFolder = 'Tillside';
const slugLengthMax = 60;

export type LedgerPurpose =
  | { readonly mode: 'demo' }
  | { readonly mode: 'switched'; readonly url: string; readonly accountFingerprint?: string };

/**
 * One file for each place that money can move in (M13, M14): `ledger-demo.sqlite`, or
 * `ledger-<local or live>-<host and path>-<8 hex of the address>[-<8 hex of the account>].sqlite`; local is a server on
 * this machine, where no money is real.
 * @throws TypeError when the address is not a URL.
 */
export function ledgerFileName(purpose: LedgerPurpose): string {
  if (purpose.mode === 'demo') return 'ledger-demo.sqlite';
  const { host, hostname, pathname } = new URL(purpose.url);
  const place = isLoopbackHost(hostname) ? 'local' : 'live';
  const slug = `${host}${pathname}`
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, slugLengthMax);
  const account = purpose.accountFingerprint === undefined ? '' : `-${shortHash(purpose.accountFingerprint)}`;
  return `ledger-${place}-${slug}-${shortHash(purpose.url)}${account}.sqlite`;
}

/** Beside the ledger's data but not inside its file: what it had reached, to know an older copy by (M14). */
export function witnessFileName(ledgerFile: string): string {
  return ledgerFile.replace(/\.sqlite$/, '.witness.json');
}

/**
 * The machine-local data folder, never a roaming one. `TILLSIDE_USER_DATA` names another.
 * @param env the environment, for the folders that the system names there.
 */
export function userDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  homeFolder: string,
): string {
  if (env.TILLSIDE_USER_DATA) return env.TILLSIDE_USER_DATA;
  if (platform === 'win32') {
    return win32.join(env.LOCALAPPDATA || win32.join(homeFolder, 'AppData', 'Local'), productFolder);
  }
  if (platform === 'darwin') return posix.join(homeFolder, 'Library', 'Application Support', productFolder);
  return posix.join(env.XDG_DATA_HOME || posix.join(homeFolder, '.local', 'share'), productFolder);
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
