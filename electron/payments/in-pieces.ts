/**
 * Long pure work that can be interrupted: it yields now and then, and whoever runs it decides what happens between two
 * pieces. The work itself knows nothing of time or turns, so its result is the same either way.
 */
import type { NextTurn } from '../../shared/ports.ts';

export type Pieces<Value> = Generator<undefined, Value, undefined>;

/** A piece of the dearest work here takes some milliseconds: no cashier notices. */
export const itemsAPiece = 2_000;

/** Does this for each, with a pause after every `itemsAPiece`. */
export function* eachOf<Item>(items: Iterable<Item>, run: (item: Item) => void): Pieces<void> {
  let count = 0;
  for (const item of items) {
    run(item);
    count += 1;
    if (count % itemsAPiece === 0) yield;
  }
}

export function allAtOnce<Value>(work: Pieces<Value>): Value {
  let step = work.next();
  while (!step.done) step = work.next();
  return step.value;
}

/** Everything else of this process gets its turn between two pieces. */
export async function inTurns<Value>(work: Pieces<Value>, nextTurn: NextTurn): Promise<Value> {
  let step = work.next();
  while (!step.done) {
    await nextTurn();
    step = work.next();
  }
  return step.value;
}
