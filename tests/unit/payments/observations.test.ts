import { describe, expect, it } from 'vitest';
import { hasDecline, type Observation } from '../../../electron/payments/observations.ts';
import { appError } from '../../../shared/app-error.ts';
import { amountCents } from '../../../shared/money.ts';
import { type Attempt, phaseOf, type Transaction } from '../../../shared/payment.ts';
import { anAttempt, aRow, otherNumber, ownNumber, someFacts, startMs } from '../../fakes/attempt-facts.ts';
import { type FoldedAttempt, fold, folded } from '../../fakes/fold-attempt.ts';

const fromMs = startMs + 20_000;
const declined = aRow({ transactionId: 100, status: 'declined' });
const approved = aRow({ transactionId: 101 });
const second = aRow({ transactionId: 102 });
const cancel: Observation = { kind: 'cancel_reported', cancelledAtMs: fromMs, byNumber: true };
const paysOtherwise: Observation = { kind: 'pays_otherwise_said' };
const timeOut: Observation = { kind: 'time_ran_out' };
const acknowledged: Observation = { kind: 'acknowledged' };

function read(...rows: Transaction[]): Observation {
  return { kind: 'rows_read', rows, source: 'lookup', isLookup: true };
}
function event(...rows: Transaction[]): Observation {
  return { kind: 'rows_read', rows, source: 'webhook', isLookup: false };
}
function readyScreen(lookup: 'empty' | 'failed' = 'empty'): Observation {
  return { kind: 'ready_screen_said', lookup };
}
function closed(reason: 'paid_otherwise' | 'left_without_paying'): Observation {
  return { kind: 'staff_closed', who: 'Ann', reason, paidByAttemptId: null };
}
function life(attempt: Partial<Attempt>, ...observations: Observation[]): FoldedAttempt {
  return fold(folded(someFacts(attempt)), observations, fromMs);
}
function alarmsOf({ alarms }: FoldedAttempt): readonly string[] {
  return alarms.map(({ kind }) => kind);
}

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
    const told = life({}, read(declined), { kind: 'decline_settled' }, event(approved));
    expect(told.facts.attempt).toMatchObject({
      state: 'declined',
      laterProven: 'approved',
      approvedCents: 50_00,
    });
    expect(alarmsOf(told)).toEqual(['late_approval']);
  });

  it('M5 is not made by time alone: without a DECLINED row nothing is settled', () => {
    const { facts, notes } = life({}, { kind: 'decline_settled' });
    expect(facts.attempt.state).toBe('on_terminal');
    expect(notes).toEqual([]);
  });

  it('M5 is not made of a row whose status is a word nobody knows', () => {
    const odd = aRow({ status: 'other', statusText: 'PENDING' });
    const { facts, notes } = life({}, read(odd), { kind: 'decline_settled' });
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
    const settled = fold(found, [{ kind: 'decline_settled' }], fromMs + 120_000);
    expect(settled.facts.attempt).toMatchObject({ state: 'cancelled', laterProven: 'declined' });
  });

  it('M7 is settled at once when the ready screen is seen and the look-up shows no approval', () => {
    const { facts } = life({}, read(declined), readyScreen());
    expect(facts.attempt).toMatchObject({ state: 'declined', filedAs: null });
  });

  it('M5 M7 is not settled by the ready screen when the look-up failed: the second try may be approved', () => {
    const { facts } = life({}, read(declined), readyScreen('failed'));
    expect(facts.attempt).toMatchObject({ state: 'unknown', filedAs: 'stopped_at_terminal' });
    const later = life({}, read(declined), readyScreen('failed'), { kind: 'decline_settled' });
    expect(later.facts.attempt.state).toBe('declined');
  });

  it('M6 of an approved attempt changes nothing but the journal', () => {
    const told = life({}, read(approved), read(approved, declined), { kind: 'decline_settled' }, cancel);
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

  it('M6 after "unknown" settles the attempt, with an alarm', () => {
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
    ['U10 a part', 5_00, 'approved_in_part'],
    ['U10 nothing', 0, 'approved_in_part'],
  ] as const)('M8 with %s keeps both amounts and stands', (_, cents, phase) => {
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

describe('the words of a person', () => {
  it('M16 "ready screen" frees the terminal without claiming that nothing was charged', () => {
    const { facts, alarms } = life({}, read(), readyScreen());
    expect(facts.attempt).toMatchObject({ state: 'unknown', filedAs: 'stopped_at_terminal' });
    expect(alarms).toEqual([]);
  });

  it('M5 "pays otherwise" keeps the attempt open and guarded', () => {
    const told = life({}, paysOtherwise, paysOtherwise);
    expect(told.facts.attempt).toMatchObject({ state: 'on_terminal', filedAs: 'pays_otherwise' });
    expect(told.notes).toHaveLength(1);
  });

  it('"pays otherwise" stays when the ready screen is seen after it', () => {
    const { attempt } = life({}, paysOtherwise, readyScreen()).facts;
    expect(attempt).toMatchObject({ state: 'unknown', filedAs: 'pays_otherwise' });
  });

  it.each([
    ['taking note of an open attempt', {}, acknowledged],
    ['closing an open attempt', {}, closed('left_without_paying')],
    ['closing a declined attempt', { state: 'declined' as const }, closed('left_without_paying')],
    ['closing a closed attempt', { state: 'closed_by_staff' as const }, closed('left_without_paying')],
    ['a ready screen after the end', { state: 'unknown' as const }, readyScreen()],
    ['a ready screen after an approval', { state: 'approved' as const }, readyScreen()],
    ['paying otherwise after an approval', { state: 'approved' as const }, paysOtherwise],
    ['paying otherwise after the end', { state: 'unknown' as const }, paysOtherwise],
  ])('are refused for %s', (_, attempt, observation) => {
    const told = life(attempt, observation);
    expect(told.decisions[0]?.isRefused).toBe(true);
    expect(told.facts).toEqual(someFacts(attempt));
    expect(told.notes).toEqual([]);
  });

  it('M12 that close an attempt keep the name out of the journal', () => {
    const told = life({}, timeOut, closed('left_without_paying'));
    expect(told.facts.attempt).toMatchObject({
      state: 'closed_by_staff',
      closedBy: 'Ann',
      closeReason: 'left_without_paying',
      acknowledgedAtMs: fromMs + 1_000,
    });
    expect(JSON.stringify(told.notes)).not.toContain('Ann');
  });

  it('take note of an outcome once', () => {
    const told = life({}, cancel, acknowledged, acknowledged);
    expect(told.facts.attempt.acknowledgedAtMs).toBe(fromMs + 1_000);
    expect(told.notes.filter(({ kind }) => kind === 'acknowledged')).toHaveLength(1);
  });
});

describe('what the send says', () => {
  const refused: Observation = { kind: 'send_refused', status: 409, error: appError('device_not_listening') };
  const unclear: Observation = { kind: 'send_unclear', status: 500, error: appError('helcim_failed') };

  it('M4 U2 ends the attempt when Helcim refused it, 409 and 429 included', () => {
    const { attempt } = life({ state: 'sending' }, refused).facts;
    expect(attempt).toMatchObject({ state: 'refused', errorCode: 'device_not_listening' });
    expect(phaseOf(attempt)).toBe('refused');
  });

  it('M1 ends the attempt as not sent when the first byte never left', () => {
    const { attempt } = life(
      { state: 'prepared', sendBegunAtMs: null },
      { kind: 'send_not_sent', error: appError('not_sent_too_late') },
    ).facts;
    expect(phaseOf(attempt)).toBe('not_sent');
  });

  it('M4 U20 is checked when the answer settles nothing', () => {
    expect(life({ state: 'sending' }, unclear).facts.attempt.state).toBe('checking');
  });

  it('M4 settles the doubt when the proof of a refusal comes after the time ran out', () => {
    expect(life({ state: 'sending' }, timeOut, refused).facts.attempt.state).toBe('refused');
  });

  it('M6 does not touch an outcome that came before the answer', () => {
    const told = life({ state: 'sending' }, event(approved), unclear);
    expect(told.facts.attempt).toMatchObject({ state: 'approved', approvedCents: 50_00 });
    expect(told.alarms).toEqual([]);
  });

  it('keeps the first moment of the send', () => {
    const begun = (begunAtMs: number): Observation => ({ kind: 'send_begun', begunAtMs });
    const { attempt } = life({ state: 'prepared', sendBegunAtMs: null }, begun(1), begun(2)).facts;
    expect(attempt).toMatchObject({ state: 'sending', sendBegunAtMs: 1 });
  });

  it('M10 a stale cancel is evidence and moves nothing', () => {
    const told = life({}, { kind: 'stale_cancel_reported', cancelledAtMs: fromMs });
    expect(told.facts).toEqual(someFacts());
    expect(told.notes).toHaveLength(1);
  });

  it.each(['restarted', 'woken'] as const)('U22 "%s" sends an open attempt to be checked', (kind) => {
    expect(life({ state: 'prepared', sendBegunAtMs: null }, { kind }).facts.attempt.state).toBe('checking');
    expect(life({}, { kind }).facts.attempt.state).toBe('checking');
    expect(life({ state: 'cancelled' }, { kind }).facts.attempt.state).toBe('cancelled');
  });
});
