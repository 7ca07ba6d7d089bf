/**
 * The attempts of a span of time with their transactions, in pieces: a busy day must neither be held in one answer nor
 * keep the file from the payment that is pressed meanwhile.
 */
import type { DayAttempt, DayRow } from './day-attempt.ts';
import { fixedQuery } from './fixed-query.ts';
import type { LedgerDb } from './schema.ts';

/** Far below SQLite's limit of bound values; a piece takes a few milliseconds. */
const pieceSize = 500;

const attemptColumns = [
  'id',
  'kind',
  'terminalCode',
  'invoiceNumber',
  'amountCents',
  'currency',
  'cashierId',
  'state',
  'filedAs',
  'preparedAtMs',
  'endedAtMs',
  'approvedCents',
] as const;
const rowColumns = [
  'transactionId',
  'attemptId',
  'type',
  'status',
  'amountCents',
  'currency',
  'cardType',
] as const;

const attemptsFrom = fixedQuery((db, fromMs: number, toMs: number, sameMs: number, afterN: number) =>
  db
    .selectFrom('attempts')
    .select([...attemptColumns, 'n'])
    .where('preparedAtMs', '>=', fromMs)
    .where('preparedAtMs', '<', toMs)
    .where(({ eb, or }) => or([eb('preparedAtMs', '>', sameMs), eb('n', '>', afterN)]))
    .orderBy('preparedAtMs')
    .orderBy('n')
    .limit(pieceSize),
);

/** Attempts prepared from `fromMs` up to, not including, `toMs` (UTC milliseconds), oldest first. */
export async function* attemptsBetween(
  db: LedgerDb,
  fromMs: number,
  toMs: number,
): AsyncGenerator<readonly DayAttempt[], void, void> {
  let sinceMs = fromMs;
  let afterN = 0;
  for (;;) {
    const found = await attemptsFrom(db, sinceMs, toMs, sinceMs, afterN);
    const last = found.at(-1);
    if (last === undefined) return;
    yield await withRows(
      db,
      found.map(({ n: _n, ...attempt }) => attempt),
    );
    if (found.length < pieceSize) return;
    sinceMs = last.preparedAtMs;
    afterN = last.n;
  }
}

/** The attempts that own these transactions, or sent one of these numbers, of whatever day. */
export async function attemptsOfRows(
  db: LedgerDb,
  transactionIds: readonly number[],
  invoiceNumbers: readonly string[],
): Promise<readonly DayAttempt[]> {
  const byId = new Map<string, DayAttempt>();
  const keep = (attempts: readonly DayAttempt[]) => {
    for (const attempt of attempts) byId.set(attempt.id, attempt);
  };
  for (const ids of pieces(transactionIds)) {
    const owned = await db
      .selectFrom('transactions')
      .select('attemptId')
      .distinct()
      .where('transactionId', 'in', ids)
      .where('attemptId', 'is not', null)
      .execute();
    const owners = owned.flatMap(({ attemptId }) => (attemptId === null ? [] : [attemptId]));
    keep(await attemptsWhere(db, 'id', owners));
  }
  for (const numbers of pieces(invoiceNumbers)) keep(await attemptsWhere(db, 'invoiceNumber', numbers));
  return [...byId.values()];
}

async function attemptsWhere(
  db: LedgerDb,
  column: 'id' | 'invoiceNumber',
  values: readonly string[],
): Promise<readonly DayAttempt[]> {
  if (values.length === 0) return [];
  const found = await db
    .selectFrom('attempts')
    .select(attemptColumns)
    .where(({ eb, ref }) => eb(ref(column), 'in', values as never))
    .execute();
  return withRows(db, found);
}

async function withRows(
  db: LedgerDb,
  attempts: readonly Omit<DayAttempt, 'rows'>[],
): Promise<readonly DayAttempt[]> {
  const ids = attempts.map((attempt) => attempt.id);
  if (ids.length === 0) return [];
  const found = await db
    .selectFrom('transactions')
    .select(rowColumns)
    .where('attemptId', 'in', ids)
    .orderBy('transactionId')
    .execute();
  const owned = found.flatMap((row): DayRow[] =>
    row.attemptId === null ? [] : [{ ...row, attemptId: row.attemptId }],
  );
  const byAttempt = Map.groupBy(owned, (row) => row.attemptId);
  return attempts.map((attempt) => ({ ...attempt, rows: byAttempt.get(attempt.id) ?? [] }));
}

function* pieces<Value>(values: readonly Value[]): Generator<readonly Value[]> {
  for (let start = 0; start < values.length; start += pieceSize) yield values.slice(start, start + pieceSize);
}
