/**
 * Reads what Helcim sends. Lenient in form (unknown fields, numbers as texts, nulls, empty texts), strict in what
 * money depends on: an id, a type, a status, an exact amount and a currency, or the row is unreadable.
 * Card token, card holder, customer and address are dropped here and live nowhere else in the program (M12).
 * @see https://devdocs.helcim.com/reference
 */
import { z } from 'zod';
import { type AmountCents, fromApiDecimal } from '../../shared/money.ts';
import type { Transaction, TransactionStatus } from '../../shared/payment.ts';
import { safeWords, wordsOfField } from './error-words.ts';
import type { CardBatch, CardTerminal, Device } from './helcim-client.ts';

const textMax = 200;

/** A safe whole number, zero or more, also when sent as digits. */
const wholeNumber = z
  .union([z.number(), z.string().regex(/^\s*\d{1,16}(\.0+)?\s*$/)])
  .transform(Number)
  .pipe(z.int().min(0));
const id = wholeNumber.pipe(z.int().min(1));
const requiredText = z.string().trim().min(1).max(textMax);
const amount = z.unknown().transform((value, context): AmountCents => {
  const cents = fromApiDecimal(value);
  if (cents !== null) return cents;
  context.addIssue({ code: 'custom', message: 'not an exact amount' });
  return z.NEVER;
});

/** A field that may be absent, null or of any kind; it never makes a row unreadable. */
const maybe = z.unknown().optional();
const optionalText = maybe.transform((value): string | null => {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' ? text.trim().slice(0, textMax) || null : null;
});
const optionalWholeNumber = maybe.transform(
  (value): number | null => wholeNumber.safeParse(value).data ?? null,
);
const optionalAmount = maybe.transform((value): AmountCents | null => fromApiDecimal(value));
/** `errors` and `warning` come in every form an error has. */
const optionalWords = maybe.transform((value): string | null => {
  // Never by way of JSON text: writing nests a call a level, and a thousand levels of nothing would cost the row.
  return typeof value === 'string' ? safeWords(value, '') : wordsOfField(value);
});

const transaction = z
  .object({
    transactionId: id,
    type: requiredText,
    status: requiredText,
    amount,
    currency: requiredText,
    invoiceNumber: optionalText,
    cardBatchId: optionalWholeNumber,
    cardType: optionalText,
    cardNumber: optionalText,
    approvalCode: optionalText,
    warning: optionalWords,
    errors: optionalWords,
    dateCreated: optionalText,
  })
  .transform(
    (row): Transaction => ({
      transactionId: row.transactionId,
      type: row.type.toLowerCase(),
      status: statusOf(row.status),
      statusText: row.status,
      amountCents: row.amount,
      currency: row.currency.toUpperCase(),
      invoiceNumber: row.invoiceNumber,
      cardBatchId: row.cardBatchId,
      cardType: row.cardType,
      cardLast4: row.cardNumber === null ? null : (/\d{4}$/.exec(row.cardNumber)?.[0] ?? null),
      approvalCode: row.approvalCode,
      warning: row.warning,
      errors: row.errors,
      dateCreatedText: row.dateCreated ?? '',
    }),
  );

/** Both words for an approval are in use; anything that is neither is never read as a failure. */
function statusOf(text: string): TransactionStatus {
  const word = text.trim().toUpperCase();
  if (word === 'APPROVED' || word === 'APPROVAL') return 'approved';
  return word === 'DECLINED' ? 'declined' : 'other';
}

const device = z
  .object({ code: requiredText, dateCreated: optionalText })
  .transform((row): Device => ({ code: row.code, dateCreatedText: row.dateCreated }));

const truth = z.union([
  z.boolean(),
  z.literal([0, 1]).transform((bit) => bit === 1),
  z.stringbool({ truthy: ['true', '1'], falsy: ['false', '0'] }),
]);

const cardBatch = z
  .object({
    id,
    batchNumber: optionalText,
    terminalId: optionalWholeNumber,
    closed: truth,
    currency: optionalText,
    netSales: optionalAmount,
    totalSales: optionalAmount,
    totalRefunds: optionalAmount,
    countApproved: optionalWholeNumber,
    countTotal: optionalWholeNumber,
    dateClosed: optionalText,
  })
  .transform(
    (row): CardBatch => ({
      id: row.id,
      batchNumber: row.batchNumber,
      terminalId: row.terminalId,
      closed: row.closed,
      currency: row.currency,
      netSalesCents: row.netSales,
      totalSalesCents: row.totalSales,
      totalRefundsCents: row.totalRefunds,
      countApproved: row.countApproved,
      countTotal: row.countTotal,
      dateClosedText: row.dateClosed?.startsWith('0000-') ? null : row.dateClosed,
    }),
  );

const cardTerminal = z
  .object({ id, nickname: optionalText, currency: optionalText, status: optionalText })
  .transform(
    (row): CardTerminal => ({
      id: row.id,
      nickname: row.nickname,
      currency: row.currency?.toUpperCase() ?? null,
      status: row.status,
    }),
  );

const connectionTest = z.unknown().transform((value): { readonly message: string | null } => {
  const said = z.object({ message: z.string() }).safeParse(value);
  return { message: said.success ? safeWords(said.data.message, '') : null };
});

/** @returns null for anything that cannot be read as what it should be. */
export type Reader<Value> = (value: unknown) => Value | null;

function readerOf<Value>(schema: z.ZodType<Value>): Reader<Value> {
  return (value) => {
    const read = schema.safeParse(value);
    return read.success ? read.data : null;
  };
}

export const readTransaction = readerOf(transaction);
export const readDevice = readerOf(device);
export const readCardBatch = readerOf(cardBatch);
export const readCardTerminal = readerOf(cardTerminal);
export const readConnectionTest = readerOf(connectionTest);

/** A list of which every row must be readable. */
export function readList<Value>(read: Reader<Value>): Reader<readonly Value[]> {
  return (value) => {
    if (!Array.isArray(value)) return null;
    const rows: Value[] = [];
    for (const item of value as readonly unknown[]) {
      const row = read(item);
      // The first one decides: a body of a million rows must not be read to its end for nothing.
      if (row === null) return null;
      rows.push(row);
    }
    return rows;
  };
}

/** Parses JSON text. `undefined`, which JSON cannot say, stands for unreadable. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
