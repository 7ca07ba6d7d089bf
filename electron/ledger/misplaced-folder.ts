/** Folders that another program copies about, by the names they carry. */
const syncedFolders: readonly RegExp[] = [
  /^onedrive( - .+)?$/i,
  /^dropbox( \(.+\))?$/i,
  /^google ?drive( .*)?$/i,
  /^my drive$/i,
  /^googledrive-.+$/i,
  /^icloud ?drive$/i,
  /^com~apple~clouddocs$/i,
  /^mobile documents$/i,
  /^cloudstorage$/i,
  /^box( sync)?$/i,
  /^nextcloud$/i,
  /^owncloud$/i,
  /^pcloud ?drive$/i,
  /^(mega|megasync)$/i,
  /^syncthing$/i,
];

export type Misplacement = 'network' | 'roaming' | 'synced';

/**
 * Whether a ledger must not lie at this absolute path: on a network share, where SQLite's locks and flushes do not
 * hold, in a roaming profile or in a synced folder, where another program restores and doubles files.
 * A share mounted like a local disk cannot be told by its path.
 * @see https://www.sqlite.org/useovernet.html
 */
export function misplacement(path: string, platform: string): Misplacement | null {
  const parts = path.split(platform === 'win32' ? /[\\/]+/ : /\/+/).filter((part) => part !== '');
  if (platform === 'win32') {
    if (isWindowsShare(path)) return 'network';
    if (/[\\/]appdata[\\/]roaming([\\/]|$)/i.test(path)) return 'roaming';
  }
  return parts.slice(0, -1).some((part) => syncedFolders.some((name) => name.test(part))) ? 'synced' : null;
}

/** `\\server\share`, also in the long form; `\\?\C:\` is a local disk. */
function isWindowsShare(path: string): boolean {
  return /^[\\/]{2}\?[\\/]UNC[\\/]/i.test(path) || /^[\\/]{2}[^\\/?.]/.test(path);
}
