import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../electron/payments/observations.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Attempt, Transaction } from '../../../shared/payment.ts';
import { otherNumber, ownNumber, startMs } from '../../fakes/attempt-facts.ts';
import { fold, folded } from '../../fakes/fold-attempt.ts';
import { anOriginal, aRefundAttempt, aRefundRow, refundFacts } from '../../fakes/refund-facts.ts';

const fromMs = startMs + 10_000;
const answered = (row: Partial<Transaction> = {}, isReplay = false): Observation => ({
  kind: 'payment_answered',
  transaction: aRefundRow(row),
  isReplay,
});
const read = (...rows: readonly Transaction[]): Observation => ({
  kind: 'rows_read',
  rows: [anOriginal(), ...rows],
  source: 'lookup',
  isLookup: true,
});
const seen = (attempt: Partial<Attempt>, ...observations: readonly Observation[]) =>
  fold(folded(refundFacts(attempt)), observations, fromMs);
const sending = { state: 'sending' } as const;
const alarmsOf = (told: ReturnType<typeof seen>) => told.alarms.map(({ kind }) => kind);

describe('the answer of a Payment API call', () => {
  it('M5 approves by its own transaction', () => {
    const told = seen(sending, answered());
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 10_00 });
    expect(told.facts.transactions).toMatchObject([{ transactionId: 950, source: 'answer' }]);
  });

  it('M7 declines at once: there is no reader to try again at', () => {
    const told = seen(sending, answered({ status: 'declined', errors: 'DO NOT HONOUR' }));
    expect(told.facts.attempt).toMatchObject({
      state: 'declined',
      errorDetail: 'DO NOT HONOUR',
      errorCode: null,
    });
  });

  it('U14 knows a suspected duplicate, which says that an earlier one stands', () => {
    const told = seen(sending, answered({ status: 'declined', errors: 'Suspected duplicate transaction' }));
    expect(told.facts.attempt).toMatchObject({ state: 'declined', errorCode: 'suspected_duplicate' });
  });

  it('M4 of a replay declines nothing by itself: the first request may stand', () => {
    const declined = answered({ status: 'declined', errors: 'Suspected duplicate transaction' }, true);
    const told = seen({ state: 'checking' }, declined);
    expect(told.facts.attempt.state).toBe('checking');
    const first = aRefundRow({ transactionId: 949 });
    expect(seen({ state: 'checking' }, declined, read(first)).facts.attempt).toMatchObject({
      state: 'approved',
      approvedCents: 10_00,
    });
    expect(
      seen({ state: 'checking' }, declined, read(), { kind: 'decline_settled' }).facts.attempt.state,
    ).toBe('declined');
  });

  it('M5 proves nothing without a verdict', () => {
    const told = seen(sending, answered({ status: 'other', statusText: 'PENDING' }));
    expect(told.facts.attempt).toMatchObject({ state: 'checking', errorCode: 'outcome_unclear' });
  });

  it.each<[string, Partial<Transaction>]>([
    ['type', { type: 'reverse' }],
    ['currency', { currency: 'USD' }],
    ['number', { invoiceNumber: otherNumber }],
  ])('M5 proves nothing with the wrong %s', (_what, wrong) => {
    const told = seen(sending, answered(wrong));
    expect(told.facts.attempt).toMatchObject({ state: 'checking', approvedCents: null });
    expect(told.notes.map(({ kind }) => kind)).toContain('transaction_flagged');
  });

  it('may leave the number out, since it answers our own call', () => {
    expect(seen(sending, answered({ invoiceNumber: null })).facts.attempt.state).toBe('approved');
  });

  it('B23 changes nothing where a webhook had brought the same row first', () => {
    const row = aRefundRow();
    const told = seen({ state: 'checking' }, read(row), answered());
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 10_00 });
    expect(alarmsOf(told)).toEqual([]);
  });

  it('M6 raises an alarm where another row had been taken for it', () => {
    const told = seen({ state: 'checking' }, read(aRefundRow({ transactionId: 951 })), answered());
    expect(told.facts.attempt.approvedCents).toBe(20_00);
    expect(alarmsOf(told)).toContain('refund_twice');
  });
});

describe('evidence of a refund', () => {
  it('M6 found late is money that went back, in words of its own', () => {
    const told = seen({ state: 'unknown' }, read(aRefundRow()));
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 10_00 });
    expect(alarmsOf(told)).toEqual(['late_refund']);
  });

  it('M6 keeps the name of a refund that was closed by staff', () => {
    const closed = {
      kind: 'staff_closed',
      who: 'Ada',
      reason: 'left_without_paying',
      paidByAttemptId: null,
    } as const;
    const told = seen({ state: 'unknown' }, closed, read(aRefundRow()));
    expect(told.facts.attempt).toMatchObject({ state: 'closed_by_staff', laterProven: 'approved' });
  });

  it('M9 beyond what was paid is an alarm, whoever let it happen', () => {
    const siblings = [
      aRefundAttempt({
        id: 'refund-0',
        state: 'approved',
        amountCents: amountCents(45_00),
        approvedCents: amountCents(45_00),
      }),
    ];
    const start = folded(refundFacts({ state: 'sending' }, { siblings }));
    expect(fold(start, [answered()], fromMs).alarms.map(({ kind }) => kind)).toEqual(['refund_twice']);
  });

  it('files refunds of others, and leaves what may be its own', () => {
    const other = aRefundRow({ transactionId: 1, amountCents: amountCents(3_00) });
    const told = seen({}, read(other, aRefundRow(), aRefundRow({ transactionId: 951 })));
    expect(told.files.map((row) => row.transactionId)).toEqual([1]);
    expect(told.facts.attempt.state).toBe('checking');
  });

  it('U9 is never a purchase under the same number', () => {
    const told = seen({}, read());
    expect(told.facts.transactions).toEqual([]);
    expect(told.notes.map(({ kind }) => kind)).toEqual(['lookup_empty']);
  });
});

describe('a refund on the terminal', () => {
  const asking = { road: 'debit_refund', state: 'on_terminal' } as const;

  it('M7 waits after a decline, for the reader may try again', () => {
    const declined = aRefundRow({ transactionId: 1, status: 'declined' });
    const told = seen(asking, read(declined));
    expect(told.facts.attempt.state).toBe('on_terminal');
    expect(seen(asking, read(declined), read(declined, aRefundRow())).facts.attempt.state).toBe('approved');
    expect(seen(asking, read(declined), { kind: 'decline_settled' }).facts.attempt.state).toBe('declined');
  });

  it('M16 is let go by the ready screen', () => {
    const told = seen(asking, { kind: 'ready_screen_said', lookup: 'empty' });
    expect(told.facts.attempt).toMatchObject({ state: 'unknown', filedAs: 'stopped_at_terminal' });
  });

  it('is not paid otherwise by anybody', () => {
    expect(seen(asking, { kind: 'pays_otherwise_said' }).decisions[0]?.isRefused).toBe(true);
  });

  it('knows its number in any letter case', () => {
    const row = aRefundRow({ invoiceNumber: ownNumber.toLowerCase() });
    expect(seen(asking, read(row)).facts.attempt.state).toBe('approved');
  });
});

describe('a refund without a terminal', () => {
  it('has no ready screen', () => {
    const told = seen({}, { kind: 'ready_screen_said', lookup: 'empty' });
    expect(told.decisions[0]?.isRefused).toBe(true);
  });

  it('is written down before it is asked for once more', () => {
    expect(seen({}, { kind: 'replay_begun' }).notes.map(({ kind }) => kind)).toEqual(['refund_retried']);
  });
});
