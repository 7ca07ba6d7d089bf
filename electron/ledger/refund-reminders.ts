/** Refunds that had to wait for their batch to close: who asked is told once it has. */
import type { AmountCents } from '../../shared/money.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import type { LedgerReminder, NewReminder } from './ledger.ts';
import { appNote, fact, type LedgerContext, personNote } from './ledger-context.ts';

/** As many as a person can look at; the window is sent them at every change. */
const remindersMax = 50;

const toDoRows = fixedQuery((db) =>
  db
    .selectFrom('refundReminders')
    .select(['originalTransactionId', 'amountCents', 'cardBatchId', 'askedAtMs', 'refundableAtMs'])
    .where('doneAtMs', 'is', null)
    .orderBy((eb) => eb('refundableAtMs', 'is', null))
    .orderBy('askedAtMs')
    .limit(remindersMax),
);

/** Those that are possible by now first, oldest first in each. */
export async function openReminders({ db }: LedgerContext): Promise<readonly LedgerReminder[]> {
  return toDoRows(db);
}

/** One a payment: asked again, it is the newer wish. */
export async function setReminder(context: LedgerContext, wish: NewReminder, atMs: number): Promise<void> {
  const { originalTransactionId, cardBatchId } = wish;
  const amountCents: AmountCents = wish.amountCents;
  const facts = { amountCents, cardBatchId, askedAtMs: atMs, refundableAtMs: null, doneAtMs: null };
  await context.db.transaction().execute(async (tx) => {
    await tx
      .insertInto('refundReminders')
      .values({ originalTransactionId, ...facts })
      .onConflict((conflict) => conflict.column('originalTransactionId').doUpdateSet(facts))
      .execute();
    const data = { originalTransactionId, amountCents, step: 'asked' };
    await appendFacts(tx, [fact(context, personNote('refund_reminder', data), atMs)]);
  });
}

/** The batch has been seen closed. */
export async function reminderIsDue(
  context: LedgerContext,
  originalTransactionId: number,
  atMs: number,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('refundReminders')
      .set({ refundableAtMs: atMs })
      .where('originalTransactionId', '=', originalTransactionId)
      .where('refundableAtMs', 'is', null)
      .where('doneAtMs', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const data = { originalTransactionId, step: 'refundable' };
    await appendFacts(tx, [fact(context, appNote('refund_reminder', data), atMs)]);
  });
}

export async function forgetReminder(
  context: LedgerContext,
  originalTransactionId: number,
  atMs: number,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('refundReminders')
      .set({ doneAtMs: atMs })
      .where('originalTransactionId', '=', originalTransactionId)
      .where('doneAtMs', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    const data = { originalTransactionId, step: 'forgotten' };
    await appendFacts(tx, [fact(context, personNote('refund_reminder', data), atMs)]);
  });
}
