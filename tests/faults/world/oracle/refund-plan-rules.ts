/** What the till says of a payment when nothing stands in the way: every cent of it is accounted for (M9, section 8). */
import type { SimulatedTransaction } from '../../../../electron/simulator/transactions.ts';
import type { PlannedRefund } from '../../../../shared/ipc-contract.ts';
import type { AttemptRow, TransactionRow } from './ledger-rows.ts';
import { countedCents, isUnsettled, kindOfType, moneyBack } from './refund-calls.ts';
import type { Blame } from './sending-rules.ts';

export interface PlanScene {
  readonly all: readonly SimulatedTransaction[];
  readonly nowMs: number;
  readonly attempts: readonly AttemptRow[];
  readonly transactions: readonly TransactionRow[];
  readonly isClosed: (batchId: number) => boolean;
}

/** Whatever stands in the way: a plan never lets go of what is no approved payment. */
export function judgeAnyPlan({ original, plan }: PlannedRefund, scene: PlanScene, blame: Blame): void {
  const row = scene.all.find((each) => each.transactionId === original.transactionId);
  const isPaid = row?.type === 'purchase' && row.status === 'APPROVED';
  if (plan.kind !== 'refuse' && !isPaid)
    blame('M9', `the till would give back ${original.transactionId}, a ${row?.status} ${row?.type}`);
}

/** The plan for all that is left, with the way to Helcim open. */
export function judgeCalmPlan(planned: PlannedRefund, scene: PlanScene, blame: Blame): void {
  const id = planned.original.transactionId;
  const row = scene.all.find((each) => each.transactionId === id);
  if (row?.type !== 'purchase' || row.status !== 'APPROVED') return;
  const is = textOf(planned.plan);
  const expected = expectedPlans(row, scene);
  if (!expected.includes(is)) blame('M9', `the till says of ${id}: ${is}; it is ${expected.join(' or ')}`);
}

function textOf(plan: PlannedRefund['plan']): string {
  if (plan.kind === 'refuse') return `${plan.why} ${plan.refundableCents}`;
  return `${plan.kind === 'go' ? plan.road : plan.kind} ${plan.refundableCents}`;
}

/** Another payment under the same number shares its rows, and may be counted or not: Helcim does not say whose they are. */
function expectedPlans(row: SimulatedTransaction, scene: PlanScene): readonly string[] {
  const number = row.invoiceNumber.toUpperCase();
  const beside = scene.attempts.filter((each) => each.kind === 'refund' && each.listed === number);
  const ours = beside.filter((each) => each.original === row.transactionId);
  const owned = new Set(scene.transactions.filter(({ owner }) => owner !== null).map(({ id }) => id));
  const back = scene.all.filter(
    (each) =>
      moneyBack.includes(each.type) &&
      each.status === 'APPROVED' &&
      each.invoiceNumber.toUpperCase() === number &&
      each.visibleFromMs <= scene.nowMs &&
      !owned.has(each.transactionId),
  );
  const oursCents = ours.reduce((sum, each) => sum + countedCents(each), 0);
  const isOfRow = (each: SimulatedTransaction) => each.originalTransactionId === row.transactionId;
  return [back, back.filter(isOfRow)].map((others) => {
    const othersCents = others.reduce((sum, each) => sum + each.amountCents, 0);
    const leftCents = Math.max(0, row.amountCents - oursCents - othersCents);
    return `${endOf(row, leftCents, beside, scene)} ${leftCents}`;
  });
}

function endOf(
  row: SimulatedTransaction,
  leftCents: number,
  beside: readonly AttemptRow[],
  scene: PlanScene,
): string {
  if (beside.some(isUnsettled)) return 'unsettled_refund';
  if (leftCents === 0) return 'nothing_left';
  const isClosed = scene.isClosed(row.cardBatchId);
  const isWhole = leftCents === row.amountCents;
  const kind = kindOfType(row.card.type);
  if (kind === 'debit') return isClosed ? 'debit_refund' : 'debit_in_open_batch';
  if (!isClosed && !isWhole) return 'part_in_open_batch';
  if (kind === null) return 'ask_card_kind';
  return isClosed ? 'credit_refund' : 'reverse';
}
