/** A planted bug that does not fit the program any more would prove nothing. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { attemptEvents, attemptStates, lifecycle } from '../../../shared/lifecycle.ts';
import { flipsOf } from './lifecycle-flips.ts';
import { matchingRules } from './matching-rules.ts';
import { plantedBugs } from './planted-bugs.ts';
import { redTeam } from './red-team.ts';

const root = join(import.meta.dirname, '../../..');
const all = [...plantedBugs, ...matchingRules, ...redTeam];

describe('the planted bugs', () => {
  it('have names of their own', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all.map(({ name, edits }) => [name, edits] as const))('fit the program: %s', (_name, edits) => {
    for (const { file, find, put } of edits) {
      const text = readFileSync(join(root, file), 'utf8');
      expect(text.split(find)).toHaveLength(2);
      expect(put).not.toBe(find);
    }
  });

  it('turn every cell of the lifecycle table into another one', () => {
    for (const state of attemptStates)
      for (const event of attemptEvents) {
        const cell = lifecycle[state][event];
        const flips = flipsOf(state, event, cell);
        expect(flips.length).toBeGreaterThan(0);
        for (const flip of flips) expect({ state, event, ...flip }).not.toEqual({ state, event, ...cell });
      }
  });
});
