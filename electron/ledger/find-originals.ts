/** What a refund is made of: the payments of this till, and the refunds that were made of them. */
import { type HistoryFilter, wholeHistory } from '../../shared/history-filter.ts';
import { factsOf } from './facts.ts';
import { attemptsPage } from './history-page.ts';
import type { AttemptFacts, LedgerOriginal, OriginalPage, OriginalSearch } from './ledger.ts';
import { attemptColumns, type LedgerDb } from './schema.ts';
import { isRefund } from './state-conditions.ts';

export async function refundsBeside(
  db: LedgerDb,
  originalTransactionId: number,
  originalInvoiceNumber: string | null,
): Promise<readonly AttemptFacts[]> {
  // Each by its own index: asked for with an "or", SQLite reads every attempt there is.
  const numbers = (
    column: 'originalTransactionId' | 'originalInvoiceNumber',
    value: number | string | null,
  ) =>
    db
      .selectFrom('attempts')
      .select('n')
      .where(isRefund)
      .where(column, '=', value as never);
  const rows = await refundRows(db)
    .where(
      'n',
      'in',
      numbers('originalTransactionId', originalTransactionId).union(
        numbers('originalInvoiceNumber', originalInvoiceNumber),
      ),
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
/** A page of the history may end early to keep its time; a search for an original goes on so often by itself. */
const readingsMax = 5;

/** The approved purchases of the history that fit, newest press first; a page may hold fewer than its limit and go on. */
export async function findOriginals(
  db: LedgerDb,
  { text, amountCents, fromMs, toMs }: OriginalSearch,
  cursor: string | null,
  limit: number,
): Promise<OriginalPage> {
  const size = Math.min(Math.max(1, Math.trunc(limit)), pageSizeMax);
  const filter: HistoryFilter = {
    ...wholeHistory,
    kind: 'purchase',
    outcome: 'approved',
    text,
    amountFromCents: amountCents,
    amountToCents: amountCents,
    fromMs,
    toMs,
  };
  const items: LedgerOriginal[] = [];
  let nextCursor = cursor;
  for (let reading = 0; reading < readingsMax && items.length < size; reading += 1) {
    const page = await attemptsPage(db, nextCursor, size - items.length, filter);
    items.push(...page.items.flatMap(originalsOf));
    nextCursor = page.nextCursor;
    if (nextCursor === null) break;
  }
  return { items, nextCursor };
}

/** Each approved payment of an attempt is one: of a double charge, either may be given back (M6). */
function originalsOf({ attempt, sale, transactions }: AttemptFacts): readonly LedgerOriginal[] {
  return transactions
    .filter((row) => row.status === 'approved')
    .map((transaction) => ({ transaction, attempt, reference: sale.reference }));
}
