/** The disk as the ledger uses it: SQLite files, and one small text beside them. A test may stand in between. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';
import { hasCode } from './error-code.ts';

export interface LedgerDisk {
  /** @throws as `DatabaseSync` does */
  openDatabase(path: string, options: DatabaseSyncOptions): DatabaseSync;
  /** @returns null when there is no such file */
  readText(path: string): Promise<string | null>;
  /** Whole or not at all, and on disk when this resolves. */
  replaceText(path: string, text: string): Promise<void>;
}

export const machineDisk: LedgerDisk = {
  openDatabase: (path, options) => new DatabaseSync(path, options),
  async readText(path) {
    try {
      return await readFile(path, 'utf8');
    } catch (cause) {
      if (hasCode(cause, 'ENOENT')) return null;
      throw cause;
    }
  },
  /** A new file, flushed, takes the old one's name. */
  async replaceText(path, text) {
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.new`;
    const file = await open(draft, 'w', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  },
};
