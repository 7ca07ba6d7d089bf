import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mountainText } from '../../../electron/helcim/mountain-time.ts';
import { closeDay, type DayCloseFacts } from '../../../electron/payments/day-close.ts';
import { type CloseGroup, type CloseSums, closeKinds, type KindTallies } from '../../../shared/day-close.ts';
import { aBatch, aHelcim, anAttempt, aRow, bounds, dayFacts } from './day-facts.ts';

const hour = 3_600_000;
const anyAmount = fc.integer({ min: 1, max: 500_000 });
const anyMoment = fc.integer({ min: bounds.fromMs, max: bounds.toMs - 1 });

/** What may become of one payment on either side. */
const anyFate = fc.record({
  ours: fc.constantFrom('approved', 'cancelled', 'unknown', 'declined', 'absent'),
  helcim: fc.constantFrom('approved', 'declined', 'other', 'absent', 'twice'),
  type: fc.constantFrom('purchase', 'refund', 'reverse', 'preauth'),
  cents: anyAmount,
  changedBy: fc.constantFrom(0, 0, 0, 25),
  currency: fc.constantFrom('CAD', 'CAD', 'CAD', 'USD'),
  cardType: fc.constantFrom('VI', 'MC', 'IN', null),
  terminalCode: fc.constantFrom('AB12', 'CD34', null),
  cashierId: fc.constantFrom('ann', 'bob'),
  preparedAtMs: anyMoment,
  lateMs: fc.constantFrom(20_000, 20_000, 20_000, 30 * hour),
  cardBatchId: fc.constantFrom(7, 8, null),
});

function factsOf(
  fates: readonly (typeof anyFate extends fc.Arbitrary<infer Fate> ? Fate : never)[],
): DayCloseFacts {
  const attempts = fates.flatMap((fate, n) => {
    if (fate.ours === 'absent') return [];
    const row = aRow(n, {
      type: fate.type,
      amountCents: fate.cents,
      currency: fate.currency,
      cardType: fate.cardType,
    });
    const kind =
      fate.type === 'refund' || fate.type === 'reverse' ? ('refund' as const) : ('purchase' as const);
    const { terminalCode, cashierId, preparedAtMs } = fate;
    const common = { kind, terminalCode, cashierId, preparedAtMs, amountCents: fate.cents, state: fate.ours };
    return [anAttempt(n, { ...common, rows: fate.ours === 'approved' ? [row] : [] })];
  });
  const rows = fates.flatMap((fate, n) => {
    if (fate.helcim === 'absent') return [];
    const status = fate.helcim === 'twice' ? 'approved' : fate.helcim;
    const row = aRow(n, {
      status,
      type: fate.type,
      amountCents: fate.cents + fate.changedBy,
      currency: fate.currency,
      cardType: fate.cardType,
      cardBatchId: fate.cardBatchId,
      dateCreatedText: mountainText(fate.preparedAtMs + fate.lateMs),
    });
    return fate.helcim === 'twice' ? [row, { ...row, transactionId: row.transactionId + 500_000 }] : [row];
  });
  const batches = [7, 8].map((id) => ({
    batch: aBatch({ id }),
    rows: rows.filter((row) => row.cardBatchId === id),
  }));
  return dayFacts({ attempts, helcim: aHelcim(rows), batches });
}

const anyDay = fc.array(anyFate, { maxLength: 40 }).map(factsOf);

function plus(groups: readonly CloseGroup[], side: 'ours' | 'helcim'): KindTallies {
  const sum = {
    sale: { count: 0, cents: 0 },
    refund: { count: 0, cents: 0 },
    reverse: { count: 0, cents: 0 },
  };
  for (const group of groups) {
    for (const kind of closeKinds) {
      sum[kind].count += group[side]?.[kind].count ?? 0;
      sum[kind].cents += group[side]?.[kind].cents ?? 0;
    }
  }
  return sum;
}

