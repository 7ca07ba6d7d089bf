/**
 * Reads a ledger's file as a stranger would: SQLite's own checks, plain SQL, and the hash chain written a second time
 * from its description. Nothing of the program's own ledger code is used.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Row = Readonly<Record<string, unknown>>;

export interface AttemptRow extends Row {
  readonly id: string;
  readonly sale_id: string;
  readonly terminal_code: string;
  readonly invoice_number: string;
  readonly amount_cents: number;
  readonly state: string;
  readonly prepared_at_ms: number;
  readonly approved_cents: number | null;
  readonly later_proven: string | null;
  readonly filed_as: string | null;
  readonly close_reason: string | null;
}
export interface TransactionRow extends Row {
  readonly transaction_id: number;
  readonly attempt_id: string | null;
  readonly status: string;
  readonly amount_cents: number;
  readonly invoice_number: string | null;
}
export interface JournalRow extends Row {
  readonly seq: number;
  readonly at_ms: number;
  readonly kind: string;
  readonly source: string;
  readonly attempt_id: string | null;
  readonly epoch: string;
  readonly data: string;
  readonly prev_hash: string;
  readonly hash: string;
}

/** All rows of a ledger, and what is wrong with the file itself. */
export interface LedgerRows {
  readonly faults: readonly string[];
  readonly attempts: readonly AttemptRow[];
  readonly transactions: readonly TransactionRow[];
  readonly journal: readonly JournalRow[];
  readonly inbox: readonly (Row & { readonly webhook_id: string; readonly outcome: string | null })[];
  readonly alarms: readonly (Row & { readonly kind: string; readonly attempt_id: string | null })[];
  readonly sales: readonly (Row & { readonly id: string; readonly total_cents: number })[];
  readonly confirmations: readonly (Row & {
    readonly for_attempt_id: string;
    readonly doubt_attempt_id: string;
  })[];
  readonly tills: readonly Row[];
  readonly ledger: readonly (Row & { readonly in_recovery: number })[];
}

/** Ledgers of a data folder; one that was killed again and again has exactly one. */
export function ledgerFilesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^ledger-.*\.sqlite$/.test(name))
    .map((name) => join(folder, name));
}

/**
 * A copy of what the dead process left: whoever opens the file itself takes its log in, and the next till is to do that.
 * Never while the till runs.
 */
export function copyLedger(path: string, to: string): void {
  copyFileSync(path, to);
  if (existsSync(`${path}-wal`)) copyFileSync(`${path}-wal`, `${to}-wal`);
}

/** @throws Error when SQLite cannot read the file at all */
export function readLedger(path: string, options: { readonly isLive: boolean }): LedgerRows {
  const database = new DatabaseSync(path, { readOnly: options.isLive, timeout: 2_000 });
  try {
    database.exec('BEGIN');
    const tables = new Set(
      database
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table'")
        .all()
        .map((row) => String(row.name)),
    );
    // Checked columns are what the interfaces above name; STRICT tables hold them to their types.
    const all = <Read>(table: string, order = 'rowid') =>
      (tables.has(table) ? database.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all() : []) as Read[];
    const journal = all<JournalRow>('journal', 'seq');
    return {
      faults: [...(options.isLive ? [] : sqliteFaults(database)), ...chainFaults(journal)],
      attempts: all('attempts', 'n'),
      transactions: all('transactions'),
      journal,
      inbox: all('inbox', 'id'),
      alarms: all('alarms'),
      sales: all('sales'),
      confirmations: all('doubt_confirmations'),
      tills: all('tills'),
      ledger: all('ledger'),
    };
  } finally {
    database.close();
  }
}

function sqliteFaults(database: DatabaseSync): string[] {
  const integrity = database
    .prepare('PRAGMA integrity_check')
    .all()
    .map((row) => String(row.integrity_check))
    .filter((line) => line !== 'ok');
  const strays = database.prepare('PRAGMA foreign_key_check').all();
  return [
    ...integrity.map((line) => `integrity_check: ${line}`),
    ...strays.map((row) => `foreign_key_check: ${JSON.stringify(row)}`),
  ];
}

/** Each row's hash is SHA-256 over the one before it, a line end, and the row's own facts as one JSON list. */
function chainFaults(journal: readonly JournalRow[]): string[] {
  let before = '0'.repeat(64);
  for (const [index, row] of journal.entries()) {
    const facts = [row.seq, row.at_ms, row.kind, row.source, row.attempt_id, row.epoch, row.data];
    const hash = createHash('sha256')
      .update(`${before}\n${JSON.stringify(facts)}`)
      .digest('hex');
    if (row.seq !== index + 1 || row.prev_hash !== before || row.hash !== hash)
      return [`the chain of the journal breaks at row ${row.seq}`];
    before = row.hash;
  }
  return [];
}
