/** A wait without news becomes a doubt in time, and so does whatever an earlier run of the program left open (M16, section 5). */
import type { AttemptRow } from './ledger-rows.ts';
import type { PressSeen, WriteSeen } from './seen.ts';
import type { Blame } from './sending-rules.ts';

export interface ProgressFacts {
  readonly process: number;
  readonly monotonicMs: number;
  readonly press: PressSeen | undefined;
  readonly write: WriteSeen | undefined;
  readonly hasRows: boolean;
  /** How long this run of the program has had the ledger open, while awake. */
  readonly openForMs: number;
}

const noNewsMs = 150_000;
const slackMs = 15_000;
/** From the opening of the ledger until what was found in it has been marked. */
const takeOverMs = 5_000;

export function judgeProgress(attempt: AttemptRow, facts: ProgressFacts, blame: Blame): void {
  const { number, state } = attempt;
  if (state === 'checking') return;
  const { press, write, process, monotonicMs } = facts;
  if (press !== undefined && press.process < process && facts.openForMs > takeOverMs)
    blame('M16', `${number} is ${state} in another run of the program than its own`);
  if (write === undefined || write.process !== process || facts.hasRows) return;
  const ageMs = monotonicMs - write.monotonicMs;
  if (ageMs > noNewsMs + slackMs) blame('M16', `${number} is ${state} after ${ageMs} ms without news`);
}
