import { describe, expect, it } from 'vitest';
import {
  type AttemptEvent,
  type AttemptState,
  attemptEvents,
  attemptStates,
  isOpen,
  type LaterProven,
  strongerProof,
  transition,
} from '../../../shared/lifecycle.ts';
import { expectedCell, expectedEvents, expectedStates } from './lifecycle-expectations.ts';

const cells = attemptStates.flatMap((state) => attemptEvents.map((event) => ({ state, event })));

function reachedBy(target: AttemptState): readonly AttemptEvent[] {
  const events = cells
    .filter(({ state, event }) => state !== target && transition(state, event).to === target)
    .map(({ event }) => event);
  return [...new Set(events)].sort();
}

describe('every cell of the lifecycle', () => {
  it('is written down by hand, with no state or event missing or left over', () => {
    expect([...expectedStates].sort()).toEqual([...attemptStates].sort());
    expect([...expectedEvents].sort()).toEqual([...attemptEvents].sort());
  });

  it.each(cells)('$event in $state is as the money rules ask', ({ state, event }) => {
    expect(transition(state, event)).toEqual(expectedCell(state, event));
  });
});

describe('what each state can be reached by', () => {
  it('M5 reaches approved by an approval that was read and by nothing else', () => {
    expect(reachedBy('approved')).toEqual(['approval_found', 'second_approval_found']);
  });

  it('M7 reaches declined by a settled decline, a cancel after it or the ready screen after it', () => {
    expect(reachedBy('declined')).toEqual([
      'cancel_after_decline',
      'decline_settled',
      'ready_screen_after_decline',
    ]);
  });

  it('M5 reaches cancelled by the report of a cancel and by nothing else', () => {
    expect(reachedBy('cancelled')).toEqual(['cancel_reported']);
  });

  it('M4 reaches refused by an answer that proves the request was not taken and by nothing else', () => {
    expect(reachedBy('refused')).toEqual(['send_not_sent', 'send_refused']);
  });

  it('M16 reaches closed_by_staff by a person alone, and from unknown alone', () => {
    const from = cells.filter(
      ({ state, event }) => state !== 'closed_by_staff' && transition(state, event).to === 'closed_by_staff',
    );
    expect(from).toEqual([{ state: 'unknown', event: 'staff_closed' }]);
  });

  it('M4 reaches on_terminal by a 202 and by nothing else', () => {
    expect(reachedBy('on_terminal')).toEqual(['send_accepted']);
  });

  it('M1 never goes back to prepared, and to sending only from prepared', () => {
    expect(reachedBy('prepared')).toEqual([]);
    const from = cells.filter(
      ({ state, event }) => state !== 'sending' && transition(state, event).to === 'sending',
    );
    expect(from).toEqual([{ state: 'prepared', event: 'send_begun' }]);
  });
});

describe('what an open state offers', () => {
  it.each(attemptStates.filter(isOpen))('M16 leaves %s when the time runs out, without evidence', (state) => {
    expect(transition(state, 'time_ran_out').to).toBe('unknown');
  });

  it.each(['sending', 'on_terminal', 'checking'] as const)(
    'M16 leaves %s when the ready screen is seen',
    (state) => {
      expect(isOpen(transition(state, 'ready_screen_empty').to)).toBe(false);
      expect(isOpen(transition(state, 'ready_screen_after_decline').to)).toBe(false);
    },
  );

  it('M3 holds the terminal while its request may still leave, whatever the cashier sees on it', () => {
    expect(transition('prepared', 'ready_screen_empty')).toEqual({ to: 'prepared', refuse: true });
    expect(transition('prepared', 'ready_screen_after_decline')).toEqual({ to: 'prepared', refuse: true });
  });

  it('M3 is never opened again once it ended', () => {
    const reopened = cells.filter(
      ({ state, event }) => !isOpen(state) && isOpen(transition(state, event).to),
    );
    expect(reopened).toEqual([]);
  });

  it('M7 stays open when a decline is found, since the reader may offer Try Again', () => {
    for (const state of attemptStates.filter(isOpen))
      expect(transition(state, 'decline_found')).toEqual({ to: state });
  });
});

describe('a restart', () => {
  it('U22 M1 never sends: an attempt that was only prepared is checked', () => {
    expect(transition('prepared', 'restarted')).toEqual({ to: 'checking' });
  });

  it('U22 checks what was being sent or asked, and leaves the rest alone', () => {
    for (const state of attemptStates)
      expect(transition(state, 'restarted').to).toBe(isOpen(state) ? 'checking' : state);
  });
});

describe('what was proven later', () => {
  const proofs: readonly (LaterProven | null)[] = [null, 'approved', 'declined', 'cancelled'];

  it.each(['approved', 'declined', 'cancelled', undefined] as const)(
    'M6 keeps a proven approval when %s is found',
    (found) => {
      expect(strongerProof('approved', found)).toBe('approved');
    },
  );

  it.each(proofs)('M6 lets an approval replace %s', (known) => {
    expect(strongerProof(known, 'approved')).toBe('approved');
  });

  it.each(proofs)('keeps %s when nothing new is proven', (known) => {
    expect(strongerProof(known, undefined)).toBe(known);
  });
});
