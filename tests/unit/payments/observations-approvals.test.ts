import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../electron/payments/observations.ts';
import { appError } from '../../../shared/app-error.ts';
import { amountCents } from '../../../shared/money.ts';
import { phaseOf } from '../../../shared/payment.ts';
import { anAttempt, otherNumber, ownNumber, someFacts } from '../../fakes/attempt-facts.ts';
import { fold, folded } from '../../fakes/fold-attempt.ts';
import {
  acknowledged,
  alarmsOf,
  approved,
  cancel,
  closed,
  declined,
  event,
  fromMs,
  life,
  paysOtherwise,
  read,
  readyScreen,
  second,
  timeOut,
} from './observed-life.ts';

describe('an approval', () => {
  it.each([
    ['before the 202', { state: 'sending' as const }],
    ['before the first byte is known to have left', { state: 'prepared' as const, sendBegunAtMs: null }],
    ['while it asks', {}],
    ['while it is checked', { state: 'checking' as const }],
  ])('M6 %s settles the attempt without an alarm', (_, attempt) => {
    const told = life(attempt, event(approved));
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 50_00, endedAtMs: fromMs });
    expect(told.alarms).toEqual([]);
  });

  it('U5 of a webhook and the look-up behind it counts once', () => {
    const told = life({}, event(approved), read(approved), read(approved), event(approved));
    expect(told.facts.attempt.approvedCents).toBe(50_00);
    expect(told.facts.transactions).toHaveLength(1);
    expect(told.alarms).toEqual([]);
  });

  it.each([
    ['a cancel', [cancel], 'cancelled'],
    ['a settled decline', [read(declined), cancel], 'declined'],
    ['a refusal', [{ kind: 'send_not_sent', error: appError('not_sent_network') }], 'refused'],
    ['a closing word of staff', [timeOut, closed('left_without_paying')], 'closed_by_staff'],
  ] as [string, Observation[], string][])('M6 after %s is money, with an alarm', (_, before, state) => {
    const told = life({ state: 'sending' }, ...before, acknowledged, event(approved));
    expect(told.facts.attempt).toMatchObject({
      state,
      laterProven: 'approved',
      approvedCents: 50_00,
      acknowledgedAtMs: null,
    });
    expect(alarmsOf(told)).toEqual(['late_approval']);
    expect(told.alarms[0]).toMatchObject({ attemptId: 'attempt-1', transactionId: 101 });
  });

  it('M6 U3 after "unknown" settles the attempt, with an alarm', () => {
    const told = life({}, timeOut, acknowledged, event(approved));
    expect(told.facts.attempt).toMatchObject({
      state: 'approved',
      approvedCents: 50_00,
      acknowledgedAtMs: null,
    });
    expect(alarmsOf(told)).toEqual(['late_approval']);
  });

  it('M6 found twice under one number is "possible double charge", in one read or in two', () => {
    const apart = life({}, read(approved), acknowledged, event(second));
    const together = life({}, read(approved, second));
    for (const told of [apart, together]) {
      expect(alarmsOf(told)).toEqual(['possible_double_charge']);
      expect(told.alarms[0]?.transactionId).toBe(102);
      expect(told.facts.attempt).toMatchObject({
        state: 'approved',
        approvedCents: 100_00,
        acknowledgedAtMs: null,
      });
    }
  });

  it('M6 found twice after the end is late and doubled', () => {
    expect(alarmsOf(life({}, cancel, read(approved, second)))).toEqual([
      'late_approval',
      'possible_double_charge',
    ]);
  });

  it('M3 beside another approved attempt of the sale is "paid twice"', () => {
    const sibling = anAttempt({ id: 'attempt-0', state: 'approved', approvedCents: amountCents(50_00) });
    const start = folded(someFacts({}, { siblings: [sibling] }));
    expect(alarmsOf(fold(start, [read(approved)], fromMs))).toEqual(['sale_paid_twice']);
  });

  it('M3 that completes a split sale is no alarm', () => {
    const sibling = anAttempt({
      id: 'attempt-0',
      amountCents: amountCents(20_00),
      approvedCents: amountCents(23_00),
    });
    const start = folded(someFacts({ amountCents: amountCents(30_00) }, { siblings: [sibling] }));
    const told = fold(start, [read({ ...approved, amountCents: amountCents(30_00) })], fromMs);
    expect(told.alarms).toEqual([]);
  });

  it('M3 of a refund says nothing about a sale that was paid twice before', () => {
    const siblings = [1, 2].map((index) =>
      anAttempt({ id: `attempt-${index}`, state: 'approved', approvedCents: amountCents(50_00) }),
    );
    const start = folded(someFacts({ id: 'attempt-9', kind: 'refund' }, { siblings }));
    expect(fold(start, [read({ ...approved, type: 'refund' })], fromMs).alarms).toEqual([]);
  });

  it.each([
    ['while it asks', [paysOtherwise, read(approved)]],
    ['after the ready screen was seen', [paysOtherwise, readyScreen(), read(approved)]],
    ['after the time ran out', [paysOtherwise, timeOut, read(approved)]],
    ['after staff closed it so', [timeOut, closed('paid_otherwise'), read(approved)]],
  ])('M6 of a customer who pays otherwise is an alarm of its own, %s', (_, observations) => {
    expect(alarmsOf(life({}, ...observations))).toContain('paid_otherwise_and_approved');
  });

  it.each([
    ['a tip', 57_50, 'approved'],
    ['the amount asked', 50_00, 'approved'],
    ['a part', 5_00, 'approved_in_part'],
    ['nothing', 0, 'approved_in_part'],
  ] as const)('M8 U10 with %s keeps both amounts and stands', (_, cents, phase) => {
    const { facts } = life({}, read({ ...approved, amountCents: amountCents(cents) }));
    expect(facts.attempt).toMatchObject({ state: 'approved', amountCents: 50_00, approvedCents: cents });
    expect(phaseOf(facts.attempt)).toBe(phase);
  });
});

