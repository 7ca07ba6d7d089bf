/** The ledger as it lies on the disk, read by SQL of our own between its transactions, so that only what was committed is seen. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export interface AttemptRow {
  readonly n: number;
  readonly id: string;
  readonly sale: string;
  readonly terminal: string;
  readonly number: string;
  readonly asked: number;
  readonly currency: string;
  readonly state: string;
  readonly preparedAt: number;
  readonly begunAt: number | null;
  readonly approved: number | null;
  readonly proven: string | null;
  readonly filedAs: string | null;
  readonly reason: string | null;
  readonly acknowledgedAt: number | null;
  readonly watchClosedAt: number | null;
  readonly total: number;
}

export interface TransactionRow {
  readonly id: number;
  readonly owner: string | null;
  readonly type: string;
  readonly status: string;
  readonly cents: number;
  readonly currency: string;
  readonly number: string | null;
}

export interface AlarmRow {
  readonly id: string;
  readonly kind: string;
  readonly attempt: string | null;
  readonly transaction_id: number | null;
  readonly terminal: string | null;
  readonly acknowledged: string | null;
}

export interface InboxRow {
  readonly webhook: string;
  readonly body: string;
  readonly outcome: string | null;
  readonly fresh: number;
}

export interface JournalRow {
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

export interface LedgerRows {
  /** An attempt that `attempts` has left out, as it was then; absent where nothing is left out. */
  leftOut?(id: string): AttemptRow | null;
  attempts(): readonly AttemptRow[];
  transactions(): readonly TransactionRow[];
  alarms(): readonly AlarmRow[];
  inbox(): readonly InboxRow[];
  confirmed(): readonly { readonly by: string; readonly doubt: string }[];
  journalAfter(seq: number): readonly JournalRow[];
  identity(): { readonly till: string; readonly recovering: number } | null;
  integrity(): string;
}

export const rowQueries = {
  attempts: `SELECT n, attempts.id AS id, sale_id AS sale, terminal_code AS terminal, invoice_number AS number, amount_cents AS asked,
    attempts.currency AS currency, state, prepared_at_ms AS preparedAt, send_begun_at_ms AS begunAt, approved_cents AS approved,
    later_proven AS proven, filed_as AS filedAs, close_reason AS reason, acknowledged_at_ms AS acknowledgedAt,
    watch_closed_at_ms AS watchClosedAt, total_cents AS total
    FROM attempts JOIN sales ON sales.id = attempts.sale_id ORDER BY n`,
  transactions: `SELECT transaction_id AS id, attempt_id AS owner, type, status, amount_cents AS cents, currency, invoice_number AS number FROM transactions`,
  alarms: `SELECT id, kind, attempt_id AS attempt, transaction_id, terminal_code AS terminal, acknowledged_by AS acknowledged FROM alarms`,
  inbox: `SELECT webhook_id AS webhook, body, outcome, is_fresh AS fresh FROM inbox`,
  confirmed: `SELECT for_attempt_id AS by, doubt_attempt_id AS doubt FROM doubt_confirmations`,
  journal: `SELECT seq, at_ms, kind, source, attempt_id, epoch, data, prev_hash, hash FROM journal WHERE seq > ? ORDER BY seq`,
  identity: `SELECT till_id AS till, in_recovery AS recovering FROM ledger`,
} as const;

/** Null while the file has no tables yet. */
export function readLedgerRows(database: DatabaseSync): LedgerRows | null {
  const made = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const statement = made.get(sql) ?? DatabaseSync.prototype.prepare.call(database, sql);
    made.set(sql, statement);
    return statement;
  };
  const all = <Row>(sql: string, ...values: (string | number)[]) => prepare(sql).all(...values) as Row[];
  try {
    prepare(rowQueries.confirmed);
    prepare(rowQueries.journal);
  } catch {
    return null;
  }
  return {
    attempts: () => all(rowQueries.attempts),
    transactions: () => all(rowQueries.transactions),
    alarms: () => all(rowQueries.alarms),
    inbox: () => all(rowQueries.inbox),
    confirmed: () => all(rowQueries.confirmed),
    journalAfter: (seq) => all(rowQueries.journal, seq),
    identity: () => all<{ till: string; recovering: number }>(rowQueries.identity)[0] ?? null,
    integrity: () => String(prepare('PRAGMA integrity_check').get()?.integrity_check),
  };
}

const openStates = new Set(['prepared', 'sending', 'on_terminal', 'checking']);

export function isOpenState(state: string): boolean {
  return openStates.has(state);
}

export function isApproved(attempt: AttemptRow): boolean {
  return attempt.state === 'approved' || attempt.proven === 'approved';
}
