/** Refunds that had to wait for their batch to close: who asked is told once it has. */
import type { AmountCents } from '../../shared/money.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import type { JournalNote, LedgerReminder, NewReminder } from './ledger.ts';
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
export function reminderIsDue(context: LedgerContext, transactionId: number, atMs: number): Promise<void> {
  const data = { originalTransactionId: transactionId, step: 'refundable' };
  return stamp(context, 'refundableAtMs', transactionId, atMs, appNote('refund_reminder', data));
}

export function forgetReminder(context: LedgerContext, transactionId: number, atMs: number): Promise<void> {
  const data = { originalTransactionId: transactionId, step: 'forgotten' };
  return stamp(context, 'doneAtMs', transactionId, atMs, personNote('refund_reminder', data));
}

/** A reminder that is not done goes one step on, once. */
async function stamp(
  context: LedgerContext,
  column: 'refundableAtMs' | 'doneAtMs',
  originalTransactionId: number,
  atMs: number,
  note: JournalNote,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('refundReminders')
      .set({ [column]: atMs })
      .where('originalTransactionId', '=', originalTransactionId)
      .where(column, 'is', null)
      .where('doneAtMs', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await appendFacts(tx, [fact(context, note, atMs)]);
  });
}
