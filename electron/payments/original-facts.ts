import { cardKindOf } from '../../shared/card-kind.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Original } from '../../shared/refund.ts';
import { instantsOfMountainText } from '../helcim/mountain-time.ts';

/** UTC milliseconds; null where the text names no instant, or two (M15). */
export function createdAtMs({ dateCreatedText }: Pick<Transaction, 'dateCreatedText'>): number | null {
  const instants = instantsOfMountainText(dateCreatedText);
  return instants.length === 1 ? (instants[0] ?? null) : null;
}

/** What the row itself says of an original. */
export function rowFacts(
  row: Transaction,
): Omit<
  Original,
  'attemptId' | 'reference' | 'terminalCode' | 'refundedCents' | 'unsettledCents' | 'isChecked'
> {
  return {
    transactionId: row.transactionId,
    invoiceNumber: row.invoiceNumber,
    amountCents: row.amountCents,
    currency: row.currency,
    cardType: row.cardType,
    cardKind: cardKindOf(row.cardType),
    cardLast4: row.cardLast4,
    approvalCode: row.approvalCode,
    dateCreatedText: row.dateCreatedText,
    createdAtMs: createdAtMs(row),
  };
}
