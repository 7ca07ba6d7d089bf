import { type ApiCall, type ApiReply, type Endpoint, refuse, wholeNumber } from './api-call.ts';
import type { World } from './world.ts';

const LIMIT_MAX = 1000;
const DATE_FORM = /^\d{4}-\d{2}-\d{2}$/;

/** Transactions and batches as https://devdocs.helcim.com/reference describes them. */
export const recordEndpoints: readonly Endpoint[] = [
  { method: 'GET', path: '/card-transactions', permission: 'read', run: listTransactions },
  { method: 'GET', path: '/card-transactions/{id}', permission: 'read', run: getTransaction },
  { method: 'GET', path: '/card-batches', permission: 'read', run: listBatches },
  { method: 'GET', path: '/card-batches/{id}', permission: 'read', run: getBatch },
  { method: 'POST', path: '/card-batches/{id}/settle', permission: 'give-money-back', run: settleBatch },
];

function listTransactions(world: World, { query }: ApiCall): ApiReply {
  const limit = wholeNumber(query.limit);
  const page = wholeNumber(query.page);
  const cardBatchId = wholeNumber(query.cardBatchId);
  const problems = {
    ...(limit === null || limit === 0 || (limit ?? 1) > LIMIT_MAX
      ? { limit: 'limit must be 1 to 1000' }
      : {}),
    ...(page === null ? { page: 'page must be a whole number' } : {}),
    ...(cardBatchId === null ? { cardBatchId: 'cardBatchId must be a whole number' } : {}),
    ...dateProblem('dateFrom', query),
    ...dateProblem('dateTo', query),
  };
  if (Object.keys(problems).length > 0) return refuse(400, problems);
  const { dateFrom, dateTo, search, customerCode, invoiceNumber, cardToken } = query;
  const found = world.transactions.search({
    dateFrom,
    dateTo,
    search,
    customerCode,
    invoiceNumber,
    cardToken,
    cardBatchId: cardBatchId ?? undefined,
  });
  const size = limit ?? LIMIT_MAX;
  const { firstPage, emptyListIs404 } = world.behaviour;
  const first = Math.max(0, (page ?? firstPage) - firstPage) * size;
  const rows = found.slice(first, first + size);
  if (rows.length === 0 && emptyListIs404) return refuse(404, 'No transactions found');
  return { status: 200, body: rows.map((row) => world.transactions.wire(row)) };
}

function dateProblem(
  name: 'dateFrom' | 'dateTo',
  query: Readonly<Record<string, string>>,
): Record<string, string> {
  const text = query[name];
  return text === undefined || DATE_FORM.test(text) ? {} : { [name]: `${name} must be YYYY-MM-DD` };
}

function getTransaction(world: World, { params }: ApiCall): ApiReply {
  const id = wholeNumber(params.id);
  const row = id === null || id === undefined ? null : world.transactions.findVisible(id);
  return row
    ? { status: 200, body: world.transactions.wire(row) }
    : refuse(404, 'Card Transaction not found');
}

function listBatches(world: World, { query }: ApiCall): ApiReply {
  const batchNumber = wholeNumber(query.batchNumber);
  const terminalId = wholeNumber(query.terminalId);
  if (batchNumber === null || terminalId === null) return refuse(400, 'Invalid batch filter');
  const found = world.batches
    .all()
    .filter((batch) => batchNumber === undefined || batch.batchNumber === batchNumber)
    .filter((batch) => terminalId === undefined || batch.terminalId === terminalId);
  return { status: 200, body: found.map((batch) => world.batches.wire(batch, wantsStats(query))) };
}

function getBatch(world: World, { params, query }: ApiCall): ApiReply {
  const batch = world.batches.find(wholeNumber(params.id) ?? 0);
  return batch
    ? { status: 200, body: world.batches.wire(batch, wantsStats(query)) }
    : refuse(404, 'Card Batch not found');
}

function settleBatch(world: World, { params }: ApiCall): ApiReply {
  const batch = world.batches.find(wholeNumber(params.id) ?? 0);
  if (!batch) return refuse(404, 'Card Batch not found');
  if (batch.closed) return refuse(400, 'Card Batch is already closed');
  world.batches.close(batch.id);
  return { status: 200, body: world.batches.wire(batch, true) };
}

function wantsStats(query: Readonly<Record<string, string>>): boolean {
  return query['collect-stats'] === 'true';
}
