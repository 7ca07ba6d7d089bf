/**
 * Starts the inbox rows that are due, each once at a time. Rows that need an answer of Helcim share a few places;
 * those that need none never wait behind them, so that a cancel is seen at once while Helcim is slow (M16).
 */
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import type { InboxRow, Ledger } from '../ledger/ledger.ts';

export interface InboxPump {
  /** An event was stored, or another reason to look at the inbox now. */
  poke(): void;
  /** True while rows that are due find no place: an event that comes now is not worked at once. */
  isBehind(): boolean;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  stop(): void;
}

export interface InboxPumpParts {
  readonly ledger: Pick<Ledger, 'dueEvents' | 'nextEventDueAtMs'>;
  readonly needsCall: (row: InboxRow) => boolean;
  /** Works one row and writes what came of it; rejects when the ledger did not take that. */
  readonly work: (row: InboxRow) => Promise<void>;
  /** Called when `isBehind` has become another. */
  readonly onBehindChange: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

const callsAtOnceMax = 4;
const rowsReadMax = 500;
/** While rows are under way, or after the ledger failed, rows that are due are not asked for as fast as it can. */
const leastWaitMs = 1_000;
const longestWaitMs = 3_600_000;

export function createInboxPump(parts: InboxPumpParts): InboxPump {
  const { ledger, needsCall, work, clock, logger } = parts;
  const underWay = new Map<number, { readonly isCall: boolean; readonly done: Promise<void> }>();
  let reading: Promise<void> | null = null;
  let isPoked = false;
  let isStopped = false;
  let hasFailed = false;
  let isBehind = false;
  let timer: Timer | null = null;

  function poke(): void {
    isPoked = true;
    if (reading || isStopped) return;
    reading = readUntilQuiet().finally(() => {
      reading = null;
      if (isPoked) poke();
    });
  }

  async function readUntilQuiet(): Promise<void> {
    try {
      hasFailed = false;
      while (isPoked && !isStopped) {
        isPoked = false;
        await startDueRows();
      }
      const dueAtMs = await ledger.nextEventDueAtMs();
      if (dueAtMs !== null) wakeIn(dueAtMs - clock.wallMs());
    } catch (cause) {
      fail(cause);
    }
  }

  async function startDueRows(): Promise<void> {
    let isAnyLeft = false;
    for (const row of await ledger.dueEvents(clock.wallMs(), rowsReadMax)) {
      if (isStopped) return;
      if (underWay.has(row.id)) continue;
      const isCall = needsCall(row);
      if (isCall && callsUnderWay() >= callsAtOnceMax) {
        isAnyLeft = true;
        continue;
      }
      const done = work(row)
        .then(() => {
          isPoked = true;
        }, fail)
        .finally(() => {
          underWay.delete(row.id);
          if (isPoked) poke();
        });
      underWay.set(row.id, { isCall, done });
    }
    setBehind(isAnyLeft);
  }

  function setBehind(isNowBehind: boolean): void {
    if (isBehind === isNowBehind) return;
    isBehind = isNowBehind;
    parts.onBehindChange();
  }

  function callsUnderWay(): number {
    return [...underWay.values()].filter(({ isCall }) => isCall).length;
  }

  function fail(cause: unknown): void {
    hasFailed = true;
    logger.error('the inbox could not be worked; trying again', { cause: String(cause) });
    wakeIn(leastWaitMs);
  }

  function wakeIn(delayMs: number): void {
    if (isStopped) return;
    timer?.cancel();
    const leastMs = underWay.size > 0 || hasFailed ? leastWaitMs : 0;
    timer = clock.setTimer(Math.min(longestWaitMs, Math.max(leastMs, delayMs)), poke);
  }

  return {
    poke,
    isBehind: () => isBehind,
    async idle() {
      while (reading || underWay.size > 0)
        await Promise.all([reading, ...[...underWay.values()].map(({ done }) => done)]);
    },
    stop() {
      isStopped = true;
      isPoked = false;
      timer?.cancel();
    },
  };
}
