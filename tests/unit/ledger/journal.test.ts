import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  chainRows,
  firstPrevHash,
  type JournalFact,
} from '../../../electron/ledger/journal.ts';
import { followChain } from '../../../electron/ledger/verify-chain.ts';

const start = { seq: 0, hash: firstPrevHash };

function facts(count: number): JournalFact[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: 'attempt_prepared',
    source: 'app',
    data: { amountCents: 100 + index },
    atMs: 1_000 + index,
    attemptId: `attempt-${index}`,
    epoch: 'created',
  }));
}

describe('canonicalJson', () => {
  it('gives the same text whatever the order of the keys', () => {
    expect(canonicalJson({ b: 1, a: 'x' })).toBe(canonicalJson({ a: 'x', b: 1 }));
  });
});

describe('the chain', () => {
  it('follows from the first row to the last', () => {
    const rows = chainRows(start, facts(5));
    expect(followChain(start, rows)).toEqual({ end: { seq: 5, hash: rows[4]?.hash }, brokenAtSeq: null });
  });

  it('M6 finds any one changed column of any row', () => {
    const change = fc.constantFrom(
      { atMs: 1 },
      { kind: 'watch_closed' as const },
      { source: 'person' as const },
      { attemptId: 'other' },
      { attemptId: null },
      { epoch: 'other' },
      { data: '{"amountCents":1}' },
      { hash: 'f'.repeat(64) },
      { prevHash: 'f'.repeat(64) },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9 }), change, (index, columns) => {
        const rows = chainRows(start, facts(10)).map((row, at) =>
          at === index ? { ...row, ...columns } : row,
        );
        expect(followChain(start, rows).brokenAtSeq).toBe(index + 1);
      }),
    );
  });

  it('M6 finds a missing row and two that changed places', () => {
    const rows = chainRows(start, facts(4));
    const [first, second, third, fourth] = rows;
    if (!first || !second || !third || !fourth) throw new Error('four rows were made');
    expect(followChain(start, [first, third, fourth]).brokenAtSeq).toBe(2);
    expect(followChain(start, [first, third, second, fourth]).brokenAtSeq).toBe(2);
  });
});
