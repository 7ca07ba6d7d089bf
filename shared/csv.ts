/**
 * Tables as RFC 4180 text that spreadsheets open as it is meant: UTF-8 with a byte order mark, every line ended by CR LF,
 * and no text that a spreadsheet would run as a formula.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */

/** Money of any sign, written as an exact decimal that stays a number in the spreadsheet. */
export interface CsvMoney {
  readonly cents: number;
}
export type CsvCell = string | number | CsvMoney | null;
export type CsvRow = readonly CsvCell[];

/** Before the first line, once a file: it tells spreadsheets that the text is UTF-8. */
export const csvByteOrderMark = '\uFEFF';

/** A whole file at once, for tables that are small. */
export function toCsv(rows: readonly CsvRow[]): string {
  return csvByteOrderMark + csvLines(rows);
}

/**
 * Lines alone, for a file that is written piece by piece. A number goes in as it is; a text that begins like a formula
 * is led by an apostrophe, which spreadsheets do not show.
 */
export function csvLines(rows: readonly CsvRow[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

/**
 * What a spreadsheet may take for the beginning of a formula: also behind blanks, which some strip, and in the full
 * width of East Asian keyboards, which some read as the plain character.
 */
const formulaBegins = /^(?:[\s\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20\uFF5C\uFF05\u2212]|[\t\r\n])/;

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell === 'object') return decimalOf(cell.cents);
  const safe = formulaBegins.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Two places, never through a binary float; what is no whole number of cents is left out rather than bent. */
function decimalOf(cents: number): string {
  if (!Number.isSafeInteger(cents)) return '';
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
