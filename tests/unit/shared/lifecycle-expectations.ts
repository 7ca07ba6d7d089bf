/**
 * What every state should do with every event, written down from the money rules and not from the table in
 * `shared/lifecycle.ts`, so that a slip there has something to disagree with.
 *
 * `=` stays · `>state` goes there · `+proof` keeps its name and gains "later proven proof" · `!late` and `!double`
 * raise an alarm · `x` a person's request that is not possible here.
 */
import { type AttemptEvent, type AttemptState, attemptStates, type Cell } from '../../../shared/lifecycle.ts';

const table = `
event                      | prepared         | sending          | on_terminal      | checking         | approved  | declined          | cancelled         | refused           | unknown           | closed_by_staff
send_begun                 | >sending         | =                | =                | =                | =         | =                 | =                 | =                 | =                 | =
send_accepted              | >on_terminal     | >on_terminal     | =                | =                | =         | =                 | =                 | =                 | =                 | =
send_refused               | >refused         | >refused         | =                | >refused         | =         | =                 | =                 | =                 | >refused          | =
send_not_sent              | >refused         | >refused         | =                | >refused         | =         | =                 | =                 | =                 | >refused          | =
send_unclear               | >checking        | >checking        | =                | =                | =         | =                 | =                 | =                 | =                 | =
restarted                  | >checking        | >checking        | >checking        | =                | =         | =                 | =                 | =                 | =                 | =
no_news                    | >checking        | >checking        | >checking        | =                | =         | =                 | =                 | =                 | =                 | =
time_ran_out               | >unknown         | >unknown         | >unknown         | >unknown         | =         | =                 | =                 | =                 | =                 | =
approval_found             | >approved        | >approved        | >approved        | >approved        | =         | +approved !late   | +approved !late   | +approved !late   | >approved !late   | +approved !late
second_approval_found      | >approved !double| >approved !double| >approved !double| >approved !double| = !double | +approved !double | +approved !double | +approved !double | >approved !double | +approved !double
decline_found              | =                | =                | =                | =                | =         | =                 | =                 | =                 | =                 | =
decline_settled            | >declined        | >declined        | >declined        | >declined        | =         | =                 | +declined         | +declined         | >declined         | +declined
cancel_reported            | >cancelled       | >cancelled       | >cancelled       | >cancelled       | =         | =                 | =                 | +cancelled        | >cancelled        | +cancelled
cancel_after_decline       | >declined        | >declined        | >declined        | >declined        | =         | =                 | +declined         | +declined         | >declined         | +declined
ready_screen_empty         | x                | >unknown         | >unknown         | >unknown         | x         | x                 | x                 | x                 | x                 | x
ready_screen_after_decline | x                | >declined        | >declined        | >declined        | x         | x                 | x                 | x                 | x                 | x
staff_closed               | x                | x                | x                | x                | x         | x                 | x                 | x                 | >closed_by_staff  | x
`;

const words = table
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((word) => word.trim()));

/** The expected cell; alarms and proofs are left out where there is none, as the table under test does. */
export function expectedCell(state: AttemptState, event: AttemptEvent): Cell {
  const row = words.find(([name]) => name === event);
  const word = row?.[words[0]?.indexOf(state) ?? -1];
  if (word === undefined) throw new Error(`nothing is written down for ${event} in ${state}`);
  if (word === 'x') return { to: state, refuse: true };
  const [, goes] = />(\w+)/.exec(word) ?? [];
  const [, proof] = /\+(\w+)/.exec(word) ?? [];
  const to = attemptStates.find((each) => each === goes) ?? state;
  return {
    to,
    ...((proof === 'approved' || proof === 'declined' || proof === 'cancelled') && { laterProven: proof }),
    ...(word.includes('!late') && { alarm: 'late_approval' as const }),
    ...(word.includes('!double') && { alarm: 'possible_double_charge' as const }),
  };
}

export const expectedEvents: readonly string[] = words.slice(1).map(([name = '']) => name);
export const expectedStates: readonly string[] = words[0]?.slice(1) ?? [];
