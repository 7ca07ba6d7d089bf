/**
 * One payment of 50.00 by credit, a till that refunds it, other people who do so too, and Helcim, in memory. What
 * really moved is kept apart from what the till knows; nothing here decides anything that the program decides.
 */
import type { AttemptFacts } from '../../electron/ledger/ledger.ts';
import { decide, type Observation } from '../../electron/payments/observations.ts';
import { planRefund, type RefundGround } from '../../electron/payments/refund-road.ts';
import { appError } from '../../shared/app-error.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { amountCents } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { RefundPlan } from '../../shared/refund.ts';
import { startMs } from './attempt-facts.ts';
import { applyChange } from './fold-attempt.ts';
import { anOriginal, aRefundRow, refundFacts } from './refund-facts.ts';

export const paidCents = 50_00;

/** What becomes of a send: does money move, and what does the till hear of it at once? */
export const fates = [
  'approved',
  'declined',
  'refused',
  'not_sent',
  'lost_after_money_moved',
  'lost_before_money_moved',
  'killed_after_money_moved',
  'killed_before_money_moved',
] as const;
export type Fate = (typeof fates)[number];

interface HelcimRow {
  readonly row: Transaction;
  isHidden: boolean;
  readonly isOurs: boolean;
}

export interface RefundShop {
  /** @returns the plan; a refund was sent where it says `go` */
  refund(cents: number, fate: Fate, isHidden: boolean): RefundPlan;
  /** Somebody gives money back elsewhere, as far as Helcim lets them. */
  refundElsewhere(cents: number): void;
  /** Rows of ours that reads did not show are shown from now on. */
  reveal(): void;
  lookUp(index: number): void;
  observe(index: number, observation: Observation): void;
  plan(cents: number | null): RefundPlan;
  attempts(): readonly AttemptFacts[];
  /** All that has really gone back, by whomever. */
  movedCents(): number;
  movedElsewhereCents(): number;
}

export function openRefundShop(): RefundShop {
  const original = anOriginal();
  const rows: HelcimRow[] = [];
  const attempts: AttemptFacts[] = [];
  let nowMs = startMs;
  let nextId = 1_000;

  const shown = () => [original, ...rows.filter((each) => !each.isHidden).map((each) => each.row)];
  const sum = (list: readonly HelcimRow[]) =>
    list.reduce((cents, { row }) => cents + (row.status === 'approved' ? row.amountCents : 0), 0);

  function addRow(cents: number, status: Transaction['status'], isHidden: boolean, isOurs: boolean) {
    nextId += 1;
    const row = aRefundRow({ transactionId: nextId, status, amountCents: amountCents(cents) });
    rows.push({ row, isHidden, isOurs });
    return row;
  }

  function ground(cents: number | null): RefundGround {
    const owned = attempts.flatMap(({ transactions }) => transactions.map((row) => row.transactionId));
    return {
      original,
      currency: 'CAD',
      batch: 'closed',
      rows: shown(),
      ours: attempts.map(({ attempt }) => attempt),
      ownRowIds: new Set(owned),
      amountCents: cents,
      saidCardKind: null,
      hasTerminal: true,
      isPermitted: true,
      isInRecovery: false,
      needsManager: () => null,
    };
  }

  function observe(index: number, observation: Observation): void {
    const own = attempts[index];
    if (!own) return;
    nowMs += 1_000;
    const owner = new Map(
      attempts.flatMap((each, at) => each.transactions.map((row) => [row.transactionId, at] as const)),
    );
    const isFree = (row: Transaction) => (owner.get(row.transactionId) ?? index) === index;
    const facts = {
      ...own,
      siblings: attempts.filter((each) => each !== own).map(({ attempt }) => attempt),
    };
    const seen =
      observation.kind === 'rows_read'
        ? { ...observation, rows: observation.rows.filter(isFree) }
        : observation;
    const decision = decide(facts, seen, nowMs);
    if (!decision.isRefused) attempts[index] = applyChange(facts, decision.change, nowMs);
  }

  function send(index: number, cents: number, fate: Fate, isHidden: boolean): void {
    if (fate === 'not_sent') {
      observe(index, { kind: 'send_not_sent', error: appError('not_sent_network') });
      return;
    }
    observe(index, { kind: 'send_begun', begunAtMs: nowMs });
    const error = appError('request_rejected');
    const moves = fate === 'approved' || fate.endsWith('after_money_moved');
    const row =
      moves || fate === 'declined' ? addRow(cents, moves ? 'approved' : 'declined', isHidden, true) : null;
    if (fate === 'refused') observe(index, { kind: 'send_refused', status: 400, error });
    else if (fate.startsWith('lost')) observe(index, { kind: 'send_unclear', status: null, error });
    else if (fate.startsWith('killed')) observe(index, { kind: 'restarted' });
    else if (row) observe(index, { kind: 'payment_answered', transaction: row, isReplay: false });
  }

  const readRows = (): Observation => ({
    kind: 'rows_read',
    rows: shown(),
    source: 'lookup',
    isLookup: true,
  });

  return {
    refund(cents, fate, isHidden) {
      // Right before a refund its unsettled predecessor is shown the rows that were read, as the runner does.
      for (const index of attempts.keys()) observe(index, readRows());
      const plan = planRefund(ground(cents));
      if (plan.kind !== 'go') return plan;
      const rowsBefore = shown().map((row) => row.transactionId);
      nowMs += 1_000;
      const id = `refund-${attempts.length}`;
      const moment = { preparedAtMs: nowMs, sendBegunAtMs: null, state: 'prepared' } as const;
      attempts.push(refundFacts({ id, amountCents: amountCents(cents), ...moment }, { rowsBefore }));
      send(attempts.length - 1, cents, fate, isHidden);
      return plan;
    },
    refundElsewhere(cents) {
      if (sum(rows) + cents <= paidCents) addRow(cents, 'approved', false, false);
    },
    reveal() {
      for (const each of rows) each.isHidden = false;
    },
    lookUp: (index) => observe(index, readRows()),
    observe,
    plan: (cents) => planRefund(ground(cents)),
    attempts: () => attempts,
    movedCents: () => sum(rows),
    movedElsewhereCents: () => sum(rows.filter((each) => !each.isOurs)),
  };
}

export function isStillOpen({ attempt }: Pick<AttemptFacts, 'attempt'>): boolean {
  return isOpen(attempt.state);
}
