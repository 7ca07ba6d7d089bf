import type { AuditEntry, AuditPage } from '../../shared/audit.ts';
import { appendFacts } from './journal.ts';
import { fact, type LedgerContext, personNote } from './ledger-context.ts';

const columns = ['id', 'atMs', 'kind', 'who', 'subject', 'before', 'after'] as const;

/** Writes entries that are not there yet, all or none; the same twice is one. Names and values stay out of the journal. */
export async function noteAudit(context: LedgerContext, entries: readonly AuditEntry[]): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    for (const entry of entries) {
      const { id, atMs, kind, who, subject, before, after } = entry;
      const isThere = await tx.selectFrom('audit').select('n').where('id', '=', id).executeTakeFirst();
      if (isThere) continue;
      await tx.insertInto('audit').values({ id, atMs, kind, who, subject, before, after }).execute();
      await appendFacts(tx, [fact(context, personNote('audit_noted', { id, of: kind, subject }), atMs)]);
    }
  });
}

/**
 * Newest first, in the order of writing.
 * @param cursor of the page before; null for the first, and anything else than a number of ours for an empty page
 */
export async function auditPage(
  { db }: LedgerContext,
  cursor: string | null,
  limit: number,
): Promise<AuditPage> {
  const before = cursor === null ? Number.MAX_SAFE_INTEGER : Number(cursor);
  if (!Number.isSafeInteger(before) || before < 1) return { entries: [], nextCursor: null };
  const rows = await db
    .selectFrom('audit')
    .select(['n', ...columns])
    .where('n', '<', before)
    .orderBy('n', 'desc')
    .limit(limit)
    .execute();
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    entries: rows.map(({ n: _n, ...entry }) => entry),
    nextCursor: last === undefined ? null : String(last.n),
  };
}
