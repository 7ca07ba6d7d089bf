import { describe, expect, it } from 'vitest';
import { isMereLook } from '../../../electron/payments/mere-look.ts';
import type { Decision } from '../../../electron/payments/observations.ts';
import type { Transaction } from '../../../shared/payment.ts';

const look: Decision = {
  change: { patch: { lastLookupAtMs: 5, lookupCount: 2 } },
  files: [],
  isRefused: false,
};
const row = { transactionId: 1 } as Transaction;

describe('a mere look', () => {
  it('changes when and how often an attempt was looked up, and may be noted', () => {
    expect(isMereLook(look)).toBe(true);
    const note = { kind: 'lookup_empty', source: 'lookup', data: {} } as never;
    expect(isMereLook({ ...look, change: { ...look.change, notes: [note] } })).toBe(true);
  });

  it.each([
    ['nothing at all', { ...look, change: {} }],
    ['a state', { ...look, change: { patch: { lastLookupAtMs: 5, state: 'unknown' } } }],
    ['an amount', { ...look, change: { patch: { lookupCount: 2, approvedCents: 5 } } }],
    ['a row', { ...look, change: { ...look.change, claims: [{ transaction: row, source: 'lookup' }] } }],
    ['an alarm', { ...look, change: { ...look.change, alarms: [{ kind: 'paid_twice' }] } }],
    ['a row of nobody', { ...look, files: [row] }],
    ['a refusal', { ...look, isRefused: true }],
  ])('is none when it brings %s', (_name, decision) => {
    expect(isMereLook(decision as Decision)).toBe(false);
  });
});
