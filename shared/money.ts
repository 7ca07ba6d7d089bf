/**
 * Money is an integer of minor units with its currency. It turns into a decimal only at the edge of
 * Helcim's API, as exact text, never through a binary float.
 */

export const currencies = ['CAD', 'USD'] as const;
export type Currency = (typeof currencies)[number];

declare const amountCentsBrand: unique symbol;
/** Minor units (cents), a safe integer, zero or more. */
export type AmountCents = number & { readonly [amountCentsBrand]: true };

/** The most this app sends in one request, 999,999.99: a keypad slip must not become a charge. */
export const amountCentsMax = 99_999_999;
const amountTextLengthMax = 40;

export function isAmountCents(value: unknown): value is AmountCents {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** @throws RangeError when the value is not a whole, safe, non-negative number of cents: a bug of ours. */
export function amountCents(value: number): AmountCents {
  if (!isAmountCents(value)) throw new RangeError(`not an amount in cents: ${value}`);
  return value;
}

export type AmountProblem =
  | 'empty'
  | 'not_a_number'
  | 'negative'
  | 'zero'
  | 'too_many_decimals'
  | 'too_large';
export type AmountParse =
  | { readonly ok: true; readonly amountCents: AmountCents }
  | { readonly ok: false; readonly problem: AmountProblem };

const bad = (problem: AmountProblem): AmountParse => ({ ok: false, problem });

/**
 * Reads what a cashier typed or pasted: `12.34`, `12,34`, `$1,234.56`, `1 234,56 $`, `CAD 5`.
 * One separator with one or two digits behind it is the decimal separator; repeated groups of three, or a group
 * followed by decimals, are thousands. Everything that two people could read differently is refused: `1,234` is a
 * thousand to one and a slip of the finger on 1,23 to another, and `1.2345` is never rounded.
 * @param currency the till's; a text that names another one is refused
 */
export function parseAmountText(text: string, currency?: Currency): AmountParse {
  if (text.length > amountTextLengthMax) return bad('not_a_number');
  const framed = frame.exec(toPlainCharacters(text));
  if (!framed) return bad('not_a_number');
  const [, open, sign, before, innerSign, digits = '', after, close] = framed;
  const isNegative = open !== undefined || sign !== undefined || innerSign !== undefined;
  const isFrameBroken = (open === undefined) !== (close === undefined) || (sign && innerSign);
  if (isFrameBroken || !isCurrencyPlausible(before, after, currency)) return bad('not_a_number');
  if (digits === '') return bad(isNegative ? 'not_a_number' : 'empty');
  const parts = splitDecimal(digits);
  if (parts === 'too_many_decimals') return bad('too_many_decimals');
  if (parts === null) return bad('not_a_number');
  return isNegative ? bad('negative') : centsOf(parts);
}

function centsOf([whole, fraction]: [string, string]): AmountParse {
  if (whole.replace(/^0+/, '').length > 9) return bad('too_large');
  const cents = Number(whole || '0') * 100 + Number(fraction.padEnd(2, '0'));
  if (cents > amountCentsMax) return bad('too_large');
  if (cents === 0) return bad('zero');
  return { ok: true, amountCents: amountCents(cents) };
}

/** Parenthesis, sign, currency, sign, the digits with their separators, currency, parenthesis. */
const frame =
  /^(\()? *(-)? *((?:CAD|USD)? *(?:(?:CA|US|C)?\$)?) *(-)? *([\d.,' ]*?) *(\$? *(?:CAD|USD)?) *(\))?$/i;

/**
 * The wide digits, dashes and spaces that a keyboard or a clipboard brings, as plain ones. Not Unicode's own
 * compatibility form: that one would read the note sign in `5²` as 52.
 */
function toPlainCharacters(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2212\u2013]/g, '-')
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, ' ')
    .replace(/\u2019/g, "'")
    .trim();
}

/** One currency at most is named around the digits; and it is the till's, where that is known. */
function isCurrencyPlausible(before = '', after = '', currency?: Currency): boolean {
  const words = `${before}${after}`;
  const isCanadian = /c/i.test(words);
  const isAmerican = /u/i.test(words);
  return !(isCanadian && (isAmerican || currency === 'USD')) && !(isAmerican && currency === 'CAD');
}

/** Splits into whole and fraction digits, or says why not. */
function splitDecimal(text: string): [string, string] | 'too_many_decimals' | null {
  if (!/\d/.test(text)) return null;
  const plain = /^(\d*)(?:([.,])(\d*))?$/.exec(text);
  if (!plain) return splitGrouped(text);
  const [, whole = '', separator, fraction = ''] = plain;
  if (fraction.length <= 2) return [whole, fraction];
  const mayBeGroup = separator === ',' && fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  // Not "too many decimals": on the way to `1,234.50` this text is a station.
  return mayBeGroup ? null : 'too_many_decimals';
}

function splitGrouped(text: string): [string, string] | 'too_many_decimals' | null {
  const grouped = /^([1-9]\d{0,2})((?:([.,' ])\d{3})(?:\3\d{3})*)(?:([.,])(\d*))?$/.exec(text);
  if (!grouped) return null;
  const [, first = '', groups = '', separator, decimalPoint, fraction = ''] = grouped;
  if (decimalPoint !== undefined && decimalPoint === separator) return null;
  if (fraction.length > 2) return 'too_many_decimals';
  return [first + groups.replace(/\D/g, ''), fraction];
}

/** Exact decimal text with two places: 1234 becomes `12.34`. */
export function toDecimalText(cents: AmountCents): string {
  const text = String(cents).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

/**
 * Reads an amount as Helcim's API sends it: a JSON number, or the same as text ("819.0000").
 * @returns null for anything that is not an exact, non-negative amount of whole cents.
 * @see https://devdocs.helcim.com/docs/card-batches for the mix of numbers and texts.
 */
export function fromApiDecimal(value: unknown): AmountCents | null {
  const text =
    typeof value === 'number' ? numberText(value) : typeof value === 'string' ? value.trim() : null;
  if (text === null) return null;
  const match = /^(\d{1,13})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!match) return null;
  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return isAmountCents(cents) ? cents : null;
}

/** JSON numbers arrive as binary floats; the shortest text that reads back the same is the one that was sent. */
function numberText(value: number): string | null {
  const text = String(value);
  return Number.isFinite(value) && !text.includes('e') ? text : null;
}

/** What stands between dollars and cents where a person writes them. */
export type DecimalMark = '.' | ',';

/** As a person of this language would type it into a field: 1234 becomes `12.34` or `12,34`. */
export function toTypedText(cents: AmountCents, mark: DecimalMark): string {
  return toDecimalText(cents).replace('.', mark);
}

/** Making one takes a thousand times as long as using it, and a screen shows many amounts. */
const formats = new Map<string, Intl.NumberFormat>();

/** For a person: `12.34 CAD` in the shape of the locale, digits never rounded. */
export function formatAmount(cents: AmountCents, currency: Currency, locale: string): string {
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' });
    formats.set(key, format);
  }
  return format.format(cents / 100);
}
