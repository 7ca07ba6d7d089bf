import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deviceRefundBody,
  paymentRefundBody,
  paymentReverseBody,
  purchaseBody,
} from '../../../electron/helcim/request-bodies.ts';
import type { InvoiceNumber } from '../../../shared/invoice-number.ts';
import { type AmountCents, amountCents, amountCentsMax } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';

const purchase = {
  terminalCode: 'DY6L' as TerminalCode,
  amountCents: amountCents(1234),
  currency: 'CAD',
  invoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS' as InvoiceNumber,
  customerCode: null,
} as const;

describe('bodies of money calls', () => {
  it('M2 give a purchase our own invoice number and nothing else that was not asked for', () => {
    expect(purchaseBody(purchase)).toBe(
      '{"currency":"CAD","transactionAmount":12.34,"invoiceNumber":"TS-0123456789ABCDEFGHJKMNPQRS"}',
    );
  });

  it('escape the customer code', () => {
    expect(JSON.parse(purchaseBody({ ...purchase, customerCode: 'a","transactionAmount":9' }))).toEqual({
      currency: 'CAD',
      transactionAmount: 12.34,
      invoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS',
      customerCode: 'a","transactionAmount":9',
    });
  });

  it('name the original differently in each kind of refund', () => {
    const cents = amountCents(500);
    expect(
      deviceRefundBody({ terminalCode: purchase.terminalCode, amountCents: cents, originalTransactionId: 7 }),
    ).toBe('{"transactionAmount":5.00,"originalTransactionId":7}');
    expect(paymentRefundBody({ originalTransactionId: 7, amountCents: cents, ipAddress: '127.0.0.1' })).toBe(
      '{"originalTransactionId":7,"amount":5.00,"ipAddress":"127.0.0.1"}',
    );
    expect(paymentReverseBody({ cardTransactionId: 7, ipAddress: '127.0.0.1' })).toBe(
      '{"cardTransactionId":7,"ipAddress":"127.0.0.1"}',
    );
  });

  it('write every amount as exact digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: amountCentsMax }), (cents) => {
        const body = purchaseBody({ ...purchase, amountCents: amountCents(cents) });
        const digits = /"transactionAmount":(\d+)\.(\d\d),/.exec(body);
        expect(Number(`${digits?.[1]}${digits?.[2]}`)).toBe(cents);
      }),
    );
  });

  it.each([Number.NaN, 0.5, -1, 1e21, Number.POSITIVE_INFINITY])(
    'refuse %s as cents or as an id',
    (value) => {
      expect(() => purchaseBody({ ...purchase, amountCents: value as AmountCents })).toThrow(RangeError);
      expect(() => paymentReverseBody({ cardTransactionId: value, ipAddress: '' })).toThrow(RangeError);
    },
  );
});
