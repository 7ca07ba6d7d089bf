/** What a refund is made of: the payments of this till, and the refunds that were made of them. */
import { sql } from 'kysely';
import { factsOf, transactionRows } from './facts.ts';
import type { AttemptFacts, LedgerOriginal, OriginalPage, OriginalSearch } from './ledger.ts';
import { attemptColumns, type LedgerDb } from './schema.ts';
import { isRefund } from './state-conditions.ts';

export async function refundsBeside(
  db: LedgerDb,
  originalTransactionId: number,
  originalInvoiceNumber: string | null,
): Promise<readonly AttemptFacts[]> {
  const rows = await refundRows(db)
    .where((eb) =>
      eb.or([
        eb('originalTransactionId', '=', originalTransactionId),
        eb('originalInvoiceNumber', '=', originalInvoiceNumber),
      ]),
    )
    .execute();
  return factsOf(db, rows);
}

export async function refundsUnderNumber(
  db: LedgerDb,
  originalInvoiceNumber: string,
): Promise<readonly AttemptFacts[]> {
  const rows = await refundRows(db).where('originalInvoiceNumber', '=', originalInvoiceNumber).execute();
  return factsOf(db, rows);
}

function refundRows(db: LedgerDb) {
  return db.selectFrom('attempts').select(attemptColumns).where(isRefund).orderBy('n');
}

const pageSizeMax = 200;

export async function findOriginals(
  db: LedgerDb,
  search: OriginalSearch,
  cursor: string | null,
  limit: number,
): Promise<OriginalPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit)), pageSizeMax);
  const before = cursor === null ? Number.MAX_SAFE_INTEGER : readCursor(cursor);
  let query = db
    .selectFrom('transactions as paid')
    .innerJoin('attempts', 'attempts.id', 'paid.attemptId')
    .innerJoin('sales', 'sales.id', 'attempts.saleId')
    .leftJoin('transactionPersonal as personal', 'personal.transactionId', 'paid.transactionId')
    .select(['paid.transactionId', 'attempts.n', 'sales.reference'])
    .where('attempts.kind', '=', 'purchase')
    .where('paid.status', '=', 'approved')
    .where('attempts.n', '<', before)
    .orderBy('attempts.n', 'desc')
    .orderBy('paid.transactionId', 'desc')
    .limit(size + 1);
  if (search.amountCents !== null) query = query.where('paid.amountCents', '=', search.amountCents as never);
  if (search.fromMs !== null) query = query.where('attempts.preparedAtMs', '>=', search.fromMs);
  if (search.toMs !== null) query = query.where('attempts.preparedAtMs', '<', search.toMs);
  const text = search.text.trim();
  if (text !== '') {
    const part = `%${text.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
    query = query.where((eb) =>
      eb.or([
        sql<boolean>`attempts.invoice_number like ${part} escape '\\'`,
        sql<boolean>`sales.reference like ${part} escape '\\'`,
        sql<boolean>`personal.approval_code = ${text} collate nocase`,
        eb('personal.cardLast4', '=', text),
        sql<boolean>`cast(paid.transaction_id as text) = ${text}`,
      ]),
    );
  }
  const found = await query.execute();
  const shown = found.slice(0, size);
  const last = shown.at(-1);
  return {
    items: await originalsOf(db, shown),
    nextCursor: found.length > size && last ? String(last.n) : null,
  };
}

async function originalsOf(
  db: LedgerDb,
  found: readonly { readonly transactionId: number; readonly reference: string | null }[],
): Promise<readonly LedgerOriginal[]> {
  if (found.length === 0) return [];
  const ids = found.map((each) => each.transactionId);
  const rows = await transactionRows(db).where('transactions.transactionId', 'in', ids).execute();
  const owners = [...new Set(rows.flatMap((row) => (row.attemptId === null ? [] : [row.attemptId])))];
  const attempts = await db.selectFrom('attempts').select(attemptColumns).where('id', 'in', owners).execute();
  const rowById = new Map(rows.map((row) => [row.transactionId, row]));
  const attemptById = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  return found.flatMap(({ transactionId, reference }) => {
    const transaction = rowById.get(transactionId);
    const attempt = attemptById.get(transaction?.attemptId ?? '');
    return transaction && attempt ? [{ transaction, attempt, reference }] : [];
  });
}

/** A cursor that this ledger never gave ends the list rather than starting it anew. */
function readCursor(cursor: string): number {
  return /^[1-9]\d{0,14}$/.test(cursor) ? Number(cursor) : 0;
}
