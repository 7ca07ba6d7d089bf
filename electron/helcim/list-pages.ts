/**
 * Collects lists page by page. Helcim gives no total and no cursor: a page that is not full is the last one, and
 * a list that has no end within bounds is an error, never a shortened list.
 * @see https://devdocs.helcim.com/reference
 */
import { type AppError, failed } from '../../shared/app-error.ts';
import { invoiceNumberPrefix } from '../../shared/invoice-number.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Device, ReadResult, TransactionRows } from './helcim-client.ts';
import { type Reader, readTransaction } from './response-schemas.ts';

export const transactionsPerPage = 1_000;
export const devicesPerPage = 100;
const defaultPagesMax = 30;
/** How a long list is read, where somebody waits for it and may stop it. */
export interface LongReading {
  readonly pagesMax: number;
  /** Told after each page; false ends the reading as `close_stopped`. */
  readonly onPage: (pagesRead: number) => boolean;
  /** Asked when a page was not to be had; true tries it once more. */
  readonly mayTryAgain: (error: AppError) => Promise<boolean>;
}

const ordinaryReading: LongReading = {
  pagesMax: defaultPagesMax,
  onPage: () => true,
  mayTryAgain: async () => false,
};

/** Five times what was asked for; a body within the size limit could hold millions of empty rows, each to be tried. */
const rowsReadMax = 5 * transactionsPerPage;

export interface TransactionPage extends TransactionRows {
  readonly rowCount: number;
}

export const readTransactionPage: Reader<TransactionPage> = (value) => {
  if (!Array.isArray(value) || value.length > rowsReadMax) return null;
  const transactions: Transaction[] = [];
  let unreadableCount = 0;
  let foreignUnreadableCount = 0;
  for (const row of value as readonly unknown[]) {
    const transaction = readTransaction(row);
    if (transaction !== null) transactions.push(transaction);
    else if (mayBeOurs(row)) unreadableCount += 1;
    else foreignUnreadableCount += 1;
  }
  return { transactions, rowCount: value.length, unreadableCount, foreignUnreadableCount };
};

export const noTransactions: TransactionPage = {
  transactions: [],
  rowCount: 0,
  unreadableCount: 0,
  foreignUnreadableCount: 0,
};

/** Only a row that names another program's number is certainly not ours; one without a number says nothing. */
function mayBeOurs(row: unknown): boolean {
  const number = typeof row === 'object' && row !== null && 'invoiceNumber' in row ? row.invoiceNumber : null;
  if (typeof number !== 'string' || number.trim() === '') return true;
  return number.trim().toUpperCase().startsWith(invoiceNumberPrefix);
}

/**
 * Whether the first page is number 0 or 1 is not documented. The first is therefore asked for without a number, then
 * 1, 2, …: at worst page 1 repeats the first. Rows are told apart by id; of a row seen twice the later reading counts.
 */
export async function allTransactions(
  readPage: (page: number | undefined) => Promise<ReadResult<TransactionPage>>,
  { pagesMax, onPage, mayTryAgain }: LongReading = ordinaryReading,
): Promise<ReadResult<TransactionRows>> {
  const byId = new Map<number, Transaction>();
  let unreadableCount = 0;
  let foreignUnreadableCount = 0;
  for (let page = 0; page < pagesMax; page += 1) {
    let read = await readPage(page === 0 ? undefined : page);
    while (!read.ok && (await mayTryAgain(read.error))) read = await readPage(page === 0 ? undefined : page);
    if (!read.ok) return read;
    if (!onPage(page + 1)) return failed('close_stopped');
    const { transactions, rowCount } = read.value;
    const isRepeat = transactions.length > 0 && transactions.every((row) => byId.has(row.transactionId));
    if (!isRepeat) {
      unreadableCount += read.value.unreadableCount;
      foreignUnreadableCount += read.value.foreignUnreadableCount;
    }
    for (const row of transactions) byId.set(row.transactionId, row);
    if (rowCount < transactionsPerPage) {
      return {
        ok: true,
        value: { transactions: [...byId.values()], unreadableCount, foreignUnreadableCount },
      };
    }
  }
  return endless(pagesMax);
}

/** Devices have an offset, which leaves no doubt about the first page. */
export async function allDevices(
  readFrom: (offset: number) => Promise<ReadResult<readonly Device[]>>,
): Promise<ReadResult<readonly Device[]>> {
  const byCode = new Map<string, Device>();
  for (let page = 0; page < defaultPagesMax; page += 1) {
    const read = await readFrom(page * devicesPerPage);
    if (!read.ok) return read;
    for (const device of read.value) byCode.set(device.code, device);
    if (read.value.length < devicesPerPage) return { ok: true, value: [...byCode.values()] };
  }
  return endless(defaultPagesMax);
}

function endless(pagesMax: number): ReadResult<never> {
  return failed('helcim_unreadable', { detail: `no end within ${pagesMax} pages` });
}
