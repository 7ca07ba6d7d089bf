import type { Random } from './ports.ts';

/**
 * The join key of M2: `TS-` and 26 characters of Crockford's base 32, 130 random bits, made fresh for every
 * attempt and never a counter. It is the only number this app ever sends as `invoiceNumber`.
 */
declare const invoiceNumberBrand: unique symbol;
export type InvoiceNumber = string & { readonly [invoiceNumberBrand]: true };

/** How every number of ours begins. */
export const invoiceNumberPrefix = 'TS-';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const characters = 26;
const shape = /^TS-[0-9A-HJKMNP-TV-Z]{26}$/;

/** @throws Error when the random source gives another count of bytes than it was asked for */
export function makeInvoiceNumber(random: Random): InvoiceNumber {
  const bytes = random.bytes(characters);
  if (bytes.length !== characters) throw new Error('the random source gave too few bytes');
  let text = invoiceNumberPrefix;
  // 256 is a multiple of 32, so taking five bits of each byte is unbiased.
  for (const byte of bytes) text += alphabet[byte & 31];
  if (!isInvoiceNumber(text)) throw new Error('an invoice number came out in the wrong shape');
  return text;
}

export function isInvoiceNumber(value: unknown): value is InvoiceNumber {
  return typeof value === 'string' && shape.test(value);
}

/** Our number in a row or an event of Helcim, which may come back in another letter case; null for any other. */
export function readInvoiceNumber(theirs: string | null): InvoiceNumber | null {
  const number = theirs?.trim().toUpperCase();
  return isInvoiceNumber(number) ? number : null;
}

/** Helcim's invoice search ignores case, so a row may come back in another one. */
export function isSameInvoiceNumber(ours: InvoiceNumber, theirs: string | null): boolean {
  return readInvoiceNumber(theirs) === ours;
}
