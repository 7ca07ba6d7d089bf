import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RowRoute, routeRow } from '../../../electron/payments/matching.ts';
import type { AttemptKind } from '../../../shared/payment.ts';
import { otherNumber, ownNumber } from '../../fakes/attempt-facts.ts';

const purchase = {
  kind: 'purchase',
  currency: 'CAD',
  invoiceNumber: ownNumber,
  originalInvoiceNumber: null,
} as const;
/** A refund is listed under its original's number; the one of its own is never sent. */
const refund = {
  kind: 'refund',
  currency: 'CAD',
  invoiceNumber: otherNumber,
  originalInvoiceNumber: ownNumber,
} as const;
const ours = { type: 'purchase', currency: 'CAD', invoiceNumber: ownNumber };

describe('where a row of Helcim belongs', () => {
  it.each([
    ['purchase', 'purchase', 'CAD', 'settles'],
    ['purchase', ' Purchase ', ' cad ', 'settles'],
    ['purchase', 'purchase', 'USD', 'wrong_currency'],
    ['purchase', 'purchase', '', 'wrong_currency'],
    ['purchase', 'refund', 'CAD', 'refund_of_sale'],
    ['purchase', 'reverse', 'CAD', 'refund_of_sale'],
    ['purchase', 'REVERSE', 'USD', 'refund_of_sale'],
    ['purchase', 'preauth', 'CAD', 'wrong_type'],
    ['purchase', 'verify', 'CAD', 'wrong_type'],
    ['purchase', 'capture', 'CAD', 'wrong_type'],
    ['purchase', '', 'CAD', 'wrong_type'],
    ['purchase', 'purchases', 'CAD', 'wrong_type'],
    ['refund', 'refund', 'CAD', 'settles'],
    ['refund', 'reverse', 'CAD', 'settles'],
    ['refund', 'refund', 'USD', 'wrong_currency'],
    ['refund', 'purchase', 'CAD', 'wrong_type'],
    ['refund', 'capture', 'CAD', 'wrong_type'],
  ] as [AttemptKind, string, string, RowRoute][])(
    'M5 U11 for a %s, a row of type %j in %j: %s',
    (kind, type, currency, route) => {
      expect(routeRow({ ...ours, type, currency }, kind === 'purchase' ? purchase : refund)).toBe(route);
    },
  );

  it.each([null, '', ' ', otherNumber, ownNumber.slice(3), `${ownNumber}-1`, `x${ownNumber}`])(
    'M2 U17 a row of number %j is foreign, whatever else fits',
    (invoiceNumber) => {
      expect(routeRow({ ...ours, invoiceNumber }, purchase)).toBe('foreign');
    },
  );

  it('M2 is by the number alone: no other number ever settles', () => {
    const any = fc.record({
      type: fc.constantFrom('purchase', 'refund', 'reverse', 'preauth'),
      currency: fc.constantFrom('CAD', 'USD'),
      invoiceNumber: fc.oneof(fc.string(), fc.constantFrom(ownNumber, otherNumber)),
    });
    fc.assert(
      fc.property(any, (row) => {
        const isOwn = row.invoiceNumber.trim().toUpperCase() === ownNumber;
        expect(routeRow(row, purchase) === 'foreign').toBe(!isOwn);
      }),
    );
  });
});