describe('any day at all', () => {
  it('has breakdowns that add up to the whole, on both sides', () => {
    fc.assert(
      fc.property(anyDay, (facts) => {
        const close = closeDay(facts);
        const hours = close.hours.map((each) => ({ ...each, key: String(each.fromMs) }));
        for (const side of ['ours', 'helcim'] as const) {
          const whole = (close[side] as CloseSums).kinds;
          for (const parts of [close.cardTypes, close.terminals, close.cashiers, hours])
            expect(plus(parts, side)).toEqual(whole);
          expect((close[side] as CloseSums).netCents).toBe(
            whole.sale.cents - whole.refund.cents - whole.reverse.cents,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is told the same in whatever order and however often its rows were read', () => {
    const anyShuffle = anyDay.chain((facts) => {
      const rows = 'rows' in facts.helcim ? facts.helcim.rows : [];
      return fc.record({
        facts: fc.constant(facts),
        attempts: fc.shuffledSubarray([...facts.attempts], { minLength: facts.attempts.length }),
        rows: fc.shuffledSubarray([...rows, ...rows], { minLength: rows.length * 2 }),
        batches: fc.shuffledSubarray([...facts.batches], { minLength: facts.batches.length }),
      });
    });
    fc.assert(
      fc.property(anyShuffle, ({ facts, attempts, rows, batches }) => {
        expect(closeDay({ ...facts, attempts, batches, helcim: aHelcim(rows) })).toEqual(closeDay(facts));
      }),
      { numRuns: 300 },
    );
  });

  it('counts a row of Helcim in the day’s sums once or not at all, and every cent that differs is told of', () => {
    fc.assert(
      fc.property(anyDay, (facts) => {
        const close = closeDay(facts);
        const rows = 'rows' in facts.helcim ? facts.helcim.rows : [];
        const { sale, refund, reverse } = (close.helcim as CloseSums).kinds;
        const approved = rows.filter((row) => row.status === 'approved');
        expect(sale.count + refund.count + reverse.count).toBeLessThanOrEqual(approved.length);
        // The explained ones aside, the differences' own sums bridge the two columns.
        const bridge = close.differences.reduce((sum, each) => {
          const sign = each.moneyKind === 'sale' ? 1 : -1;
          switch (each.kind) {
            case 'unclaimed_charge':
            case 'refund_elsewhere':
            case 'approved_at_helcim':
              return sum + sign * (each.helcimCents ?? 0);
            case 'amount_changed':
              return sum + sign * ((each.helcimCents ?? 0) - (each.oursCents ?? 0));
            case 'missing_at_helcim':
            case 'not_approved_at_helcim':
              return sum - sign * (each.oursCents ?? 0);
            default:
              return sum;
          }
        }, 0);
        // A row of ours that is undecided at Helcim stands in our column only, and is told of by the row.
        const undecided = close.differences
          .filter((each) => each.kind === 'undecided_row' && each.attemptId !== null)
          .map((each) => facts.attempts.find(({ id }) => id === each.attemptId))
          .flatMap((attempt) =>
            attempt?.state === 'approved' &&
            attempt.rows[0]?.currency === 'CAD' &&
            attempt.rows[0].type !== 'preauth'
              ? [attempt]
              : [],
          )
          .reduce((sum, attempt) => sum - (attempt.kind === 'purchase' ? 1 : -1) * attempt.amountCents, 0);
        expect(close.ours.netCents + bridge + undecided).toBe(close.helcim?.netCents);
      }),
      { numRuns: 500 },
    );
  });

  it('puts into its batches what it counts, and nothing of another day', () => {
    fc.assert(
      fc.property(anyDay, (facts) => {
        const close = closeDay(facts);
        const inBatches = close.batches.reduce(
          (sum, { ofThisDay: { sale, refund, reverse } }) => sum + sale.cents - refund.cents - reverse.cents,
          0,
        );
        const without = close.differences.find(({ kind }) => kind === 'row_without_batch')?.helcimCents ?? 0;
        expect(inBatches + without).toBe(close.helcim?.netCents);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a day of 50,000 attempts', () => {
  const count = 50_000;
  const facts = dayFacts({
    attempts: Array.from({ length: count }, (_, n) =>
      anAttempt(n, {
        preparedAtMs: bounds.fromMs + n * 1_000,
        state: n % 20 === 0 ? 'declined' : 'approved',
      }),
    ),
    helcim: aHelcim(
      Array.from({ length: count }, (_, n) =>
        n % 1_000 === 1
          ? aRow(n, { amountCents: 999 })
          : aRow(n, { dateCreatedText: mountainText(bounds.fromMs + n * 1_000) }),
      ),
    ),
  });

  it('is closed in a moment, and what it tells stays small enough to show', () => {
    const worst = Math.max(
      ...[1, 2, 3].map(() => {
        const begun = performance.now();
        closeDay(facts);
        return performance.now() - begun;
      }),
    );
    const close = closeDay(facts);
    console.log(
      `a day of ${count} attempts: worst of three ${Math.round(worst)} ms, ${close.differenceCount} differences`,
    );
    expect(close.ours.kinds.sale.count).toBe(count - count / 20);
    expect(close.helcim?.kinds.sale.count).toBe(count);
    expect(close.differenceCount).toBe(count / 20 + count / 1_000);
    expect(close.differences).toHaveLength(500);
    expect(JSON.stringify(close).length).toBeLessThan(400_000);
    expect(worst).toBeLessThan(5_000);
  });
});
