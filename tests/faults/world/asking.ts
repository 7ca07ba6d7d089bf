/** A call of the window on somebody's behalf, as long as the program that it was made to lives. */
import type { Drawing } from '../../fakes/drawing.ts';
import type { Judge } from './judge.ts';
import type { Running } from './machine.ts';

export type Ask = <Value>(
  what: string,
  running: Running,
  run: () => Promise<Value>,
  then?: (value: Value) => void,
  /** What it reads belongs to money that is to move now. */
  isOfMoney?: boolean,
) => void;

export function createAsk(judge: Judge): Ask {
  return (what, running, run, then, isOfMoney = false) => {
    const done = judge.asked(what, running.process, isOfMoney);
    Promise.resolve()
      .then(run)
      .then(
        (value) => {
          done();
          if (!running.process.isDead) then?.(value);
        },
        (cause: unknown) => {
          done();
          if (!running.process.isDead) judge.blame('crash', `${what} threw ${String(cause)}`);
        },
      );
  };
}

export function newPressId(draw: Drawing): string {
  const part = (length: number) => Array.from({ length }, () => draw.whole(0, 15).toString(16)).join('');
  return `${part(8)}-${part(4)}-4${part(3)}-a${part(3)}-${part(12)}`;
}
