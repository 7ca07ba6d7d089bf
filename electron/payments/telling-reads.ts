/**
 * Reads of what a refund is decided on, whose rows are told to the sales they are about before anything else comes of
 * them: what is read of a payment is evidence of it, whatever it was read for, and an approval counts whenever it is
 * found (M6).
 */
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Logger } from '../../shared/ports.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';

export interface TellingParts {
  readonly ledger: Pick<Ledger, 'attemptByInvoiceNumber' | 'transaction'>;
  readonly runner: Pick<AttemptRunner, 'observe'>;
  readonly helcim: Pick<HelcimClient, 'transaction' | 'searchTransactions' | 'cardBatch'>;
  readonly logger: Logger;
}

export function tellingReads({ ledger, runner, helcim, logger }: TellingParts): TellingParts['helcim'] {
  /** What the ledger knows already, and payments of others, are left alone. */
  async function tell(row: Transaction): Promise<void> {
    const number = row.type === 'purchase' ? readInvoiceNumber(row.invoiceNumber) : null;
    if (number === null) return;
    const known = await ledger.transaction(row.transactionId);
    if (known?.status === row.status) return;
    const facts = await ledger.attemptByInvoiceNumber(number);
    if (!facts) return;
    await runner.observe(facts.attempt.id, {
      kind: 'rows_read',
      rows: [row],
      source: 'lookup',
      isLookup: false,
    });
  }

  /** What the ledger would not take is looked up again by its own watch; whoever reads here goes on. */
  async function tellAll(rows: readonly Transaction[]): Promise<void> {
    try {
      for (const row of rows) await tell(row);
    } catch (cause) {
      logger.error('what was read of a sale was not written down', { cause: String(cause) });
    }
  }

  return {
    cardBatch: helcim.cardBatch,
    async transaction(transactionId, priority) {
      const read = await helcim.transaction(transactionId, priority);
      if (read.ok) await tellAll([read.value]);
      return read;
    },
    async searchTransactions(filter, priority) {
      const read = await helcim.searchTransactions(filter, priority);
      if (read.ok) await tellAll(read.value.transactions);
      return read;
    },
  };
}
