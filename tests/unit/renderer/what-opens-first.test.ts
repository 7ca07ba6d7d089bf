import { describe, expect, it } from 'vitest';
import { phaseChanges } from '../../../renderer/state/announcements.ts';
import { firstToSee, stripAttempts, unseenOutcomes } from '../../../renderer/state/pending-attempts.ts';
import {
  afterAcknowledged,
  back,
  openFirst,
  type ScreenState,
} from '../../../renderer/state/screen-store.ts';
import { fakeAttempt, fakeId, fakeSnapshot } from '../../fakes/fake-views.ts';

const open = fakeAttempt(1);
const outcome = fakeAttempt(2, { state: 'declined' });
const unknown = fakeAttempt(3, { state: 'unknown' });

describe('what opens at the start', () => {
  it('M16 an outcome nobody saw opens before an open attempt and before the charge screen', () => {
    const snapshot = fakeSnapshot({ openAttempts: [open], unacknowledged: [outcome], unknowns: [unknown] });
    expect(openFirst(snapshot).screen).toEqual({ name: 'attempt', attemptId: outcome.id });
  });

  it('M16 an open attempt opens when there is no outcome to see', () => {
    expect(firstToSee(fakeSnapshot({ openAttempts: [open] }))?.id).toBe(open.id);
  });

  it('M16 an unknown that somebody noted still opens, as long as it asks for a manager', () => {
    const noted = { ...unknown, acknowledgedAtMs: 5 };
    expect(firstToSee(fakeSnapshot({ unknowns: [noted] }))?.id).toBe(noted.id);
  });

  it('opens the charge screen when nothing asks for anybody', () => {
    const filed = { ...unknown, acknowledgedAtMs: 5, filedAs: 'stopped_at_terminal' as const };
    expect(openFirst(fakeSnapshot({ unknowns: [filed] }))).toEqual({
      screen: { name: 'charge' },
      mustSeeIds: [],
    });
  });

  it('M16 holds every unseen outcome before the next charge, but no open attempt', () => {
    const snapshot = fakeSnapshot({
      openAttempts: [open],
      unacknowledged: [outcome, unknown],
      unknowns: [unknown],
    });
    expect(openFirst(snapshot).mustSeeIds).toEqual([outcome.id, unknown.id]);
  });
});

describe('after an outcome was noted', () => {
  const state: ScreenState = {
    screen: { name: 'attempt', attemptId: fakeId(2) },
    mustSeeIds: [fakeId(2), fakeId(3)],
    isDemoPanelOpen: true,
  };

  it('leads to the next one that must be seen', () => {
    expect(afterAcknowledged(state, fakeId(2), new Set([fakeId(3)])).screen).toEqual({
      name: 'attempt',
      attemptId: fakeId(3),
    });
  });

  it('leads to the charge screen when somebody else noted the rest', () => {
    expect(afterAcknowledged(state, fakeId(2), new Set())).toEqual({
      screen: { name: 'charge' },
      mustSeeIds: [],
    });
  });
});

describe('after an outcome was noted that nobody looks at any more', () => {
  it.each([{ name: 'settings' }, { name: 'attempt', attemptId: fakeId(9) }] as const)(
    'leaves the person on the screen that was opened meanwhile: %o',
    (screen) => {
      const state: ScreenState = { screen, mustSeeIds: [fakeId(2), fakeId(3)], isDemoPanelOpen: true };
      expect(afterAcknowledged(state, fakeId(2), new Set([fakeId(3)]))).toEqual({
        screen,
        mustSeeIds: [fakeId(3)],
      });
    },
  );
});

describe('the strip', () => {
  it('shows an attempt once though two lists have it', () => {
    const snapshot = fakeSnapshot({ unacknowledged: [unknown], unknowns: [unknown] });
    expect(stripAttempts(snapshot)).toHaveLength(1);
  });

  it('M16 keeps an unknown that nobody set aside, and drops one that was stopped at the terminal and noted', () => {
    const filed = {
      ...fakeAttempt(4, { state: 'unknown' }),
      acknowledgedAtMs: 5,
      filedAs: 'stopped_at_terminal' as const,
    };
    const noted = { ...unknown, acknowledgedAtMs: 5 };
    expect(stripAttempts(fakeSnapshot({ unknowns: [filed, noted] })).map(({ id }) => id)).toEqual([noted.id]);
  });

  it('does not count an open attempt as an unseen outcome', () => {
    expect(unseenOutcomes(fakeSnapshot({ openAttempts: [open] }))).toEqual([]);
  });
});

describe('what is said aloud', () => {
  it('names an attempt whose phase changed, and nothing else', () => {
    const before = fakeSnapshot({ openAttempts: [open, fakeAttempt(5)] });
    const after = fakeSnapshot({
      openAttempts: [fakeAttempt(5)],
      unacknowledged: [fakeAttempt(1, { state: 'declined' })],
    });
    expect(phaseChanges(before, after).map(({ id, phase }) => [id, phase])).toEqual([[open.id, 'declined']]);
  });

  it('says nothing at the first snapshot, nor when an outcome is noted', () => {
    expect(phaseChanges(null, fakeSnapshot({ openAttempts: [open] }))).toEqual([]);
    expect(phaseChanges(fakeSnapshot({ unacknowledged: [outcome] }), fakeSnapshot())).toEqual([]);
  });
});

describe('the way back', () => {
  it('leads from a detail to the history and from everywhere else to the charge screen', () => {
    expect(back({ name: 'detail', attemptId: fakeId(1) })).toEqual({ name: 'history' });
    expect(back({ name: 'terminals' })).toEqual({ name: 'charge' });
  });
});
