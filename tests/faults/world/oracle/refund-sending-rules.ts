/** What must hold at the moment a call that gives money back leaves (M1, M3, M4, M9, M14; sections 4 and 8). */
import type { SimulatedTransaction } from '../../../../electron/simulator/transactions.ts';
import type { ApiRequest } from '../helcim.ts';
import { type AttemptRow, isOpenState } from './ledger-rows.ts';
import type { Moment } from './look-log.ts';
import { countedCents, isUnsettled, kindOfType, moneyBack, type RefundCall } from './refund-calls.ts';
import type { RefundReads } from './refund-reads.ts';
import type { Blame } from './sending-rules.ts';

export interface RefundPressSeen {
  readonly id: string;
  readonly original: number;
  readonly terminal: string | null;
  readonly cents: number;
  /** What the person said of a card whose type does not tell. */
  readonly cardKind: 'credit' | 'debit' | null;
  readonly confirmed: readonly string[];
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

export interface RetryPressSeen {
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
}

/** A call of an attempt that has left. */
export interface RefundWritten extends Moment {
  readonly path: string;
  readonly key: string | null;
  readonly bodyText: string;
}

export interface RefundWriteScene {
  readonly nowMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
  /** Committed by now. */
  readonly attempts: readonly AttemptRow[];
  readonly isInRecovery: boolean;
  readonly reads: RefundReads;
  readonly pressOf: (attemptId: string) => RefundPressSeen | null;
  readonly retriesOf: (attemptId: string) => readonly RetryPressSeen[];
  readonly writesOf: (attemptId: string) => readonly RefundWritten[];
  readonly attemptWithKey: (key: string) => string | null;
  /** The machine's last wake from a sleep, in true time. */
  readonly wokeAtMs: number;
  readonly truth: (transactionId: number) => SimulatedTransaction | null;
  /** The refund of ours whose call made this row; null for one of others. */
  readonly attemptBehind: (transactionId: number) => string | null;
}

const pressToWireMaxMs = 3_000;
const sameKeyMaxMs = 120_000;
const keyShape = /^[A-Za-z0-9_-]{25,36}$/;

/** @returns the attempt that the call is for, by what lies on the disk */
export function judgeRefundWrite(
  request: ApiRequest,
  call: RefundCall,
  scene: RefundWriteScene,
  blame: Blame,
): AttemptRow | null {
  const ofOriginal = scene.attempts.filter(
    (each) => each.kind === 'refund' && each.original === call.original,
  );
  const repeated = call.key === null ? null : scene.attemptWithKey(call.key);
  const attempt =
    ofOriginal.find(({ id }) => id === repeated) ?? ofOriginal.findLast((each) => isUnsettled(each)) ?? null;
  const name = `the ${call.road} of ${call.cents ?? 'all'} of ${call.original}`;
  if (attempt === null) {
    blame('M1', `${name} leaves before it is on the disk`);
    return null;
  }
  if (scene.isInRecovery) blame('M14', `${name} is sent while the ledger is in recovery`);
  if (call.road !== 'debit_refund' && !keyShape.test(call.key ?? ''))
    blame('M4', `${name} carries no key of its own`);
  if (call.road === 'debit_refund' && call.key !== null)
    blame('M4', `${name} carries a key: a 409 would no longer mean refused`);
  const before = scene.writesOf(attempt.id);
  if (before.length > 0) judgeReplay(request, call, attempt, before, scene, blame);
  else judgeFirst(call, attempt, ofOriginal, scene, blame);
  return attempt;
}

/** Section 8: the same key again only by a person, in the same run, within 120 s, with no sleep between. */
function judgeReplay(
  request: ApiRequest,
  call: RefundCall,
  attempt: AttemptRow,
  before: readonly RefundWritten[],
  scene: RefundWriteScene,
  blame: Blame,
): void {
  const { number } = attempt;
  const [first] = before;
  if (!first) return;
  if (call.road === 'debit_refund')
    return void blame('M4', `${number} is sent to its terminal a second time`);
  if (request.path !== first.path || call.key !== first.key)
    return void blame('M4', `${number} is sent again as another call: ${request.path}, ${call.key}`);
  if (request.bodyText !== first.bodyText)
    blame('M4', `${number} is sent again with another body: ${request.bodyText}`);
  if (first.process !== scene.process)
    blame('M4', `${number} is sent again by another run of the program than its own`);
  const ageMs = scene.monotonicMs - first.monotonicMs;
  if (ageMs > sameKeyMaxMs) blame('M4', `${number} is sent again ${ageMs} ms after the first time`);
  if (scene.wokeAtMs > first.atMs) blame('M4', `${number} is sent again after a sleep`);
  const presses = scene.retriesOf(attempt.id);
  if (presses.length < before.length)
    return void blame('M4', `${number} is sent again, and nobody asked for it`);
  const fresh = presses.some(
    (press) =>
      press.process === scene.process &&
      scene.monotonicMs - press.monotonicMs <= pressToWireMaxMs &&
      scene.wallMs - press.wallMs <= pressToWireMaxMs,
  );
  if (!fresh) blame('M1', `${number} is sent again more than 3 s after somebody asked for it`);
}

function judgeFirst(
  call: RefundCall,
  attempt: AttemptRow,
  ofOriginal: readonly AttemptRow[],
  scene: RefundWriteScene,
  blame: Blame,
): void {
  const { number } = attempt;
  const press = scene.pressOf(attempt.id);
  if (!press) return void blame('M4', `${number} gives money back without a person's press`);
  const used = call.key === null ? null : scene.attemptWithKey(call.key);
  if (used !== null) blame('M4', `${number} uses the key of another refund`);
  judgeFacts(call, attempt, press, scene, blame);
  const unsettled = ofOriginal.filter((each) => each !== attempt && isUnsettled(each));
  for (const other of unsettled)
    blame('M9', `${number} is sent while ${other.number} of the same payment is ${other.state}`);
  for (const other of scene.attempts)
    if (
      call.terminal !== null &&
      other !== attempt &&
      other.terminal === call.terminal &&
      isOpenState(other.state)
    )
      blame('M3', `${number} is sent to ${call.terminal}, which ${other.number} holds`);
  const original = scene.truth(call.original);
  if (original === null) return void blame('M9', `${number} gives back a payment that there never was`);
  if (original.type !== 'purchase' || original.status !== 'APPROVED')
    return void blame('M9', `${number} gives back a ${original.status} ${original.type}`);
  judgeRoad(call, attempt, press, original, scene, blame);
  judgeSum(attempt, press, original, ofOriginal, scene, blame);
}

/** What is pressed is what is on the disk, and what is on the disk is what leaves, in time. */
function judgeFacts(
  call: RefundCall,
  attempt: AttemptRow,
  press: RefundPressSeen,
  scene: RefundWriteScene,
  blame: Blame,
): void {
  const { number, asked, road, terminal } = attempt;
  if (road !== call.road || terminal !== call.terminal || (call.cents !== null && call.cents !== asked))
    blame(
      'M1',
      `${number} is ${road} of ${asked} at ${terminal} on the disk, but ${call.road} of ${call.cents}`,
    );
  if (press.original !== call.original || press.cents !== asked)
    blame(
      'M9',
      `${number} gives back ${asked} of ${call.original}; pressed was ${press.cents} of ${press.original}`,
    );
  if (call.terminal !== null && press.terminal !== call.terminal)
    blame('M4', `${number} is sent to ${call.terminal}; the press said ${press.terminal}`);
  if (press.process !== scene.process)
    blame('M1', `${number} is sent by another run of the program than the one that was pressed`);
  const wallAgeMs = scene.wallMs - press.wallMs;
  const monotonicAgeMs = scene.monotonicMs - press.monotonicMs;
  if (wallAgeMs > pressToWireMaxMs || monotonicAgeMs > pressToWireMaxMs)
    blame('M1', `${number} leaves ${monotonicAgeMs} ms (wall: ${wallAgeMs} ms) after the press`);
}

/** FACTS section 4, by what Helcim said when it was read; a batch that has closed since is nobody's fault. */
function judgeRoad(
  call: RefundCall,
  { number, asked }: AttemptRow,
  press: RefundPressSeen,
  original: SimulatedTransaction,
  { reads, process }: RefundWriteScene,
  blame: Blame,
): void {
  const isAfterPress = (asked: Moment | undefined) =>
    asked !== undefined && asked.process === process && asked.monotonicMs >= press.monotonicMs;
  if (!isAfterPress(reads.original(original.transactionId)?.asked))
    blame('M9', `${number} is sent, but its original was not read after the press`);
  const batch = reads.batch(original.cardBatchId);
  if (batch === null || !isAfterPress(batch.asked))
    return void blame('M9', `${number} is sent, but its batch was not read after the press`);
  const kind = kindOfType(original.card.type) ?? press.cardKind;
  const right =
    kind === null
      ? null
      : kind === 'debit'
        ? batch.isClosed
          ? 'debit_refund'
          : null
        : batch.isClosed
          ? 'credit_refund'
          : 'reverse';
  if (call.road !== right)
    blame(
      'M9',
      `${number} goes by ${call.road}, but for ${kind ?? 'a card nobody spoke of'} in a batch that is ${batch.isClosed ? 'closed' : 'open'} it is ${right}`,
    );
  if (call.road === 'reverse' && asked !== original.amountCents)
    blame('M9', `${number} reverses ${original.amountCents} though ${asked} were asked`);
}

/** M9: what goes back now, what may have gone back, and what others gave back, is never more than was paid. */
function judgeSum(
  attempt: AttemptRow,
  press: RefundPressSeen,
  original: SimulatedTransaction,
  ofOriginal: readonly AttemptRow[],
  scene: RefundWriteScene,
  blame: Blame,
): void {
  const { number } = attempt;
  const read = scene.reads.rowsOf(attempt.listed);
  const isFresh =
    read !== null && read.asked.process === scene.process && read.asked.monotonicMs >= press.monotonicMs;
  if (!isFresh || !read.isClear)
    return void blame(
      'M9',
      `${number} is sent, but the rows of ${attempt.listed} were not read after the press`,
    );
  const ours = ofOriginal.filter((each) => each !== attempt);
  const oursCents = ours.reduce((sum, each) => sum + countedCents(each), 0);
  const othersCents = othersOf(original, ours, read.rows, scene);
  if (attempt.asked + oursCents + othersCents > original.amountCents)
    blame(
      'M9',
      `${number} gives back ${attempt.asked} of ${original.amountCents}, of which ${oursCents} of ours and ${othersCents} of others may be gone`,
    );
}

/** Rows of the original beyond those that are in the count of ours already. */
function othersOf(
  original: SimulatedTransaction,
  ours: readonly AttemptRow[],
  rows: readonly {
    readonly id: number;
    readonly type: string;
    readonly cents: number;
    readonly isDeclined: boolean;
  }[],
  { truth, attemptBehind }: RefundWriteScene,
): number {
  const counted = new Map(ours.map((each) => [each.id, countedCents(each)]));
  let cents = 0;
  for (const row of rows) {
    const isBack = moneyBack.includes(row.type) && !row.isDeclined;
    if (!isBack || truth(row.id)?.originalTransactionId !== original.transactionId) continue;
    const behind = attemptBehind(row.id);
    const covered = Math.min(row.cents, (behind === null ? undefined : counted.get(behind)) ?? 0);
    if (behind !== null) counted.set(behind, (counted.get(behind) ?? 0) - covered);
    cents += row.cents - covered;
  }
  return cents;
}
