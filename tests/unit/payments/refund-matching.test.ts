import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mountainText } from '../../../electron/helcim/mountain-time.ts';
import type { LedgerTransaction } from '../../../electron/ledger/ledger.ts';
import { refundRows } from '../../../electron/payments/refund-matching.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Attempt, Transaction } from '../../../shared/payment.ts';
import { otherNumber, ownNumber, startMs } from '../../fakes/attempt-facts.ts';
import { anOriginal, aRefundAttempt, aRefundRow, refundFacts } from '../../fakes/refund-facts.ts';

const original = anOriginal();
const takenIds = (facts: Parameters<typeof refundRows>[0], rows: readonly Transaction[], offsetMs = 0) =>
  refundRows(facts, [original, ...rows], offsetMs).taken.map((row) => row.transactionId);
const owned = (row: Transaction, source: LedgerTransaction['source'] = 'lookup'): LedgerTransaction => ({
  ...row,
  attemptId: 'refund-1',
  source,
  firstSeenAtMs: startMs,
});
const createdAt = (atMs: number) => ({ dateCreatedText: mountainText(atMs) });

describe('the row of a refund', () => {
  it('is the one that fits', () => expect(takenIds(refundFacts(), [aRefundRow()])).toEqual([950]));

  it.each<[string, Partial<Transaction>]>([
    ['another number', { invoiceNumber: otherNumber }],
    ['no number', { invoiceNumber: null }],
    ['a longer number', { invoiceNumber: `${ownNumber}-2` }],
    ['the type of another road', { type: 'reverse' }],
    ['the type of a purchase', { type: 'purchase' }],
    ['another amount', { amountCents: amountCents(10_01) }],
    ['another currency', { currency: 'USD' }],
    ['another card', { cardLast4: '9999' }],
    ['a time clearly before the send', createdAt(startMs - 121_000)],
  ])('has not %s', (_what, wrong) => expect(takenIds(refundFacts(), [aRefundRow(wrong)])).toEqual([]));

  it.each<[string, Partial<Transaction>]>([
    ['the number in lower case', { invoiceNumber: ownNumber.toLowerCase() }],
    ['no card digits', { cardLast4: null }],
    ['a time that the clocks may differ by', createdAt(startMs - 119_000)],
    ['a time of hours later', createdAt(startMs + 10 * 3_600_000)],
    ['no time', { dateCreatedText: '' }],
    ['a time that was twice', { dateCreatedText: '2025-11-02 01:30:00' }],
  ])('M15 may have %s', (_what, strange) => {
    expect(takenIds(refundFacts(), [aRefundRow(strange)])).toEqual([950]);
  });

  it('M15 is told by Helcim’s clock, however wrong this machine’s is', () => {
    const row = aRefundRow(createdAt(startMs - 3_600_000));
    expect(takenIds(refundFacts(), [row])).toEqual([]);
    expect(takenIds(refundFacts(), [row], -3_600_000)).toEqual([950]);
  });

  it.each([
    ['reverse', 'reverse'],
    ['credit_refund', 'refund'],
    ['debit_refund', 'refund'],
  ] as const)('U11 of the road %s has the type %s', (road, type) => {
    for (const each of ['refund', 'reverse']) {
      const ids = takenIds(refundFacts({ road }), [aRefundRow({ type: each })]);
      expect(ids).toEqual(each === type ? [950] : []);
    }
  });

  it('M9 is none that had been read before the send', () => {
    expect(takenIds(refundFacts({}, { rowsBefore: [950] }), [aRefundRow()])).toEqual([]);
  });

  it('M6 is nobody’s where two approved ones fit', () => {
    expect(takenIds(refundFacts(), [aRefundRow(), aRefundRow({ transactionId: 951 })])).toEqual([]);
  });

  it('M7 may come after declined ones, as many as there are', () => {
    const declined = [1, 2, 3].map((id) => aRefundRow({ transactionId: id, status: 'declined' }));
    const facts = refundFacts({ road: 'debit_refund', state: 'on_terminal' });
    expect(takenIds(facts, [...declined, aRefundRow()])).toEqual([1, 2, 3, 950]);
  });

  it('is not looked for while the answer that names it is still to come', () => {
    for (const state of ['prepared', 'sending'] as const) {
      expect(takenIds(refundFacts({ state }), [aRefundRow()])).toEqual([]);
      expect(takenIds(refundFacts({ state, road: 'reverse' }), [aRefundRow({ type: 'reverse' })])).toEqual(
        [],
      );
      expect(takenIds(refundFacts({ state, road: 'debit_refund' }), [aRefundRow()])).toEqual([950]);
    }
  });

  it('is alone where the answer named it', () => {
    const row = aRefundRow();
    const facts = refundFacts(
      { state: 'approved', approvedCents: row.amountCents },
      { transactions: [owned(row, 'answer')] },
    );
    expect(takenIds(facts, [row, aRefundRow({ transactionId: 951 })])).toEqual([950]);
  });

  it('M6 may be a second one on the terminal, which is then known', () => {
    const row = aRefundRow();
    const facts = refundFacts(
      { state: 'approved', road: 'debit_refund', approvedCents: row.amountCents },
      { transactions: [owned(row)] },
    );
    expect(takenIds(facts, [row, aRefundRow({ transactionId: 951 })])).toEqual([950, 951]);
  });

  it('M4 is none where nothing was sent', () => {
    expect(takenIds(refundFacts({ state: 'refused', sendBegunAtMs: null }), [aRefundRow()])).toEqual([]);
    expect(takenIds(refundFacts({ state: 'refused' }), [aRefundRow()])).toEqual([950]);
  });

  const rival = (facts: Partial<Attempt>) => ({ siblings: [aRefundAttempt({ id: 'refund-2', ...facts })] });

  it('belongs to the unsettled refund before one that has ended', () => {
    expect(takenIds(refundFacts({ state: 'unknown' }, rival({ state: 'declined' })), [aRefundRow()])).toEqual(
      [950],
    );
    expect(takenIds(refundFacts({ state: 'declined' }, rival({ state: 'unknown' })), [aRefundRow()])).toEqual(
      [],
    );
  });

  it('belongs to nobody where two ended refunds fit', () => {
    const facts = refundFacts({ state: 'declined' }, rival({ state: 'cancelled' }));
    expect(takenIds(facts, [aRefundRow()])).toEqual([]);
    const other = refundFacts(
      { state: 'declined' },
      rival({ state: 'cancelled', amountCents: amountCents(9_00) }),
    );
    expect(takenIds(other, [aRefundRow()])).toEqual([950]);
  });

  it('hands on what is certainly not its own, and nothing that may be', () => {
    const other = aRefundRow({ transactionId: 1, amountCents: amountCents(3_00) });
    const twins = [aRefundRow(), aRefundRow({ transactionId: 951 })];
    expect(refundRows(refundFacts(), [original, other, ...twins], 0)).toEqual({ taken: [], others: [other] });
  });

  it('U17 does not depend on the order of the rows', () => {
    const rows = [
      original,
      aRefundRow(),
      aRefundRow({ transactionId: 1, status: 'declined' }),
      aRefundRow({ transactionId: 2, amountCents: amountCents(3_00) }),
      aRefundRow({ transactionId: 3, cardLast4: '9999' }),
    ];
    const inOrder = (list: readonly Transaction[]) =>
      refundRows(refundFacts(), list, 0)
        .taken.map((row) => row.transactionId)
        .sort((a, b) => a - b);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: rows.length }), (mixed) => {
        expect(inOrder(mixed)).toEqual([1, 950]);
      }),
    );
  });
});
