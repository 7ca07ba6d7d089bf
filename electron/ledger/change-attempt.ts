import { writeAlarm } from './alarms.ts';
import { oneFacts } from './facts.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts, type JournalFact } from './journal.ts';
import type { AttemptChange, AttemptFacts, AttemptPatch, Decide } from './ledger.ts';
import { fact, type LedgerContext } from './ledger-context.ts';
import type { LedgerTx } from './schema.ts';
import { claimTransaction, ownedByOthers } from './transactions.ts';

const noneForeign: ReadonlySet<number> = new Set();

/**
 * One read, one pure decision, one write, all in one transaction. Where the decision claims a transaction that
 * belongs to another attempt, everything in it may rest on that claim: it is decided anew without such rows, and they
 * are flagged (M6).
 */
export async function changeAttempt(
  context: LedgerContext,
  id: string,
  decide: Decide,
): Promise<AttemptFacts | null> {
  return context.db.transaction().execute(async (tx) => {
    const facts = await oneFacts(tx, 'id', id);
    if (!facts) return null;
    const change = decide(facts, noneForeign);
    if (!change) return facts;
    const claimedIds = (change.claims ?? []).map((claim) => claim.transaction.transactionId);
    const foreign = await ownedByOthers(tx, id, claimedIds);
    if (foreign.length === 0) await writeChange(context, tx, id, change);
    else {
      const rest = decide(facts, new Set(foreign));
      if (rest) await writeChange(context, tx, id, rest);
      await writeFlags(context, tx, id, change, foreign);
    }
    // Whatever else was written is read back.
    if (isLook(change)) return { ...facts, attempt: { ...facts.attempt, ...change.patch } };
    return oneFacts(tx, 'id', id);
  });
}

/** Nothing but that the attempt was looked at: by far the most of what is written of one. */
function isLook({ patch = {}, claims = [] }: AttemptChange): boolean {
  return claims.length === 0 && Object.keys(patch).every((column) => lookColumns.has(column));
}
const lookColumns: ReadonlySet<string> = new Set<keyof AttemptPatch>(['lastLookupAtMs', 'lookupCount']);

async function writeChange(
  context: LedgerContext,
  tx: LedgerTx,
  id: string,
  change: AttemptChange,
): Promise<void> {
  const atMs = context.clock.wallMs();
  await writePatch(tx, id, change.patch ?? {});
  for (const { transaction, source } of change.claims ?? []) {
    await claimTransaction(tx, id, transaction, source, atMs);
  }
  await appendFacts(
    tx,
    (change.notes ?? []).map((note) => fact(context, note, atMs, id)),
  );
  for (const alarm of change.alarms ?? []) await writeAlarm(context, tx, alarm, atMs);
}

/** A look-up meets the same foreign row every time; it is flagged once. */
async function writeFlags(
  context: LedgerContext,
  tx: LedgerTx,
  id: string,
  change: AttemptChange,
  foreign: readonly number[],
): Promise<void> {
  const atMs = context.clock.wallMs();
  const flagged = await tx
    .selectFrom('journal')
    .select('data')
    .where('attemptId', '=', id)
    .where('kind', '=', 'transaction_flagged')
    .execute();
  const known = new Set(
    flagged.map((row) => (JSON.parse(row.data) as { transactionId?: number }).transactionId),
  );
  const fresh = (change.claims ?? []).filter(
    ({ transaction: { transactionId } }) => foreign.includes(transactionId) && !known.has(transactionId),
  );
  const facts = fresh.map(({ transaction: { transactionId }, source }): JournalFact => {
    context.logger.error('a transaction of one attempt was claimed for another', {
      attemptId: id,
      transactionId,
    });
    const data = { transactionId, why: 'belongs_to_another_attempt' };
    return fact(context, { kind: 'transaction_flagged', source, data }, atMs, id);
  });
  await appendFacts(tx, facts);
}

/** One for each set of columns that a decision changes together, which are few. */
const updates = new Map<string, ReturnType<typeof updateOf>>();

function updateOf(columns: readonly string[]) {
  return fixedQuery((db, id: string, ...values: readonly unknown[]) => {
    const patch: AttemptPatch = Object.fromEntries(columns.map((column, index) => [column, values[index]]));
    return db.updateTable('attempts').set(patch).where('id', '=', id);
  });
}

async function writePatch(tx: LedgerTx, id: string, patch: AttemptPatch): Promise<void> {
  const entries = Object.entries(patch).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return;
  const columns = entries.map(([column]) => column);
  const name = columns.join();
  const update = updates.get(name) ?? updateOf(columns);
  updates.set(name, update);
  await update(tx, id, ...entries.map(([, value]) => value));
}
