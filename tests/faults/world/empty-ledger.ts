/**
 * The file of a till that has been installed, and has not been asked for anything yet: the tables are there, and no row.
 * Making them takes as long as a tenth of a day, and most days do not begin with it.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CamelCasePlugin, Kysely } from 'kysely';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import { runMigrations } from '../../../electron/ledger/migrations/run-migrations.ts';
import { nodeSqliteDialect } from '../../../electron/ledger/node-sqlite-dialect.ts';
import { openDatabase } from '../../../electron/ledger/open-database.ts';
import type { LedgerDatabase } from '../../../electron/ledger/schema.ts';

/**
 * Made by the program's own migrations when it is first asked for.
 * @param folder where it is kept for all histories of this process
 * @returns its path
 */
export async function emptyLedgerIn(folder: string): Promise<string> {
  const path = join(folder, 'empty.sqlite');
  if (existsSync(path)) return path;
  const database = openDatabase(machineDisk, path, true);
  const db = new Kysely<LedgerDatabase>({
    dialect: nodeSqliteDialect(database),
    plugins: [new CamelCasePlugin()],
  });
  await runMigrations(db);
  await db.destroy();
  return path;
}
