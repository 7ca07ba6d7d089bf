import { dollars } from './amounts.ts';
import type { LastingState } from './lasting-state.ts';
import { mountainText, NO_MOUNTAIN_TIME } from './mountain-time.ts';
import type { HelcimClock } from './simulator-clock.ts';
import type { SimulatedTransaction } from './transactions.ts';

interface Invoice {
  readonly invoiceId: number;
  readonly invoiceNumber: string;
  readonly currency: string;
  readonly customerId: number;
  readonly dateCreated: string;
  dateUpdated: string;
  datePaid: string;
  amountCents: number;
  paidCents: number;
  tipCents: number;
  surchargeCents: number;
  refundedCents: number;
}

/** Invoices come into being with the first transaction that names them (https://devdocs.helcim.com/reference/startpurchase). */
export interface InvoiceStore {
  /** A number for a request that brought none. */
  inventNumber(): string;
  record(transaction: SimulatedTransaction, customerId: number): void;
  find(invoiceId: number): Record<string, unknown> | null;
  search(filter: {
    invoiceNumber?: string | undefined;
    status?: string | undefined;
    currency?: string | undefined;
  }): Record<string, unknown>[];
  export(): LastingState['invoices'];
  restore(saved: LastingState['invoices']): void;
}

export function createInvoiceStore(clock: HelcimClock, firstId: number): InvoiceStore {
  const invoices: Invoice[] = [];
  let invented = 1000;
  let nextId = firstId;

  function open(transaction: SimulatedTransaction, customerId: number): Invoice {
    const now = mountainText(clock.wallMs());
    const invoice: Invoice = {
      invoiceId: nextId,
      invoiceNumber: transaction.invoiceNumber,
      currency: transaction.currency,
      customerId,
      dateCreated: now,
      dateUpdated: now,
      datePaid: NO_MOUNTAIN_TIME,
      amountCents: transaction.requestedCents,
      paidCents: 0,
      tipCents: 0,
      surchargeCents: 0,
      refundedCents: 0,
    };
    nextId += 1;
    invoices.push(invoice);
    return invoice;
  }

  const sameNumber = (invoice: Invoice, number: string) =>
    invoice.invoiceNumber.toUpperCase() === number.toUpperCase();

  return {
    inventNumber: () => `INV${++invented}`,
    record(transaction, customerId) {
      const invoice =
        invoices.find((known) => sameNumber(known, transaction.invoiceNumber)) ??
        open(transaction, customerId);
      if (transaction.status !== 'APPROVED') return;
      applyMoney(invoice, transaction);
      invoice.dateUpdated = transaction.dateCreated;
      if (transaction.type === 'purchase') invoice.datePaid = transaction.dateCreated;
    },
    find(invoiceId) {
      const invoice = invoices.find((known) => known.invoiceId === invoiceId);
      return invoice ? wireInvoice(invoice) : null;
    },
    search: (filter) =>
      invoices
        .filter((invoice) => filter.invoiceNumber === undefined || sameNumber(invoice, filter.invoiceNumber))
        .filter((invoice) => filter.status === undefined || statusOf(invoice) === filter.status)
        .filter((invoice) => filter.currency === undefined || invoice.currency === filter.currency)
        .map(wireInvoice),
    export: () => ({ nextId, invented, rows: invoices.map((invoice) => ({ ...invoice })) }),
    restore(saved) {
      nextId = saved.nextId;
      invented = saved.invented;
      invoices.push(...saved.rows);
    },
  };
}

function applyMoney(invoice: Invoice, transaction: SimulatedTransaction): void {
  if (transaction.type === 'purchase') {
    invoice.paidCents += transaction.amountCents;
    invoice.tipCents += transaction.tipCents;
    invoice.surchargeCents += transaction.surchargeCents;
  } else {
    invoice.refundedCents += transaction.amountCents;
  }
}

function statusOf(invoice: Invoice): string {
  if (invoice.paidCents === 0) return 'DUE';
  return invoice.refundedCents >= invoice.paidCents ? 'REFUNDED' : 'PAID';
}

function wireInvoice(invoice: Invoice): Record<string, unknown> {
  const totalCents = invoice.amountCents + invoice.tipCents + invoice.surchargeCents;
  return {
    invoiceId: invoice.invoiceId,
    invoiceNumber: invoice.invoiceNumber,
    type: 'INVOICE',
    status: statusOf(invoice),
    currency: invoice.currency,
    customerId: invoice.customerId,
    lineItems: [],
    dateCreated: invoice.dateCreated,
    dateUpdated: invoice.dateUpdated,
    datePaid: invoice.datePaid,
    dateIssued: invoice.dateCreated,
    amount: dollars(totalCents),
    amountPaid: dollars(invoice.paidCents),
    amountDue: dollars(Math.max(0, totalCents - invoice.paidCents)),
    tipAmount: dollars(invoice.tipCents),
    depositAmount: 0,
    convenienceFee: 0,
    convenienceFeeEnabled: false,
    surchargingFee: dollars(invoice.surchargeCents),
    orderFields: [],
    notes: '',
  };
}
