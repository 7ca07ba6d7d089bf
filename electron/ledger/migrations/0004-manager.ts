import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Subjects and kinds that a later version may add to carry no CHECK: this version must run on its ledger. */
const statements = [
  `CREATE TABLE pin_attempts (
    n INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
    at_ms INTEGER NOT NULL,
    outcome TEXT CHECK (outcome IN ('right','wrong'))
  ) STRICT`,
  `CREATE INDEX pin_attempts_of_subject ON pin_attempts (subject, outcome, n)`,
  `CREATE TABLE manager_changes (
    n INTEGER PRIMARY KEY,
    record_id TEXT NOT NULL UNIQUE CHECK (length(record_id) BETWEEN 1 AND 64),
    kind TEXT NOT NULL,
    who TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT`,
  refuse('pin_attempts_kept', 'BEFORE DELETE ON pin_attempts', 'rows of pin_attempts are never deleted'),
  refuse(
    'pin_attempts_fresh',
    'BEFORE INSERT ON pin_attempts WHEN EXISTS (SELECT 1 FROM pin_attempts AS kept WHERE kept.n = NEW.n)',
    'a row of pin_attempts is never replaced',
  ),
  refuse(
    'pin_attempts_begin',
    'BEFORE INSERT ON pin_attempts WHEN NEW.outcome IS NOT NULL',
    'a try is counted before it is checked',
  ),
  refuse(
    'pin_attempts_fixed',
    'BEFORE UPDATE OF n, subject, at_ms ON pin_attempts',
    'facts of pin_attempts never change',
  ),
  refuse(
    'pin_attempts_ended_once',
    'BEFORE UPDATE OF outcome ON pin_attempts WHEN OLD.outcome IS NOT NULL',
    'a try ends once',
  ),
  refuse(
    'manager_changes_kept',
    'BEFORE DELETE ON manager_changes',
    'rows of manager_changes are never deleted',
  ),
  refuse(
    'manager_changes_fresh',
    `BEFORE INSERT ON manager_changes WHEN EXISTS (SELECT 1 FROM manager_changes AS kept
      WHERE kept.n = NEW.n OR kept.record_id = NEW.record_id)`,
    'a row of manager_changes is never replaced',
  ),
  refuse(
    'manager_changes_fixed',
    'BEFORE UPDATE OF n, record_id, kind, at_ms ON manager_changes',
    'facts of manager_changes never change',
  ),
];

function refuse(name: string, when: string, message: string): string {
  return `CREATE TRIGGER ${name} ${when} BEGIN SELECT RAISE(ABORT, '${message}'); END`;
}

/** Tries at the manager's PIN and at the API token, and who changed the PIN or the refund limits. Stands alone. */
export const managerMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
