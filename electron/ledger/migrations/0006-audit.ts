import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { auditValueMax } from '../../../shared/audit.ts';

/** Kinds carry no CHECK: a later version adds its own, and this one must run on its ledger. */
const statements = [
  `CREATE TABLE audit (
    n INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 64),
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 64),
    who TEXT CHECK (length(who) BETWEEN 1 AND 60),
    subject TEXT CHECK (length(subject) BETWEEN 1 AND 60),
    before TEXT CHECK (length(before) <= ${auditValueMax}),
    after TEXT CHECK (length(after) <= ${auditValueMax})
  ) STRICT`,
  refuse('audit_kept', 'BEFORE DELETE ON audit', 'rows of audit are never deleted'),
  refuse(
    'audit_fresh',
    `BEFORE INSERT ON audit WHEN EXISTS (SELECT 1 FROM audit AS kept WHERE kept.n = NEW.n OR kept.id = NEW.id)`,
    'a row of audit is never replaced',
  ),
  // Names and values stay changeable, so that a name can be erased on request; the journal holds that the row was made.
  refuse(
    'audit_fixed',
    'BEFORE UPDATE OF n, id, at_ms, kind, subject ON audit',
    'facts of audit never change',
  ),
];

function refuse(name: string, when: string, message: string): string {
  return `CREATE TRIGGER ${name} ${when} BEGIN SELECT RAISE(ABORT, '${message}'); END`;
}

/** Who changed what, when. Stands alone. */
export const auditMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
