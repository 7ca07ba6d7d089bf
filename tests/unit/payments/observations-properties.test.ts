import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttemptFacts } from '../../../electron/ledger/ledger.ts';
import { decide, type Observation } from '../../../electron/payments/observations.ts';
import { attemptStates, isOpen } from '../../../shared/lifecycle.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Attempt, Transaction } from '../../../shared/payment.ts';
import { anAttempt, aRow, otherNumber, ownNumber, someFacts, startMs } from '../../fakes/attempt-facts.ts';
import { type FoldedAttempt, fold, folded } from '../../fakes/fold-attempt.ts';
import { fromMs, lives, readOf, sightings, wordless } from './observed-lives.ts';

const runs = { numRuns: 600 };

function startIn(state: Attempt['state']): FoldedAttempt {
  return folded(someFacts({ state, endedAtMs: isOpen(state) ? null : startMs }));
}

function play({ state, observations }: { state: Attempt['state']; observations: readonly Observation[] }) {
  return fold(startIn(state), observations, fromMs);
}

/** Written from the rules: number, type and currency of ours, in any case. */
function isOurs(row: Transaction): boolean {
  return row.invoiceNumber?.trim().toUpperCase() === ownNumber;
}
function isMoneyOfSale(row: Transaction): boolean {
  return (
    isOurs(row) && row.type.trim().toUpperCase() === 'PURCHASE' && row.currency.trim().toUpperCase() === 'CAD'
  );
}
function isRefundRow(row: Transaction): boolean {
  return ['REFUND', 'REVERSE'].includes(row.type.trim().toUpperCase());
}
function idsOf(rows: readonly Transaction[]): readonly number[] {
  return [...new Set(rows.map((row) => row.transactionId))].sort();
}
function rowsOf(observations: readonly Observation[]): readonly Transaction[] {
  return observations.flatMap((observation) => (observation.kind === 'rows_read' ? observation.rows : []));
}
function approvedOf(rows: readonly Transaction[]): readonly Transaction[] {
  const approved = rows.filter((row) => isMoneyOfSale(row) && row.status === 'approved');
  return [...new Map(approved.map((row) => [row.transactionId, row])).values()];
}
function moneyOf(facts: AttemptFacts) {
  return {
    approvedCents: facts.attempt.approvedCents,
    claimed: idsOf(facts.transactions),
    approved: idsOf(facts.transactions.filter((row) => row.status === 'approved')),
  };
}

describe('the money of an attempt, whatever is observed', () => {
  it('M6 is the sum of the approved rows of its number, each id once, and null without one', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const approved = approvedOf(rowsOf(life.observations));
        const sum = approved.reduce((total, row) => total + row.amountCents, 0);
        expect(play(life).facts.attempt.approvedCents).toBe(approved.length === 0 ? null : sum);
      }),
      runs,
    );
  });

  it('M6 does not depend on the order, the grouping or the repetition of what was read', () => {
    const shuffled = sightings.chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        again: fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
        state: fc.constantFrom(...attemptStates.filter((state) => state !== 'approved')),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ rows, again, state }) => {
        const atOnce = fold(startIn(state), [readOf(rows)], fromMs);
        const oneByOne = fold(
          startIn(state),
          again.map((row) => readOf([row], false)),
          fromMs,
        );
        expect(moneyOf(oneByOne.facts)).toEqual(moneyOf(atOnce.facts));
      }),
      runs,
    );
  });

  it('M6 stays the same when everything that was read is read once more', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const once = play(life);
        const rows = rowsOf(life.observations).filter((row) => row.status === 'approved');
        const again = fold(once, [readOf(rows, false)], fromMs + 100_000);
        expect(again.facts).toEqual(once.facts);
        expect(again.alarms).toEqual(once.alarms);
        expect(again.notes).toEqual(once.notes);
      }),
      runs,
    );
  });

  it('M10 changes nothing when the same rows come twice in a row', () => {
    fc.assert(
      fc.property(lives, sightings, (life, rows) => {
        const stable = [...new Map(rows.map((row) => [row.transactionId, row])).values()];
        const once = fold(play(life), [readOf(stable, false)], fromMs + 100_000);
        const { change } = decide(once.facts, readOf(stable, false), fromMs + 200_000);
        expect(change.claims ?? []).toEqual([]);
        expect(change.alarms ?? []).toEqual([]);
        expect(change.notes ?? []).toEqual([]);
        expect(change.patch ?? {}).toEqual({});
      }),
      runs,
    );
  });

  it('M2 claims every row of its own number but refunds, and nothing else', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const rows = rowsOf(life.observations).filter(isOurs);
        const { facts, files } = play(life);
        expect(idsOf(facts.transactions)).toEqual(idsOf(rows.filter((row) => !isRefundRow(row))));
        expect(idsOf(files)).toEqual(idsOf(rows.filter(isRefundRow)));
      }),
      runs,
    );
  });
});

