/**
 * Watches a history and holds it against the promises after every step. It knows the ledger only through its own SQL
 * and the truth only through Helcim.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { World } from '../../../electron/simulator/world.ts';
import type { ApiRequest } from './helcim.ts';
import type { Machine } from './machine.ts';
import { judgeEnd, type TrueRow } from './oracle/final-rules.ts';
import { type ChainEnd, chainStart, judgeJournal } from './oracle/journal-rules.ts';
import {
  type AlarmRow,
  type AttemptRow,
  isOpenState,
  type LedgerRows,
  readLedgerRows,
} from './oracle/ledger-rows.ts';
import { createRateMeter, type RateMeter } from './oracle/rate-rules.ts';
import { isSigned, nothingSeen, type PressSeen, type Seen, statusOf } from './oracle/seen.ts';
import { judgePrepared, judgeWrite, purchaseOf } from './oracle/sending-rules.ts';
import { judgeAlarms, judgeSales, judgeState, type StateScene, settlingRows } from './oracle/state-rules.ts';
import { answerMaxMs, createTruthClock, openMaxMs, unsentMaxMs } from './oracle/time-rules.ts';
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
  written(request: ApiRequest, process: Process): void;
  answered(request: ApiRequest, status: number, bodyText: string, process: Process): void;
  unanswered(request: ApiRequest): void;
  webhookArrived(headers: Readonly<Record<string, string>>, bodyText: string): void;
  webhookAnswered(status: number, headers: Readonly<Record<string, string>>, bodyText: string): void;
  committed(tables: ReadonlySet<string>): void;
  /** What a person asked for; `done` at its answer. */
  asked(what: string, process: Process): () => void;
  processEnded(process: Process): void;
  restored(): void;
  blame(rule: string, text: string): void;
  afterEach(): void;
  atEnd(): void;
  attempts(): readonly AttemptRow[];
  hasEventsToDo(): boolean;
  violations(): readonly Violation[];
  worstMs(): number;
  unknownsResolved(): number;
}

interface JudgeParts {
  readonly scheduler: Scheduler;
  readonly machine: Machine;
  readonly helcim: () => World;
  readonly trace: Trace;
  /** Whether a look-up that is made now would work. */
  readonly isFair: () => boolean;
  readonly areClocksTrue: () => boolean;
  /** How the ledger is read; the whole of it when absent. A run of weeks reads what is recent. */
  readonly readRows?: typeof readLedgerRows;
}

interface Pending {
  readonly what: string;
  readonly process: Process;
  readonly sinceAwakeMs: number;
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
  const openSince = new Map<string, { awakeMs: number; process: number; evidence: string }>();
  const truthClock = createTruthClock(() => scheduler.nowMs());
  const toBecomeVisible = new Map<number, string>();
  /** Rows of Helcim's before this place have become visible long ago. */
  let firstUnseenRow = 0;

