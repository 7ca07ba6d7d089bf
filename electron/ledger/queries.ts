import type { EvidenceEntry } from '../../shared/evidence.ts';
import { openStates } from '../../shared/lifecycle.ts';
import type { Attempt } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { factsOf } from './facts.ts';
import { fixedQuery } from './fixed-query.ts';
import { toEvidence } from './journal.ts';
import type { AttemptFacts, AttemptPage } from './ledger.ts';
import { attemptColumns, type LedgerDb, type LedgerTx } from './schema.ts';
import { isAmongOpen, isAmongUnknown } from './state-conditions.ts';

const pageSizeMax = 1_000;
/** The window is sent these lists at every change, so they have an end; older attempts are in the history. */
const unacknowledgedMax = 50;
const unknownsMax = 200;

const openRows = fixedQuery((db) => attemptRows(db).where(isAmongOpen).orderBy('n'));
const unacknowledgedRows = fixedQuery((db) =>
  attemptRows(db)
    .where('acknowledgedAtMs', 'is', null)
    .where('state', 'not in', openStates)
    .orderBy('n', 'desc')
    .limit(unacknowledgedMax),
);
const unknownRows = fixedQuery((db) =>
  attemptRows(db).where(isAmongUnknown).orderBy('n', 'desc').limit(unknownsMax),
);

/** Attempts that hold a terminal and a sale, oldest first. */
export async function openAttempts(db: LedgerDb): Promise<readonly AttemptFacts[]> {
  return factsOf(db, await openRows(db));
}

/** The newest 50 outcomes that nobody has acknowledged, oldest first. */
export async function unacknowledgedOutcomes(db: LedgerDb): Promise<readonly AttemptFacts[]> {
  return factsOf(db, (await unacknowledgedRows(db)).toReversed());
}

/** The newest 200 unknowns, oldest first. */
export async function unknownAttempts(db: LedgerDb): Promise<readonly AttemptFacts[]> {
  return factsOf(db, (await unknownRows(db)).toReversed());
}

export async function watchedAttempts(db: LedgerDb): Promise<readonly AttemptFacts[]> {
  return factsOf(db, await attemptRows(db).where('watchClosedAtMs', 'is', null).orderBy('n').execute());
}

export async function attemptsOnTerminal(
  db: LedgerDb,
  code: TerminalCode,
  sinceMs: number,
): Promise<readonly Attempt[]> {
  return attemptRows(db)
    .where('terminalCode', '=', code)
    .where('preparedAtMs', '>=', sinceMs)
    .orderBy('n')
    .execute();
}

/** Pages by the order of writing, so that an attempt added meanwhile neither repeats nor hides another. */
export async function attemptsPage(db: LedgerDb, cursor: string | null, limit: number): Promise<AttemptPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit)), pageSizeMax);
  const before = cursor === null ? Number.MAX_SAFE_INTEGER : readCursor(cursor);
  const rows = await db
    .selectFrom('attempts')
    .select([...attemptColumns, 'n'])
    .where('n', '<', before)
    .orderBy('n', 'desc')
    .limit(size + 1)
    .execute();
  const { total } = await db
    .selectFrom('attempts')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    items: await factsOf(
      db,
      shown.map(({ n: _n, ...attempt }) => attempt),
    ),
    nextCursor: rows.length > size && last ? String(last.n) : null,
    total,
  };
}

/** A cursor that this ledger never gave ends the list rather than starting it anew. */
function readCursor(cursor: string): number {
  return /^[1-9]\d{0,14}$/.test(cursor) ? Number(cursor) : 0;
}

export async function evidenceOf(db: LedgerDb, attemptId: string): Promise<readonly EvidenceEntry[]> {
  const rows = await db
    .selectFrom('journal')
    .selectAll()
    .where('attemptId', '=', attemptId)
    .orderBy('seq')
    .execute();
  return rows.map(toEvidence);
}

function attemptRows(db: LedgerDb | LedgerTx) {
  return db.selectFrom('attempts').select(attemptColumns);
}
