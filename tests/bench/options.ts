/** What `npm run bench` may be told. */
import { parseArgs } from 'node:util';

export interface BenchOptions {
  readonly pressRounds: number;
  readonly paintRounds: number;
  /** Leaves out the windows: quick, and possible without a browser. */
  readonly isPressOnly: boolean;
  /** A missed target ends with exit code 1. */
  readonly isStrict: boolean;
  /** Attempts in the long ledger; 0 leaves the part out. */
  readonly historyRows: number;
  /** The part about a long history alone. */
  readonly isHistoryOnly: boolean;
  readonly jsonPath: string | null;
}

/** With the warm-up, more rounds than this would meet the limit of calls that the till keeps to by itself. */
const pressRoundsMax = 70;
const paintRoundsMax = 30;
const historyRowsMax = 1_000_000;
const historyRowsLeast = 1_000;

export const usage = `npm run bench -- [--rounds N] [--paint-rounds N] [--press-only]
               [--history-only] [--history-rows N] [--strict] [--json PATH]
  --rounds        rounds of press to wire, 1 to ${pressRoundsMax} (default 60)
  --paint-rounds  rounds of webhook to paint, 1 to ${paintRoundsMax} (default 30)
  --press-only    press to wire alone
  --history-only  the long history alone; --rounds is then the rounds of each question
  --history-rows  attempts in the long ledger, 1000 to ${historyRowsMax} (default ${historyRowsMax}, about 1 GB of temporary files)
  --strict        exit 1 when a target of the first two parts is missed; one of the long history always does
  --json          also writes the figures as JSON`;

/** @throws Error with a sentence for a person */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '60' },
      'paint-rounds': { type: 'string', default: '30' },
      'press-only': { type: 'boolean', default: false },
      'history-only': { type: 'boolean', default: false },
      'history-rows': { type: 'string', default: String(historyRowsMax) },
      strict: { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  return {
    pressRounds: countOf('--rounds', values.rounds, pressRoundsMax),
    paintRounds: countOf('--paint-rounds', values['paint-rounds'], paintRoundsMax),
    isPressOnly: values['press-only'],
    isStrict: values.strict,
    isHistoryOnly: values['history-only'],
    historyRows: values['press-only']
      ? 0
      : countOf('--history-rows', values['history-rows'], historyRowsMax, historyRowsLeast),
    jsonPath: values.json ?? null,
  };
}

function countOf(name: string, text: string, max: number, least = 1): number {
  const count = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (count < least || count > max) throw new Error(`${name} takes a whole number from ${least} to ${max}`);
  return count;
}
