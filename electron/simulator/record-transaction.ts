import { dollarText } from './amounts.ts';
import { makeDateCreated, type SimulatedTransaction } from './transactions.ts';
import type { World } from './world.ts';

/** What the causer of a transaction knows; the rest follows from the account's state. */
type NewTransaction = Omit<
  SimulatedTransaction,
  'transactionId' | 'status' | 'cardBatchId' | 'createdAtMs' | 'dateCreated' | 'visibleFromMs'
> & { readonly hiddenMs: number };

/** Writes a transaction with its batch, invoice and customer, and announces it by webhook, approved or declined. */
export function recordTransaction(world: World, cause: NewTransaction): SimulatedTransaction {
  const { hiddenMs, ...facts } = cause;
  const createdAtMs = world.clock.wallMs();
  const isApproved = facts.declineReason === null;
  const transaction: SimulatedTransaction = {
    ...facts,
    transactionId: world.nextTransactionId(),
    status: isApproved ? 'APPROVED' : 'DECLINED',
    cardBatchId: isApproved ? world.batches.joinOpen() : world.batches.openId(),
    createdAtMs,
    dateCreated: makeDateCreated(createdAtMs),
    visibleFromMs: world.clock.monotonicMs() + hiddenMs,
  };
  world.transactions.add(transaction);
  const customerId = world.customers.ensure(transaction.customerCode, transaction.card.holder);
  world.invoices.record(transaction, customerId);
  world.journal.add('card', describe(transaction), {
    transactionId: transaction.transactionId,
    invoiceNumber: transaction.invoiceNumber,
    code: transaction.deviceCode,
    status: transaction.status,
    type: transaction.type,
    amountCents: transaction.amountCents,
    currency: transaction.currency,
  });
  world.webhooks.emitTransaction(transaction.transactionId);
  return transaction;
}

function describe(row: SimulatedTransaction): string {
  const reason = row.declineReason === null ? '' : ` (${row.declineReason})`;
  return `${row.type} ${row.transactionId} ${row.status} ${dollarText(row.amountCents)} ${row.currency}${reason}`;
}
