import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  notedSteps,
  noteStates,
  notesWith,
  type SetupFacts,
  setupStepIds,
  setupView,
} from '../../../shared/setup.ts';

const empty: SetupFacts = {
  hasLiveTill: false,
  hasToken: false,
  areSecretsLost: false,
  tokenTrouble: null,
  pairedCount: 0,
  pingedCount: 0,
  tunnelKind: 'none',
  tunnelState: null,
  hasVerifier: false,
  selfTestOk: null,
  pin: null,
  hasApproved: false,
  notes: { doneSteps: [], skippedSteps: [] },
};
const stepOf = (id: (typeof setupStepIds)[number], facts: Partial<SetupFacts>) => {
  const found = setupView({ ...empty, ...facts }).steps.find((step) => step.id === id);
  return [found?.state, found?.problem];
};
const resultsDone = { doneSteps: ['results'], skippedSteps: [] };

describe('the steps of the guide', () => {
  it('begins at the beginning on an empty computer', () => {
    const view = setupView(empty);
    expect(view.steps.map(({ id }) => id)).toEqual(setupStepIds);
    expect(new Set(view.steps.map(({ state }) => state))).toEqual(new Set(['todo']));
    expect(view.next).toBe('mode');
  });

  it.each([
    ['mode', { hasLiveTill: true }, 'done', null],
    ['token', { hasToken: true }, 'done', null],
    ['token', { hasToken: true, tokenTrouble: 'helcim_unreachable' }, 'done', null],
    ['token', { hasToken: true, tokenTrouble: 'token_invalid' }, 'problem', 'token_invalid'],
    ['token', { areSecretsLost: true }, 'problem', 'secrets_lost'],
    ['token', { areSecretsLost: true, hasToken: true }, 'done', null],
    ['terminals', { pairedCount: 2 }, 'todo', 'not_pinged'],
    ['terminals', { pairedCount: 2, pingedCount: 1 }, 'done', null],
    // A ping is forgotten with the program; that somebody saw a terminal light up is not.
    ['terminals', { pairedCount: 2, notes: { doneSteps: ['terminals'], skippedSteps: [] } }, 'done', null],
    ['terminals', { notes: { doneSteps: ['terminals'], skippedSteps: [] } }, 'todo', null],
    ['terminals', { pairedCount: 1, notes: { doneSteps: [], skippedSteps: ['terminals'] } }, 'skipped', null],
    ['webhook', {}, 'todo', null],
    ['webhook', { notes: resultsDone }, 'skipped', null],
    ['webhook', { notes: resultsDone, tunnelKind: 'ngrok' }, 'todo', 'no_verifier'],
    ['webhook', { notes: resultsDone, tunnelKind: 'ngrok', hasVerifier: true }, 'todo', null],
    [
      'webhook',
      { notes: resultsDone, tunnelKind: 'ngrok', hasVerifier: true, selfTestOk: true },
      'done',
      null,
    ],
    [
      'webhook',
      { notes: resultsDone, tunnelKind: 'own_url', hasVerifier: true, selfTestOk: false },
      'problem',
      'self_test_failed',
    ],
    [
      'webhook',
      { notes: resultsDone, tunnelKind: 'ngrok', hasVerifier: true, selfTestOk: true, tunnelState: 'down' },
      'problem',
      'tunnel_down',
    ],
    ['people', { pin: 'set' }, 'todo', null],
    ['people', { pin: 'lost', notes: { doneSteps: ['people'], skippedSteps: [] } }, 'problem', 'pin_lost'],
    ['first_payment', { hasApproved: true }, 'done', null],
    ['first_payment', { notes: { doneSteps: [], skippedSteps: ['first_payment'] } }, 'skipped', null],
  ] as const)('%s with %o is %s (%s)', (id, facts, state, problem) => {
    expect(stepOf(id, facts as Partial<SetupFacts>)).toEqual([state, problem]);
  });

  it('keeps one word on a step, the last one', () => {
    const step = fc.constantFrom(...notedSteps);
    const state = fc.constantFrom(...noteStates);
    fc.assert(
      fc.property(fc.array(fc.tuple(step, state), { minLength: 1, maxLength: 30 }), (words) => {
        const notes = words.reduce((held, [id, word]) => notesWith(held, id, word), empty.notes);
        for (const id of notedSteps) {
          const last = words.findLast(([each]) => each === id)?.[1] ?? 'todo';
          expect(
            [notes.doneSteps, notes.skippedSteps].map((held) => held.filter((each) => each === id).length),
          ).toEqual([last === 'done' ? 1 : 0, last === 'skipped' ? 1 : 0]);
        }
      }),
    );
  });

  it('is finished once nothing is left to do, and only then', () => {
    const all = setupView({
      ...empty,
      hasLiveTill: true,
      hasToken: true,
      pairedCount: 1,
      pingedCount: 1,
      pin: 'set',
      notes: { doneSteps: ['pairing', 'results', 'people'], skippedSteps: ['first_payment'] },
    });
    expect(all.next).toBeNull();
  });
});
