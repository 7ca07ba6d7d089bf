/** The judge's eye on refunds: who pressed what, what left, what was read before, and which row each call made. */
import type { World } from '../../../../electron/simulator/world.ts';
import type { PlannedRefund } from '../../../../shared/ipc-contract.ts';
import type { Causes } from '../causes.ts';
import type { ApiRequest } from '../helcim.ts';
import type { AlarmRow, AttemptRow, LedgerRows, TransactionRow } from './ledger-rows.ts';
import type { Moment } from './look-log.ts';
import { isUnsettled, moneyBack, refundCallOf, typeOfRoad } from './refund-calls.ts';
import {
  hasRival,
  isEvident,
  judgeRefundsAtEnd,
  lookAlikes,
  type RefundTruth,
} from './refund-final-rules.ts';
import { judgeAnyPlan, judgeCalmPlan, type PlanScene } from './refund-plan-rules.ts';
import { createRefundReads } from './refund-reads.ts';
import {
  judgeRefundWrite,
  type RefundPressSeen,
  type RefundWritten,
  type RetryPressSeen,
} from './refund-sending-rules.ts';
import { type Seen, statusOf } from './seen.ts';
import type { Blame } from './sending-rules.ts';

export interface RefundScene extends Moment {
  readonly wallMs: number;
  readonly attempts: readonly AttemptRow[];
  readonly isInRecovery: boolean;
  readonly areClocksTrue: boolean;
}

/** A refund's row that anybody could tell by now, and to whom it belongs. */
export interface EvidentRow {
  readonly number: string;
  readonly transactionId: number;
}

export interface RefundWatch {
  pressed(press: RefundPressSeen): void;
  retryPressed(attemptId: string, press: RetryPressSeen): void;
  planned(plan: PlannedRefund, isCalm: boolean, scene: RefundScene, rows: readonly TransactionRow[]): void;
  /** @returns false for a call that gives nothing back */
  written(request: ApiRequest, scene: RefundScene): boolean;
  answered(request: ApiRequest, status: number, bodyText: string, asked: Moment | null): HeardRefund | null;
  /** No whole answer will come to it. */
  unanswered(request: ApiRequest, tell: (number: string) => void): void;
  woke(atMs: number): void;
  processEnded(): void;
  /** One unsettled refund an original (M9). */
  judgeCommitted(attempts: readonly AttemptRow[]): void;
  /** Of a refund that stands on a terminal's screen, by the simulator's number of the request. */
  numberOnScreen(requestId: number): string | null;
  /** What Helcim took of ours, by its own decision. */
  noteTaken(): void;
  /** The refund of ours whose call made this row, where that is one alone. */
  madeBy(transactionId: number): string | null;
  evidentRows(scene: RefundScene): readonly EvidentRow[];
  atEnd(reader: LedgerRows, alarms: readonly AlarmRow[], scene: RefundScene, wasRestored: boolean): void;
}

/** The answer of a refund's own call. */
export interface HeardRefund {
  readonly number: string;
  readonly isFirst: boolean;
  readonly isTerminal: boolean;
  /** Null for an answer that is no transaction. */
  readonly row: Readonly<Record<string, unknown>> | null;
}

interface Sent {
  readonly attempt: AttemptRow;
  readonly isFirst: boolean;
}

