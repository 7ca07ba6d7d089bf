/**
 * A ledger with a long past, made by direct SQL: sales, attempts, refunds, transactions and what belongs to a person
 * agree with one another. The journal is left thin: only what opening the ledger writes is in it, since none of the
 * questions that are timed here reads more of it than one attempt's own rows.
 */
import { DatabaseSync } from 'node:sqlite';

export const filledTerminals = ['AA11', 'BB22', 'CC33', 'DD44'] as const;
export const filledCashiers = ['Ann', 'Ben', 'Cleo', '1007', 'Dee', 'Eli'] as const;
/** Between two presses. */
const stepMs = 60_000;
/** The last press; the first one is `count` steps before. */
export const filledUntilMs = Date.UTC(2026, 2, 24, 17, 0, 0);

/**
 * What the attempt with this number holds, counted from 1; every twentieth is a refund of the one before it. Last digits
 * and amounts come about as often in a short ledger as in a long one, so that a search finds as much in both.
 */
export const filled = {
  attemptId: (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  transactionId: (n: number) => 10_000_000 + n,
  reference: (n: number) =>
    n % 5 < 3 ? `ORDER-${String(n).padStart(7, '0')}` : n % 5 === 3 ? `Table ${n % 40}` : null,
  approvalCode: (n: number) => `T${spread(n, 5).toString(36).toUpperCase().padStart(7, '0').slice(-5)}`,
  last4: (n: number, count: number) =>
    String(spread(n, 6) % Math.min(10_000, Math.ceil(count / 100))).padStart(4, '0'),
  /** From 1.00 up to below 201.00. */
  cents(n: number, count: number): number {
    const amounts = Math.min(20_000, Math.ceil(count / 50));
    return 100 + Math.floor((20_000 / amounts) * (spread(n, 9) % amounts));
  },
  receipt: (n: number) => `TS-0${base32(n)}${[1, 2, 3, 4].map((part) => base32(spread(n, part))).join('')}`,
  pressedAtMs: (n: number, count: number) => filledUntilMs - (count - n) * stepMs,
};

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Numbers without a visible order, the same in every run. */
function spread(n: number, salt: number): number {
  let value = Math.imul(n ^ Math.imul(salt, 0x9e3779b1), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 15), 0xc2b2ae35);
  return (value ^ (value >>> 13)) >>> 0;
}

/** Five characters of the numbers' alphabet. */
function base32(value: number): string {
  return [20, 15, 10, 5, 0].map((bits) => alphabet[(value >>> bits) & 31]).join('');
}

const filledSql = `
  INSERT INTO sales (id, till_id, cashier_id, total_cents, currency, reference, customer_code, created_at_ms)
    SELECT fill_id(n + 1000000000), till.id, fill_cashier(n), fill_cents(n), 'CAD', fill_reference(n), NULL, fill_ms(n)
    FROM numbers, (SELECT till_id AS id FROM ledger) AS till WHERE n % 20 <> 0;
  INSERT INTO attempts (n, id, sale_id, kind, terminal_code, invoice_number, original_transaction_id,
      original_invoice_number, original_amount_cents, road, refund_reason, amount_cents, currency, till_id, cashier_id,
      state, prepared_at_ms, send_begun_at_ms, ended_at_ms, approved_cents, closed_by, close_reason,
      acknowledged_at_ms, lookup_count, watch_closed_at_ms, card_type)
    SELECT n, fill_id(n), fill_id(of + 1000000000), kind,
      iif(kind = 'refund', NULL, fill_terminal(n)), fill_receipt(n),
      iif(kind = 'refund', 10000000 + of, NULL), iif(kind = 'refund', fill_receipt(of), NULL),
      iif(kind = 'refund', fill_cents(of), NULL), iif(kind = 'refund', 'credit_refund', NULL),
      iif(kind = 'refund', 'returned', NULL), cents, 'CAD', till.id, fill_cashier(n), state, fill_ms(n), fill_ms(n) + 200,
      fill_ms(n) + 9000, iif(state = 'approved', cents + iif(n % 10 = 1, 150, 0), NULL),
      iif(state = 'closed_by_staff', 'Ann', NULL), iif(state = 'closed_by_staff', 'paid_otherwise', NULL),
      fill_ms(n) + 20000, 1, fill_ms(n) + 172800000,
      iif(state IN ('approved','declined'), fill_card(n), NULL)
    FROM (SELECT n, iif(n % 20 = 0, n - 1, n) AS of, iif(n % 20 = 0, 'refund', 'purchase') AS kind,
        iif(n % 20 = 0, 100, fill_cents(n)) AS cents, fill_state(n) AS state FROM numbers),
      (SELECT till_id AS id FROM ledger) AS till;
  INSERT INTO transactions (transaction_id, attempt_id, type, status, status_text, amount_cents, currency,
      invoice_number, card_batch_id, card_type, date_created_text, source, first_seen_at_ms)
    SELECT 10000000 + n, id, kind, iif(state = 'approved', 'approved', 'declined'),
      iif(state = 'approved', 'APPROVED', 'DECLINED'), coalesce(approved_cents, amount_cents), currency,
      coalesce(original_invoice_number, invoice_number), 1 + n / 400, fill_card(n),
      strftime('%Y-%m-%d %H:%M:%S', prepared_at_ms / 1000, 'unixepoch', '-7 hours'), 'lookup', ended_at_ms
    FROM attempts WHERE state IN ('approved','declined');
  INSERT INTO transaction_personal (transaction_id, attempt_n, card_last4, approval_code)
    SELECT transaction_id, transaction_id - 10000000, fill_last4(transaction_id - 10000000), fill_code(transaction_id - 10000000) FROM transactions;
`;

