import type { InboxEvent, InboxOutcome, InboxRow } from './ledger.ts';
import type { LedgerContext } from './ledger-context.ts';

/**
 * M10: resolves once the event is on disk. The event itself is its own evidence; what follows from it is journaled
 * by whoever works on it.
 */
export async function storeEvent(context: LedgerContext, event: InboxEvent): Promise<'stored' | 'duplicate'> {
  const { webhookId, signedAtMs, receivedAtMs, body } = event;
  return context.db.transaction().execute(async (tx) => {
    const known = await tx
      .selectFrom('inbox')
      .select('id')
      .where('webhookId', '=', webhookId)
      .executeTakeFirst();
    if (known) return 'duplicate';
    await tx
      .insertInto('inbox')
      .values({
        webhookId,
        signedAtMs,
        receivedAtMs,
        isFresh: event.isFresh ? 1 : 0,
        body,
        tries: 0,
        nextTryAtMs: receivedAtMs,
        outcome: null,
        finishedAtMs: null,
      })
      .execute();
    return 'stored';
  });
}

export async function dueEvents(
  context: LedgerContext,
  nowMs: number,
  limit: number,
): Promise<readonly InboxRow[]> {
  const rows = await context.db
    .selectFrom('inbox')
    .select(['id', 'webhookId', 'signedAtMs', 'receivedAtMs', 'isFresh', 'body', 'tries', 'nextTryAtMs'])
    .where('nextTryAtMs', '<=', nowMs)
    .orderBy('nextTryAtMs')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, isFresh: row.isFresh === 1, nextTryAtMs: row.nextTryAtMs ?? nowMs }));
}

export async function nextEventDueAtMs(context: LedgerContext): Promise<number | null> {
  const row = await context.db
    .selectFrom('inbox')
    .select('nextTryAtMs')
    .where('nextTryAtMs', 'is not', null)
    .orderBy('nextTryAtMs')
    .limit(1)
    .executeTakeFirst();
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
