/** What `npm run bench` may be told. */
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly pressRounds: number;
  readonly paintRounds: number;
  /** Leaves out the windows: quick, and possible without a browser. */
  readonly isPressOnly: boolean;
  /** A missed target ends with exit code 1. */
  readonly isStrict: boolean;
  readonly jsonPath: string | null;
}

/** With the warm-up, more rounds than this would meet the limit of calls that the till keeps to by itself. */
const pressRoundsMax = 70;
const paintRoundsMax = 30;

export const usage = `npm run bench -- [--rounds N] [--paint-rounds N] [--press-only] [--strict] [--json PATH]
  --rounds        rounds of press to wire, 1 to ${pressRoundsMax} (default 60)
  --paint-rounds  rounds of webhook to paint, 1 to ${paintRoundsMax} (default 30)
  --press-only    no windows
  --strict        exit 1 when a target is missed
  --json          also writes the figures as JSON`;

/** @throws Error with a sentence for a person */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '60' },
      'paint-rounds': { type: 'string', default: '30' },
      'press-only': { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  return {
    pressRounds: countOf('--rounds', values.rounds, pressRoundsMax),
    paintRounds: countOf('--paint-rounds', values['paint-rounds'], paintRoundsMax),
    isPressOnly: values['press-only'],
    isStrict: values.strict,
    jsonPath: values.json ?? null,
  };
}

function countOf(name: string, text: string, max: number): number {
  const count = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > max) throw new Error(`${name} takes a whole number from 1 to ${max}`);
  return count;
}
