/**
 * The ledger's rows for a judge that watches for weeks: only what changed since the last look is read, and what nobody
 * waits for any more is left out. Triggers of this connection alone note the changes, so the file stays the program's.
 */
import { DatabaseSync } from 'node:sqlite';
import {
  type AttemptRow,
  type InboxRow,
  isOpenState,
  type LedgerRows,
  readLedgerRows,
  rowQueries,
  type TransactionRow,
} from '../world/oracle/ledger-rows.ts';

/** More than three days of a busy shop: an event may come again for 27 hours, an attempt is watched for 48. */
const keptRows = 800;
/** What becomes of an older attempt is judged by how it was when it was left out. */
const keptAttempts = 100;

/**
 * @param leftOut attempts that were left out, as they were then, by id; kept over the runs of the program
 * @param attemptChanged told of each attempt that is new or changed, as of a commit
 */
export function readRecentRows(
  database: DatabaseSync,
  leftOut: Map<string, AttemptRow>,
  attemptChanged: (attempt: AttemptRow) => void,
): LedgerRows | null {
  const whole = readLedgerRows(database);
  if (whole === null) return null;
  DatabaseSync.prototype.exec.call(
    database,
    'PRAGMA temp_store = MEMORY; CREATE TEMP TABLE touched (name TEXT NOT NULL, key NOT NULL)',
  );
  const attempts = watchTable<AttemptRow>(database, {
    table: 'attempts',
    most: keptAttempts,
    column: 'n',
    alias: 'n',
    query: rowQueries.attempts,
    keyOf: ({ n }) => n,
    isAwaited,
    changed: attemptChanged,
    dropped: (attempt) => void leftOut.set(attempt.id, attempt),
  });
  const transactions = watchTable<TransactionRow>(database, {
    table: 'transactions',
    most: keptRows,
    column: 'transaction_id',
    alias: 'id',
    query: rowQueries.transactions,
    keyOf: ({ id }) => id,
    isAwaited: () => false,
  });
  const inbox = watchTable<InboxRow>(database, {
    table: 'inbox',
    most: keptRows,
    column: 'webhook_id',
    alias: 'webhook',
    query: rowQueries.inbox,
    keyOf: ({ webhook }) => webhook,
    isAwaited: ({ outcome }) => outcome === null,
  });
  return { ...whole, attempts, transactions, inbox, leftOut: (id) => leftOut.get(id) ?? null };
}

function isAwaited({ state, acknowledgedAt }: AttemptRow): boolean {
  return isOpenState(state) || state === 'unknown' || acknowledgedAt === null;
}

interface Watch<Row> {
  readonly table: string;
  /** How many of the newest stay, beside those that are waited for. */
  readonly most: number;
  /** What names a row, in the table and in the query's answer. */
  readonly column: string;
  readonly alias: string;
  readonly query: string;
  readonly keyOf: (row: Row) => string | number;
  /** A row that is never left out. */
  readonly isAwaited: (row: Row) => boolean;
  readonly changed?: (row: Row) => void;
  readonly dropped?: (row: Row) => void;
}

function watchTable<Row>(database: DatabaseSync, watch: Watch<Row>): () => readonly Row[] {
  const { table, column, alias, query, keyOf, changed } = watch;
  const prepare = (sql: string) => DatabaseSync.prototype.prepare.call(database, sql);
  for (const event of ['INSERT', 'UPDATE'])
    DatabaseSync.prototype.exec.call(
      database,
      `CREATE TEMP TRIGGER ${table}_${event} AFTER ${event} ON main.${table}
        BEGIN INSERT INTO touched VALUES ('${table}', NEW.${column}); END`,
    );
  const touched = prepare(`SELECT DISTINCT key FROM temp.touched WHERE name = '${table}' ORDER BY rowid`);
  const forget = prepare(`DELETE FROM temp.touched WHERE name = '${table}'`);
  const one = prepare(`SELECT * FROM (${query}) WHERE ${alias} = ?`);
  const kept = new Map((prepare(query).all() as Row[]).map((row) => [keyOf(row), row]));
  dropOld(kept, watch);
  let rows: readonly Row[] = [...kept.values()];

  return () => {
    // What an open transaction has written so far is not there yet.
    if (database.isTransaction) return rows;
    const keys = touched.all().map(({ key }) => key as string | number);
    if (keys.length === 0) return rows;
    forget.run();
    for (const key of keys) {
      const row = one.get(key) as Row;
      kept.set(key, row);
      changed?.(row);
    }
    // Now and then together, since that is a walk over all.
    if (kept.size > watch.most * 1.5) dropOld(kept, watch);
    rows = [...kept.values()];
    return rows;
  };
}

function dropOld<Row>(
  kept: Map<string | number, Row>,
  { most, isAwaited: stays, dropped }: Watch<Row>,
): void {
  let left = kept.size - most;
  for (const [key, row] of kept) {
    left -= 1;
    if (left < 0) return;
    if (stays(row)) continue;
    kept.delete(key);
    dropped?.(row);
  }
}
