import { existsSync, statSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { LedgerDisk } from './disk.ts';
import { schemaVersion } from './migrations/run-migrations.ts';

/** "TSld", in the file's header: tells a ledger from any other SQLite file. */
export const ledgerApplicationId = 0x54_53_6c_64;

/** A whole-file check takes some tens of milliseconds up to this size; above it, only what is read is checked. */
const quickCheckBytesMax = 16 * 1024 * 1024;

export type FileKind =
  | { readonly kind: 'new' }
  | { readonly kind: 'ledger'; readonly schemaVersion: number }
  | { readonly kind: 'newer'; readonly schemaVersion: number }
  | { readonly kind: 'unreadable'; readonly why: string };

/**
 * Looks at a file without ever writing to it: a read-only connection neither checkpoints nor repairs, so a file that
 * this program must not touch keeps every byte. Reads SQLite's own errors as `unreadable`; others (permissions) throw.
 * @param isExpected whether a ledger is known to have been here; then an empty file is a lost one, not a new one.
 */
export function inspectFile(disk: LedgerDisk, path: string, isExpected: boolean): FileKind {
  const size = existsSync(path) ? statSync(path).size : 0;
  if (size === 0) {
    if (existsSync(path) && isExpected) return { kind: 'unreadable', why: 'the file is empty' };
    // SQLite would delete a log whose database is missing or empty, and with it the only copy of what it holds.
    const isOrphan = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
    return isOrphan ? { kind: 'unreadable', why: 'the log lies there without its file' } : { kind: 'new' };
  }
  let database: DatabaseSync | undefined;
  try {
    database = disk.openDatabase(path, { readOnly: true, timeout: 1_000 });
    return inspectContent(database, size);
  } catch (cause) {
    if (isUnreadable(cause)) return { kind: 'unreadable', why: (cause as Error).message };
    throw cause;
  } finally {
    database?.close();
  }
}

/** SQLITE_CORRUPT, SQLITE_NOTADB or SQLITE_FORMAT, with or without their extended codes. */
export function isUnreadable(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('errcode' in cause) || typeof cause.errcode !== 'number') return false;
  return [11, 24, 26].includes(cause.errcode & 0xff);
}

function inspectContent(database: DatabaseSync, size: number): FileKind {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const names = new Set(tables.map((row) => row.name));
  const applicationId = database.prepare('PRAGMA application_id').get()?.application_id;
  if (applicationId !== ledgerApplicationId) {
    return applicationId === 0 && names.size === 0
      ? { kind: 'new' }
      : { kind: 'unreadable', why: 'another program made this file' };
  }
  if (size <= quickCheckBytesMax) {
    const check = database.prepare('PRAGMA quick_check(1)').get()?.quick_check;
    if (check !== 'ok') return { kind: 'unreadable', why: String(check).slice(0, 200) };
  }
  if (!names.has('ledger')) {
    const isBareStart = [...names].every((name) => String(name).startsWith('kysely_'));
    return isBareStart ? { kind: 'new' } : { kind: 'unreadable', why: 'its ledger table is missing' };
  }
  const row = database.prepare('SELECT schema_version, compatible_from FROM ledger').get();
  if (!row) return { kind: 'new' };
  const version = Number(row.schema_version);
  const isTooNew = version > schemaVersion && Number(row.compatible_from) > schemaVersion;
  return { kind: isTooNew ? 'newer' : 'ledger', schemaVersion: version };
}
