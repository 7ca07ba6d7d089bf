import { z } from 'zod';
import { transactionStatuses, transactionTypes } from './transactions.ts';
import type { World } from './world.ts';

/** Raised with every change of the form below; a file of another format is not taken up. */
export const LASTING_FORMAT = 1;

/** The file is rewritten whole, so it must stay small; what only older transactions mention goes with them. */
const TRANSACTIONS_MAX = 5_000;

const count = z.int().min(0);
const id = z.int().min(1);
/** What a date can hold; beyond it every text made of it throws. */
const instantMs = z.number().min(-8.64e15).max(8.64e15);
/** What a timer can hold; beyond it the timer would fire at once. */
const delayMs = z.number().max(2 ** 31 - 1);
/** What a header can carry; anything else throws on its way out. */
const headerText = z.string().regex(/^[ -~]{1,500}$/);

const cardSchema = z.strictObject({
  type: z.string(),
  number: z.string(),
  holder: z.string(),
  isDebit: z.boolean(),
  token: z.string(),
});

const transactionSchema = z.strictObject({
  transactionId: id,
  type: z.enum(transactionTypes),
  status: z.enum(transactionStatuses),
  declineReason: z.string().nullable(),
  invoiceNumber: z.string(),
  customerCode: z.string(),
  amountCents: count,
  requestedCents: count,
  tipCents: count,
  surchargeCents: count,
  currency: z.string(),
  card: cardSchema,
  source: z.enum(['terminal', 'payment-api']),
  deviceCode: z.string().nullable(),
  originalTransactionId: id.nullable(),
  cardBatchId: count,
  createdAtMs: instantMs,
  dateCreated: z.string(),
  /** How long reads do not show it yet; monotonic readings mean nothing to the next process. */
  hiddenLeftMs: delayMs.min(0),
});

const batchSchema = z.strictObject({
  id,
  batchNumber: id,
  terminalId: id,
  dateCreated: z.string(),
  dateUpdated: z.string(),
  dateClosed: z.string(),
  closed: z.boolean(),
});

const invoiceSchema = z.strictObject({
  invoiceId: id,
  invoiceNumber: z.string(),
  currency: z.string(),
  customerId: id,
  dateCreated: z.string(),
  dateUpdated: z.string(),
  datePaid: z.string(),
  amountCents: count,
  paidCents: count,
  tipCents: count,
  surchargeCents: count,
  refundedCents: count,
});

const customerSchema = z.strictObject({ id, customerCode: z.string(), contactName: z.string() });

const requestSchema = z.strictObject({
  requestId: id,
  kind: z.enum(['purchase', 'refund']),
  invoiceNumber: z.string(),
  isInvoiceNumberGiven: z.boolean(),
  customerCode: z.string(),
  isCustomerCodeGiven: z.boolean(),
  amountCents: count,
  currency: z.string(),
  originalTransactionId: id.nullable(),
  tipCents: count,
  hiddenTransactionMs: delayMs,
  lateApprovalMs: delayMs.nullable(),
  repeatsLeft: count,
});

const terminalSchema = z.strictObject({
  code: z.string(),
  createdAtMs: instantMs,
  plugged: z.boolean(),
  asleep: z.boolean(),
  request: requestSchema.nullable(),
  isDeclined: z.boolean(),
  waiting: z.array(requestSchema),
});

/** A webhook that its receiver has not accepted yet. */
const undeliveredSchema = z.strictObject({
  webhookId: headerText,
  type: z.string(),
  bodyText: z.string(),
  tries: count,
  firstHeaders: z.record(z.string().regex(/^[a-z-]{1,50}$/), headerText).nullable(),
  dueInMs: delayMs.min(0),
});

const lastingStateSchema = z.strictObject({
  format: z.literal(LASTING_FORMAT),
  savedAtMs: instantMs,
  /** Tokens and verifier follow from it. */
  seed: z.string(),
  currency: z.string(),
  cardTerminalId: id,
  counters: z.strictObject({ transaction: id, request: count }),
  transactions: z.array(transactionSchema),
  batches: z.strictObject({ nextId: id, rows: z.array(batchSchema) }),
  invoices: z.strictObject({ nextId: id, invented: count, rows: z.array(invoiceSchema) }),
  customers: z.strictObject({ nextId: id, invented: count, rows: z.array(customerSchema) }),
  terminals: z.array(terminalSchema),
  undelivered: z.array(undeliveredSchema),
});

/** What of an account outlives the program: money, records, ids, terminals, and webhooks still owed. */
export type LastingState = z.infer<typeof lastingStateSchema>;

/** Reads a state from parsed JSON. Null when it is not of the expected form. */
export function parseLastingState(value: unknown): LastingState | null {
  return lastingStateSchema.safeParse(value).data ?? null;
}

/** The account as it stands now. Fault scripts, rate limits, idempotency keys and the log are not in it. */
export function exportLastingState(world: World): LastingState {
  const transactions = world.transactions.export().slice(-TRANSACTIONS_MAX);
  const invoiceNumbers = new Set(transactions.map(({ invoiceNumber }) => invoiceNumber.toUpperCase()));
  const customerCodes = new Set(transactions.map(({ customerCode }) => customerCode));
  const invoices = world.invoices.export();
  const customers = world.customers.export();
  const batches = world.batches.export();
  return {
    format: LASTING_FORMAT,
    savedAtMs: world.clock.trueWallMs(),
    seed: world.seed,
    currency: world.currency,
    cardTerminalId: world.cardTerminalId,
    counters: { ...world.counters },
    transactions,
    // Each batch was opened by a transaction, so as many batches reach at least as far back.
    batches: { ...batches, rows: batches.rows.slice(-TRANSACTIONS_MAX) },
    invoices: {
      ...invoices,
      rows: invoices.rows.filter((row) => invoiceNumbers.has(row.invoiceNumber.toUpperCase())),
    },
    customers: { ...customers, rows: customers.rows.filter((row) => customerCodes.has(row.customerCode)) },
    terminals: world.terminals.export(),
    undelivered: world.webhooks.export(),
  };
}

/**
 * Puts a saved account into a world that was just built with its seed, ids and counters. Terminals that were asking
 * go on asking; owed webhooks go out when due, the time the program was off counted as passed.
 */
export function restoreLastingState(world: World, state: LastingState): void {
  const passedMs = Math.max(0, world.clock.trueWallMs() - state.savedAtMs);
  world.transactions.restore(state.transactions, passedMs);
  world.invoices.restore(state.invoices);
  world.customers.restore(state.customers);
  world.batches.restore(state.batches, passedMs);
  world.webhooks.restore(state.undelivered, passedMs);
  world.terminals.restore(state.terminals);
}
