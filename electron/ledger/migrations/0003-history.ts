import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Ways into a long history, one for each thing that is looked for. Those that end in the time of the press give their
 * rows newest first, so that a page costs the same however long the past is. Columns that other statements ask for
 * too stand in an expression: SQLite would otherwise take such an index for a guess of its own, and read every sale
 * there ever was between a press and the wire.
 */
const indexes = [
  'CREATE INDEX IF NOT EXISTS attempts_by_time ON attempts (prepared_at_ms)',
  'CREATE INDEX attempts_by_outcome ON attempts (coalesce(later_proven, state), prepared_at_ms)',
  'CREATE INDEX attempts_by_kind ON attempts (lower(kind), prepared_at_ms)',
  'CREATE INDEX attempts_by_cashier ON attempts (lower(cashier_id), prepared_at_ms)',
  'CREATE INDEX attempts_by_amount ON attempts (amount_cents)',
  `CREATE INDEX attempts_by_other_approved ON attempts (approved_cents)
    WHERE approved_cents IS NOT NULL AND approved_cents <> amount_cents`,
  'CREATE INDEX attempts_by_receipt_end ON attempts (substr(invoice_number, -4))',
  `CREATE INDEX attempts_refunds_by_receipt_end ON attempts (substr(upper(original_invoice_number), -4))
    WHERE original_invoice_number IS NOT NULL`,
  `CREATE INDEX sales_by_reference ON sales (reference COLLATE NOCASE) WHERE reference IS NOT NULL`,
  'CREATE INDEX attempts_by_card_type ON attempts (card_type, prepared_at_ms) WHERE card_type IS NOT NULL',
  'CREATE INDEX transactions_by_last4 ON transaction_personal (card_last4)',
  'CREATE INDEX transactions_by_approval_code ON transaction_personal (approval_code COLLATE NOCASE)',
];

/**
 * The type of the card that paid stands with the attempt too, in capitals, where it can be in order of time: a rare type
 * would otherwise be gathered from everywhere. The file itself keeps it, so that an older program does so as well.
 */
const keepCardType = (name: string, event: string) => `CREATE TRIGGER ${name} AFTER ${event} ON transactions
  WHEN NEW.attempt_id IS NOT NULL AND NEW.card_type IS NOT NULL BEGIN
    UPDATE attempts SET card_type = upper(NEW.card_type)
      WHERE id = NEW.attempt_id AND (NEW.status = 'approved' OR card_type IS NULL);
  END`;
const cardTypes = [
  'ALTER TABLE attempts ADD COLUMN card_type TEXT',
  `UPDATE attempts SET card_type = (SELECT upper(t.card_type) FROM transactions AS t
    WHERE t.attempt_id = attempts.id AND t.card_type IS NOT NULL
    ORDER BY t.status = 'approved' DESC, t.transaction_id DESC LIMIT 1)`,
  keepCardType('transactions_card_type_new', 'INSERT'),
  keepCardType('transactions_card_type_changed', 'UPDATE OF attempt_id, status, card_type'),
];

/**
 * The guard of M9 as it was, but for the "or" inside of one question, for which SQLite would read every refund there
 * ever was: each of the two columns has its own index.
 */
const unsettled = (column: string) => `EXISTS (SELECT 1 FROM attempts
    WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking','unknown')
      AND ${column} = NEW.${column})`;
const refundGuard = [
  'DROP TRIGGER attempts_refund_free',
  `CREATE TRIGGER attempts_refund_free BEFORE INSERT ON attempts
    WHEN NEW.kind = 'refund'
      AND (${unsettled('original_transaction_id')} OR ${unsettled('original_invoice_number')})
    BEGIN SELECT RAISE(ABORT, 'refund_unsettled'); END`,
];

export const historyMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of [...cardTypes, ...indexes, ...refundGuard]) await sql.raw(statement).execute(db);
  },
};
