/**
 * Works the inbox: every stored event stays to-do until its transaction is claimed by an attempt or filed (M10). A
 * webhook's word proves nothing; it only makes us ask (M5). The one exception is a fresh cancel, which no read can
 * show.
 */
import { isInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Clock, Logger, Timer } from '../../shared/ports.ts';
import { isTerminalCode } from '../../shared/terminal-code.ts';
import type { CancelEvent, WebhookEvent } from '../../shared/webhook-event.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { InboxOutcome, InboxRow, Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { cancelReachMs, matchCancel } from './matching.ts';

export interface InboxWorker {
  /** An event was stored, or another reason to look at the inbox now. */
  poke(): void;
  /** Resolves when nothing is due. */
  idle(): Promise<void>;
  stop(): void;
}

export interface InboxWorkerParts {
  readonly ledger: Ledger;
  readonly helcim: HelcimClient;
  readonly runner: AttemptRunner;
  readonly parseEvent: (body: string) => WebhookEvent;
  /** The wire's clock, never scaled: the inbox is planned in wall time, which outlives the process. */
  readonly clock: Clock;
  /** How much faster than the wall the app's own waits run. */
  readonly clockRate: number;
  readonly onAlarm: () => void;
  readonly logger: Logger;
}

const batchSize = 4;
const firstDelayMs = 1_000;
const longestDelayMs = 3_600_000;
/** Right after an approval the transaction may not be readable yet, so the first tries come close together. */
export function inboxDelayMs(tries: number): number {
  return Math.min(firstDelayMs * 2 ** Math.min(tries, 20), longestDelayMs);
}

/** `retry` puts the row back with a longer delay. */
type Work = InboxOutcome | 'retry';

export function createInboxWorker(parts: InboxWorkerParts): InboxWorker {
  const { ledger, helcim, runner, parseEvent, clock, clockRate, onAlarm, logger } = parts;
  let running: Promise<void> | null = null;
  let isPoked = false;
  let isStopped = false;
  let timer: Timer | null = null;

  async function drain(): Promise<void> {
    do {
      isPoked = false;
      let rows = await ledger.dueEvents(clock.wallMs(), batchSize);
      while (rows.length > 0 && !isStopped) {
        await Promise.all(rows.map(workOne));
        rows = await ledger.dueEvents(clock.wallMs(), batchSize);
      }
    } while (isPoked && !isStopped);
  }

  async function workOne(row: InboxRow): Promise<void> {
    let work: Work;
    try {
      work = await decideRow(row);
    } catch (cause) {
      logger.error('an inbox row could not be worked; it stays to do', { id: row.id, cause: String(cause) });
      work = 'retry';
    }
    if (isStopped) return;
    if (work === 'retry')
      await ledger.postponeEvent(row.id, clock.wallMs() + inboxDelayMs(row.tries) / clockRate);
    else await ledger.finishEvent(row.id, work, clock.wallMs());
  }

  async function decideRow(row: InboxRow): Promise<Work> {
    const event = parseEvent(row.body);
    switch (event.kind) {
      case 'card_transaction':
        return workTransaction(event.transactionId);
      case 'terminal_cancel':
        return workCancel(event, row);
      case 'self_test':
        return 'self_test';
      case 'unknown_type':
        return 'unknown_type';
      case 'unreadable':
        return 'unreadable';
    }
  }

  async function workTransaction(transactionId: number): Promise<Work> {
    const known = await ledger.transaction(transactionId);
    if (known && known.status !== 'other') return known.attemptId === null ? 'filed' : 'claimed';
    const read = await helcim.transaction(transactionId, 'inbox');
    if (!read.ok) return 'retry';
    const row = read.value;
    const number = row.invoiceNumber?.trim().toUpperCase() ?? null;
    const facts = isInvoiceNumber(number) ? await ledger.attemptByInvoiceNumber(number) : null;
    if (!facts) {
      await ledger.fileTransaction(row, 'webhook', clock.wallMs());
      return 'filed';
    }
    const observed = await runner.observe(facts.attempt.id, {
      kind: 'rows_read',
      rows: [row],
      source: 'webhook',
      isLookup: false,
    });
    if (!observed.ok) return 'retry';
    return row.status === 'other' ? 'retry' : 'claimed';
  }

  async function workCancel(event: CancelEvent, row: InboxRow): Promise<Work> {
    const code = event.deviceCode.trim().toUpperCase();
    const isOurs =
      isTerminalCode(code) && (await ledger.terminals()).some((terminal) => terminal.code === code);
    const number = event.invoiceNumber?.trim().toUpperCase() ?? null;
    if (number !== null) {
      const facts = isInvoiceNumber(number) ? await ledger.attemptByInvoiceNumber(number) : null;
      return facts ? reportCancel(facts.attempt.id, event, row, true) : cancelOfAnotherTill(code, isOurs);
    }
    if (!isTerminalCode(code)) return 'filed';
    // One more day of reach than the rule needs, since our own stamps may be off.
    const sends = await ledger.attemptsOnTerminal(code, row.receivedAtMs - 2 * cancelReachMs);
    const match = matchCancel(
      { ...event, invoiceNumber: null, terminalCode: code },
      sends,
      helcim.clockOffsetMs() ?? 0,
    );
    if (match.kind === 'attempt') return reportCancel(match.attemptId, event, row, false);
    if (match.kind === 'none') return cancelOfAnotherTill(code, isOurs);
    await ledger.note(
      {
        kind: 'cancel_unclaimed',
        source: 'webhook',
        data: { terminalCode: code, candidates: match.attemptIds.length },
      },
      clock.wallMs(),
    );
    return 'unclaimed';
  }

  async function reportCancel(
    attemptId: string,
    event: CancelEvent,
    row: InboxRow,
    byNumber: boolean,
  ): Promise<Work> {
    const { cancelledAtMs } = event;
    if (row.isFresh) {
      const observed = await runner.observe(attemptId, { kind: 'cancel_reported', cancelledAtMs, byNumber });
      return observed.ok ? 'claimed' : 'retry';
    }
    await runner.observe(attemptId, { kind: 'stale_cancel_reported', cancelledAtMs });
    const lookup = await runner.lookUp(attemptId, 'inbox');
    return lookup === 'failed' ? 'retry' : 'hint_used';
  }

  async function cancelOfAnotherTill(code: string, isOurs: boolean): Promise<Work> {
    if (!isOurs || !isTerminalCode(code)) return 'filed';
    await ledger.raiseAlarm(
      { kind: 'other_till_uses_terminal', attemptId: null, transactionId: null, terminalCode: code },
      clock.wallMs(),
    );
    onAlarm();
    return 'unclaimed';
  }

  async function scheduleNext(): Promise<void> {
    if (isStopped) return;
    const dueAtMs = await ledger.nextEventDueAtMs();
    timer?.cancel();
    timer = dueAtMs === null ? null : clock.setTimer(Math.max(0, dueAtMs - clock.wallMs()), poke);
  }

  function poke(): void {
    isPoked = true;
    if (running || isStopped) return;
    running = drain()
      .catch((cause: unknown) => logger.error('the inbox could not be read', { cause: String(cause) }))
      .then(scheduleNext)
      .catch((cause: unknown) => {
        logger.error('the inbox could not be planned; trying again', { cause: String(cause) });
        timer = clock.setTimer(firstDelayMs, poke);
      })
      .finally(() => {
        running = null;
        if (isPoked) poke();
      });
  }

  return {
    poke,
    async idle() {
      while (running) await running;
    },
    stop() {
      isStopped = true;
      timer?.cancel();
    },
  };
}