/**
 * Fills a new, closed ledger. Indexes and guards are taken away meanwhile and put back as they were: building them
 * over all rows is what makes a million possible in a minute, and rows of the past begin in their last state.
 */
export function fillLedger(path: string, count: number): void {
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
  try {
    database.exec('PRAGMA synchronous = OFF; PRAGMA trusted_schema = ON; PRAGMA cache_size = -200000');
    defineFills(database, count);
    const made = database
      .prepare(
        `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index','trigger') AND sql IS NOT NULL`,
      )
      .all();
    database.exec('BEGIN');
    for (const { type, name } of made) database.exec(`DROP ${type} "${name}"`);
    const withNumbers = `WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`;
    for (const code of filledTerminals)
      database.prepare('INSERT OR IGNORE INTO terminals VALUES (?, NULL, 0, 0, NULL)').run(code);
    for (const id of filledCashiers) database.prepare('INSERT OR IGNORE INTO cashiers VALUES (?, 0)').run(id);
    for (const statement of filledSql.split(';')) {
      if (statement.trim() !== '')
        database.exec(statement.replace(/INSERT INTO/, `${withNumbers} INSERT INTO`));
    }
    for (const { sql } of made) database.exec(String(sql));
    database.exec('COMMIT');
    const broken = database.prepare('PRAGMA foreign_key_check').all();
    if (broken.length > 0) throw new Error(`rows of the filled ledger point at nothing: ${broken.length}`);
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

function defineFills(database: DatabaseSync, count: number): void {
  const define = (name: string, of: (n: number) => string | number | null) =>
    database.function(`fill_${name}`, { deterministic: true }, (n) => of(Number(n)));
  define('id', filled.attemptId);
  define('receipt', filled.receipt);
  define('reference', filled.reference);
  define('code', filled.approvalCode);
  define('last4', (n) => filled.last4(n, count));
  define('ms', (n) => filled.pressedAtMs(n, count));
  define('terminal', (n) => filledTerminals[spread(n, 7) % filledTerminals.length] ?? null);
  define('cashier', (n) => filledCashiers[spread(n, 8) % filledCashiers.length] ?? null);
  define('cents', (n) => filled.cents(n, count));
  define('state', stateOf);
  define('card', (n) => pick(spread(n, 11) % 1_000, cards));
}

/** A refund's original is approved, and nothing is open or unknown: those would be a working till's own affair. */
function stateOf(n: number): string {
  return n % 20 === 19 ? 'approved' : pick(spread(n, 10) % 1_000, states);
}

const states = [
  ['approved', 890],
  ['declined', 970],
  ['cancelled', 990],
  ['refused', 996],
  ['closed_by_staff', 1_000],
] as const;
const cards = [
  ['VI', 450],
  ['MC', 750],
  ['IN', 950],
  ['AX', 998],
  ['DI', 1_000],
] as const;

function pick(place: number, parts: readonly (readonly [string, number])[]): string {
  return parts.find(([, below]) => place < below)?.[0] ?? '';
}
