import type { EvidenceData } from '../../shared/evidence.ts';
import type { ManagerChangeKind } from '../../shared/manager.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import { fact, type LedgerContext, personNote } from './ledger-context.ts';
import type { LedgerTx } from './schema.ts';

/** A change of the manager's PIN or limits; `data` says what, without names or secrets (M11, M12). */
export interface ManagerChangeNote {
  /** The writing of the record of secrets that holds it. */
  readonly recordId: string;
  readonly kind: ManagerChangeKind;
  /** A name; kept outside the hash chain. */
  readonly who: string;
  readonly data: EvidenceData;
  readonly atMs: number;
}

const failuresOf = fixedQuery((db, subject: string, sameSubject: string) =>
  db
    .selectFrom('pinAttempts')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('subject', '=', subject)
    .where('n', '>', (select) =>
      select
        .selectFrom('pinAttempts as earlier')
        .select((inner) => inner.fn.coalesce(inner.fn.max('earlier.n'), inner.lit(0)).as('n'))
        .where('earlier.subject', '=', sameSubject)
        .where('earlier.outcome', '=', 'right'),
    ),
);

/** Tries since the last right one; one whose end was never written counts as well. */
export async function pinFailures(db: LedgerContext['db'] | LedgerTx, subject: string): Promise<number> {
  return (await failuresOf(db, subject, subject))[0]?.count ?? 0;
}

/** Counts a try before it is checked. @returns its number, for its end */
export async function beginPinTry(context: LedgerContext, subject: string, atMs: number): Promise<number> {
  const row = await context.db
    .insertInto('pinAttempts')
    .values({ subject, atMs, outcome: null })
    .returning('n')
    .executeTakeFirstOrThrow();
  return row.n;
}

/** A wrong one is journaled with how many it makes. @throws when the try has ended before */
export async function endPinTry(
  context: LedgerContext,
  n: number,
  isRight: boolean,
  atMs: number,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { subject } = await tx
      .updateTable('pinAttempts')
      .set({ outcome: isRight ? 'right' : 'wrong' })
      .where('n', '=', n)
      .returning('subject')
      .executeTakeFirstOrThrow();
    if (isRight) return;
    const of = subject === 'api_token' ? 'api_token' : 'pin';
    const note = personNote('pin_wrong', { of, failures: await pinFailures(tx, subject) });
    await appendFacts(tx, [fact(context, note, atMs)]);
  });
}

/** The newest writing of the record of secrets that this ledger was told of; null before the first. */
export async function lastManagerRecord(context: LedgerContext): Promise<string | null> {
  const row = await context.db
    .selectFrom('managerChanges')
    .select('recordId')
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.recordId ?? null;
}

export async function noteManagerChange(context: LedgerContext, change: ManagerChangeNote): Promise<void> {
  const { recordId, kind, who, data, atMs } = change;
  await context.db.transaction().execute(async (tx) => {
    await tx.insertInto('managerChanges').values({ recordId, kind, who, atMs }).execute();
    await appendFacts(tx, [fact(context, personNote(kind, { recordId, ...data }), atMs)]);
  });
}
