/**
 * Looks now and then whether the batches have closed that refunds wait for. Helcim's API has no closing time and tells
 * nobody when it closes one, so each is read anew, after everything that is more urgent.
 * @see https://devdocs.helcim.com/docs/card-batches
 */
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { Ledger } from '../ledger/ledger.ts';

export interface BatchWatch {
  start(): void;
  /** Looks at once: somebody asked to be reminded, the machine woke up, the network is back. */
  lookNow(): void;
  settled(): Promise<void>;
  stop(): void;
}

export interface BatchWatchParts {
  readonly ledger: Pick<Ledger, 'openReminders' | 'reminderIsDue'>;
  readonly helcim: Pick<HelcimClient, 'cardBatch'>;
  readonly clock: Clock;
  readonly wireClock: Clock;
  readonly logger: Logger;
  /** A reminder has become due. */
  readonly onDue: () => void;
}

const paceMs = 10 * 60_000;
/** A look right after another must not spend the account's calls. */
const leastGapMs = 60_000;
/** Few batches are open at once; more than these wait for the next round. */
const batchesARound = 5;

export function createBatchWatch(parts: BatchWatchParts): BatchWatch {
  const { ledger, helcim, clock, wireClock, logger, onDue } = parts;
  let timer: Timer | null = null;
  let round: Promise<void> | null = null;
  let lastAtMs = Number.NEGATIVE_INFINITY;
  let isStopped = true;

  function begin(): void {
    timer?.cancel();
    if (isStopped || round) return;
    lastAtMs = clock.monotonicMs();
    round = look()
      .catch((cause: unknown) =>
        logger.warn('the reminders could not be looked at', { cause: String(cause) }),
      )
      .finally(() => {
        round = null;
        if (!isStopped) timer = clock.setTimer(paceMs, begin);
      });
  }

  async function look(): Promise<void> {
    const waiting = (await ledger.openReminders()).filter((each) => each.refundableAtMs === null);
    const batches = [...new Set(waiting.map((each) => each.cardBatchId))].slice(0, batchesARound);
    for (const id of batches) {
      const read = await helcim.cardBatch(id);
      if (isStopped || !read.ok || !read.value.closed) continue;
      for (const { originalTransactionId } of waiting.filter((each) => each.cardBatchId === id)) {
        await ledger.reminderIsDue(originalTransactionId, wireClock.wallMs());
      }
      onDue();
    }
  }

  return {
    start() {
      isStopped = false;
      begin();
    },
    lookNow() {
      if (clock.monotonicMs() - lastAtMs >= leastGapMs) begin();
    },
    async settled() {
      await round;
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}
