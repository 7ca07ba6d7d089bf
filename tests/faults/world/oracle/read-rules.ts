/** What holds when a read leaves: pings only where nobody is disturbed, places kept free, and a pause after a 429 (section 7). */
import type { ApiRequest } from '../helcim.ts';
import { type AttemptRow, isOpenState } from './ledger-rows.ts';
import { lookedUpNumber } from './look-log.ts';
import type { Blame } from './sending-rules.ts';

export interface ReadScene {
  readonly nowMs: number;
  readonly monotonicMs: number;
  readonly attempts: readonly AttemptRow[];
  readonly areClocksTrue: boolean;
  /** Whether somebody waits for a look-up of this number, or did so lately. */
  readonly isWaitedFor: (number: string) => boolean;
  /** Somebody waits for a refund, and what is read of its payment is a part of it. */
  readonly isMoneyWaiting: boolean;
  readonly pausedUntilMonotonicMs: number;
  readonly pausedSinceMonotonicMs: number;
}

const unknownQuietMs = 10 * 60_000;
/** Reads that were let through in the same moment as the 429 came. */
const sameMomentMs = 5;

export function judgeRead(request: ApiRequest, scene: ReadScene, blame: Blame): void {
  const terminal = /^\/devices\/(\w+)\/ping$/.exec(request.path)?.[1];
  if (terminal !== undefined) judgePing(terminal, scene, blame);
  const { monotonicMs, pausedSinceMonotonicMs, pausedUntilMonotonicMs } = scene;
  if (monotonicMs > pausedSinceMonotonicMs + sameMomentMs && monotonicMs < pausedUntilMonotonicMs)
    blame('rate', `a read ${monotonicMs - pausedSinceMonotonicMs} ms after a 429`);
}

function judgePing(terminal: string, { attempts, nowMs, areClocksTrue }: ReadScene, blame: Blame): void {
  for (const attempt of attempts) {
    if (attempt.terminal !== terminal) continue;
    const { number, state } = attempt;
    const sinceMs = nowMs - (attempt.begunAt ?? attempt.preparedAt);
    const isYoung = state === 'unknown' && areClocksTrue && sinceMs < unknownQuietMs;
    if (isOpenState(state) || isYoung) blame('M16', `${terminal} is pinged while ${number} is ${state}`);
  }
}

/** Whether a read may take the places that are kept for money and for open payments. */
export function isUrgent(request: ApiRequest, { isWaitedFor, isMoneyWaiting }: ReadScene): boolean {
  if (isMoneyWaiting && request.path.startsWith('/card-')) return true;
  const number = lookedUpNumber(request);
  return number !== null && isWaitedFor(number);
}
