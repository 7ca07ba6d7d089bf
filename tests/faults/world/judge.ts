/**
 * Watches a history and holds it against the promises after every step. It knows the ledger only through its own SQL
 * and the truth only through Helcim.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { World } from '../../../electron/simulator/world.ts';
import type { PlannedRefund } from '../../../shared/ipc-contract.ts';
import type { Causes } from './causes.ts';
import type { ApiRequest } from './helcim.ts';
import type { Machine } from './machine.ts';
import { looks } from './machine-disk.ts';
import { createAnswerWatch } from './oracle/answer-rules.ts';
import { judgeEnd, type TrueRow } from './oracle/final-rules.ts';
import { createHealthWatch } from './oracle/health-rules.ts';
import { type ChainEnd, chainStart, judgeJournal } from './oracle/journal-rules.ts';
import {
  type AlarmRow,
  type AttemptRow,
  isOpenState,
  type LedgerRows,
  readLedgerRows,
} from './oracle/ledger-rows.ts';
import { lookedUpNumber } from './oracle/look-log.ts';
import { judgeProgress } from './oracle/progress-rules.ts';
import {
  createPromptWatch,
  isPromptedAtStart,
  isPromptedInBetween,
  justAskedMs,
} from './oracle/prompt-rules.ts';
import { createRateMeter, type RateMeter } from './oracle/rate-rules.ts';
import { isUrgent, judgeRead, type ReadScene } from './oracle/read-rules.ts';
import type { RefundPressSeen, RetryPressSeen } from './oracle/refund-sending-rules.ts';
import { createRefundWatch, type HeardRefund, type RefundScene } from './oracle/refund-watch.ts';
import { isSigned, nothingSeen, type PressSeen, type Seen, statusOf } from './oracle/seen.ts';
import { judgePrepared, judgeWrite, purchaseOf } from './oracle/sending-rules.ts';
import { judgeAlarms, judgeSales, judgeState, type StateScene, settlingRows } from './oracle/state-rules.ts';
import {
  answerMaxMs,
  createTruthClock,
  openMaxMs,
  type PaceFacts,
  unsentMaxMs,
} from './oracle/time-rules.ts';
import { judgeWindow } from './oracle/window-rules.ts';
import type { Process } from './process.ts';
import type { Scheduler } from './scheduler.ts';
import type { Trace } from './trace.ts';

export interface Violation {
  readonly rule: string;
  readonly text: string;
  readonly atMs: number;
}

export interface Judge {
  readonly seen: Seen;
  readonly rates: RateMeter;
  pressed(press: PressSeen): void;
  refundPressed(press: RefundPressSeen): void;
  retryPressed(attemptId: string, press: RetryPressSeen): void;
  /** What the till says of a payment; `isCalm` with nothing in its way. */
  refundPlanned(plan: PlannedRefund, isCalm: boolean): void;
  /** Under which number of the ledger a refund stands on a terminal's screen; null for one of others. */
  refundOnScreen(requestId: number): string | null;
  written(request: ApiRequest, process: Process): void;
  answered(
    request: ApiRequest,
    status: number,
    bodyText: string,
    process: Process,
    headers: Readonly<Record<string, string>>,
  ): void;
  unanswered(request: ApiRequest): void;
  webhookArrived(headers: Readonly<Record<string, string>>, bodyText: string): void;
  webhookAnswered(status: number, headers: Readonly<Record<string, string>>, bodyText: string): void;
  committed(tables: ReadonlySet<string>): void;
  /** What a person asked for; `done` at its answer. */
  asked(what: string, process: Process, isOfMoney: boolean): () => void;
  /** What a press was told. */
  pressAnswered(pressId: string, code: string | null): void;
  processEnded(process: Process): void;
  /** The machine slept or its clock was set: what was known of Helcim's time is not known any more. */
  clocksChanged(): void;
  woke(): void;
  glanced(): void;
  /** The way to Helcim, which was closed for so long, is open again. */
  networkReturned(afterMs: number): void;
  restored(): void;
  blame(rule: string, text: string): void;
  afterEach(): void;
  atEnd(): void;
  attempts(): readonly AttemptRow[];
  /** As they lie on the disk now, also between two steps. */
  committedNow(): readonly AttemptRow[];
  hasEventsToDo(): boolean;
  violations(): readonly Violation[];
  worstMs(): number;
  unknownsResolved(): number;
}

