/** Attempts, sales and rows with ordinary facts, for tests that care about one or two of them. */
import type { AttemptFacts } from '../../electron/ledger/ledger.ts';
import type { InvoiceNumber } from '../../shared/invoice-number.ts';
import { amountCents } from '../../shared/money.ts';
import type { Attempt, Sale, Transaction } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';

/** The number of `anAttempt`, and one that belongs to somebody else. */
export const ownNumber = `TS-${'7'.repeat(26)}` as InvoiceNumber;
export const otherNumber = `TS-${'8'.repeat(26)}` as InvoiceNumber;

/** The wall clock in these tests starts here: 2026-03-24 17:00:00 UTC. */
export const startMs = Date.UTC(2026, 2, 24, 17, 0, 0);

export function anAttempt(facts: Partial<Attempt> = {}): Attempt {
  return {
    id: 'attempt-1',
    saleId: 'sale-1',
    kind: 'purchase',
    terminalCode: 'DY6L' as TerminalCode,
    invoiceNumber: ownNumber,
    originalTransactionId: null,
    originalInvoiceNumber: null,
    originalAmountCents: null,
    road: null,
    refundReason: null,
    refundReasonText: null,
    amountCents: amountCents(50_00),
    currency: 'CAD',
    tillId: 'till-1',
    cashierId: 'cashier-1',
    state: 'on_terminal',
    preparedAtMs: startMs,
    sendBegunAtMs: startMs,
    lastDeclineSeenAtMs: null,
    filedAs: null,
    endedAtMs: null,
    errorCode: null,
    errorDetail: null,
    approvedCents: null,
    laterProven: null,
    closedBy: null,
    closeReason: null,
    closedByAttemptId: null,
    acknowledgedAtMs: null,
    lastLookupAtMs: null,
    lookupCount: 0,
    watchClosedAtMs: null,
    ...facts,
  };
}

export function aSale(facts: Partial<Sale> = {}): Sale {
  return {
    id: 'sale-1',
    tillId: 'till-1',
    cashierId: 'cashier-1',
    totalCents: amountCents(50_00),
    currency: 'CAD',
    reference: null,
    customerCode: null,
    createdAtMs: startMs,
    ...facts,
  };
}

/** @param status sets Helcim's word with it */
export function aRow(facts: Partial<Transaction> = {}): Transaction {
  const status = facts.status ?? 'approved';
  return {
    transactionId: 101,
    type: 'purchase',
    status,
    statusText: status.toUpperCase(),
    amountCents: amountCents(50_00),
    currency: 'CAD',
    invoiceNumber: ownNumber,
    cardBatchId: 1,
    cardType: 'VI',
    cardLast4: '1111',
    approvalCode: null,
    warning: null,
    errors: null,
    dateCreatedText: '2026-03-24 11:00:10',
    ...facts,
  };
}

export function someFacts(
  attempt: Partial<Attempt> = {},
  more: { readonly siblings?: readonly Attempt[]; readonly sale?: Partial<Sale> } = {},
): AttemptFacts {
  return {
    attempt: anAttempt(attempt),
    sale: aSale(more.sale),
    transactions: [],
    siblings: more.siblings ?? [],
    rowsBefore: [],
    originalCard: null,
  };
}