describe('the state of an attempt, whatever is observed', () => {
  it('M5 is approved, or proven so, exactly when an approved row of its own was read', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { attempt } = play(life).facts;
        const isProven = attempt.state === 'approved' || attempt.laterProven === 'approved';
        expect(isProven).toBe(approvedOf(rowsOf(life.observations)).length > 0);
      }),
      runs,
    );
  });

  it('M5 M7 is declined, or proven so, only with a DECLINED row of its own', () => {
    fc.assert(
      fc.property(lives, (life) => {
        fc.pre(life.state !== 'declined');
        const { attempt } = play(life).facts;
        if (attempt.state !== 'declined' && attempt.laterProven !== 'declined') return;
        const declines = rowsOf(life.observations).filter(
          (row) => isMoneyOfSale(row) && row.status === 'declined',
        );
        expect(declines).not.toEqual([]);
      }),
      runs,
    );
  });

  it('M7 is not ended by rows that do not approve', () => {
    const quiet = sightings.map((rows) => rows.filter((row) => row.status !== 'approved'));
    fc.assert(
      fc.property(quiet, fc.constantFrom(...attemptStates), (rows, state) => {
        expect(fold(startIn(state), [readOf(rows)], fromMs).facts.attempt.state).toBe(state);
      }),
      runs,
    );
  });

  it('M6 raises "late approval" when the first approval comes after the end, and only then', () => {
    fc.assert(
      fc.property(sightings, fc.constantFrom(...attemptStates), (rows, state) => {
        fc.pre(state !== 'approved');
        const { alarms } = fold(startIn(state), [readOf(rows)], fromMs);
        const isLate = !isOpen(state) && approvedOf(rows).length > 0;
        expect(alarms.filter(({ kind }) => kind === 'late_approval')).toHaveLength(isLate ? 1 : 0);
      }),
      runs,
    );
  });

  it('M6 raises "possible double charge" once for every approval after the first', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const approvals = approvedOf(rowsOf(life.observations)).length;
        const doubles = play(life).alarms.filter(({ kind }) => kind === 'possible_double_charge');
        expect(doubles).toHaveLength(Math.max(0, approvals - 1));
      }),
      runs,
    );
  });

  it('has the stamp of its end exactly while it is not open', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { attempt } = play(life).facts;
        expect(attempt.endedAtMs === null).toBe(isOpen(attempt.state));
      }),
      runs,
    );
  });

  it('M6 puts every alarm on the screen: no outcome stays acknowledged when one is raised', () => {
    fc.assert(
      fc.property(lives, sightings, (life, rows) => {
        const noted = fold(play(life), [{ kind: 'acknowledged' }], fromMs + 100_000);
        const told = fold(noted, [readOf(rows, false)], fromMs + 200_000);
        const isNews = told.alarms
          .slice(noted.alarms.length)
          .some(({ kind }) => kind === 'late_approval' || kind === 'possible_double_charge');
        if (isNews) expect(told.facts.attempt.acknowledgedAtMs).toBeNull();
        else expect(told.facts.attempt.acknowledgedAtMs).toBe(noted.facts.attempt.acknowledgedAtMs);
      }),
      runs,
    );
  });
});

describe('a request of a person that is not possible', () => {
  it('changes nothing, whatever came before', () => {
    fc.assert(
      fc.property(lives, wordless, (life, observation) => {
        const before = play(life).facts;
        const decision = decide(before, observation, fromMs + 100_000);
        if (!decision.isRefused) return;
        expect(decision).toEqual({ change: {}, files: [], isRefused: true });
      }),
      runs,
    );
  });

  it('M16 is never every request: an open attempt takes the ready screen, an unknown one a closing word', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const { facts } = play(life);
        const { state } = facts.attempt;
        const said = decide(facts, { kind: 'ready_screen_said', lookup: 'failed' }, fromMs);
        const closed = decide(
          facts,
          { kind: 'staff_closed', who: 'Ann', reason: 'left_without_paying', paidByAttemptId: null },
          fromMs,
        );
        // A prepared attempt may still leave this machine; it ends within seconds by itself (M1).
        expect(said.isRefused).toBe(!isOpen(state) || state === 'prepared');
        expect(closed.isRefused).toBe(state !== 'unknown');
        expect(decide(facts, { kind: 'acknowledged' }, fromMs).isRefused).toBe(isOpen(state));
      }),
      runs,
    );
  });
});

describe('a sale of several attempts', () => {
  it('M3 is "paid twice" exactly when the attempts that were approved cover more than its total', () => {
    const amounts = fc.constantFrom(10_00, 25_00, 40_00, 50_00).map(amountCents);
    const covers = fc.option(fc.constantFrom(5_00, 25_00, 50_00, 60_00).map(amountCents), { nil: null });
    fc.assert(
      fc.property(
        amounts,
        covers,
        amounts,
        fc.constantFrom(10_00, 50_00, 55_00),
        (own, other, asked, paid) => {
          const sibling = anAttempt({
            id: 'attempt-0',
            invoiceNumber: otherNumber,
            amountCents: asked,
            approvedCents: other,
          });
          const facts = someFacts({ amountCents: own }, { siblings: [sibling] });
          const { change } = decide(facts, readOf([aRow({ amountCents: amountCents(paid) })]), fromMs);
          const covered = Math.min(paid, own) + Math.min(other ?? 0, asked);
          const alarms = (change.alarms ?? []).map(({ kind }) => kind);
          expect(alarms.includes('sale_paid_twice')).toBe(covered > 50_00);
        },
      ),
      runs,
    );
  });
});