interface JudgeParts {
  readonly scheduler: Scheduler;
  readonly machine: Machine;
  readonly helcim: () => World;
  readonly causes: () => Causes;
  readonly trace: Trace;
  /** Whether a look-up that is made now would work. */
  readonly isFair: () => boolean;
  readonly areClocksTrue: () => boolean;
  /** How the ledger is read; the whole of it when absent. A run of weeks reads what is recent. */
  readonly readRows?: typeof readLedgerRows;
  readonly tillsOnAccount: number;
  /** Helcim's clock is not set in this history. */
  readonly isHelcimSteady: boolean;
}

interface Pending {
  readonly what: string;
  readonly process: Process;
  readonly sinceAwakeMs: number;
  readonly isOfMoney: boolean;
}

export function createJudge(parts: JudgeParts): Judge {
  const { scheduler, machine, trace } = parts;
  const seen = nothingSeen();
  const violations: Violation[] = [];
  const known = new Set<string>();
  let rows: LedgerRows | null = null;
  let opened: DatabaseSync | null = null;
  /** As of the last commit: what is being written in an open transaction is not there yet. */
  let committedAttempts: readonly AttemptRow[] = [];
  /** The others as they stood when an attempt was written: one step may end one attempt and begin the next. */
  const stoodBefore = new Map<string, readonly AttemptRow[]>();
  let committedEvents: ReadonlySet<string> = new Set();
  let attempts: readonly AttemptRow[] = [];
  let alarms: readonly AlarmRow[] = [];
  let chain: ChainEnd = chainStart;
  let dirty = new Set<string>();
  let wasRestored = false;
  /** Another file has taken the ledger's place. */
  let isRereadDue = false;
  let checkedAtMs = scheduler.nowMs();
  let isShownStale = true;
  let committedAtMs = scheduler.nowMs();
  let unknownsResolved = 0;
  const pending = new Set<Pending>();
  /** Since when, awake, the program has had its ledger open. */
  let openedAwakeMs: number | null = null;
  const openSince = new Map<string, { awakeMs: number; process: number; evidence: string }>();
  const truthClock = createTruthClock(() => scheduler.nowMs());
  const toBecomeVisible = new Map<number, string>();
  /** Rows that our refunds made and that can be nobody else's: transaction to number. */
  const refundRows = new Map<number, string>();
  /** Rows of Helcim's before this place have become visible long ago. */
  let firstUnseenRow = 0;
  const answers = createAnswerWatch();
  const prompts = createPromptWatch(parts.tillsOnAccount === 1);
  const health = createHealthWatch();
  const endedAtMs = new Map<string, number>();
  /** Reads pause after a 429, on the monotonic clock; and nothing is fair until the longest pause is over. */
  let pause = { sinceMs: Number.POSITIVE_INFINITY, untilMs: 0 };
  let isUnfairUntilMs = 0;
  let diskWasFullAtMs = Number.NEGATIVE_INFINITY;
  let clockEpoch = 0;
  let learntEpoch = -1;
  const epochs = new WeakMap<ApiRequest, number>();
  let startedProcess = 0;
  /** When the last run of the program ended. */
  let programEndedAtMs = 0;
  /** The program has met a closed way, and its next answer tells it that it is open again. */
  let isReturnDue = false;

  function blame(rule: string, text: string): void {
    const key = `${rule} ${text}`;
    if (known.has(key)) return;
    known.add(key);
    trace.tell(`BROKEN ${rule}: ${text}`);
    violations.push({ rule, text, atMs: scheduler.nowMs() });
  }
  const rates = createRateMeter(() => scheduler.nowMs(), parts.tillsOnAccount, blame);
  const refunds = createRefundWatch(parts.helcim, parts.causes, () => scheduler.nowMs(), seen, blame);

  function refundScene(): RefundScene {
    return {
      atMs: scheduler.nowMs(),
      wallMs: machine.clock.wallMs(),
      monotonicMs: machine.clock.monotonicMs(),
      process: machine.running()?.process.number ?? 0,
      attempts: committedAttempts,
      // Asked for at each step, and needed at few.
      get isInRecovery() {
        return ledger()?.identity()?.recovering === 1;
      },
      areClocksTrue: parts.areClocksTrue() && parts.isHelcimSteady,
    };
  }

  function ledger(): LedgerRows | null {
    const open = machine.disk.openLedger();
    if (open !== opened) {
      rows = null;
      opened = open;
    }
    if (rows === null && open !== null) rows = (parts.readRows ?? readLedgerRows)(open);
    return rows;
  }

  function scene(): StateScene {
    const transactions = ledger()?.transactions() ?? [];
    return {
      seen,
      nowMs: scheduler.nowMs(),
      wallMs: machine.clock.wallMs(),
      monotonicMs: machine.clock.monotonicMs(),
      process: machine.running()?.process.number ?? 0,
      transactions,
      alarms,
      areClocksTrue: parts.areClocksTrue(),
    };
  }

  function judgeAttempts(reader: LedgerRows): void {
    const before = new Map(attempts.map((attempt) => [attempt.id, attempt]));
    const now = committedAttempts;
    const current = scene();
    let isConfirmedRead: ReturnType<LedgerRows['confirmed']> | null = null;
    for (const attempt of now) {
      const was = before.get(attempt.id) ?? reader.leftOut?.(attempt.id) ?? null;
      if (was === null) {
        isConfirmedRead ??= reader.confirmed();
        judgePrepared(attempt, stoodBefore.get(attempt.id) ?? attempts, isConfirmedRead, seen, blame);
        stoodBefore.delete(attempt.id);
      } else if (was.state === 'unknown' && attempt.state !== 'unknown') unknownsResolved += 1;
      if (was === attempt) continue;
      if (was && was.state !== attempt.state && !isOpenState(attempt.state))
        endedAtMs.set(attempt.number, scheduler.nowMs());
      if (was === null || JSON.stringify(was) !== JSON.stringify(attempt)) {
        trace.tell(
          `ledger: ${attempt.number} ${attempt.state}${attempt.approved === null ? '' : ` ${attempt.approved}`}${attempt.proven === null ? '' : `, later proven ${attempt.proven}`}`,
        );
        judgeState(was, attempt, current, blame);
      }
    }
    const byId = new Map(now.map((attempt) => [attempt.id, attempt]));
    for (const row of current.transactions) {
      if (row.status !== 'approved' || row.owner === null) continue;
      const owner = byId.get(row.owner);
      if (owner && owner.approved !== null) truthClock.known(owner.number, row.id);
    }
    for (const id of before.keys())
      if (!byId.has(id) && !wasRestored && !reader.leftOut?.(id))
        blame('M1', `the attempt ${id} is gone from the ledger`);
    attempts = now;
    judgeSales(attempts, alarms, blame);
    refunds.judgeCommitted(attempts);
  }

  /** What this run of the program has read and could write down is counted at once (M6). */
  function judgeReadings(): void {
    const process = machine.running()?.process.number;
    if (process === undefined || machine.disk.isFull()) return;
    for (const attempt of attempts) {
      // A refund's row may have to wait until nobody else's can be meant.
      if (attempt.approved !== null || attempt.kind === 'refund') continue;
      const isRead = settlingRows(attempt, seen).some(
        (row) => row.status === 'approved' && row.isToCount && row.process === process,
      );
      if (isRead) blame('M6', `an approved row of ${attempt.number} was read, and it stays ${attempt.state}`);
    }
  }

  function refresh(): void {
    const reader = ledger();
    if (reader === null) return;
    if (isRereadDue) {
      isRereadDue = false;
      attempts = committedAttempts = reader.attempts();
      alarms = reader.alarms();
      committedEvents = new Set(reader.inbox().map(({ webhook }) => webhook));
    }
    if (dirty.size === 0) return;
    refunds.noteTaken();
    const tables = dirty;
    dirty = new Set();
    if (tables.size > 1 || !tables.has('read')) {
      isShownStale = true;
      committedAtMs = scheduler.nowMs();
    }
    if (tables.has('alarms')) {
      const now = reader.alarms();
      judgeAlarms(alarms, now, seen, blame);
      alarms = now;
    }
    const isOfAttempts = tables.has('attempts') || tables.has('transactions');
    if (isOfAttempts) judgeAttempts(reader);
    if (isOfAttempts || tables.has(looks)) judgeReadings();
    if (tables.has('inbox'))
      for (const webhook of committedEvents)
        if (!seen.genuine.has(webhook))
          blame('M10', `an event that Helcim never signed is in the inbox: ${webhook}`);
    if (tables.has('journal')) chain = judgeJournal(chain, reader.journalAfter(chain.seq), blame);
  }

  function noteVisible(): void {
    const rows = parts.helcim().transactions.all();
    let isPast = true;
    for (const row of rows.slice(firstUnseenRow)) {
      const isOwn =
        seen.writes.has(row.invoiceNumber) &&
        row.status === 'APPROVED' &&
        row.type === 'purchase' &&
        row.currency === parts.helcim().currency;
      if (isOwn && row.visibleFromMs > scheduler.nowMs()) isPast = false;
      else if (isOwn && !toBecomeVisible.has(row.transactionId)) {
        toBecomeVisible.set(row.transactionId, row.invoiceNumber);
        truthClock.becameVisible(row.invoiceNumber, row.transactionId);
      }
      if (isPast) firstUnseenRow += 1;
    }
    noteRefundRows();
  }

  /** The wait begins anew when a row appears that could be taken for it, and ends when that stays. */
  function noteRefundRows(): void {
    const evident = new Map(
      refunds.evidentRows(refundScene()).map((row) => [row.transactionId, row.number] as const),
    );
    for (const [id, number] of evident)
      if (!refundRows.has(id)) {
        refundRows.set(id, number);
        truthClock.becameVisible(number, id);
      }
    for (const [id, number] of refundRows)
      if (!evident.has(id)) {
        truthClock.forgotten(number, id);
        refundRows.delete(id);
      }
  }

  function judgeTimes(passedMs: number): void {
    noteVisible();
    const sentAtMs = (number: string) => seen.writes.get(number)?.atMs ?? scheduler.nowMs();
    truthClock.pass(passedMs, isFair, attempts, sentAtMs, paceOf, blame);
    const awakeMs = machine.clock.awakeMs();
    judgePromptness(passedMs, awakeMs);
    for (const wait of pending) {
      if (wait.process.isDead) pending.delete(wait);
      else if (awakeMs - wait.sinceAwakeMs > answerMaxMs) {
        blame('M16', `nobody has answered for ${awakeMs - wait.sinceAwakeMs} ms: ${wait.what}`);
        pending.delete(wait);
      }
    }
    judgeOpenOnes(awakeMs);
  }

  /** Whether a look-up made now would work, after a while in which a 429 may still hold reads up. */
  function isFair(): boolean {
    return scheduler.nowMs() >= isUnfairUntilMs && parts.isFair();
  }

  function paceOf(attempt: AttemptRow): PaceFacts {
    const isDeclined = settlingRows(attempt, seen).some((row) => row.status === 'declined');
    const endMs = endedAtMs.get(attempt.number);
    return {
      isDeclinePending: isDeclined && isOpenState(attempt.state),
      areWebhooksUnhealthy: health.isSurelyUnhealthy(scheduler.nowMs()),
      sinceEndMs: endMs === undefined || !parts.areClocksTrue() ? null : scheduler.nowMs() - endMs,
      isAloneOnAccount: parts.tillsOnAccount === 1,
    };
  }

  function judgePromptness(passedMs: number, awakeMs: number): void {
    const running = machine.running();
    const process = running?.process.number ?? null;
    const isWritable = running !== null && !machine.disk.isFull();
    if (machine.disk.isFull()) diskWasFullAtMs = scheduler.nowMs();
    answers.check(awakeMs, process, isWritable, committedAttempts, blame);
    prompts.checkWake(awakeMs, isWritable, committedAttempts, blame);
    if (running !== null && running.process.number !== startedProcess && running.till.room() !== null) {
      startedProcess = running.process.number;
      prompts.prompted('a start', committedAttempts.filter(isPromptedAtStart), programEndedAtMs);
    }
    prompts.pass(passedMs, { isFair, areEventsWaiting }, attempts, seen.looks, blame);
  }

  function promptInBetween(why: string): void {
    prompts.prompted(why, committedAttempts.filter(isPromptedInBetween), scheduler.nowMs() - justAskedMs);
  }

  /** Somebody waits for this one: it is open or was a moment ago, or a person spoke of it. */
  function areEventsWaiting(): boolean {
    const events = ledger()?.inbox() ?? [];
    return events.some(({ outcome }) => outcome === null);
  }

  function isWaitedFor(listed: string): boolean {
    const nowMs = scheduler.nowMs();
    const isRecent = (atMs: number | undefined) => atMs !== undefined && nowMs - atMs < 60_000;
    return committedAttempts.some(
      (attempt) =>
        attempt.listed === listed &&
        (isOpenState(attempt.state) ||
          isRecent(endedAtMs.get(attempt.number)) ||
          (seen.words.get(attempt.id) ?? []).some((word) => isRecent(word.atMs))),
    );
  }

  function readScene(): ReadScene {
    return {
      nowMs: scheduler.nowMs(),
      monotonicMs: machine.clock.monotonicMs(),
      attempts: committedAttempts,
      areClocksTrue: parts.areClocksTrue(),
      isWaitedFor,
      isMoneyWaiting: [...pending].some((wait) => wait.isOfMoney && !wait.process.isDead),
      pausedSinceMonotonicMs: pause.sinceMs,
      pausedUntilMonotonicMs: pause.untilMs,
    };
  }

  function noteLimit(headers: Readonly<Record<string, string>>): void {
    isUnfairUntilMs = scheduler.nowMs() + longestPauseMs;
    const wishedMs =
      headers['retry-after'] === undefined ? leastPauseMs : Number(headers['retry-after']) * 1_000;
    const sinceMs = machine.clock.monotonicMs();
    pause = { sinceMs, untilMs: sinceMs + Math.min(wishedMs, longestPauseMs) };
  }

  /** Notes what an answer shows, and how well it could be read. */
  function noteRows(request: ApiRequest, bodyText: string, process: Process, isToCount: boolean): void {
    let isRead = true;
    let isDecided = true;
    for (const row of rowsIn(bodyText)) {
      const own = String(row.invoiceNumber ?? '')
        .trim()
        .toUpperCase();
      const cents = Math.round(Number(row.amount) * 100);
      const status = statusOf(row.status);
      if (status === 'other' && row.type === 'purchase') isDecided = false;
      // What nobody could make sense of was not read.
      if (!Number.isFinite(cents)) {
        isRead = false;
        continue;
      }
      noteRow(row, own, { status, cents }, process, isToCount);
      if (lookedUpNumber(request) !== null && seen.writes.has(own))
        health.lookUpSaw(Number(row.transactionId), scheduler.nowMs());
    }
    if (isRead) seen.looks.answeredWell(request, isDecided);
  }

  /** The schedule of everything that is listed under this number begins anew; null for all. */
  function readFailed(listed: string | null): void {
    truthClock.readFailed(listed);
    for (const attempt of committedAttempts)
      if (attempt.kind === 'refund' && attempt.listed === listed) truthClock.readFailed(attempt.number);
  }

  function hearRefund(heard: HeardRefund, status: number, process: Process): void {
    const { number, isTerminal, isFirst, row } = heard;
    // Nothing but its own answer names the row of such a call, so until then nothing has to be known.
    truthClock.readFailed(number);
    const isRefusal = status >= 400 && status < 500 && (isTerminal || status !== 409);
    if (isTerminal || (isFirst && isRefusal)) answers.heard(number, status, process.number);
    if (isTerminal && status === 202) seen.heardTaken.add(number);
    if (row === null) return;
    const cents = Math.round(Number(row.amount) * 100);
    if (!Number.isFinite(cents)) return;
    const word = statusOf(row.status);
    const listed = committedAttempts.find((each) => each.number === number)?.listed;
    if (listed !== undefined) noteRow(row, listed, { status: word, cents }, process, false);
    if (word === 'approved' || (word === 'declined' && isFirst))
      answers.heardRow(number, word, process.number);
  }

  function noteRow(
    row: Readonly<Record<string, unknown>>,
    own: string,
    { status, cents }: { status: ReturnType<typeof statusOf>; cents: number },
    process: Process,
    isToCount: boolean,
  ): void {
    const list = seen.delivered.get(own) ?? [];
    seen.delivered.set(own, list);
    if (list.length === 0 || list.every((each) => each.id !== row.transactionId))
      trace.tell(`till reads ${row.type} ${row.transactionId} ${row.status} ${row.amount} of ${own}`);
    list.push({
      id: Number(row.transactionId),
      type: String(row.type),
      status,
      cents,
      currency: String(row.currency),
      madeBy: refunds.madeBy(Number(row.transactionId)),
      isToCount,
      atMs: scheduler.nowMs(),
      monotonicMs: machine.clock.monotonicMs(),
      process: process.number,
    });
    if (list.length > 400) list.splice(1, 100);
  }

  /** Helcim's own time is what an event's age is told by (M15). */
  function eventAgeMs(headers: Readonly<Record<string, string>>): number {
    return parts.helcim().clock.wallMs() - Number(headers['webhook-timestamp']) * 1_000;
  }

  function noteTaken(headers: Readonly<Record<string, string>>, bodyText: string): void {
    const isSurelyFresh = Math.abs(eventAgeMs(headers)) < surelyFreshMs;
    noteFreshCancel(headers, bodyText, isSurelyFresh && parts.areClocksTrue());
    const event = eventIn(bodyText);
    if (event !== null && isSurelyFresh) health.eventCame(event.transactionId, scheduler.nowMs());
  }

  /** Fresh at its arrival it stays fresh, however long the program is away before it works on it. */
  function noteFreshCancel(
    headers: Readonly<Record<string, string>>,
    bodyText: string,
    isSurelyFresh: boolean,
  ): void {
    if (Math.abs(eventAgeMs(headers)) > freshForMs + clocksApartMs && parts.areClocksTrue()) return;
    const cancel = eventIn(bodyText)?.cancel;
    if (cancel) seen.freshCancels.push({ ...cancel, isSurelyFresh });
  }

  function judgeOpenOnes(awakeMs: number): void {
    const process = machine.running()?.process.number;
    if (process === undefined || machine.running()?.till.room() == null) openedAwakeMs = null;
    else openedAwakeMs ??= awakeMs;
    for (const attempt of attempts) {
      const entry = openSince.get(attempt.id);
      if (!isOpenState(attempt.state) || process === undefined || machine.disk.isFull()) {
        openSince.delete(attempt.id);
        continue;
      }
      // What could not be written for minutes is made up for within seconds.
      const isWritable = scheduler.nowMs() - diskWasFullAtMs > 25_000;
      if (isWritable)
        judgeProgress(
          attempt,
          {
            process,
            monotonicMs: machine.clock.monotonicMs(),
            press: seen.presses.get(attempt.id),
            write: seen.writes.get(attempt.number),
            hasRows: settlingRows(attempt, seen).length > 0,
            openForMs: openedAwakeMs === null ? 0 : awakeMs - openedAwakeMs,
          },
          blame,
        );
      const isOwnPress = seen.presses.get(attempt.id)?.process === process;
      if (
        entry?.process === process &&
        isOwnPress &&
        awakeMs - entry.awakeMs > unsentMaxMs &&
        !seen.writes.has(attempt.number)
      )
        blame(
          'M16',
          `${attempt.number} never left, and is still ${attempt.state} after ${awakeMs - entry.awakeMs} ms`,
        );
      const evidence = String(seen.delivered.get(attempt.listed)?.length ?? 0);
      if (!entry || entry.process !== process) openSince.set(attempt.id, { awakeMs, process, evidence });
      else if (entry.evidence !== evidence && settlingRows(attempt, seen).length > Number(entry.evidence))
        openSince.set(attempt.id, { awakeMs, process, evidence });
      else if (awakeMs - entry.awakeMs > openMaxMs)
        blame('M16', `${attempt.number} is ${attempt.state} for ${awakeMs - entry.awakeMs} ms without news`);
    }
  }

  const longestPauseMs = 60_000;
  const leastPauseMs = 1_000;
  const freshForMs = 5 * 60_000;
  /** Helcim's clock is set by a minute and a half either way in some histories; else its Date says it to the second. */
  const clocksApartMs = parts.isHelcimSteady ? 2_000 : 3 * 60_000;
  const surelyFreshMs = 60_000;
  const troubledDiskMs = 2_000;
  const surelyMetMs = 60_000;
  const stepMs = 1_000;
  /** From a commit to the window: a few turns of the program. */
  const windowMs = 5;

  return {
    seen,
    rates,
    blame,
    pressed: (press) => void seen.presses.set(press.id, press),
    refundPressed(press) {
      refunds.pressed(press);
      seen.presses.set(press.id, { ...press, saleId: null });
    },
    retryPressed: refunds.retryPressed,
    refundPlanned: (plan, isCalm) =>
      refunds.planned(plan, isCalm && isFair(), refundScene(), ledger()?.transactions() ?? []),
    refundOnScreen: refunds.numberOnScreen,
    written(request, process) {
      const purchase = purchaseOf(request);
      const scene = readScene();
      epochs.set(request, clockEpoch);
      seen.looks.asked(request, {
        atMs: scene.nowMs,
        monotonicMs: scene.monotonicMs,
        process: process.number,
      });
      const isRefund = refunds.written(request, { ...refundScene(), process: process.number });
      rates.written(purchase !== null || isRefund || isUrgent(request, scene));
      if (isRefund) return trace.tell(`till gives back: ${request.path} ${request.bodyText}`);
      if (purchase === null && request.method === 'GET') return judgeRead(request, scene, blame);
      judgeWrite(
        request,
        {
          seen,
          nowMs: scheduler.nowMs(),
          wallMs: machine.clock.wallMs(),
          monotonicMs: machine.clock.monotonicMs(),
          process: process.number,
          attempts: committedAttempts,
        },
        blame,
      );
      if (purchase === null) return;
      trace.tell(`till sends ${purchase.cents} to ${purchase.terminal} as ${purchase.number}`);
      seen.writes.set(purchase.number, {
        atMs: scheduler.nowMs(),
        monotonicMs: machine.clock.monotonicMs(),
        terminal: purchase.terminal,
        process: process.number,
      });
    },
    answered(request, status, bodyText, process, headers) {
      if (epochs.get(request) === clockEpoch) learntEpoch = clockEpoch;
      if (status === 429) noteLimit(headers);
      if (isReturnDue) {
        isReturnDue = false;
        promptInBetween('the return of the network');
      }
      const refund = refunds.answered(request, status, bodyText, seen.looks.whenAsked(request));
      if (refund !== null) hearRefund(refund, status, process);
      const purchase = purchaseOf(request);
      if (purchase !== null) answers.heard(purchase.number, status, process.number);
      if (purchase !== null && status === 202) seen.heardTaken.add(purchase.number);
      if (purchase !== null && status >= 400 && status < 500 && status !== 408)
        seen.refused.add(purchase.number);
      if (request.method !== 'GET') {
        trace.tell(`till hears ${status} to ${request.path}`);
        return;
      }
      const isRow = /^\/card-transactions\/\d+$/.test(request.path);
      const number = lookedUpNumber(request);
      if (!isRow && request.path !== '/card-transactions') return;
      if (status === 404 && isJson(bodyText)) seen.looks.answeredWell(request, true);
      if (status !== 200) {
        readFailed(number);
        return;
      }
      if (!isJson(bodyText)) return;
      // A list by date is read for the account's currency too, where rows are not counted.
      const isToCount = (isRow || number !== null) && !machine.disk.isFull();
      noteRows(request, bodyText, process, isToCount);
      dirty.add('read');
    },
    unanswered(request) {
      if (request.method === 'GET') readFailed(lookedUpNumber(request));
      refunds.unanswered(request, truthClock.readFailed);
    },
    webhookArrived(headers, bodyText) {
      const id = headers['webhook-id'];
      if (id === undefined || !isSigned(headers, bodyText, parts.helcim().verifier)) return;
      seen.genuine.add(id);
      noteFreshCancel(headers, bodyText, false);
    },
    webhookAnswered(status, headers, bodyText) {
      const id = headers['webhook-id'];
      const holds = isSigned(headers, bodyText, parts.helcim().verifier);
      trace.tell(`endpoint answers ${status} to ${holds ? 'Helcim' : 'a stranger'}: ${bodyText}`);
      if (
        status === 401 &&
        holds &&
        learntEpoch === clockEpoch &&
        Math.abs(eventAgeMs(headers)) < surelyFreshMs
      )
        blame('M15', `a fresh event of Helcim's is answered ${status}: ${bodyText}`);
      if (id === undefined || status < 200 || status > 299) return;
      if (!holds) return blame('M10', `an event that Helcim never signed is answered ${status}`);
      if (!committedEvents.has(id))
        blame('M10', `the event ${id} is answered ${status} before it is on the disk`);
      if (!seen.takenEvents.has(id)) noteTaken(headers, bodyText);
      seen.takenEvents.set(id, bodyText);
    },
    committed(tables) {
      for (const table of tables) dirty.add(table);
      const reader = ledger();
      if (reader === null) return;
      if (tables.has('attempts')) {
        const known = new Set(committedAttempts.map(({ id }) => id));
        const now = reader.attempts();
        for (const { id } of now) if (!known.has(id)) stoodBefore.set(id, committedAttempts);
        committedAttempts = now;
      }
      if (tables.has('inbox')) committedEvents = new Set(reader.inbox().map(({ webhook }) => webhook));
    },
    asked(what, process, isOfMoney) {
      const wait: Pending = { what, process, sinceAwakeMs: machine.clock.awakeMs(), isOfMoney };
      pending.add(wait);
      return () => void pending.delete(wait);
    },
    pressAnswered(pressId, code) {
      const attempt = committedAttempts.find(({ id }) => id === pressId);
      if (attempt && code !== null && refusals.has(code))
        blame('M16', `the press of ${attempt.number} was taken, and is told ${code} when it comes again`);
      const isDiskWell = scheduler.nowMs() - diskWasFullAtMs > troubledDiskMs && !machine.disk.isFull();
      if (code === 'not_sent_ledger' && isDiskWell)
        blame('M16', 'a press is told that the ledger cannot take it, though nothing is wrong with the disk');
    },
    clocksChanged() {
      clockEpoch += 1;
    },
    woke() {
      refunds.woke(scheduler.nowMs());
      clockEpoch += 1;
      if (machine.running() === null) return;
      prompts.woke(committedAttempts, machine.clock.awakeMs());
      promptInBetween('a sleep');
    },
    glanced() {
      if (machine.running()?.till.room() != null) promptInBetween('a glance');
    },
    networkReturned(afterMs) {
      const nowMs = scheduler.nowMs();
      if (machine.running() === null || afterMs < surelyMetMs || programEndedAtMs > nowMs - surelyMetMs)
        return;
      // An open one is asked about every few seconds, so that the closed way was met.
      if (!parts.areClocksTrue()) return;
      isReturnDue = committedAttempts.some(
        ({ state, preparedAt }) => isOpenState(state) && nowMs - preparedAt > surelyMetMs,
      );
    },
    processEnded() {
      refunds.processEnded();
      clockEpoch += 1;
      programEndedAtMs = scheduler.nowMs();
      isReturnDue = false;
      prompts.ended();
      health.ended();
      pause = { sinceMs: Number.POSITIVE_INFINITY, untilMs: 0 };
      rates.reset();
      rows = null;
      opened = null;
      openSince.clear();
      openedAwakeMs = null;
    },
    restored() {
      wasRestored = true;
      // The words were lost with what the copy lacks.
      seen.paidOtherwise.clear();
      chain = chainStart;
      attempts = [];
      isRereadDue = true;
    },
    afterEach() {
      refresh();
      if (dirty.has('read')) dirty.delete('read');
      const isSettled = scheduler.nowMs() - committedAtMs >= windowMs;
      const isRoomOpen = machine.running()?.till.room() != null;
      if (isShownStale && isSettled && isRoomOpen && !machine.disk.isFull()) {
        isShownStale = false;
        judgeWindow(machine.shown(), attempts, alarms, blame);
      }
      const passedMs = scheduler.nowMs() - checkedAtMs;
      if (passedMs < stepMs) return;
      checkedAtMs = scheduler.nowMs();
      judgeTimes(passedMs);
    },
    atEnd() {
      const open = machine.disk.openLedger();
      const reader = open === null ? null : readLedgerRows(open);
      if (reader === null) return blame('M1', 'there is no ledger');
      const truth: TrueRow[] = parts
        .helcim()
        .transactions.all()
        .map((row) => ({
          id: row.transactionId,
          number: row.invoiceNumber,
          type: row.type,
          currency: row.currency,
          isApproved: row.status === 'APPROVED',
          cents: row.amountCents,
        }));
      judgeEnd(
        reader,
        truth,
        seen,
        { wasRestored, areClocksTrue: parts.areClocksTrue() && parts.isHelcimSteady },
        blame,
      );
      refunds.noteTaken();
      refunds.atEnd(reader, reader.alarms(), refundScene(), wasRestored);
      judgeJournal(chainStart, reader.journalAfter(0), blame);
    },
    attempts: () => attempts,
    committedNow: () => committedAttempts,
    hasEventsToDo: areEventsWaiting,
    violations: () => violations,
    worstMs: truthClock.worstMs,
    unknownsResolved: () => unknownsResolved,
  };
}

