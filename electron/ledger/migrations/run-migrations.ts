import { sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { LedgerDb } from '../schema.ts';
import { initialMigration } from './0001-initial.ts';
import { refundsMigration } from './0002-refunds.ts';
import { historyMigration } from './0003-history.ts';
import { managerMigration } from './0004-manager.ts';
import { cardSearchMigration } from './0005-card-search.ts';
import { auditMigration } from './0006-audit.ts';

const migrations: Readonly<Record<string, Migration>> = {
  '0001-initial': initialMigration,
  '0002-refunds': refundsMigration,
  '0003-history': historyMigration,
  '0004-manager': managerMigration,
  '0005-card-search': cardSearchMigration,
  '0006-audit': auditMigration,
};

/**
 * This program's schema. Migrations only add tables, columns with defaults, indexes and triggers that old
 * statements satisfy, so `compatibleFrom` stays at the oldest program version that still runs on the file; it
 * rises only for a change that an older program must not touch. Version 2 is one: its attempts may have no terminal.
 */
export const schemaVersion = 6;
export const compatibleFrom = 2;

/**
 * Brings a new or older file to this program's schema, all of it or nothing. A newer file is left as it is.
 * @throws the cause when a migration failed; the file is then as before it.
 */
export async function runMigrations(db: LedgerDb): Promise<void> {
  // Off while a table is rebuilt, and outside the transaction, where alone SQLite heeds it; the rebuild checks them.
  await sql`PRAGMA foreign_keys = OFF`.execute(db);
  try {
    const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...migrations }) } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    await db.updateTable('ledger').set({ schemaVersion, compatibleFrom }).execute();
  } finally {
    await sql`PRAGMA foreign_keys = ON`.execute(db);
  }
}
