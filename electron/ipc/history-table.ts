/**
 * The history as one flat table for a spreadsheet, a line for each attempt. Names are this program's own words, the same
 * in every language. Amounts are exact decimals, those of refunds below zero, so that a column adds up to what stayed.
 */
import type { CsvCell, CsvRow } from '../../shared/csv.ts';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import { refundCloseWords } from '../../shared/payment.ts';

const columns = {
  /** A demo's lines must never pass for money (M13). */
  practice: (_view, { practice }) => (practice ? 'yes' : 'no'),
  pressed_at_utc: (view) => new Date(view.preparedAtMs).toISOString(),
  kind: (view) => view.kind,
  outcome: (view) => view.phase,
  later_proven: (view) => view.laterProven,
  asked: (view) => money(view, view.amountCents),
  approved: (view) => money(view, view.approvedCents),
  refunded_of_it: (view) => (view.kind === 'purchase' ? { cents: view.refundedCents } : null),
  currency: (view) => view.currency,
  reference: (view) => view.reference,
  terminal: (view) => view.terminalCode,
  cashier: (view) => view.cashierId,
  card_type: (view) => view.cardType,
  card_last4: (view) => view.cardLast4,
  approval_code: (view) => view.approvalCode,
  transaction_ids: (view) => view.transactionIds.join(' '),
  receipt_number: (view) => view.invoiceNumber,
  original_transaction_id: (view) => view.originalTransactionId,
  original_receipt_number: (view) => view.originalInvoiceNumber,
  refund_road: (view) => view.road,
  refund_reason: (view) => view.refundReason,
  refund_reason_text: (view) => view.refundReasonText,
  error: (view) => view.errorCode,
  closed_by: (view) => view.closedBy,
  close_reason: closeReasonWord,
  attempt_id: (view) => view.id,
} as const satisfies Record<string, (view: AttemptView, shop: Shop) => CsvCell>;

interface Shop {
  readonly practice: boolean;
}

export const historyTableHead: CsvRow = Object.keys(columns);

export function historyTableRow(view: AttemptView, shop: Shop): CsvRow {
  return Object.values<(view: AttemptView, shop: Shop) => CsvCell>(columns).map((cell) => cell(view, shop));
}

function closeReasonWord({ kind, closeReason }: AttemptView): CsvCell {
  return kind === 'refund' && closeReason !== null ? refundCloseWords[closeReason] : closeReason;
}

function money({ kind }: AttemptView, cents: number | null): CsvCell {
  if (cents === null) return null;
  return { cents: kind === 'refund' ? -cents : cents };
}
