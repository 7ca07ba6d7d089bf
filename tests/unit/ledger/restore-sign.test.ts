import { describe, expect, it } from 'vitest';
import { restoreSign } from '../../../electron/ledger/recovery.ts';

const hash = 'a'.repeat(64);
const witness = { format: 1 as const, ledgerId: 'ledger-1', tillId: 'till-1', seq: 7, hash };
const ledger = { ledgerId: 'ledger-1', end: { seq: 7, hash }, hasAttempts: true, hashAtWitness: hash };

describe('restoreSign', () => {
  it('M14 sees nothing in a ledger that stands where its witness left it', () => {
    expect(restoreSign({ kind: 'found', witness }, ledger)).toBeNull();
  });

  it('M14 sees nothing in a ledger ahead of its witness, as a crash leaves it', () => {
    const ahead = { ...ledger, end: { seq: 12, hash: 'b'.repeat(64) } };
    expect(restoreSign({ kind: 'found', witness }, ahead)).toBeNull();
  });

  it('M14 sees nothing in a new ledger without a witness', () => {
    expect(restoreSign({ kind: 'missing' }, { ...ledger, hasAttempts: false })).toBeNull();
  });

  it.each([
    [
      'behind',
      { kind: 'found', witness } as const,
      { ...ledger, end: { seq: 6, hash }, hashAtWitness: null },
    ],
    ['diverged', { kind: 'found', witness } as const, { ...ledger, hashAtWitness: 'b'.repeat(64) }],
    [
      'another_ledger',
      { kind: 'found', witness } as const,
      { ...ledger, ledgerId: 'ledger-2', hasAttempts: false },
    ],
    ['no_witness', { kind: 'missing' } as const, ledger],
    ['no_witness', { kind: 'unreadable' } as const, ledger],
  ])('M14 sees %s', (sign, read, footprint) => {
    expect(restoreSign(read, footprint)).toBe(sign);
  });
});
