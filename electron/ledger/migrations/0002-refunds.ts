import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

const openStates = `('prepared','sending','on_terminal','checking')`;
const states = `('prepared','sending','on_terminal','checking','approved','declined','cancelled','refused','unknown','closed_by_staff')`;
const safeIntegerMax = '9007199254740991';
const money = (column: string, least: 0 | 1) => `CHECK (${column} BETWEEN ${least} AND ${safeIntegerMax})`;
const id = (column: string) => `CHECK (length(${column}) BETWEEN 1 AND 64)`;
const invoiceShape = `CHECK (length(invoice_number) = 29 AND substr(invoice_number, 1, 3) = 'TS-'
    AND substr(invoice_number, 4) NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*')`;

const keptColumns = `n, id, sale_id, kind, terminal_code, invoice_number, original_transaction_id, amount_cents, currency,
  till_id, cashier_id, state, prepared_at_ms, send_begun_at_ms, last_decline_seen_at_ms, filed_as, ended_at_ms, error_code,
  error_detail, approved_cents, later_proven, closed_by, close_reason, closed_by_attempt_id, acknowledged_at_ms,
  last_lookup_at_ms, lookup_count, watch_closed_at_ms`;

/** As version 1 made it, but for the terminal, which a refund may do without, and the facts of a refund. */
const attemptsTable = `CREATE TABLE attempts_2 (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE ${id('id')},
    sale_id TEXT NOT NULL REFERENCES sales (id),
    kind TEXT NOT NULL CHECK (kind IN ('purchase','refund')),
    terminal_code TEXT REFERENCES terminals (code),
    invoice_number TEXT NOT NULL UNIQUE ${invoiceShape},
    original_transaction_id INTEGER,
    original_invoice_number TEXT COLLATE NOCASE CHECK (length(original_invoice_number) BETWEEN 1 AND 200),
    original_amount_cents INTEGER ${money('original_amount_cents', 1)},
    road TEXT CHECK (road IN ('reverse','credit_refund','debit_refund')),
    refund_reason TEXT,
    refund_reason_text TEXT,
    amount_cents INTEGER NOT NULL ${money('amount_cents', 1)},
    currency TEXT NOT NULL CHECK (currency IN ('CAD','USD')),
    till_id TEXT NOT NULL REFERENCES tills (id),
    cashier_id TEXT NOT NULL REFERENCES cashiers (id),
    state TEXT NOT NULL CHECK (state IN ${states}),
    prepared_at_ms INTEGER NOT NULL,
    send_begun_at_ms INTEGER,
    last_decline_seen_at_ms INTEGER,
    filed_as TEXT CHECK (filed_as IN ('stopped_at_terminal','pays_otherwise')),
    ended_at_ms INTEGER,
    error_code TEXT,
    error_detail TEXT,
    approved_cents INTEGER ${money('approved_cents', 0)},
    later_proven TEXT CHECK (later_proven IN ('approved','declined','cancelled')),
    closed_by TEXT,
    close_reason TEXT CHECK (close_reason IN ('paid_otherwise','left_without_paying','got_goods_unpaid','paid_by_attempt')),
    closed_by_attempt_id TEXT REFERENCES attempts (id),
    acknowledged_at_ms INTEGER,
    last_lookup_at_ms INTEGER,
    lookup_count INTEGER NOT NULL CHECK (lookup_count >= 0),
    watch_closed_at_ms INTEGER,
    CHECK (kind = 'refund' OR terminal_code IS NOT NULL),
    CHECK ((kind = 'refund') = (original_transaction_id IS NOT NULL)),
    CHECK ((kind = 'refund') = (original_amount_cents IS NOT NULL)),
    CHECK ((kind = 'refund') = (road IS NOT NULL)),
    CHECK (kind = 'purchase' OR (road = 'debit_refund') = (terminal_code IS NOT NULL)),
    CHECK (kind = 'refund' OR original_invoice_number IS NULL),
    CHECK (kind = 'refund' OR (refund_reason IS NULL AND refund_reason_text IS NULL)),
    CHECK (state <> 'approved' OR approved_cents IS NOT NULL),
    CHECK (state <> 'closed_by_staff' OR (closed_by IS NOT NULL AND close_reason IS NOT NULL))
  ) STRICT`;

/** Version 1 could hold a refund only with a terminal, so its road is known; what it gave back bounds its original. */
const copy = `INSERT INTO attempts_2 (${keptColumns}, original_invoice_number, original_amount_cents, road)
  SELECT ${keptColumns},
    CASE kind WHEN 'refund' THEN
      (SELECT invoice_number FROM transactions WHERE transaction_id = original_transaction_id) END,
    CASE kind WHEN 'refund' THEN max(amount_cents, coalesce(
      (SELECT amount_cents FROM transactions WHERE transaction_id = original_transaction_id), 0)) END,
    CASE kind WHEN 'refund' THEN 'debit_refund' END
  FROM attempts ORDER BY n`;

const moreTables = [
  // The rows of an original's number that had been read before its refund was sent: none of them can be its own.
  `CREATE TABLE refund_rows_before (
    attempt_id TEXT NOT NULL REFERENCES attempts (id) DEFERRABLE INITIALLY DEFERRED,
    transaction_id INTEGER NOT NULL CHECK (transaction_id > 0),
    PRIMARY KEY (attempt_id, transaction_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE refund_reminders (
    original_transaction_id INTEGER PRIMARY KEY CHECK (original_transaction_id > 0),
    amount_cents INTEGER NOT NULL ${money('amount_cents', 1)},
    card_batch_id INTEGER NOT NULL,
    asked_at_ms INTEGER NOT NULL,
    refundable_at_ms INTEGER,
    done_at_ms INTEGER
  ) STRICT`,
];

