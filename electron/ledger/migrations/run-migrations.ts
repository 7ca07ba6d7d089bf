import { Migrator } from 'kysely/migration';
import type { LedgerDb } from '../schema.ts';
import { initialMigration } from './0001-initial.ts';
import { managerMigration } from './0004-manager.ts';

const migrations = { '0001-initial': initialMigration, '0004-manager': managerMigration };

/**
 * This program's schema. Migrations only add tables, columns with defaults, indexes and triggers that old
 * statements satisfy, so `compatibleFrom` stays at the oldest program version that still runs on the file; it
 * would rise only for a change that an older program must not touch.
 */
export const schemaVersion = 4;
export const compatibleFrom = 1;

/**
 * Brings a new or older file to this program's schema, each migration whole or not at all. A newer file is left as
 * it is. @throws the cause when a migration failed; the file is then as before it.
 */
export async function runMigrations(db: LedgerDb): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  await db.updateTable('ledger').set({ schemaVersion, compatibleFrom }).execute();
}
