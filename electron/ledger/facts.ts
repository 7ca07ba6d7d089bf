import type { Attempt, PayingCard, Sale } from '../../shared/payment.ts';
import { fixedQuery } from './fixed-query.ts';
import type { AttemptFacts, LedgerTransaction } from './ledger.ts';
import { attemptsOfSale, saleWithId } from './press-queries.ts';
import { attemptColumns, type LedgerDb, type LedgerTx, saleColumns } from './schema.ts';

/** Far below SQLite's limit of bound values. */
const idsAQuery = 500;

/** The attempt and the others of its sale by one statement: between an outcome and the screen each one counts. */
const inSaleOf = (column: 'id' | 'invoiceNumber') =>
  fixedQuery((db, value: string) =>
    db
      .selectFrom('attempts')
      .select(attemptColumns)
      .where('saleId', '=', (own) =>
        own
          .selectFrom('attempts as own')
          .select('own.saleId')
          .where(({ eb, ref }) => eb(ref(`own.${column}`), '=', value as never)),
      )
      .orderBy('n'),
  );
const inSaleOfKnown = { id: inSaleOf('id'), invoiceNumber: inSaleOf('invoiceNumber') } as const;
export const namesOfAttempt = fixedQuery((db, id: string) =>
  db.selectFrom('attempts').select(['kind', 'invoiceNumber', 'originalInvoiceNumber']).where('id', '=', id),
);
const transactionsOfAttempt = fixedQuery((db, attemptId: string) =>
  transactionRows(db).where('transactions.attemptId', '=', attemptId),
);

const cardsOfTransaction = fixedQuery((db, transactionId: number) =>
  cardRows(db).where('transactions.transactionId', '=', transactionId),
);
const rowsBeforeRefund = fixedQuery((db, attemptId: string) =>
  db.selectFrom('refundRowsBefore').select('transactionId').where('attemptId', '=', attemptId),
);

/** The facts of these attempts, in their order, in a fixed number of queries for each few hundred. */
export async function factsOf(
  db: LedgerDb | LedgerTx,
  attempts: readonly Attempt[],
): Promise<readonly AttemptFacts[]> {
  const [first, second] = attempts;
  if (first && !second) return [await factsOfOne(db, first, await attemptsOfSale(db, first.saleId))];
  const facts: AttemptFacts[] = [];
  for (let start = 0; start < attempts.length; start += idsAQuery) {
    facts.push(...(await factsOfSome(db, attempts.slice(start, start + idsAQuery))));
  }
  return facts;
}

/** The ordinary case, between an outcome and the screen: the same facts by statements that are built once. */
async function factsOfOne(
  db: LedgerDb | LedgerTx,
  attempt: Attempt,
  inSale: readonly Attempt[],
): Promise<AttemptFacts> {
  const [sale] = await saleWithId(db, attempt.saleId);
  if (!sale) throw new Error(`attempt ${attempt.id} has no sale`);
  const transactions = await transactionsOfAttempt(db, attempt.id);
  const siblings = inSale.filter((each) => each.id !== attempt.id);
  const before = attempt.kind === 'refund' ? await rowsBeforeRefund(db, attempt.id) : [];
  const rowsBefore = before.map((row) => row.transactionId);
  const originalCard = await cardOfOriginal(db, attempt.originalTransactionId);
  return { attempt, sale, transactions, siblings, rowsBefore, originalCard };
}

/** The card that a refund on the terminal has to be made with. */
export async function cardOfOriginal(
  db: LedgerDb | LedgerTx,
  originalTransactionId: number | null,
): Promise<PayingCard | null> {
  if (originalTransactionId === null) return null;
  const [row] = await cardsOfTransaction(db, originalTransactionId);
  return row ? payingCard(row) : null;
}