  function blame(rule: string, text: string): void {
    const key = `${rule} ${text}`;
    if (known.has(key)) return;
    known.add(key);
    trace.tell(`BROKEN ${rule}: ${text}`);
    violations.push({ rule, text, atMs: scheduler.nowMs() });
  }
  const rates = createRateMeter(() => scheduler.nowMs(), blame);

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
        judgePrepared(attempt, attempts, isConfirmedRead, seen, blame);
      } else if (was.state === 'unknown' && attempt.state !== 'unknown') unknownsResolved += 1;
      if (was === attempt) continue;
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
  }

  /** What this run of the program has read and could write down is counted at once (M6). */
  function judgeReadings(): void {
    const process = machine.running()?.process.number;
    if (process === undefined || machine.disk.isFull()) return;
    for (const attempt of attempts) {
      if (attempt.approved !== null) continue;
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
    if (tables.has('attempts') || tables.has('transactions')) {
      judgeAttempts(reader);
      judgeReadings();
    }
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
        seen.writes.has(row.invoiceNumber) && row.status === 'APPROVED' && row.type === 'purchase';
      if (isOwn && row.visibleFromMs > scheduler.nowMs()) isPast = false;
      else if (isOwn && !toBecomeVisible.has(row.transactionId)) {
        toBecomeVisible.set(row.transactionId, row.invoiceNumber);
        truthClock.becameVisible(row.invoiceNumber, row.transactionId);
      }
      if (isPast) firstUnseenRow += 1;
    }
  }

  function judgeTimes(passedMs: number): void {
    noteVisible();
    const sentAtMs = (number: string) => seen.writes.get(number)?.atMs ?? scheduler.nowMs();
    truthClock.pass(passedMs, parts.isFair, attempts, sentAtMs, blame);
    const awakeMs = machine.clock.awakeMs();
    for (const wait of pending) {
      if (wait.process.isDead) pending.delete(wait);
      else if (awakeMs - wait.sinceAwakeMs > answerMaxMs) {
        blame('M16', `nobody has answered for ${awakeMs - wait.sinceAwakeMs} ms: ${wait.what}`);
        pending.delete(wait);
      }
    }
    judgeOpenOnes(awakeMs);
  }

  function judgeOpenOnes(awakeMs: number): void {
    const process = machine.running()?.process.number;
    for (const attempt of attempts) {
      const entry = openSince.get(attempt.id);
      if (!isOpenState(attempt.state) || process === undefined || machine.disk.isFull()) {
        openSince.delete(attempt.id);
        continue;
      }
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
      const evidence = String(seen.delivered.get(attempt.number)?.length ?? 0);
      if (!entry || entry.process !== process) openSince.set(attempt.id, { awakeMs, process, evidence });
      else if (entry.evidence !== evidence && settlingRows(attempt, seen).length > Number(entry.evidence))
        openSince.set(attempt.id, { awakeMs, process, evidence });
      else if (awakeMs - entry.awakeMs > openMaxMs * 1.5)
        blame('M16', `${attempt.number} is ${attempt.state} for ${awakeMs - entry.awakeMs} ms without news`);
    }
  }

  const stepMs = 1_000;
  /** From a commit to the window: a few turns of the program. */
  const windowMs = 5;

  return {
    seen,
    rates,
    blame,
    pressed: (press) => void seen.presses.set(press.id, press),
    written(request, process) {
      rates.written();
      const purchase = purchaseOf(request);
      if (purchase === null && request.method === 'GET') return;
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
    answered(request, status, bodyText, process) {
      if (request.method !== 'GET') {
        const number = purchaseOf(request)?.number;
        if (number !== undefined && status >= 400 && status < 500 && status !== 408) seen.refused.add(number);
        trace.tell(`till hears ${status} to ${request.path}`);
        return;
      }
      const isRow = /^\/card-transactions\/\d+$/.test(request.path);
      const number = request.query.invoiceNumber;
      if (!isRow && request.path !== '/card-transactions') return;
      // A list by date is read for the account's currency too, where rows are not counted.
      const isToCount = (isRow || number !== undefined) && !machine.disk.isFull();
      if (status !== 200) return truthClock.readFailed(number ?? null);
      for (const row of rowsIn(bodyText)) {
        const own = String(row.invoiceNumber ?? '')
          .trim()
          .toUpperCase();
        const list = seen.delivered.get(own) ?? [];
        seen.delivered.set(own, list);
        const status = statusOf(row.status);
        if (list.length === 0 || list.every((each) => each.id !== row.transactionId))
          trace.tell(`till reads ${row.type} ${row.transactionId} ${row.status} ${row.amount} of ${own}`);
        list.push({
          id: Number(row.transactionId),
          type: String(row.type),
          status,
          cents: Math.round(Number(row.amount) * 100),
          currency: String(row.currency),
          isToCount,
          atMs: scheduler.nowMs(),
          monotonicMs: machine.clock.monotonicMs(),
          process: process.number,
        });
        if (list.length > 400) list.splice(1, 100);
      }
      dirty.add('read');
    },
    unanswered(request) {
      if (request.method === 'GET') truthClock.readFailed(request.query.invoiceNumber ?? null);
    },
    webhookArrived(headers, bodyText) {
      const id = headers['webhook-id'];
      if (id !== undefined && isSigned(headers, bodyText, parts.helcim().verifier)) seen.genuine.add(id);
    },
    webhookAnswered(status, headers, bodyText) {
      const id = headers['webhook-id'];
      const holds = isSigned(headers, bodyText, parts.helcim().verifier);
      trace.tell(`endpoint answers ${status} to ${holds ? 'Helcim' : 'a stranger'}: ${bodyText}`);
      if (id === undefined || status < 200 || status > 299) return;
      if (!holds) return blame('M10', `an event that Helcim never signed is answered ${status}`);
      if (!committedEvents.has(id))
        blame('M10', `the event ${id} is answered ${status} before it is on the disk`);
      seen.takenEvents.set(id, bodyText);
    },
    committed(tables) {
      for (const table of tables) dirty.add(table);
      const reader = ledger();
      if (reader === null) return;
      if (tables.has('attempts')) committedAttempts = reader.attempts();
      if (tables.has('inbox')) committedEvents = new Set(reader.inbox().map(({ webhook }) => webhook));
    },
    asked(what, process) {
      const wait: Pending = { what, process, sinceAwakeMs: machine.clock.awakeMs() };
      pending.add(wait);
      return () => void pending.delete(wait);
    },
    processEnded() {
      rates.reset();
      rows = null;
      opened = null;
      openSince.clear();
    },
    restored() {
      wasRestored = true;
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
          isApproved: row.status === 'APPROVED',
          cents: row.amountCents,
        }));
      judgeEnd(reader, truth, seen, wasRestored, blame);
      judgeJournal(chainStart, reader.journalAfter(0), blame);
    },
    attempts: () => attempts,
    hasEventsToDo: () =>
      ledger()
        ?.inbox()
        .some(({ outcome }) => outcome === null) ?? false,
    violations: () => violations,
    worstMs: truthClock.worstMs,
    unknownsResolved: () => unknownsResolved,
  };
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
