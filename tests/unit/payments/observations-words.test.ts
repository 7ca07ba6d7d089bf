import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../electron/payments/observations.ts';
import { appError } from '../../../shared/app-error.ts';
import { phaseOf } from '../../../shared/payment.ts';
import { someFacts } from '../../fakes/attempt-facts.ts';
import {
  acknowledged,
  approved,
  cancel,
  closed,
  event,
  fromMs,
  life,
  paysOtherwise,
  read,
  readyScreen,
  timeOut,
} from './observed-life.ts';

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
