import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { guards } from './0001-guards.ts';
import { indexes } from './0001-indexes.ts';

const openStates = `('prepared','sending','on_terminal','checking')`;
const states = `('prepared','sending','on_terminal','checking','approved','declined','cancelled','refused','unknown','closed_by_staff')`;
const safeIntegerMax = '9007199254740991';
const money = (column: string, least: 0 | 1) => `CHECK (${column} BETWEEN ${least} AND ${safeIntegerMax})`;
const id = (column: string) => `CHECK (length(${column}) BETWEEN 1 AND 64)`;
/** `TS-` and 26 characters of Crockford's base 32 (M2). */
const invoiceShape = `CHECK (length(invoice_number) = 29 AND substr(invoice_number, 1, 3) = 'TS-'
    AND substr(invoice_number, 4) NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*')`;

/** Kinds, codes and reasons that a later version may add to carry no CHECK: this version must run on its ledger. */
const tables = [
  `CREATE TABLE tills (id TEXT PRIMARY KEY ${id('id')}, begun_at_ms INTEGER NOT NULL) STRICT`,
  `CREATE TABLE ledger (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    ledger_id TEXT NOT NULL ${id('ledger_id')},
    mode TEXT NOT NULL CHECK (mode IN ('demo','switched')),
    practice INTEGER NOT NULL CHECK (practice IN (0,1)),
    account_fingerprint TEXT,
    till_id TEXT NOT NULL REFERENCES tills (id),
    epoch TEXT NOT NULL,
    in_recovery INTEGER NOT NULL CHECK (in_recovery IN (0,1)),
    recover_from_ms INTEGER,
    schema_version INTEGER NOT NULL,
    compatible_from INTEGER NOT NULL,
    created_at_ms INTEGER NOT NULL,
    CHECK ((in_recovery = 1) = (recover_from_ms IS NOT NULL))
  ) STRICT`,
  `CREATE TABLE cashiers (id TEXT PRIMARY KEY ${id('id')}, first_seen_at_ms INTEGER NOT NULL) STRICT`,
  `CREATE TABLE terminals (
    code TEXT PRIMARY KEY CHECK (length(code) = 4 AND code NOT GLOB '*[^A-Z0-9]*'),
    nickname TEXT,
    is_default INTEGER NOT NULL CHECK (is_default IN (0,1)),
    paired_at_ms INTEGER NOT NULL,
    unpaired_at_ms INTEGER,
    CHECK (is_default = 0 OR unpaired_at_ms IS NULL)
  ) STRICT`,
  `CREATE TABLE sales (
    id TEXT PRIMARY KEY ${id('id')},
    till_id TEXT NOT NULL REFERENCES tills (id),
    cashier_id TEXT NOT NULL REFERENCES cashiers (id),
    total_cents INTEGER NOT NULL ${money('total_cents', 1)},
    currency TEXT NOT NULL CHECK (currency IN ('CAD','USD')),
    reference TEXT,
    customer_code TEXT,
    created_at_ms INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE attempts (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE ${id('id')},
    sale_id TEXT NOT NULL REFERENCES sales (id),
    kind TEXT NOT NULL CHECK (kind IN ('purchase','refund')),
    terminal_code TEXT NOT NULL REFERENCES terminals (code),
    invoice_number TEXT NOT NULL UNIQUE ${invoiceShape},
    original_transaction_id INTEGER,
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
    CHECK ((kind = 'refund') = (original_transaction_id IS NOT NULL)),
    CHECK (state <> 'approved' OR approved_cents IS NOT NULL),
    CHECK (state <> 'closed_by_staff' OR (closed_by IS NOT NULL AND close_reason IS NOT NULL))
  ) STRICT`,
  `CREATE TABLE doubt_confirmations (
    for_attempt_id TEXT NOT NULL REFERENCES attempts (id) DEFERRABLE INITIALLY DEFERRED,
    doubt_attempt_id TEXT NOT NULL REFERENCES attempts (id),
    cashier_id TEXT NOT NULL REFERENCES cashiers (id),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (doubt_attempt_id, for_attempt_id)
  ) STRICT`,
  `CREATE TABLE transactions (
    transaction_id INTEGER PRIMARY KEY CHECK (transaction_id > 0),
    attempt_id TEXT REFERENCES attempts (id),
    type TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('approved','declined','other')),
    status_text TEXT NOT NULL,
    amount_cents INTEGER NOT NULL ${money('amount_cents', 0)},
    currency TEXT NOT NULL,
    invoice_number TEXT,
    card_batch_id INTEGER,
    card_type TEXT,
    warning TEXT,
    errors TEXT,
    date_created_text TEXT NOT NULL,
    source TEXT NOT NULL,
    first_seen_at_ms INTEGER NOT NULL
  ) STRICT`,
  `CREATE TABLE transaction_personal (
    transaction_id INTEGER PRIMARY KEY REFERENCES transactions (transaction_id),
    card_last4 TEXT CHECK (length(card_last4) <= 4),
    approval_code TEXT
  ) STRICT`,
  `CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL,
    source TEXT NOT NULL,
    attempt_id TEXT REFERENCES attempts (id),
    epoch TEXT NOT NULL,
    data TEXT NOT NULL,
    prev_hash TEXT NOT NULL CHECK (length(prev_hash) = 64),
    hash TEXT NOT NULL CHECK (length(hash) = 64)
  ) STRICT`,
  `CREATE TABLE inbox (
    id INTEGER PRIMARY KEY,
    webhook_id TEXT NOT NULL UNIQUE CHECK (length(webhook_id) BETWEEN 1 AND 256),
    signed_at_ms INTEGER NOT NULL,
    received_at_ms INTEGER NOT NULL,
    is_fresh INTEGER NOT NULL CHECK (is_fresh IN (0,1)),
    body TEXT NOT NULL,
    tries INTEGER NOT NULL CHECK (tries >= 0),
    next_try_at_ms INTEGER,
    outcome TEXT,
    finished_at_ms INTEGER,
    CHECK ((outcome IS NULL) = (finished_at_ms IS NULL)),
    CHECK ((outcome IS NULL) = (next_try_at_ms IS NOT NULL))
  ) STRICT`,
  `CREATE TABLE alarms (
    id TEXT PRIMARY KEY ${id('id')},
    kind TEXT NOT NULL,
    attempt_id TEXT REFERENCES attempts (id),
    transaction_id INTEGER,
    terminal_code TEXT,
    raised_at_ms INTEGER NOT NULL,
    acknowledged_by TEXT,
    acknowledged_at_ms INTEGER,
    CHECK ((acknowledged_by IS NULL) = (acknowledged_at_ms IS NULL))
  ) STRICT`,
];

/** Everything the ledger holds from its first version on. */
export const initialMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...tables, ...indexes(openStates), ...guards(openStates)]) {
      await sql.raw(statement).execute(db);
    }
  },
};
