/** What the window is shown of one attempt: the ledger's facts and ages, nothing it would have to work out. */
import type { AttemptView, TerminalView } from '../../shared/ipc-contract.ts';
import { type Attempt, phaseOf, saleRemainder } from '../../shared/payment.ts';
import { refundedCents } from '../../shared/refund-count.ts';
import type { AttemptFacts, LedgerTransaction } from '../ledger/ledger.ts';
import type { Ages } from '../payments/ages.ts';
import { quietPeriodMs } from '../payments/lookup-schedule.ts';
import { routeRow } from '../payments/matching.ts';
import { declinePendingSinceMs } from '../payments/reconciler.ts';

export interface ViewParts {
  readonly ages: Ages;
  readonly clockRate: number;
  readonly isLookingUp: (attemptId: string) => boolean;
  readonly retryRemainingMs: (attempt: Pick<Attempt, 'id' | 'state'>) => number | null;
}

export function attemptView(
  facts: AttemptFacts,
  terminals: readonly Pick<TerminalView, 'code' | 'nickname'>[],
  parts: ViewParts,
): AttemptView {
  const { attempt, sale, siblings } = facts;
  const declinePendingMs = declinePendingSinceMs(facts, parts.ages);
  const row = tellingRow(facts);
  const refunds = refundsOf(facts);
  return {
    ...attempt,
    phase: phaseOf(attempt),
    reference: sale.reference,
    saleTotalCents: sale.totalCents,
    saleRemainderCents: saleRemainder(sale.totalCents, [...siblings, attempt]),
    terminalNickname: terminals.find((terminal) => terminal.code === attempt.terminalCode)?.nickname ?? null,
    cardType: row?.cardType ?? null,
    cardLast4: row?.cardLast4 ?? null,
    originalCard: facts.originalCard,
    approvalCode: row?.status === 'approved' ? row.approvalCode : null,
    transactionIds: facts.transactions.map((each) => each.transactionId),
    declineReason: row?.status === 'declined' ? (row.errors ?? row.warning) : null,
    ageMs: finite(parts.ages.since(attempt.sendBegunAtMs ?? attempt.preparedAtMs)),
    clockRate: parts.clockRate,
    isLookingUp: parts.isLookingUp(attempt.id),
    quietRemainingMs:
      declinePendingMs === null ? null : Math.max(0, quietPeriodMs - finite(declinePendingMs)),
    retryRemainingMs: parts.retryRemainingMs(attempt),
    refunds: refunds.map(({ id, state, amountCents, approvedCents }) => ({
      attemptId: id,
      state,
      amountCents,
      approvedCents,
    })),
    refundedCents: givenBack(facts, refunds).reduce((sum, refund) => sum + refundedCents(refund), 0),
  };
}

/** The refunds of the rows that this purchase owns; all of them are in its sale. */
function refundsOf({ transactions, siblings }: AttemptFacts): readonly Attempt[] {
  const ids = new Set(transactions.map((row) => row.transactionId));
  return siblings.filter(
    (each) => each.originalTransactionId !== null && ids.has(each.originalTransactionId),
  );
}

/** For a purchase its refunds; for a refund those of its original, itself among them. */
function givenBack({ attempt, siblings }: AttemptFacts, refunds: readonly Attempt[]): readonly Attempt[] {
  if (attempt.kind === 'purchase') return refunds;
  const { originalTransactionId } = attempt;
  return [attempt, ...siblings.filter((each) => each.originalTransactionId === originalTransactionId)];
}

/** The row the outcome rests on: an approval before a decline, a later one before an earlier. */
function tellingRow({ attempt, transactions }: AttemptFacts): LedgerTransaction | null {
  const settling = transactions.filter((row) => routeRow(row, attempt) === 'settles');
  const approved = settling.filter((row) => row.status === 'approved');
  return approved.at(-1) ?? settling.at(-1) ?? null;
}

/** An age that cannot be told (the clock went back) is shown as a day, never as "just now". */
function finite(ageMs: number): number {
  return Number.isFinite(ageMs) ? Math.max(0, ageMs) : 86_400_000;
}