describe('a row that settles nothing', () => {
  it.each([
    ['preauth', 'CAD', 'wrong_type'],
    ['capture', 'CAD', 'wrong_type'],
    ['', 'CAD', 'wrong_type'],
    ['purchase', 'USD', 'wrong_currency'],
    ['purchase', '', 'wrong_currency'],
  ])('M5 of type %j in %j is kept and flagged', (type, currency, alarm) => {
    const told = life({}, read({ ...approved, type, currency }));
    expect(told.facts.attempt).toMatchObject({ state: 'on_terminal', approvedCents: null });
    expect(told.facts.transactions).toHaveLength(1);
    expect(alarmsOf(told)).toEqual([alarm]);
    expect(told.notes.map(({ kind }) => kind)).toEqual(['transaction_flagged']);
  });

  it('M5 raises no alarm when it was declined anyway', () => {
    expect(life({}, read({ ...declined, type: 'preauth' })).alarms).toEqual([]);
  });

  it.each(['refund', 'reverse', ' Refund '])('U9 U11 of type %j is filed, for a refund to find', (type) => {
    const told = life({}, read({ ...approved, type }));
    expect(told.facts.transactions).toEqual([]);
    expect(told.facts.attempt).toMatchObject({ state: 'on_terminal', approvedCents: null });
    expect(told.files).toHaveLength(1);
    expect(told.alarms).toEqual([]);
  });

  it.each([
    ['another number of ours', otherNumber],
    ['a number of Helcim', 'INV001045'],
    ['our number and more', `${ownNumber}1`],
    ['no number', null],
  ])('U17 of %s is not touched', (_, invoiceNumber) => {
    const told = life({}, read({ ...approved, invoiceNumber }));
    expect(told.facts.transactions).toEqual([]);
    expect(told.files).toEqual([]);
    expect(told.facts.attempt).toMatchObject({
      state: 'on_terminal',
      lookupCount: 1,
      lastLookupAtMs: fromMs,
    });
  });

  it('M5 that is missing proves nothing: an empty look-up leaves everything as it is', () => {
    const told = life({}, read(), read());
    expect(told.facts.attempt).toMatchObject({ state: 'on_terminal', lookupCount: 2 });
    expect(told.notes.map(({ kind }) => kind)).toEqual(['lookup_empty']);
  });
});
