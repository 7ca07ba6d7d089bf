/** What `npm run faults:kill` may be told. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';

export interface KillOptions {
  readonly kills: number;
  readonly seed: number;
  readonly workers: number;
  /** The run ends early after this long; null lets it go on until all kills are done. */
  readonly seconds: number | null;
}

const killsMax = 1_000_000;
const workersMax = 64;
const secondsMax = 86_400;
const seedEnd = 2 ** 31;

export const usage = `npm run faults:kill -- [--kills N] [--seed S] [--workers W] [--seconds T]
  --kills    SIGKILLs in all (default 1000)
  --seed     what is drawn follows from it (default a random one, printed)
  --workers  tills at the same time (default 2)
  --seconds  ends early after this long`;

/** @throws Error with a sentence for a person */
export function readOptions(args: readonly string[]): KillOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      kills: { type: 'string', default: '1000' },
      seed: { type: 'string' },
      workers: { type: 'string', default: '2' },
      seconds: { type: 'string' },
    },
  });
  return {
    kills: wholeOf('--kills', values.kills, 1, killsMax),
    seed: values.seed === undefined ? randomInt(seedEnd) : wholeOf('--seed', values.seed, 0, seedEnd - 1),
    workers: wholeOf('--workers', values.workers, 1, workersMax),
    seconds: values.seconds === undefined ? null : wholeOf('--seconds', values.seconds, 1, secondsMax),
  };
}

function wholeOf(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${name} takes a whole number from ${min} to ${max}`);
}
