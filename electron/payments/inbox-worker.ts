/**
 * Works the inbox: every stored event stays to-do until its transaction is claimed by an attempt or filed (M10). A
 * webhook's word proves nothing; it only makes us ask (M5). The one exception is a fresh cancel, which no read can
 * show.
 */
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Clock, Logger } from '../../shared/ports.ts';
import { isTerminalCode } from '../../shared/terminal-code.ts';
import type { CancelEvent, WebhookEvent } from '../../shared/webhook-event.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { InboxOutcome, InboxRow, Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { createInboxPump, type InboxPump } from './inbox-pump.ts';
import { cancelReachMs, isMatchedByTime, matchCancel } from './matching.ts';
import { isAnswerAwaited } from './refund-matching.ts';
import { givesBack } from './refund-road.ts';

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
  readonly onBehindChange: () => void;
  /** Lets what an outcome set going, its way to the window above all, happen before the flush that closes the row. */
  readonly giveWay: () => Promise<void>;
  readonly logger: Logger;
}

const firstDelayMs = 1_000;
const longestDelayMs = 3_600_000;
/** Right after an approval the transaction may not be readable yet, so the first tries come close together. */
export function inboxDelayMs(tries: number): number {
  return Math.min(firstDelayMs * 2 ** Math.min(tries, 20), longestDelayMs);
}

/** `retry` puts the row back with a longer delay. */
type Work = InboxOutcome | 'retry';

/** An answer of Helcim that stays the same for two days will not change; an unreachable Helcim proves nothing. */
const givesUpAfterMs = 48 * 3_600_000;

export function createInboxWorker(parts: InboxWorkerParts): InboxPump {
  const { ledger, helcim, runner, parseEvent, clock, clockRate, onAlarm, onBehindChange, logger } = parts;
  let isStopped = false;

  const pump = createInboxPump({ ledger, needsCall, work, onBehindChange, clock, logger });

  function needsCall(row: InboxRow): boolean {
    const { kind } = parseEvent(row.body);
    return kind === 'card_transaction' || (kind === 'terminal_cancel' && !row.isFresh);
  }

  async function work(row: InboxRow): Promise<void> {
    let outcome: Work;
    try {
      outcome = await decideRow(row);
    } catch (cause) {
      logger.error('an inbox row could not be worked; it stays to do', { id: row.id, cause: String(cause) });
      outcome = 'retry';
    }
    await parts.giveWay();
    if (isStopped) return;
    if (outcome !== 'retry') return ledger.finishEvent(row.id, outcome, clock.wallMs());
    await ledger.postponeEvent(row.id, clock.wallMs() + inboxDelayMs(row.tries) / clockRate);
  }

  async function decideRow(row: InboxRow): Promise<Work> {
    const event = parseEvent(row.body);
    switch (event.kind) {
      case 'card_transaction':
        return workTransaction(event.transactionId, row);
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

  async function workTransaction(transactionId: number, event: InboxRow): Promise<Work> {
    const known = await ledger.transaction(transactionId);
    if (known?.status === 'approved') return known.attemptId === null ? 'filed' : 'claimed';
    const read = await helcim.transaction(transactionId, 'inbox');
    if (!read.ok) {
      const isFinal = read.error.code === 'not_found' || read.error.code === 'helcim_unreadable';
      return isFinal && isOld(event) ? giveUp(transactionId, read.error.code) : 'retry';
    }
    const row = read.value;
    const refund = givesBack(row) ? await workRefund(row, event) : null;
    if (refund) return refund;
    const number = readInvoiceNumber(row.invoiceNumber);
    const facts = number && (await ledger.attemptByInvoiceNumber(number));
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
    return row.status === 'other' && !isOld(event) ? 'retry' : 'claimed';
  }

  /**
   * Money that went back under the number of a payment: whose it is is told by all rows of that number, and by the answer
   * of a call that is still under way. @returns null where no refund of this till may own it
   */
  async function workRefund(row: Transaction, event: InboxRow): Promise<Work | null> {
    const { invoiceNumber, transactionId } = row;
    const refunds = invoiceNumber === null ? [] : await ledger.refundsUnderNumber(invoiceNumber);
    const watched = refunds.filter(({ attempt }) => attempt.watchClosedAtMs === null);
    if (invoiceNumber === null || watched.length === 0) return null;
    if (watched.some(({ attempt }) => isAnswerAwaited(attempt))) return 'retry';
    const read = await helcim.searchTransactions({ invoiceNumber }, 'inbox');
    if (!read.ok) return 'retry';
    const others = read.value.transactions.filter((each) => each.transactionId !== transactionId);
    const rows = [...others, row];
    const helcimOffsetMs = helcim.clockOffsetMs() ?? 0;
    const seen = { kind: 'rows_read', rows, source: 'webhook', isLookup: false, helcimOffsetMs } as const;
    for (const { attempt } of watched) {
      const observed = await runner.observe(attempt.id, seen);
      if (!observed.ok) return 'retry';
    }
    if (row.status === 'other' && !isOld(event)) return 'retry';
    const kept = await ledger.transaction(transactionId);
    if (kept?.attemptId) return 'claimed';
    await ledger.fileTransaction(row, 'webhook', clock.wallMs());
    return 'filed';
  }

  function isOld({ receivedAtMs }: InboxRow): boolean {
    return (clock.wallMs() - receivedAtMs) * clockRate > givesUpAfterMs;
  }

  async function giveUp(transactionId: number, why: string): Promise<Work> {
    await ledger.note(
      { kind: 'event_filed', source: 'webhook', data: { transactionId, why } },
      clock.wallMs(),
    );
    return 'unclaimed';
  }

  async function workCancel(event: CancelEvent, row: InboxRow): Promise<Work> {
    const code = event.deviceCode?.trim().toUpperCase() ?? '';
    const isOurs =
      isTerminalCode(code) && (await ledger.terminals()).some((terminal) => terminal.code === code);
    const number = readInvoiceNumber(event.invoiceNumber);
    const named = number && (await ledger.attemptByInvoiceNumber(number));
    if (!isTerminalCode(code) && !named) return 'filed';
    // One more day of reach than the rule needs, since our own stamps may be off.
    const sends = isTerminalCode(code)
      ? await ledger.attemptsOnTerminal(code, row.receivedAtMs - 2 * cancelReachMs)
      : [];
    const byNumber = event.invoiceNumber !== null;
    const offsetMs = helcim.clockOffsetMs();
    const isMissing = named && !sends.some((send) => send.id === named.attempt.id);
    const meant = isMissing ? [named.attempt, ...sends] : sends;
    // A clock that was set wrong before this start would make an older cancel fit; the look-ups of these very sends
    // bring Helcim's time within seconds (M15). The number of a sale that is being refunded does not decide alone.
    if (offsetMs === null && isMatchedByTime(event, meant)) return 'retry';
    const match = matchCancel({ ...event, terminalCode: code }, meant, offsetMs ?? 0);
    if (match.kind === 'attempt') return reportCancel(match.attemptId, event, row, byNumber);
    if (match.kind === 'none') return cancelOfAnotherTill(code, isOurs);
    const data = { terminalCode: code, candidates: match.attemptIds.length };
    await ledger.note({ kind: 'cancel_unclaimed', source: 'webhook', data }, clock.wallMs());
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

  return {
    poke: pump.poke,
    isBehind: pump.isBehind,
    idle: pump.idle,
    stop() {
      isStopped = true;
      pump.stop();
    },
  };
}
