import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closeDay, closeDayInPieces } from '../../../electron/payments/day-close.ts';
import { allAtOnce, eachOf, inTurns, itemsAPiece } from '../../../electron/payments/in-pieces.ts';
import { aHelcim, anAttempt, aRow, dayFacts } from './day-facts.ts';

describe('work in pieces', () => {
  it('does the same for each, in order, and pauses after so many', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * itemsAPiece }), (count) => {
        const items = Array.from({ length: count }, (_, index) => index);
        const done: number[] = [];
        const sizes: number[] = [];
        const work = eachOf(items, (item) => done.push(item));
        while (!work.next().done) sizes.push(done.length);
        expect(done).toEqual(items);
        expect(sizes).toEqual(
          Array.from({ length: Math.floor(count / itemsAPiece) }, (_, n) => (n + 1) * itemsAPiece),
        );
      }),
      { numRuns: 20 },
    );
  });

  it('lets everything else have its turn between two pieces', async () => {
    const told: string[] = [];
    function* work() {
      told.push('one');
      yield;
      told.push('two');
      yield;
      return 3;
    }
    const turn = async () => void told.push('turn');
    expect(await inTurns(work(), turn)).toBe(3);
    expect(told).toEqual(['one', 'turn', 'two', 'turn']);
    expect(allAtOnce(work())).toBe(3);
  });
});

describe('a long day', () => {
  it('M16 is compared in pieces, between which a sale goes on, with the same result', async () => {
    const numbers = Array.from({ length: 10_000 }, (_, n) => n);
    const facts = dayFacts({
      attempts: numbers.map((n) => anAttempt(n)),
      helcim: aHelcim(numbers.filter((n) => n % 100 !== 7).map((n) => aRow(n))),
    });
    let turns = 0;
    const close = await inTurns(closeDayInPieces(facts), async () => {
      turns += 1;
    });
    // There are eight passes over attempts or rows.
    expect(turns).toBeGreaterThanOrEqual((8 * 10_000) / itemsAPiece - 8);
    expect(close.differenceCount).toBe(100);
    expect(close).toEqual(closeDay(facts));
  });
});
