import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countedCents, refundedCents, unprovenCents } from '../../../shared/refund-count.ts';
import { fates, isStillOpen, openRefundShop, paidCents, type RefundShop } from '../../fakes/refund-shop.ts';

const index = fc.nat({ max: 3 });
/**
 * Others give back other amounts: a twin of our own row while that one is not shown yet could be told from it by nobody.
 * What is left is then too much until the row shows and raises the alarm; see the test at the end.
 */
const cents = fc.constantFrom(5_00, 10_00, 10_00, 20_00, 50_00);
const deed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      deed: fc.constant('refund'),
      cents,
      fate: fc.constantFrom(...fates),
      isHidden: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ deed: fc.constant('elsewhere'), cents: fc.constantFrom(3_00, 7_00, 40_00) }),
  },
  { weight: 3, arbitrary: fc.record({ deed: fc.constant('look'), index }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('reveal') }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('time'), index }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('quiet'), index }) },
  { weight: 2, arbitrary: fc.record({ deed: fc.constant('close'), index }) },
  { weight: 1, arbitrary: fc.record({ deed: fc.constant('restart'), index }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;

function run(shop: RefundShop, each: Deed): void {
  if ('fate' in each) shop.refund(each.cents, each.fate, each.isHidden);
  else if ('cents' in each) shop.refundElsewhere(each.cents);
  else if (!('index' in each)) shop.reveal();
  else if (each.deed === 'look') shop.lookUp(each.index);
  else if (each.deed === 'time') shop.observe(each.index, { kind: 'time_ran_out' });
  else if (each.deed === 'quiet') shop.observe(each.index, { kind: 'decline_settled' });
  else if (each.deed === 'restart') shop.observe(each.index, { kind: 'restarted' });
  else {
    const words = { who: 'Ada', reason: 'left_without_paying', paidByAttemptId: null } as const;
    shop.observe(each.index, { kind: 'staff_closed', ...words });
  }
}

const history = fc.array(deed, { maxLength: 30 });

describe('any history of refunds', () => {
  it('M9 never gives back more than was paid', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const shop = openRefundShop();
        for (const each of deeds) {
          run(shop, each);
          expect(shop.movedCents()).toBeLessThanOrEqual(paidCents);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('M9 never says that more is left than is', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const shop = openRefundShop();
        for (const each of deeds) {
          run(shop, each);
          const { refundableCents } = shop.plan(null);
          expect(refundableCents).toBeLessThanOrEqual(paidCents - shop.movedCents());
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('M9 M6 accounts for every cent: gone back by us, by others, not known, or left', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const shop = openRefundShop();
        for (const each of deeds) run(shop, each);
        shop.reveal();
        // Look-ups go on for two days, so that each attempt sees all rows with the others as they came to be.
        for (let round = 0; round < 2; round += 1)
          shop.attempts().forEach((_each, at) => void shop.lookUp(at));
        const ours = shop.attempts().map(({ attempt }) => attempt);
        const provenCents = ours.reduce((sum, attempt) => sum + refundedCents(attempt), 0);
        const unknownCents = ours.reduce((sum, attempt) => sum + unprovenCents(attempt), 0);
        const movedByUsCents = shop.movedCents() - shop.movedElsewhereCents();
        // What is proven did move: no evidence is ever made of nothing.
        expect(provenCents).toBeLessThanOrEqual(shop.movedCents());
        // What moved is proven, or still counted against the payment.
        expect(provenCents + unknownCents).toBeGreaterThanOrEqual(movedByUsCents);
        if (unknownCents > 0 || shop.attempts().some(isStillOpen)) return;
        // All settled and nothing in doubt: the plan leaves exactly what has not moved.
        expect(shop.plan(null).refundableCents).toBe(paidCents - shop.movedCents());
      }),
      { numRuns: 2_000 },
    );
  });

  it('M9 has at most one unsettled refund', () => {
    fc.assert(
      fc.property(history, (deeds) => {
        const shop = openRefundShop();
        for (const each of deeds) {
          run(shop, each);
          const unsettled = shop
            .attempts()
            .filter(({ attempt }) => attempt.state === 'unknown' || isStillOpen({ attempt }));
          expect(unsettled.length).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('a history that means something: refunds of every fate do happen', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(history, (deeds) => {
        const shop = openRefundShop();
        for (const each of deeds) run(shop, each);
        for (const { attempt } of shop.attempts()) {
          seen.add(`${attempt.state} ${attempt.laterProven ?? ''}`.trim());
          expect(countedCents(attempt)).toBeGreaterThanOrEqual(refundedCents(attempt));
        }
      }),
      { numRuns: 3_000, seed: 7 },
    );
    for (const word of [
      'approved',
      'declined',
      'refused',
      'unknown',
      'closed_by_staff',
      'closed_by_staff approved',
    ]) {
      expect([...seen]).toContain(word);
    }
  });

  it('M6 M9 a twin of our row that was taken for it is found out as soon as ours shows', () => {
    const shop = openRefundShop();
    shop.refund(10_00, 'killed_after_money_moved', true);
    shop.refundElsewhere(10_00);
    shop.lookUp(0);
    expect(shop.attempts()[0]?.attempt).toMatchObject({ state: 'approved', approvedCents: 10_00 });
    shop.reveal();
    shop.lookUp(0);
    expect(shop.attempts()[0]?.attempt.approvedCents).toBe(20_00);
    expect(shop.plan(null).refundableCents).toBe(30_00);
  });
});