/** What a press may be told instead of its own attempt when nothing came of it. */
const refusals: ReadonlySet<string> = new Set([
  'terminal_busy',
  'sale_busy',
  'terminal_in_doubt',
  'sale_in_doubt',
  'sale_paid',
  'not_sent_ledger',
]);

interface EventRead {
  readonly transactionId: number | null;
  readonly cancel: {
    readonly number: string | null;
    readonly terminal: string;
    readonly cents: number;
  } | null;
}

/** Null for an event that tells of no card and no cancel. */
function eventIn(bodyText: string): EventRead | null {
  const [event] = rowsIn(bodyText);
  if (event?.type === 'cardTransaction') return { transactionId: Number(event.id), cancel: null };
  if (event?.type !== 'terminalCancel') return null;
  const data = event.data as Readonly<Record<string, unknown>>;
  return {
    transactionId: null,
    cancel: {
      number: typeof data.invoiceNumber === 'string' ? data.invoiceNumber : null,
      terminal: String(data.deviceCode),
      cents: Math.round(Number(data.transactionAmount) * 100),
    },
  };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function rowsIn(bodyText: string): readonly Record<string, unknown>[] {
  try {
    const value = JSON.parse(bodyText) as unknown;
    const list = Array.isArray(value) ? value : [value];
    return list.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
  } catch {
    return [];
  }
}
