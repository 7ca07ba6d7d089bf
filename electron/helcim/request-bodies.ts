/**
 * The bodies of money calls, written as text: an amount is put in as exact decimal digits and never passes
 * through a binary fraction on its way.
 * @see https://devdocs.helcim.com/reference/startpurchase
 * @see https://devdocs.helcim.com/docs/initiating-a-refund-transaction
 */
import { type AmountCents, amountCents, toDecimalText } from '../../shared/money.ts';
import type { DeviceRefundRequest, PurchaseRequest } from './helcim-client.ts';

type Field = readonly [name: string, json: string];

/** Carries only an invoice number made by this program (M2). */
export function purchaseBody(request: PurchaseRequest): string {
  return objectText([
    ['currency', JSON.stringify(request.currency)],
    ['transactionAmount', amountText(request.amountCents)],
    ['invoiceNumber', JSON.stringify(request.invoiceNumber)],
    ...(request.customerCode === null
      ? []
      : [['customerCode', JSON.stringify(request.customerCode)] satisfies Field]),
  ]);
}

export function deviceRefundBody(request: DeviceRefundRequest): string {
  return objectText([
    ['transactionAmount', amountText(request.amountCents)],
    ['originalTransactionId', wholeText(request.originalTransactionId)],
  ]);
}

/** The Payment API names the original differently in its two calls. */
export function paymentRefundBody(request: {
  readonly originalTransactionId: number;
  readonly amountCents: AmountCents;
  readonly ipAddress: string;
}): string {
  return objectText([
    ['originalTransactionId', wholeText(request.originalTransactionId)],
    ['amount', amountText(request.amountCents)],
    ['ipAddress', JSON.stringify(request.ipAddress)],
  ]);
}

export function paymentReverseBody(request: {
  readonly cardTransactionId: number;
  readonly ipAddress: string;
}): string {
  return objectText([
    ['cardTransactionId', wholeText(request.cardTransactionId)],
    ['ipAddress', JSON.stringify(request.ipAddress)],
  ]);
}

/** @throws RangeError for anything but a whole, safe number: a bug of ours that must not reach Helcim. */
function wholeText(value: number): string {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError('not a whole number');
  return String(value);
}

/** Checked once more at the last door; throws RangeError like `amountCents`. */
function amountText(cents: AmountCents): string {
  return toDecimalText(amountCents(cents));
}

function objectText(fields: readonly Field[]): string {
  return `{${fields.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
}
