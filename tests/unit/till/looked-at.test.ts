import { describe, expect, it } from 'vitest';
import { withLookedAt } from '../../../electron/till/looked-at.ts';
import { fakeAttempt } from '../../fakes/fake-views.ts';

const one = fakeAttempt(1);
const other = fakeAttempt(2, { state: 'unknown' });
const shown = { openAttempts: [one], unacknowledged: [other], unknowns: [other] };

describe('what was merely looked at', () => {
  it('is new in every slice that shows it, and nothing else is', () => {
    const again = { ...other, lookupCount: other.lookupCount + 1 };
    expect(withLookedAt(shown, new Map([[other.id, again]]))).toEqual({
      unacknowledged: [again],
      unknowns: [again],
    });
  });

  it('is of no interest where it is not shown', () => {
    expect(withLookedAt(shown, new Map([['another', one]]))).toEqual({});
  });
});
