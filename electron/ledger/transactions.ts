import { isInvoiceNumber } from '../../shared/invoice-number.ts';
import type { EvidenceSource, Transaction } from '../../shared/payment.ts';
import { transactionRows } from './facts.ts';
import { fixedInsert, fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import type { LedgerTransaction } from './ledger.ts';
import { fact, type LedgerContext } from './ledger-context.ts';
import type { LedgerTx } from './schema.ts';

const changeableColumns = [
  'type',
  'status',
  'statusText',
  'amountCents',
  'currency',
  'invoiceNumber',
  'cardBatchId',
  'cardType',
  'warning',
  'errors',
  'dateCreatedText',
  'attemptId',
  'source',
] as const;

const changeTransaction = fixedQuery((db, transactionId: number, ...values: readonly unknown[]) =>
  db
    .updateTable('transactions')
    .set(Object.fromEntries(changeableColumns.map((column, index) => [column, values[index]])))
    .where('transactionId', '=', transactionId)
    .returning('transactionId'),
);
const insertTransaction = fixedInsert('transactions', [
  'transactionId',
  ...changeableColumns,
  'firstSeenAtMs',
]);
const keepPersonal = fixedQuery(
  (db, transactionId: number, cardLast4: string | null, approvalCode: string | null) =>
    db
      .insertInto('transactionPersonal')
      .values({ transactionId, cardLast4, approvalCode })
      .onConflict((conflict) =>
        conflict.column('transactionId').doUpdateSet(({ ref }) => ({
          cardLast4: ref('excluded.cardLast4'),
          approvalCode: ref('excluded.approvalCode'),
        })),
      ),
);
const ownedByOther = fixedQuery((db, transactionId: number, attemptId: string) =>
  db
    .selectFrom('transactions')
    .select('transactionId')
    .where('transactionId', '=', transactionId)
    .where('attemptId', 'is not', null)
    .where('attemptId', '!=', attemptId),
);
const transactionWithId = fixedQuery((db, transactionId: number) =>
  transactionRows(db).where('transactions.transactionId', '=', transactionId),
);

/** Writes a row as this attempt's, new, filed before, or changed. The caller has made sure it is nobody else's. */
export async function claimTransaction(
  tx: LedgerTx,
  attemptId: string,
  transaction: Transaction,
  source: EvidenceSource,
  atMs: number,
): Promise<void> {
  const { cardLast4, approvalCode, ...rest } = transaction;
  const row = { ...plainColumns(rest), attemptId, source, firstSeenAtMs: atMs };
  const values = changeableColumns.map((column) => row[column]);
  const changed = await changeTransaction(tx, row.transactionId, ...values);
  if (changed.length === 0) await insertTransaction(tx, row);
  await keepPersonal(tx, row.transactionId, cardLast4, approvalCode);
}

/** Which of these transactions belong to another attempt than this one. */
export async function ownedByOthers(
  tx: LedgerTx,
  attemptId: string,
  transactionIds: readonly number[],
): Promise<readonly number[]> {
  const owned: number[] = [];
  for (const id of transactionIds) {
    if ((await ownedByOther(tx, id, attemptId)).length > 0) owned.push(id);
  }
  return owned;
}

/**
 * Keeps a row of another tool, or of another till: no name, card digits, codes or texts (M12), and an invoice number
 * only in the shape that this program makes. A row that an attempt owns keeps its owner; a status that changed
 * without its owner's decision is for the owner's next look-up to find.
 */
export async function fileTransaction(
  context: LedgerContext,
  transaction: Transaction,
  source: EvidenceSource,
  atMs: number,
): Promise<void> {
  await context.db.transaction().execute(async (tx) => {
    const { transactionId, status, statusText } = transaction;
    const known = await tx
      .selectFrom('transactions')
      .select(['attemptId', 'status', 'statusText'])
      .where('transactionId', '=', transactionId)
      .executeTakeFirst();
    if (known && (known.attemptId !== null || known.statusText === statusText)) return;
    if (known) {
      await tx
        .updateTable('transactions')
        .set({ status, statusText })
        .where('transactionId', '=', transactionId)
        .execute();
    } else {
      const kept = { ...quiet(transaction), attemptId: null, source, firstSeenAtMs: atMs };
      await tx.insertInto('transactions').values(kept).execute();
    }
    const kind = known ? 'transaction_changed' : 'transaction_filed';
    const data = { transactionId, type: transaction.type, status: statusText };
    await appendFacts(tx, [fact(context, { kind, source, data }, atMs)]);
  });
}

export async function findTransaction(
  context: LedgerContext,
  transactionId: number,
): Promise<LedgerTransaction | null> {
  const [row] = await transactionWithId(context.db, transactionId);
  return row ?? null;
}

/** The columns one by one: an object from elsewhere may carry more than its type says. */
function plainColumns(row: Omit<Transaction, 'cardLast4' | 'approvalCode'>) {
  return {
    transactionId: row.transactionId,
    type: row.type,
    status: row.status,
    statusText: row.statusText,
    amountCents: row.amountCents,
    currency: row.currency,
    invoiceNumber: row.invoiceNumber,
    cardBatchId: row.cardBatchId,
    cardType: row.cardType,
    warning: row.warning,
    errors: row.errors,
    dateCreatedText: row.dateCreatedText,
  };
}

function quiet(row: Transaction) {
  const number = row.invoiceNumber?.trim().toUpperCase();
  return {
    ...plainColumns(row),
    invoiceNumber: isInvoiceNumber(number) ? number : null,
    cardBatchId: null,
    cardType: null,
    warning: null,
    errors: null,
  };
}
