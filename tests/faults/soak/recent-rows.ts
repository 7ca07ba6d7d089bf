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
/** So many more may gather before they are dropped together. */
const slackRows = 100;

/** @param attemptChanged told of each attempt that is new or changed, as of a commit */
export function readRecentRows(
  database: DatabaseSync,
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
    column: 'n',
    alias: 'n',
    query: rowQueries.attempts,
    keyOf: ({ n }) => n,
    isAwaited,
    changed: attemptChanged,
  });
  const transactions = watchTable<TransactionRow>(database, {
    table: 'transactions',
    column: 'transaction_id',
    alias: 'id',
    query: rowQueries.transactions,
    keyOf: ({ id }) => id,
    isAwaited: () => false,
  });
  const inbox = watchTable<InboxRow>(database, {
    table: 'inbox',
    column: 'webhook_id',
    alias: 'webhook',
    query: rowQueries.inbox,
    keyOf: ({ webhook }) => webhook,
    isAwaited: ({ outcome }) => outcome === null,
  });
  const one = DatabaseSync.prototype.prepare.call(database, 'SELECT 1 FROM attempts WHERE id = ?');
  return { ...whole, attempts, transactions, inbox, has: (id) => one.get(id) !== undefined };
}

function isAwaited({ state, watchClosedAt, acknowledgedAt }: AttemptRow): boolean {
  return isOpenState(state) || state === 'unknown' || watchClosedAt === null || acknowledgedAt === null;
}

interface Watch<Row> {
  readonly table: string;
  /** What names a row, in the table and in the query's answer. */
  readonly column: string;
  readonly alias: string;
  readonly query: string;
  readonly keyOf: (row: Row) => string | number;
  /** A row that is never left out. */
  readonly isAwaited: (row: Row) => boolean;
  readonly changed?: (row: Row) => void;
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
  dropOld(kept, watch.isAwaited);
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
    if (kept.size > keptRows + slackRows) dropOld(kept, watch.isAwaited);
    rows = [...kept.values()];
    return rows;
  };
}

function dropOld<Row>(kept: Map<string | number, Row>, isAwaitedRow: (row: Row) => boolean): void {
  let left = kept.size - keptRows;
  for (const [key, row] of kept) {
    left -= 1;
    if (left < 0) return;
    if (!isAwaitedRow(row)) kept.delete(key);
  }
}