/** What a refund counts against its original: all of it until it is proven that no money moved (M9). */
const countedCents = `CASE WHEN state = 'approved' OR later_proven = 'approved' THEN coalesce(approved_cents, amount_cents)
    WHEN state IN ('declined','cancelled','refused') THEN 0 ELSE amount_cents END`;

const refuse = (name: string, when: string, message: string) =>
  `CREATE TRIGGER ${name} ${when} BEGIN SELECT RAISE(ABORT, '${message}'); END`;

/** Guards of version 1 that are written anew under their names, and new ones. */
const guards: Readonly<Record<string, string>> = {
  attempts_fixed: refuse(
    'attempts_fixed',
    `BEFORE UPDATE OF n, id, sale_id, kind, terminal_code, invoice_number, original_transaction_id,
      original_invoice_number, original_amount_cents, road, refund_reason, amount_cents, currency, till_id, cashier_id,
      prepared_at_ms ON attempts`,
    'facts of attempts never change',
  ),
  attempts_words_fixed: refuse(
    'attempts_words_fixed',
    `BEFORE UPDATE OF refund_reason_text ON attempts WHEN NEW.refund_reason_text IS NOT NULL`,
    'words of attempts are only ever erased',
  ),
  attempts_refund_free: refuse(
    'attempts_refund_free',
    `BEFORE INSERT ON attempts WHEN NEW.kind = 'refund' AND EXISTS (SELECT 1 FROM attempts
      WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking','unknown')
        AND (original_transaction_id = NEW.original_transaction_id
          OR original_invoice_number = NEW.original_invoice_number))`,
    'refund_unsettled',
  ),
  attempts_refund_within: refuse(
    'attempts_refund_within',
    `BEFORE INSERT ON attempts WHEN NEW.kind = 'refund' AND NEW.original_amount_cents < NEW.amount_cents
      + (SELECT coalesce(sum(${countedCents}), 0) FROM attempts
        WHERE kind = 'refund' AND original_transaction_id = NEW.original_transaction_id)`,
    'refund_above_paid',
  ),
  // A refund takes nothing from anybody: what a purchase of the same sale became is no doubt about it.
  attempts_sale_certain: refuse(
    'attempts_sale_certain',
    `BEFORE INSERT ON attempts WHEN NEW.kind = 'purchase' AND EXISTS (SELECT 1 FROM attempts AS doubt
      WHERE doubt.sale_id = NEW.sale_id AND doubt.kind = 'purchase' AND doubt.state = 'unknown' AND NOT EXISTS (
        SELECT 1 FROM doubt_confirmations
        WHERE doubt_attempt_id = doubt.id AND for_attempt_id = NEW.id))`,
    'sale_in_doubt',
  ),
  refund_rows_before_kept: refuse(
    'refund_rows_before_kept',
    'BEFORE DELETE ON refund_rows_before',
    'rows of refund_rows_before are never deleted',
  ),
  refund_rows_before_fixed: refuse(
    'refund_rows_before_fixed',
    'BEFORE UPDATE ON refund_rows_before',
    'facts of refund_rows_before never change',
  ),
  refund_reminders_kept: refuse(
    'refund_reminders_kept',
    'BEFORE DELETE ON refund_reminders',
    'rows of refund_reminders are never deleted',
  ),
};

const moreIndexes = [
  `CREATE INDEX attempts_refunds_of_original ON attempts (original_transaction_id) WHERE kind = 'refund'`,
  `CREATE INDEX attempts_refunds_of_invoice ON attempts (original_invoice_number) WHERE kind = 'refund'`,
  `CREATE INDEX attempts_open_refunds ON attempts (n) WHERE kind = 'refund' AND state IN ${openStates}`,
  `CREATE INDEX refund_reminders_to_do ON refund_reminders (asked_at_ms) WHERE done_at_ms IS NULL`,
];

/**
 * Refunds that need no terminal, with the facts that join them to their original. SQLite changes no column, so the
 * table is rebuilt by its documented procedure: foreign keys are off meanwhile (`runMigrations` sees to it, since no
 * transaction can), everything is in one transaction, and they are checked in the end.
 * @see https://www.sqlite.org/lang_altertable.html#otheralter
 */
export const refundsMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    const run = (statement: string) => sql.raw(statement).execute(db);
    const made = await sql<{ name: string; sql: string }>`
      SELECT name, sql FROM sqlite_schema
      WHERE tbl_name = 'attempts' AND type IN ('index','trigger') AND sql IS NOT NULL`.execute(db);
    await run(attemptsTable);
    await run(copy);
    await run('DROP TABLE attempts');
    await run('ALTER TABLE attempts_2 RENAME TO attempts');
    for (const each of made.rows) if (!(each.name in guards)) await run(each.sql);
    for (const statement of [...moreTables, ...moreIndexes, ...Object.values(guards)]) await run(statement);
    const broken = await sql`PRAGMA foreign_key_check`.execute(db);
    if (broken.rows.length > 0) throw new Error('a row of the ledger points at nothing');
    // With the rest or not at all: a file of this shape must never say that an older program may write for it.
    await run('UPDATE ledger SET schema_version = 2, compatible_from = 2');
  },
};
