/** Refunds with ordinary facts, for tests that care about one or two of them. */
import type { AttemptFacts } from '../../electron/ledger/ledger.ts';
import { amountCents } from '../../shared/money.ts';
import type { Attempt, Transaction } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { anAttempt, aRow, aSale, otherNumber, ownNumber } from './attempt-facts.ts';

/** The row of the purchase that is given back: 50.00 by Visa, under `ownNumber`. */
export function anOriginal(facts: Partial<Transaction> = {}): Transaction {
  return aRow({ transactionId: 900, ...facts });
}

/** A refund of 10.00 of it, sent without a terminal. */
export function aRefundAttempt(facts: Partial<Attempt> = {}): Attempt {
  const road = facts.road ?? 'credit_refund';
  return anAttempt({
    id: 'refund-1',
    kind: 'refund',
    road,
    terminalCode: road === 'debit_refund' ? ('DY6L' as TerminalCode) : null,
    invoiceNumber: otherNumber,
    originalTransactionId: 900,
    originalInvoiceNumber: ownNumber,
    originalAmountCents: amountCents(50_00),
    amountCents: amountCents(10_00),
    refundReason: 'returned',
    state: 'checking',
    ...facts,
  });
}

export function refundFacts(
  attempt: Partial<Attempt> = {},
  more: Partial<Omit<AttemptFacts, 'attempt'>> = {},
): AttemptFacts {
  return {
    attempt: aRefundAttempt(attempt),
    sale: aSale(),
    transactions: [],
    siblings: [],
    rowsBefore: [],
    originalCard: null,
    ...more,
  };
}

/** The row that Helcim makes of it, a few seconds after the send. */
export function aRefundRow(facts: Partial<Transaction> = {}): Transaction {
  return aRow({ transactionId: 950, type: 'refund', amountCents: amountCents(10_00), ...facts });
}
