/** Looks into ledgers that nobody opens: read-only, and a file that cannot be read is an answer, not an error. */
import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { openStates } from '../../shared/lifecycle.ts';

export type LedgerBinding =
  | { readonly kind: 'bound'; readonly fingerprint: string }
  | { readonly kind: 'unbound' }
  /** Damaged, empty, half made, of another shape, or not to be had: only opening it can tell. */
  | { readonly kind: 'unreadable' };

export function peekBinding(path: string): LedgerBinding {
  const row = isEmpty(path) ? null : peek(path, 'SELECT account_fingerprint AS fingerprint FROM ledger');
  if (!row) return { kind: 'unreadable' };
  const { fingerprint } = row;
  return typeof fingerprint === 'string' ? { kind: 'bound', fingerprint } : { kind: 'unbound' };
}

/** Whether an attempt of this ledger is open; an empty file holds none, and an unreadable one may. */
export function peekOpenAttempts(path: string): 'none' | 'some' | 'unreadable' {
  if (isEmpty(path)) return 'none';
  const states = openStates.map((state) => `'${state}'`).join();
  const row = peek(path, `SELECT count(*) AS count FROM attempts WHERE state IN (${states})`);
  if (!row) return 'unreadable';
  return row.count === 0 ? 'none' : 'some';
}

/** Not to be opened: SQLite deletes the log beside an empty file, and with it the only copy of what it holds. */
function isEmpty(path: string): boolean {
  return (statSync(path, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function peek(path: string, query: string): Readonly<Record<string, unknown>> | null {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 1_000 });
    return database.prepare(query).get() ?? null;
  } catch {
    return null;
  } finally {
    database?.close();
  }
}
