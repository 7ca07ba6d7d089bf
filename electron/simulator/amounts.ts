/*
 * The API speaks in JSON numbers of dollars; the simulator keeps whole cents.
 * Own arithmetic on purpose: this side judges the application's.
 */

/** Cents of a JSON amount with at most two decimals above zero, or null. Text is no amount on this API. */
export function centsOf(amount: unknown): number | null {
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount <= 0) return null;
  const cents = Math.round(amount * 100);
  return Number.isSafeInteger(cents) && Number(dollarText(cents)) === amount ? cents : null;
}

/** `1234` becomes `12.34`. */
export function dollarText(cents: number): string {
  const digits = String(cents).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The JSON number of an amount. */
export function dollars(cents: number): number {
  return Number(dollarText(cents));
}

/** Totals in batches come as text with four decimals, `819.0000`. */
export function batchTotalText(cents: number): string {
  return cents < 0 ? `-${dollarText(-cents)}00` : `${dollarText(cents)}00`;
}
