import { describe, expect, it } from 'vitest';
import { hasDecline } from '../../../electron/payments/observations.ts';
import { phaseOf } from '../../../shared/payment.ts';
import { aRow, otherNumber } from '../../fakes/attempt-facts.ts';
import { fold } from '../../fakes/fold-attempt.ts';
import {
  alarmsOf,
  approved,
  cancel,
  declined,
  event,
  fromMs,
  life,
  read,
  readyScreen,
  settled,
  timeOut,
} from './observed-life.ts';

describe('a decline', () => {
  it('M7 leaves the attempt open, and says that the customer may try again', () => {
    const { facts } = life({}, read(declined));
    expect(facts.attempt.state).toBe('on_terminal');
    expect(facts.attempt.lastDeclineSeenAtMs).toBe(fromMs);
    expect(phaseOf(facts.attempt)).toBe('declined_may_retry');
  });

  it('M7 U7 gives way to the approval of the second try', () => {
    const told = life({}, read(declined), read(declined, approved));
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 50_00 });
    expect(told.alarms).toEqual([]);
  });

  it('M7 U7 counts its quiet period from the last of several declines', () => {
    const again = aRow({ transactionId: 103, status: 'declined' });
    const { facts } = life({}, read(declined), read(declined), read(declined, again));
    expect(facts.attempt.lastDeclineSeenAtMs).toBe(fromMs + 2_000);
  });

  it('M7 does not start its quiet period anew when the same decline is read again', () => {
    const { facts } = life({}, read(declined), read(declined), event(declined));
    expect(facts.attempt.lastDeclineSeenAtMs).toBe(fromMs);
  });

  it('M7 is settled by time, and an approval after that is kept with an alarm', () => {
    const told = life({}, read(declined), settled, event(approved));
    expect(told.facts.attempt).toMatchObject({
      state: 'declined',
      laterProven: 'approved',
      approvedCents: 50_00,
    });
    expect(alarmsOf(told)).toEqual(['late_approval']);
  });

  it('M5 is not made by time alone: without a DECLINED row nothing is settled', () => {
    const { facts, notes } = life({}, settled);
    expect(facts.attempt.state).toBe('on_terminal');
    expect(notes).toEqual([]);
  });

  it('M5 is not made of a row whose status is a word nobody knows', () => {
    const odd = aRow({ status: 'other', statusText: 'PENDING' });
    const { facts, notes } = life({}, read(odd), settled);
    expect(facts.attempt.state).toBe('on_terminal');
    expect(facts.attempt.lastDeclineSeenAtMs).toBeNull();
    expect(notes.map(({ kind }) => kind)).toEqual(['transaction_seen']);
  });

  it.each([
    ['another number', { invoiceNumber: otherNumber }],
    ['another type', { type: 'verify' }],
    ['another currency', { currency: 'USD' }],
  ])('M5 of %s is none of this attempt', (_, difference) => {
    const { facts } = life({}, read({ ...declined, ...difference }), cancel);
    expect(hasDecline(facts)).toBe(false);
    expect(facts.attempt.state).toBe('cancelled');
  });

  it('M7 U8 followed by a cancel is a decline', () => {
    expect(life({}, read(declined), cancel).facts.attempt.state).toBe('declined');
  });

  it('U8 found after the cancel is proven later, once its quiet period is over', () => {
    const found = life({}, cancel, read(declined));
    expect(found.facts.attempt).toMatchObject({ state: 'cancelled', laterProven: null });
    const later = fold(found, [settled], fromMs + 120_000);
    expect(later.facts.attempt).toMatchObject({ state: 'cancelled', laterProven: 'declined' });
  });

  it('M7 is settled at once when the ready screen is seen and the look-up shows no approval', () => {
    const { facts } = life({}, read(declined), readyScreen());
    expect(facts.attempt).toMatchObject({ state: 'declined', filedAs: null });
  });

  it('M5 M7 is not settled by the ready screen when the look-up failed: the second try may be approved', () => {
    const { facts } = life({}, read(declined), readyScreen('failed'));
    expect(facts.attempt).toMatchObject({ state: 'unknown', filedAs: 'stopped_at_terminal' });
    const later = life({}, read(declined), readyScreen('failed'), settled);
    expect(later.facts.attempt.state).toBe('declined');
  });

  it('U14 as a suspected duplicate is a decline of this attempt, and may be tried again like any other', () => {
    const duplicate = aRow({
      transactionId: 100,
      status: 'declined',
      cardBatchId: 0,
      errors: 'Suspected duplicate',
    });
    const told = life({}, read(duplicate));
    expect(told.facts.attempt).toMatchObject({ state: 'on_terminal', approvedCents: null });
    expect(told.alarms).toEqual([]);
    expect(fold(told, [settled], fromMs + 120_000).facts.attempt.state).toBe('declined');
  });

  it('U6 that leaves no trace ends as unknown, and is settled by the cancel or the ready screen', () => {
    expect(life({}, read(), timeOut).facts.attempt.state).toBe('unknown');
    expect(life({}, read(), timeOut, cancel).facts.attempt.state).toBe('cancelled');
    expect(life({}, read(), readyScreen()).facts.attempt.state).toBe('unknown');
  });

  it('M6 of an approved attempt changes nothing but the journal', () => {
    const told = life({}, read(approved), read(approved, declined), settled, cancel);
    expect(told.facts.attempt).toMatchObject({ state: 'approved', laterProven: null, approvedCents: 50_00 });
    expect(told.alarms).toEqual([]);
  });

  it('M6 does not unmake an approval when the same transaction is read as declined later', () => {
    const told = life({}, read(approved), read({ ...approved, status: 'declined' }));
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 50_00 });
    expect(told.facts.transactions).toMatchObject([{ transactionId: 101, status: 'approved' }]);
  });

  it('M7 becomes an approval when the same transaction is read as approved later', () => {
    const told = life({}, read(declined), read({ ...declined, status: 'approved' }));
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 50_00 });
    expect(told.notes.map(({ kind }) => kind)).toEqual(['transaction_seen', 'transaction_changed']);
  });
});
