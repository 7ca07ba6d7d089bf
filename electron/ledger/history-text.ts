/**
 * What a searched text may mean. Each reading is a way in by an index (`rows`, attempts' `n`) and the same as a condition
 * on one attempt (`holds`, over `attempts AS a`).
 */
import { type RawBuilder, sql } from 'kysely';
import { cardTypesMeant } from '../../shared/card-kind.ts';
import { invoiceNumberPrefix, readInvoiceNumber } from '../../shared/invoice-number.ts';

export interface Reading {
  readonly rows: RawBuilder<unknown>;
  readonly holds: RawBuilder<boolean>;
  /** The index that gives its rows newest first, where there is one. */
  readonly walkedBy: string | null;
}

/** Behind every text that begins with the same characters. */
const lastCharacter = '\u{10ffff}';
const receiptEndLeast = 4;
const numberLengthMax = 40;

/** @param text not empty, trimmed */
export function readingsOf(text: string): readonly Reading[] {
  return [
    ...receiptReadings(text),
    ...cardReadings(text),
    ...transactionReadings(text),
    referenceReading(text),
  ];
}

/** A whole number, or its last characters; a refund is found by its own and by its original's. */
function receiptReadings(text: string): readonly Reading[] {
  const number = text.toUpperCase();
  const whole = readInvoiceNumber(number);
  const isEnd =
    /^[0-9A-Z-]+$/.test(number) && number.length >= receiptEndLeast && number.length <= numberLengthMax;
  if (!isEnd) return [];
  const end = number.slice(-receiptEndLeast);
  const own =
    whole === null
      ? sql`substr(a.invoice_number, -4) = ${end} and ${endsWith(sql`a.invoice_number`, number)}`
      : sql`a.invoice_number = ${whole}`;
  const original = sql`a.original_invoice_number is not null and substr(upper(a.original_invoice_number), -4) = ${end}
    and ${endsWith(sql`upper(a.original_invoice_number)`, number)}`;
  // No number of ours ends in what stands only at its beginning.
  const mayBeOurs = whole !== null || !number.startsWith(invoiceNumberPrefix);
  return (mayBeOurs ? [own, original] : [original]).map((holds) => ({
    rows: sql`select a.n as n from attempts as a where ${holds}`,
    holds: sql<boolean>`(${holds})`,
    walkedBy: null,
  }));
}

function endsWith(column: RawBuilder<unknown>, end: string): RawBuilder<unknown> {
  return sql`substr(${column}, ${sql.lit(-end.length)}) = ${end}`;
}

/** The beginning of the shop's own reference, in any letter case. */
function referenceReading(text: string): Reading {
  const begins = sql`s.reference is not null and s.reference >= ${text} collate nocase
    and s.reference < ${text + lastCharacter} collate nocase`;
  return {
    rows: sql`select a.n as n from sales as s indexed by sales_by_reference
      cross join attempts as a indexed by attempts_of_sale on a.sale_id = s.id where ${begins}`,
    holds: sql<boolean>`exists (select 1 from sales as s where s.id = a.sale_id and ${begins})`,
    walkedBy: null,
  };
}

function transactionReadings(text: string): readonly Reading[] {
  if (!/^[1-9]\d{0,14}$/.test(text)) return [];
  const id = Number(text);
  const refund = sql`a.kind = 'refund' and a.original_transaction_id = ${id}`;
  return [
    {
      rows: sql`select a.n as n from transactions as t cross join attempts as a on a.id = t.attempt_id
        where t.transaction_id = ${id}`,
      holds: sql<boolean>`exists (select 1 from transactions as t
        where t.attempt_id = a.id and t.transaction_id = ${id})`,
      walkedBy: null,
    },
    {
      rows: sql`select a.n as n from attempts as a where ${refund}`,
      holds: sql<boolean>`(${refund})`,
      walkedBy: null,
    },
  ];
}

/** Last digits, approval code, type. */
function cardReadings(text: string): readonly Reading[] {
  return [
    ...(/^\d{4}$/.test(text) ? [ofCard(sql`p.card_last4 = ${text}`)] : []),
    ...(/^[0-9a-z]{2,20}$/i.test(text) ? [ofCard(sql`p.approval_code = ${text} collate nocase`)] : []),
    ...cardTypesMeant(text).map(cardTypeReading),
  ];
}

/** @param is asked of `transaction_personal AS p`, by an index that ends in the attempt's number */
function ofCard(is: RawBuilder<unknown>): Reading {
  return {
    rows: sql`select p.attempt_n as n from transaction_personal as p where ${is} and p.attempt_n is not null`,
    holds: sql<boolean>`exists (select 1 from transaction_personal as p where ${is} and p.attempt_n = a.n)`,
    walkedBy: null,
  };
}

function cardTypeReading(type: string): Reading {
  const holds = sql<boolean>`a.card_type = ${type.toUpperCase()}`;
  return {
    rows: sql`select a.n as n from attempts as a indexed by attempts_by_card_type where ${holds}`,
    holds,
    walkedBy: 'attempts_by_card_type',
  };
}
