import { closeSync, openSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { LedgerDisk } from './disk.ts';
import { ledgerApplicationId } from './inspect-file.ts';

/**
 * Durable before fast: every commit is on the disk, on a Mac through the drive's own cache too. Erased content is
 * overwritten. 16 MiB of pages are kept, so that the upper floors of a long history's indexes stay in memory.
 * `recursive_triggers` lets the delete guards see what `INSERT OR REPLACE` would remove.
 * @see https://www.sqlite.org/pragma.html
 */
const pragmas = [
  'journal_mode = WAL',
  'synchronous = FULL',
  'fullfsync = ON',
  'checkpoint_fullfsync = ON',
  'foreign_keys = ON',
  'recursive_triggers = ON',
  'secure_delete = ON',
  'trusted_schema = OFF',
  'busy_timeout = 2000',
  'cache_size = -16384',
];

export function openDatabase(disk: LedgerDisk, path: string, isNew: boolean): DatabaseSync {
  // Made here first, since its log and index take over who may read it.
  if (isNew) closeSync(openSync(path, 'a', 0o600));
  const database = disk.openDatabase(path, { enableForeignKeyConstraints: true });
  try {
    for (const pragma of pragmas) database.exec(`PRAGMA ${pragma}`);
    if (isNew) database.exec(`PRAGMA application_id = ${ledgerApplicationId}`);
    return database;
  } catch (cause) {
    database.close();
    throw cause;
  }
}