async function factsOfSome(db: LedgerDb | LedgerTx, attempts: readonly Attempt[]): Promise<AttemptFacts[]> {
  const saleIds = [...new Set(attempts.map((attempt) => attempt.saleId))];
  const sales = await db.selectFrom('sales').select(saleColumns).where('id', 'in', saleIds).execute();
  const inSales = await db
    .selectFrom('attempts')
    .select(attemptColumns)
    .where('saleId', 'in', saleIds)
    .orderBy('n')
    .execute();
  const transactions = await transactionsOf(
    db,
    attempts.map((attempt) => attempt.id),
  );
  const refunds = attempts.filter(({ kind }) => kind === 'refund');
  const beforeByAttempt = Map.groupBy(await rowsBeforeOf(db, refunds), (row) => row.attemptId);
  const cardByOriginal = await cardsOfOriginals(db, refunds);
  const saleById = new Map(sales.map((sale) => [sale.id, sale]));
  const attemptsBySale = Map.groupBy(inSales, (attempt) => attempt.saleId);
  const transactionsByAttempt = Map.groupBy(transactions, (row) => row.attemptId);
  return attempts.map((attempt) => ({
    attempt,
    sale: saleOf(saleById, attempt),
    transactions: transactionsByAttempt.get(attempt.id) ?? [],
    siblings: (attemptsBySale.get(attempt.saleId) ?? []).filter((each) => each.id !== attempt.id),
    rowsBefore: (beforeByAttempt.get(attempt.id) ?? []).map((row) => row.transactionId),
    originalCard: cardByOriginal.get(attempt.originalTransactionId ?? 0) ?? null,
  }));
}

async function rowsBeforeOf(db: LedgerDb | LedgerTx, refunds: readonly Attempt[]) {
  if (refunds.length === 0) return [];
  const ids = refunds.map(({ id }) => id);
  return db.selectFrom('refundRowsBefore').selectAll().where('attemptId', 'in', ids).execute();
}

async function cardsOfOriginals(
  db: LedgerDb | LedgerTx,
  refunds: readonly Attempt[],
): Promise<ReadonlyMap<number, PayingCard>> {
  const ids = refunds.flatMap(({ originalTransactionId }) => originalTransactionId ?? []);
  if (ids.length === 0) return new Map();
  const rows = await cardRows(db).where('transactions.transactionId', 'in', ids).execute();
  return new Map(rows.map((row) => [row.transactionId, payingCard(row)]));
}

function cardRows(db: LedgerDb | LedgerTx) {
  return db
    .selectFrom('transactions')
    .leftJoin('transactionPersonal', 'transactionPersonal.transactionId', 'transactions.transactionId')
    .select(['transactions.transactionId', 'transactions.cardType', 'transactionPersonal.cardLast4']);
}

function payingCard({ cardType, cardLast4 }: PayingCard): PayingCard {
  return { cardType, cardLast4 };
}

function saleOf(sales: ReadonlyMap<string, Sale>, attempt: Attempt): Sale {
  const sale = sales.get(attempt.saleId);
  if (!sale) throw new Error(`attempt ${attempt.id} has no sale`);
  return sale;
}

export async function oneFacts(
  db: LedgerDb | LedgerTx,
  column: 'id' | 'invoiceNumber',
  value: string,
): Promise<AttemptFacts | null> {
  const inSale = await inSaleOfKnown[column](db, value);
  const attempt = inSale.find((each) => each[column] === value);
  return attempt ? factsOfOne(db, attempt, inSale) : null;
}

async function transactionsOf(
  db: LedgerDb | LedgerTx,
  attemptIds: readonly string[],
): Promise<LedgerTransaction[]> {
  return transactionRows(db).where('transactions.attemptId', 'in', attemptIds).execute();
}

/** Transactions with what can be erased of them, oldest first. */
export function transactionRows(db: LedgerDb | LedgerTx) {
  return db
    .selectFrom('transactions')
    .leftJoin('transactionPersonal', 'transactionPersonal.transactionId', 'transactions.transactionId')
    .select([
      'transactions.transactionId',
      'transactions.type',
      'transactions.status',
      'transactions.statusText',
      'transactions.amountCents',
      'transactions.currency',
      'transactions.invoiceNumber',
      'transactions.cardBatchId',
      'transactions.cardType',
      'transactionPersonal.cardLast4',
      'transactionPersonal.approvalCode',
      'transactions.warning',
      'transactions.errors',
      'transactions.dateCreatedText',
      'transactions.attemptId',
      'transactions.source',
      'transactions.firstSeenAtMs',
    ])
    .orderBy('transactions.transactionId');
}
