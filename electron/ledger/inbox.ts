import { fixedInsert, fixedQuery } from './fixed-query.ts';
import type { InboxEvent, InboxOutcome, InboxRow } from './ledger.ts';
import type { LedgerContext } from './ledger-context.ts';

const eventWithWebhookId = fixedQuery((db, webhookId: string) =>
  db.selectFrom('inbox').select('id').where('webhookId', '=', webhookId),
);
const insertEvent = fixedInsert('inbox', [
  'webhookId',
  'signedAtMs',
  'receivedAtMs',
  'isFresh',
  'body',
  'tries',
  'nextTryAtMs',
  'outcome',
  'finishedAtMs',
]);
/** "Not null" says nothing new; with it SQLite walks the index of what is to do instead of joining two searches. */
const eventsDue = fixedQuery((db, nowMs: number, tooFarMs: number, limit: number) =>
  db
    .selectFrom('inbox')
    .select(['id', 'webhookId', 'signedAtMs', 'receivedAtMs', 'isFresh', 'body', 'tries', 'nextTryAtMs'])
    .where('nextTryAtMs', 'is not', null)
    .where(({ or, eb }) => or([eb('nextTryAtMs', '<=', nowMs), eb('nextTryAtMs', '>', tooFarMs)]))
    .orderBy('nextTryAtMs')
    .orderBy('id')
    .limit(limit),
);

const nextDue = fixedQuery((db) =>
  db
    .selectFrom('inbox')
    .select('nextTryAtMs')
    .where('nextTryAtMs', 'is not', null)
    .orderBy('nextTryAtMs')
    .limit(1),
);

/**
 * M10: resolves once the event is on disk. The event itself is its own evidence; what follows from it is journaled
 * by whoever works on it.
 */
export async function storeEvent(context: LedgerContext, event: InboxEvent): Promise<'stored' | 'duplicate'> {
  const { webhookId, signedAtMs, receivedAtMs, body } = event;
  return context.db.transaction().execute(async (tx) => {
    if ((await eventWithWebhookId(tx, webhookId)).length > 0) return 'duplicate';
    await insertEvent(tx, {
      webhookId,
      signedAtMs,
      receivedAtMs,
      isFresh: event.isFresh ? 1 : 0,
      body,
      tries: 0,
      nextTryAtMs: receivedAtMs,
      outcome: null,
      finishedAtMs: null,
    });
    return 'stored';
  });
}

/** Twice the longest wait between two tries: a row planned further ahead was planned before the wall clock went back. */
const plannedAheadMaxMs = 2 * 3_600_000;

/** What is to do now, the longest due first. A next try that no plan of ours explains is due as well (M10, M15). */
export async function dueEvents(
  context: LedgerContext,
  nowMs: number,
  limit: number,
): Promise<readonly InboxRow[]> {
  const rows = await eventsDue(context.db, nowMs, nowMs + plannedAheadMaxMs, limit);
  return rows.map((row) => ({ ...row, isFresh: row.isFresh === 1, nextTryAtMs: row.nextTryAtMs ?? nowMs }));
}

export async function nextEventDueAtMs(context: LedgerContext): Promise<number | null> {
  const [row] = await nextDue(context.db);
  return row?.nextTryAtMs ?? null;
}

/** Ends the work on an event; one that is finished already keeps its outcome. */
export async function finishEvent(
  context: LedgerContext,
  id: number,
  outcome: InboxOutcome,
  atMs: number,
): Promise<void> {
  await context.db
    .updateTable('inbox')
    .set((eb) => ({ outcome, finishedAtMs: atMs, nextTryAtMs: null, tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .execute();
}

export async function postponeEvent(context: LedgerContext, id: number, nextTryAtMs: number): Promise<void> {
  await context.db
    .updateTable('inbox')
    .set((eb) => ({ nextTryAtMs, tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('outcome', 'is', null)
    .execute();
}
