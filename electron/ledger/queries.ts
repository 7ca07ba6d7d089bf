import type { EvidenceEntry } from '../../shared/evidence.ts';
import { openStates } from '../../shared/lifecycle.ts';
import type { Attempt } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { factsOf } from './facts.ts';
import { fixedQuery } from './fixed-query.ts';
import { toEvidence } from './journal.ts';
import type { AttemptFacts } from './ledger.ts';
import { attemptColumns, type LedgerDb, type LedgerTx } from './schema.ts';
import { isAmongOpen, isAmongUnknown } from './state-conditions.ts';

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