/** @param world with what really happened */
export function createRefundWatch(
  world: () => World,
  causes: () => Causes,
  nowMs: () => number,
  seen: Seen,
  blame: Blame,
): RefundWatch {
  const presses = new Map<string, RefundPressSeen>();
  const retries = new Map<string, RetryPressSeen[]>();
  const writes = new Map<string, RefundWritten[]>();
  const keys = new Map<string, string>();
  const sent = new Map<ApiRequest, Sent>();
  const reads = createRefundReads(nowMs);
  let wokeAtMs = Number.NEGATIVE_INFINITY;

  function attemptsBehind(rowId: number): readonly string[] {
    const ids = causes()
      .callsBehind(rowId)
      .map((call) => sent.get(call)?.attempt.id ?? null);
    return ids.every((id) => id === null) ? [] : [...new Set(ids.filter((id) => id !== null))];
  }

  function truthOf({ areClocksTrue }: Pick<RefundScene, 'areClocksTrue'>): RefundTruth {
    return {
      all: world().transactions.all(),
      nowMs: nowMs(),
      attemptsBehind,
      firstReadAtMs: reads.firstReadAtMs,
      areClocksTrue,
    };
  }

  function write(request: ApiRequest, attempt: AttemptRow, key: string | null, scene: RefundScene): void {
    const before = writes.get(attempt.id) ?? [];
    const { atMs, monotonicMs, process } = scene;
    const { path, bodyText } = request;
    writes.set(attempt.id, [...before, { atMs, monotonicMs, process, path, key, bodyText }]);
    if (key !== null) keys.set(key, attempt.id);
    sent.set(request, { attempt, isFirst: before.length === 0 });
    if (before.length === 0)
      seen.writes.set(attempt.number, { atMs, monotonicMs, process, terminal: attempt.terminal });
  }

  return {
    pressed: (press) => void presses.set(press.id, press),
    retryPressed: (id, press) => void retries.set(id, [...(retries.get(id) ?? []), press]),
    planned(plan, isCalm, scene, rows) {
      const planScene: PlanScene = {
        all: world().transactions.all(),
        nowMs: nowMs(),
        attempts: scene.attempts,
        transactions: rows,
        isClosed: (batchId) => world().batches.isClosed(batchId),
      };
      judgeAnyPlan(plan, planScene, blame);
      if (isCalm) judgeCalmPlan(plan, planScene, blame);
    },
    written(request, scene) {
      const call = refundCallOf(request);
      if (call === null) return false;
      const attempt = judgeRefundWrite(
        request,
        call,
        {
          ...scene,
          nowMs: scene.atMs,
          reads,
          pressOf: (id) => presses.get(id) ?? null,
          retriesOf: (id) => retries.get(id) ?? [],
          writesOf: (id) => writes.get(id) ?? [],
          attemptWithKey: (key) => keys.get(key) ?? null,
          wokeAtMs,
          truth: (id) => world().transactions.find(id),
          attemptBehind: (id) => attemptsBehind(id)[0] ?? null,
        },
        blame,
      );
      if (attempt !== null) write(request, attempt, call.key, scene);
      return true;
    },
    answered(request, status, bodyText, asked) {
      if (status === 200) reads.answered(request, asked, bodyText);
      const entry = sent.get(request);
      if (!entry) return null;
      const { number, road } = entry.attempt;
      const isTerminal = road === 'debit_refund';
      const isRefusal = status >= 400 && status < 500 && status !== 408 && (isTerminal || status !== 409);
      if (isRefusal && entry.isFirst) seen.refused.add(number);
      const row = isTerminal ? null : transactionIn(bodyText, road);
      if (row !== null && entry.isFirst && statusOf(row.status) === 'declined')
        seen.answeredDeclined.add(number);
      return { number, isFirst: entry.isFirst, isTerminal, row };
    },
    unanswered(request, tell) {
      const entry = sent.get(request);
      if (entry) tell(entry.attempt.number);
    },
    woke(atMs) {
      wokeAtMs = atMs;
    },
    processEnded: () => reads.ended(),
    judgeCommitted(attempts) {
      const open = attempts.filter((each) => each.kind === 'refund' && isUnsettled(each));
      for (const [id, group] of Map.groupBy(open, ({ original }) => original))
        if (group.length > 1)
          blame('M9', `${group.map(({ number }) => number).join(' and ')} of ${id} are unsettled at once`);
    },
    numberOnScreen(requestId) {
      const call = causes().callOnScreen(requestId);
      return call === null ? null : (sent.get(call)?.attempt.number ?? null);
    },
    noteTaken() {
      for (const [request, { attempt }] of sent) {
        const status = causes().decided(request);
        if (status === 200 || status === 202) seen.taken.add(attempt.number);
      }
    },
    madeBy(transactionId) {
      const [only = null, ...others] = attemptsBehind(transactionId);
      const row = world().transactions.find(transactionId);
      const original = world().transactions.find(row?.originalTransactionId ?? 0);
      // With another card than the original's nobody could say whose it is.
      return others.length === 0 && row?.card.number === original?.card.number ? only : null;
    },
    evidentRows(scene) {
      if (sent.size === 0) return [];
      const truth = truthOf(scene);
      return [...sent.values()].flatMap(({ attempt, isFirst }) => {
        const now = scene.attempts.find(({ id }) => id === attempt.id);
        if (!isFirst || !now || lookAlikes(now, truth, seen).length > 0) return [];
        if (hasRival(now, scene.attempts)) return [];
        return truth.all
          .filter((row) => moneyBack.includes(row.type) && row.status === 'APPROVED')
          .filter((row) => attemptsBehind(row.transactionId).join() === attempt.id)
          .filter((row) => isEvident(row, attempt, truth))
          .map((row) => ({ number: attempt.number, transactionId: row.transactionId }));
      });
    },
    atEnd(reader, alarms, scene, wasRestored) {
      judgeRefundsAtEnd(
        reader.attempts(),
        reader.transactions(),
        alarms,
        truthOf(scene),
        seen,
        { wasRestored },
        blame,
      );
    },
  };
}

function transactionIn(bodyText: string, road: string | null): Readonly<Record<string, unknown>> | null {
  try {
    const value = JSON.parse(bodyText) as Readonly<Record<string, unknown>>;
    const isRow = typeof value === 'object' && value !== null && value.type === typeOfRoad[road ?? ''];
    return isRow && Number.isFinite(Number(value.transactionId)) ? value : null;
  } catch {
    return null;
  }
}
