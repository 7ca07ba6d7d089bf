/** What Helcim said to a send is in the ledger soon after it was heard (M4): taken, or refused. */
import { type AttemptRow, isApproved, isOpenState } from './ledger-rows.ts';
import type { Blame } from './sending-rules.ts';

export interface AnswerWatch {
  heard(number: string, status: number, process: number): void;
  /** The transaction in the answer of a refund's own call. */
  heardRow(number: string, word: 'approved' | 'declined', process: number): void;
  /** @param isWritable whether the program runs and could have written all that time */
  check(
    awakeMs: number,
    process: number | null,
    isWritable: boolean,
    attempts: readonly AttemptRow[],
    blame: Blame,
  ): void;
}

interface Heard {
  readonly number: string;
  readonly status: number;
  readonly word: 'approved' | 'declined' | null;
  readonly process: number;
  sinceAwakeMs: number | null;
}

const soonMs = 5_000;

export function createAnswerWatch(): AnswerWatch {
  const waiting = new Set<Heard>();
  return {
    heard(number, status, process) {
      if (isTaken(status) || isRefused(status))
        waiting.add({ number, status, word: null, process, sinceAwakeMs: null });
    },
    heardRow: (number, word, process) =>
      void waiting.add({ number, status: 200, word, process, sinceAwakeMs: null }),
    check(awakeMs, process, isWritable, attempts, blame) {
      for (const answer of waiting) {
        if (answer.process !== process) waiting.delete(answer);
        else if (!isWritable) answer.sinceAwakeMs = null;
        else if (answer.sinceAwakeMs === null) answer.sinceAwakeMs = awakeMs;
        else if (awakeMs - answer.sinceAwakeMs > soonMs) {
          waiting.delete(answer);
          judgeHeard(answer, attempts, blame);
        }
      }
    },
  };
}

function judgeHeard({ number, status, word }: Heard, attempts: readonly AttemptRow[], blame: Blame): void {
  const attempt = attempts.find((each) => each.number === number);
  if (!attempt) return;
  const { state } = attempt;
  if (word === 'approved' && !isApproved(attempt))
    blame('M6', `the answer of ${number} was its approved transaction, and it is ${state}`);
  if (word === 'declined' && isOpenState(state))
    blame('M16', `the answer of ${number} was its declined transaction, and it is still ${state}`);
  if (word !== null) return;
  if (isTaken(status) && (state === 'prepared' || state === 'sending'))
    blame('M4', `Helcim answered ${status} to ${number}, and it is still ${state}`);
  if (isRefused(status) && isOpenState(state))
    blame('M4', `Helcim answered ${status} to ${number}, and it is still ${state}`);
}

const isTaken = (status: number) => status === 202;
const isRefused = (status: number) => status >= 400 && status < 500 && status !== 408;
