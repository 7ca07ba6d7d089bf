import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * The number of the attempt stands with the digits and the code of the card that paid it, so that a search by them is
 * answered from one index: it would otherwise read a transaction and an attempt from somewhere in the file for each
 * card that ends alike. It is erased with them (M12). The file itself keeps it, so that an older program does so as well.
 */
const attemptOf = (transactionId: string) => `(SELECT a.n FROM transactions AS t
    JOIN attempts AS a ON a.id = t.attempt_id WHERE t.transaction_id = ${transactionId})`;
const keepAttempt = (name: string, event: string) => `CREATE TRIGGER ${name} AFTER ${event} BEGIN
    UPDATE transaction_personal SET attempt_n = ${attemptOf('NEW.transaction_id')}
      WHERE transaction_id = NEW.transaction_id;
  END`;

const statements = [
  'ALTER TABLE transaction_personal ADD COLUMN attempt_n INTEGER',
  `UPDATE transaction_personal SET attempt_n = ${attemptOf('transaction_personal.transaction_id')}`,
  keepAttempt('transaction_personal_attempt_new', 'INSERT ON transaction_personal'),
  keepAttempt(
    'transaction_personal_attempt_found',
    'UPDATE OF attempt_id ON transactions WHEN NEW.attempt_id IS NOT OLD.attempt_id',
  ),
  'DROP INDEX transactions_by_last4',
  'CREATE INDEX transactions_by_last4 ON transaction_personal (card_last4, attempt_n)',
  'DROP INDEX transactions_by_approval_code',
  `CREATE INDEX transactions_by_approval_code
    ON transaction_personal (approval_code COLLATE NOCASE, attempt_n)`,
];

export const cardSearchMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
