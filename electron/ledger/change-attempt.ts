import { writeAlarm } from './alarms.ts';
import { oneFacts } from './facts.ts';
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
    return oneFacts(tx, 'id', id);
  });
}

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

async function writePatch(tx: LedgerTx, id: string, patch: AttemptPatch): Promise<void> {
  if (Object.keys(patch).length === 0) return;
  await tx.updateTable('attempts').set(patch).where('id', '=', id).execute();
}
