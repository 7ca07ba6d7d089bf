import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AttemptEvent,
  type AttemptState,
  attemptEvents,
  isOpen,
  type LaterProven,
  type LifecycleAlarm,
  strongerProof,
  transition,
} from '../../../shared/lifecycle.ts';

interface Moment {
  readonly before: AttemptState;
  readonly event: AttemptEvent;
  readonly after: AttemptState;
  readonly proofBefore: LaterProven | null;
  readonly proof: LaterProven | null;
  readonly alarm: LifecycleAlarm | undefined;
}

/** Plays events one after another, with the proof as the ledger keeps it. */
function play(events: readonly AttemptEvent[]): readonly Moment[] {
  let state: AttemptState = 'prepared';
  let proof: LaterProven | null = null;
  return events.map((event) => {
    const cell = transition(state, event);
    const proofAfter = strongerProof(proof, cell.laterProven);
    const moment = {
      before: state,
      event,
      after: cell.to,
      proofBefore: proof,
      proof: proofAfter,
      alarm: cell.alarm,
    };
    state = cell.to;
    proof = proofAfter;
    return moment;
  });
}

const lives = fc.array(fc.constantFrom(...attemptEvents), { maxLength: 40 }).map(play);
const isApproval = ({ event }: Moment) => event === 'approval_found' || event === 'second_approval_found';
const runs = { numRuns: 1_000 };

describe('any life of an attempt', () => {
  it('M6 never leaves approved', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const { before, after } of life) if (before === 'approved') expect(after).toBe('approved');
      }),
      runs,
    );
  });

  it('M6 never loses an approval: it is the state or what was proven later, from then on', () => {
    fc.assert(
      fc.property(lives, (life) => {
        const first = life.findIndex(isApproval);
        if (first < 0) return;
        for (const { after, proof } of life.slice(first))
          expect(after === 'approved' || proof === 'approved').toBe(true);
      }),
      runs,
    );
  });

  it('M6 raises an alarm with every approval that comes after the end, and with every second one', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const moment of life.filter(isApproval)) {
          if (moment.event === 'second_approval_found') expect(moment.alarm).toBe('possible_double_charge');
          else if (!isOpen(moment.before) && moment.before !== 'approved')
            expect(moment.alarm).toBe('late_approval');
          else expect(moment.alarm).toBeUndefined();
        }
      }),
      runs,
    );
  });

  it('M5 is approved, or proven so, only when an approval was found', () => {
    fc.assert(
      fc.property(lives, (life) => {
        life.forEach(({ after, proof }, index) => {
          const isFound = life.slice(0, index + 1).some(isApproval);
          expect(after === 'approved' || proof === 'approved').toBe(isFound);
        });
      }),
      runs,
    );
  });

  it('keeps the name of a final state for good; only unknown takes another', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const { before, after } of life)
          if (!isOpen(before) && before !== 'unknown') expect(after).toBe(before);
      }),
      runs,
    );
  });

  it('M7 is declined only once the decline is settled', () => {
    const settling: readonly AttemptEvent[] = [
      'decline_settled',
      'cancel_after_decline',
      'ready_screen_after_decline',
    ];
    fc.assert(
      fc.property(lives, (life) => {
        for (const { before, event, after, proofBefore, proof } of life) {
          if (after === 'declined' && before !== 'declined') expect(settling).toContain(event);
          if (proof === 'declined' && proofBefore !== 'declined') expect(settling).toContain(event);
        }
      }),
      runs,
    );
  });

  it('M6 never weakens what was proven: an approval stays and no proof is taken back', () => {
    fc.assert(
      fc.property(lives, (life) => {
        for (const { proofBefore, proof } of life) {
          if (proofBefore === 'approved') expect(proof).toBe('approved');
          if (proofBefore !== null) expect(proof).not.toBeNull();
        }
      }),
      runs,
    );
  });

  it('M5 never gives an open state up to silence before a deadline or a person does', () => {
    const ending: readonly AttemptEvent[] = [
      'send_refused',
      'send_not_sent',
      'time_ran_out',
      'approval_found',
      'second_approval_found',
      'decline_settled',
      'cancel_reported',
      'cancel_after_decline',
      'ready_screen_empty',
      'ready_screen_after_decline',
    ];
    fc.assert(
      fc.property(lives, (life) => {
        for (const { before, event, after } of life)
          if (isOpen(before) && !isOpen(after)) expect(ending).toContain(event);
      }),
      runs,
    );
  });

  it('M6 ends the same however often each event is repeated on the spot', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...attemptEvents), { maxLength: 30 }), (events) => {
        const once = play(events).at(-1);
        const twice = play(events.flatMap((event) => [event, event])).at(-1);
        expect([twice?.after, twice?.proof]).toEqual([once?.after, once?.proof]);
      }),
      runs,
    );
  });
});
