import { type ChainEnd, firstPrevHash, rowHash } from './journal.ts';
import type { ChainCheck } from './ledger.ts';
import type { JournalTable, LedgerDb } from './schema.ts';

/** Rows a step reads at once: the check must not hold the one connection while a payment waits for it. */
const rowsAStep = 1_000;

/** Every row of the chain against its hash, in steps between which other work may run. */
export async function verifyChain(db: LedgerDb): Promise<ChainCheck> {
  let end: ChainEnd = { seq: 0, hash: firstPrevHash };
  for (;;) {
    const rows = await rowsAfter(db, end.seq);
    const check = followChain(end, rows);
    if (check.brokenAtSeq !== null) return { ok: false, rows: check.end.seq, brokenAtSeq: check.brokenAtSeq };
    end = check.end;
    if (rows.length < rowsAStep) return { ok: true, rows: end.seq, brokenAtSeq: null };
  }
}

/** The last rows only, for opening: time must not grow with the age of the ledger. */
export async function verifyTail(db: LedgerDb): Promise<ChainCheck> {
  const last = await db
    .selectFrom('journal')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  const from = Math.max(0, (last?.seq ?? 0) - rowsAStep);
  const before = await db
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .where('seq', '=', from)
    .executeTakeFirst();
  const rows = await rowsAfter(db, from);
  const { end, brokenAtSeq } = followChain(before ?? { seq: from, hash: firstPrevHash }, rows);
  return { ok: brokenAtSeq === null, rows: end.seq - from, brokenAtSeq };
}

/** Follows rows from a known end; stops at the first that does not continue it. */
export function followChain(
  start: ChainEnd,
  rows: readonly JournalTable[],
): { readonly end: ChainEnd; readonly brokenAtSeq: number | null } {
  let end = start;
  for (const row of rows) {
    const continues = row.seq === end.seq + 1 && row.prevHash === end.hash;
    if (!continues || rowHash(end.hash, row) !== row.hash) return { end, brokenAtSeq: end.seq + 1 };
    end = { seq: row.seq, hash: row.hash };
  }
  return { end, brokenAtSeq: null };
}

function rowsAfter(db: LedgerDb, seq: number): Promise<JournalTable[]> {
  return db
    .selectFrom('journal')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(rowsAStep)
    .execute();
}
