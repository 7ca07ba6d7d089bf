/** A business day for tests of its close: attempts, Helcim's rows of them, and batches that fit. */

import type { CardBatch } from '../../../electron/helcim/helcim-client.ts';
import { mountainText } from '../../../electron/helcim/mountain-time.ts';
import type { DayAttempt, DayRow } from '../../../electron/ledger/day-attempt.ts';
import { closeDay, type DayCloseFacts, type HelcimDay } from '../../../electron/payments/day-close.ts';
import { type BusinessDay, boundsOfDay } from '../../../shared/business-day.ts';
import type { Difference, DifferenceKind } from '../../../shared/day-close.ts';
import type { InvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/payment.ts';

export const day = '2026-11-25' as BusinessDay;
export const rule = { timeZone: 'America/Toronto', cutOverHour: 0 };
export const bounds = boundsOfDay(day, rule);
export const noonMs = bounds.fromMs + 12 * 3_600_000;

export function numberOf(n: number): InvoiceNumber {
  return `TS-${String(n).padStart(26, '0')}` as InvoiceNumber;
}

/** Helcim's row of attempt `n`, a minute after it was asked for, in batch 7. */
export function aRow(
  n: number,
  more: Partial<Omit<Transaction, 'amountCents'>> & { amountCents?: number } = {},
): Transaction {
  return {
    transactionId: 1_000 + n,
    type: 'purchase',
    status: 'approved',
    statusText: 'APPROVED',
    currency: 'CAD',
    invoiceNumber: numberOf(n),
    cardBatchId: 7,
    cardType: 'VI',
    cardLast4: null,
    approvalCode: null,
    warning: null,
    errors: null,
    dateCreatedText: mountainText(noonMs + 60_000),
    ...more,
    amountCents: amountCents(more.amountCents ?? 1_000),
  };
}

type Amounts = { amountCents?: number; approvedCents?: number | null };

/** Attempt `n` of 10.00, approved by its row, unless told otherwise. */
export function anAttempt(
  n: number,
  more: Partial<Omit<DayAttempt, keyof Amounts | 'rows'>> & Amounts & { rows?: readonly Transaction[] } = {},
): DayAttempt {
  const { rows = more.state === undefined || more.state === 'approved' ? [aRow(n)] : [], ...rest } = more;
  const approved = rows.filter((row) => row.status === 'approved');
  return {
    id: `attempt-${String(n).padStart(6, '0')}`,
    kind: 'purchase',
    terminalCode: 'AB12',
    invoiceNumber: numberOf(n),
    currency: 'CAD',
    cashierId: 'cashier-1',
    state: 'approved',
    filedAs: null,
    preparedAtMs: noonMs,
    endedAtMs: noonMs + 61_000,
    ...rest,
    amountCents: amountCents(more.amountCents ?? 1_000),
    approvedCents:
      approved.length === 0 ? null : amountCents(approved.reduce((sum, row) => sum + row.amountCents, 0)),
    rows: rows.map((row) => dayRow(`attempt-${String(n).padStart(6, '0')}`, row)),
  };
}

function dayRow(attemptId: string, row: Transaction): DayRow {
  const { transactionId, type, status, amountCents: cents, currency, cardType } = row;
  return { attemptId, transactionId, type, status, amountCents: cents, currency, cardType };
}

export function aBatch(more: Partial<CardBatch> = {}): CardBatch {
  return {
    id: 7,
    batchNumber: '1',
    terminalId: 1,
    closed: true,
    currency: 'CAD',
    netSalesCents: null,
    totalSalesCents: null,
    totalRefundsCents: null,
    countApproved: null,
    countTotal: null,
    dateClosedText: null,
    ...more,
  };
}

export function aHelcim(rows: readonly Transaction[], more: Partial<HelcimDay> = {}): HelcimDay {
  return { rows, unreadableCount: 0, begunAtMs: bounds.toMs + 3_600_000, ...more };
}

export function dayFacts(more: Partial<DayCloseFacts> = {}): DayCloseFacts {
  return {
    day,
    rule,
    bounds,
    madeAtMs: bounds.toMs + 3_600_000,
    practice: false,
    currency: 'CAD',
    attempts: [anAttempt(1)],
    others: [],
    helcim: aHelcim([aRow(1)]),
    batches: [],
    batchesReading: { kind: 'read' },
    lookUps: { asked: 0, failed: 0, left: 0 },
    ...more,
  };
}

/** The differences of a day, and whether there are others than the wanted kind. */
export function found(facts: DayCloseFacts): readonly Difference[] {
  return closeDay(facts).differences;
}

export function kinds(facts: DayCloseFacts): readonly DifferenceKind[] {
  return found(facts).map(({ kind }) => kind);
}
