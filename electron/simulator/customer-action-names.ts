/** Everything a customer or the staff can do at a terminal. `ignore`: nobody acts and the terminal gives up. */
export const customerActionNames = [
  'tap-credit',
  'tap-debit',
  'insert-credit',
  'insert-debit',
  'wrong-pin',
  'decline',
  'add-tip',
  'try-again',
  'cancel',
  'ignore',
  'remove-request',
  'sleep',
  'wake',
  'unplug',
  'plug',
] as const;

export type CustomerActionName = (typeof customerActionNames)[number];

const WHILE_ASKING: readonly CustomerActionName[] = [
  'tap-credit',
  'tap-debit',
  'insert-credit',
  'insert-debit',
  'wrong-pin',
  'decline',
];

const POSSIBLE: Record<string, readonly CustomerActionName[]> = {
  ready: ['sleep', 'unplug'],
  asking: [...WHILE_ASKING, 'cancel', 'ignore', 'remove-request', 'unplug'],
  declined: ['try-again', 'cancel', 'ignore', 'remove-request', 'unplug'],
  asleep: ['wake', 'unplug'],
  unplugged: ['plug'],
};

export function possibleActions(state: string, tipAsked: boolean): readonly CustomerActionName[] {
  const actions = POSSIBLE[state] ?? [];
  return tipAsked ? ['add-tip', ...actions] : actions;
}
