/**
 * How an attempt may change, and what has to be known for it (M5, M6, M7, M8 and the life of an attempt), written from
 * the design and not from the program's own table.
 */
import {
  type AlarmRow,
  type AttemptRow,
  isApproved,
  isOpenState,
  type TransactionRow,
} from './ledger-rows.ts';
import { typeOfRoad } from './refund-calls.ts';
import type { DeliveredRow, Seen } from './seen.ts';
import type { Blame } from './sending-rules.ts';

export interface StateScene {
  readonly seen: Seen;
  readonly nowMs: number;
  readonly wallMs: number;
  readonly monotonicMs: number;
  readonly process: number;
  readonly transactions: readonly TransactionRow[];
  readonly alarms: readonly AlarmRow[];
  /** Nothing was set, slept or restored so far: true time is every clock's time. */
  readonly areClocksTrue: boolean;
}

const quietMs = 120_000;
const unknownAfterMs = 300_000;
/** Without news for 150 s, counted from the press at the earliest. */
const noNewsMs = 150_000 - 3_050;
/** An attempt whose send was not written down counts from its press. */
const pressToWireMs = 3_050;

const order: Readonly<Record<string, readonly string[]>> = {
  prepared: ['sending', 'on_terminal', 'checking', 'approved', 'declined', 'cancelled', 'refused', 'unknown'],
  sending: ['on_terminal', 'checking', 'approved', 'declined', 'cancelled', 'refused', 'unknown'],
  on_terminal: ['checking', 'approved', 'declined', 'cancelled', 'unknown'],
  checking: ['approved', 'declined', 'cancelled', 'refused', 'unknown'],
  unknown: ['approved', 'declined', 'cancelled', 'refused', 'closed_by_staff'],
};

export function settlingRows(attempt: AttemptRow, seen: Seen): readonly DeliveredRow[] {
  const rows = seen.delivered.get(attempt.listed) ?? [];
  return rows.filter((row) => isOfKind(row, attempt));
}

/** A refund shares its number with others, and is told from them by road and amount too (section 6.3). */
function isOfKind(
  row: { readonly type: string; readonly currency: string; readonly cents: number },
  attempt: AttemptRow,
): boolean {
  if (row.currency !== attempt.currency) return false;
  if (attempt.kind === 'purchase') return row.type === 'purchase';
  return row.type === typeOfRoad[attempt.road ?? ''] && row.cents === attempt.asked;
}

/** @param before null when the attempt is new */
export function judgeState(
  before: AttemptRow | null,
  now: AttemptRow,
  scene: StateScene,
  blame: Blame,
): void {
  if (before === null || before.state !== now.state) judgeStep(before, now, scene, blame);
  if (before !== null && before.asked !== now.asked) blame('M8', `the asked amount of ${now.number} changes`);
  if (now.state === 'prepared' && now.begunAt !== null)
    blame('M1', `${now.number} has left, but is still prepared`);
  judgeWatch(before, now, scene, blame);
  judgeApproval(before, now, scene, blame);
  judgeLaterProven(before, now, scene, blame);
  judgeAcknowledged(before, now, blame);
}

/** What a cashier has put away was another outcome than the one that is there now (section 5). */
function judgeAcknowledged(before: AttemptRow | null, now: AttemptRow, blame: Blame): void {
  if (before === null || now.acknowledgedAt === null) return;
  const isOther =
    before.state !== now.state || before.proven !== now.proven || before.approved !== now.approved;
  if (isOther && before.acknowledgedAt === now.acknowledgedAt)
    blame('M6', `${now.number} has become ${now.state}, ${now.proven}, and stays put away`);
}

const watchMs = 48 * 3_600_000;

/** Evidence may come for two days (M6). */
function judgeWatch(before: AttemptRow | null, now: AttemptRow, scene: StateScene, blame: Blame): void {
  if (now.watchClosedAt === null || before?.watchClosedAt != null || !scene.areClocksTrue) return;
  const sinceMs = scene.nowMs - (now.begunAt ?? now.preparedAt);
  if (sinceMs < watchMs - 1_000)
    blame('M6', `${now.number} is not watched any more ${sinceMs} ms after its send`);
  const good = scene.seen.looks.lastGood(now);
  if (good === null || good.atMs - (now.begunAt ?? now.preparedAt) < watchMs - 1_000)
    blame('M6', `${now.number} is not watched any more, but no look-up two days after its send succeeded`);
}

function judgeStep(before: AttemptRow | null, now: AttemptRow, scene: StateScene, blame: Blame): void {
  const from = before?.state ?? 'prepared';
  if (from !== now.state && !order[from]?.includes(now.state))
    blame('M6', `${now.number} goes from ${from} to ${now.state}`);
  switch (now.state) {
    case 'approved':
      if (!settlingRows(now, scene.seen).some((row) => row.status === 'approved'))
        blame('M5', `${now.number} is approved, but no approved row of it was ever read`);
      return;
    case 'declined':
      judgeDecline(now, scene, blame);
      return;
    case 'cancelled':
      judgeCancel(now, scene, blame);
      return;
    case 'refused':
      if (scene.seen.taken.has(now.number) && !scene.seen.refused.has(now.number))
        blame('M4', `${now.number} is refused, but Helcim took it`);
      return;
    case 'unknown':
      judgeUnknown(before, now, scene, blame);
      return;
    case 'checking':
      judgeChecking(now, scene, blame);
      return;
    case 'closed_by_staff':
      if (!wasSaid(now, scene.seen, 'closeUnknown'))
        blame('M5', `${now.number} is closed by staff, but nobody said so`);
      return;
    case 'on_terminal':
      if (!scene.seen.writes.has(now.number))
        blame('M5', `${now.number} is on the terminal, but it never left`);
      if (!scene.seen.taken.has(now.number))
        blame('M4', `${now.number} is on the terminal, but Helcim never answered 202`);
      return;
    default:
  }
}

const clockToleranceMs = 120_000;

/**
 * The customer has cancelled it. Where cancels carry no number, two things cannot be told apart from outside, and no
 * money moves in either: a request that never came to the screen, and one of another till on the same terminal. A cancel
 * of the same amount there may be taken as this one's.
 */
function isCancelTrue(now: AttemptRow, seen: Seen): boolean {
  const sent = seen.writes.get(now.number);
  const wasSeen = seen.screened.has(now.number);
  return seen.cancels.some(({ number, terminal, cents, atMs }) => {
    if (number === now.number) return true;
    const isStranger = !seen.writes.has(number);
    const fits = terminal === now.terminal && cents === now.asked;
    return fits && (isStranger || !wasSeen) && sent !== undefined && atMs >= sent.atMs - clockToleranceMs;
  });
}

/** 202 is "on terminal" whatever its body; only silence, a restart or a sleep makes a doubt of it (M4, section 5). */
function judgeChecking(
  now: AttemptRow,
  { seen, process, nowMs, areClocksTrue }: StateScene,
  blame: Blame,
): void {
  const write = seen.writes.get(now.number);
  if (!write || write.process !== process || !areClocksTrue || !seen.heardTaken.has(now.number)) return;
  const sinceMs = nowMs - write.atMs;
  if (sinceMs < noNewsMs)
    blame('M4', `${now.number} was taken by a 202, and is in doubt ${sinceMs} ms after its send`);
}

function judgeCancel(now: AttemptRow, { seen }: StateScene, blame: Blame): void {
  if (!isCancelTrue(now, seen)) blame('M5', `${now.number} is cancelled, but no customer cancelled it`);
  const isFresh = seen.freshCancels.some(({ number, terminal, cents }) =>
    number === null || isInventedNumber(now, number)
      ? terminal === now.terminal && cents === now.asked
      : number === now.listed,
  );
  if (!isFresh) blame('M5', `${now.number} is cancelled by an event that was not fresh any more`);
}

/** A refund on a terminal may have a number that Helcim has made up for it. */
function isInventedNumber({ kind, listed }: AttemptRow, number: string): boolean {
  return kind === 'refund' && number !== listed;
}

function wasSaid(now: AttemptRow, seen: Seen, word: string): boolean {
  return (seen.words.get(now.id) ?? []).some((each) => each.word === word);
}

/** M7: only a row proves it, and only after the quiet, or with a word or an event that ends the reader's Try Again. */
function judgeDecline(now: AttemptRow, scene: StateScene, blame: Blame): void {
  const rows = settlingRows(now, scene.seen);
  const declines = rows.filter((row) => row.status === 'declined');
  if (declines.length === 0) {
    blame('M5', `${now.number} is declined, but no declined row of it was ever read`);
    return;
  }
  const isOwn = (row: DeliveredRow) => now.kind === 'purchase' || row.madeBy === now.id;
  if (rows.some((row) => row.status === 'approved' && isOwn(row)))
    blame('M6', `${now.number} is declined, but an approved row of it was read`);
  // A call without a terminal has no Try Again: its own answer is the end.
  if (scene.seen.answeredDeclined.has(now.number)) return;
  if (isCancelTrue(now, scene.seen) || isReadyScreenLookedUp(now, scene.seen)) return;
  judgeQuietLookedUp(now, declines, scene, blame);
  const young = firstReadings(declines).filter((row) => ageMs(row, scene) < quietMs);
  if (young.length === 0) return;
  const ages = young.map((row) => `${ageMs(row, scene)} ms`).join(', ');
  blame('M7', `${now.number} is declined ${ages} after a DECLINED row; the reader may offer Try Again`);
}

/** The ready screen was said, and a look-up that was asked after the words could have shown an approval. */
function isReadyScreenLookedUp(now: AttemptRow, seen: Seen): boolean {
  const good = seen.looks.lastGood(now);
  if (good === null) return false;
  return (seen.words.get(now.id) ?? []).some((each) => each.word === 'readyScreen' && each.atMs <= good.atMs);
}

/** The approval of a Try Again in the last seconds of the quiet is seen only by a look-up that is asked after it. */
function judgeQuietLookedUp(
  now: AttemptRow,
  declines: readonly DeliveredRow[],
  scene: StateScene,
  blame: Blame,
): void {
  const good = scene.seen.looks.lastGood(now);
  if (good === null) {
    blame('M7', `${now.number} is declined without one look-up that succeeded`);
    return;
  }
  for (const row of firstReadings(declines)) {
    const isOneRun = good.process === row.process;
    if (!isOneRun && !scene.areClocksTrue) continue;
    const afterMs = isOneRun ? good.monotonicMs - row.monotonicMs : good.atMs - row.atMs;
    if (afterMs < quietMs)
      blame('M7', `${now.number} is declined, but its last look-up was asked ${afterMs} ms after the row`);
  }
}

/**
 * On the machine's monotonic clock within one run of the program, which no jump of the wall clock may bend (M15); over a
 * restart true time, and nothing can be said there once the clocks were not true.
 */
function ageMs(
  moment: { readonly process: number; readonly monotonicMs: number; readonly atMs: number },
  scene: StateScene,
): number {
  if (moment.process === scene.process) return scene.monotonicMs - moment.monotonicMs;
  return scene.areClocksTrue ? scene.nowMs - moment.atMs : Number.POSITIVE_INFINITY;
}

function firstReadings(rows: readonly DeliveredRow[]): readonly DeliveredRow[] {
  return rows.filter((row, index) => rows.findIndex((each) => each.id === row.id) === index);
}

function judgeUnknown(before: AttemptRow | null, now: AttemptRow, scene: StateScene, blame: Blame): void {
  if (wasSaid(now, scene.seen, 'readyScreen')) return;
  const write = scene.seen.writes.get(now.number);
  const sincePreparedMs = scene.areClocksTrue ? scene.nowMs - now.preparedAt : Number.POSITIVE_INFINITY;
  const sinceMs = write ? ageMs(write, scene) : sincePreparedMs;
  if (sinceMs < unknownAfterMs - pressToWireMs)
    blame(
      'M15',
      `${now.number} is given up ${sinceMs} ms after its send (from ${before?.state ?? 'nothing'})`,
    );
}

/** The approved amount is the sum of the approved rows that were read, each once, and never goes down (M6, M8). */
function judgeApproval(before: AttemptRow | null, now: AttemptRow, scene: StateScene, blame: Blame): void {
  const wasCents = before?.approved ?? null;
  const isCents = now.approved ?? null;
  if (wasCents !== null && (isCents === null || isCents < wasCents))
    blame('M6', `the approved amount of ${now.number} goes from ${wasCents} to ${isCents}`);
  if (isCents !== null && !isApproved(now))
    blame('M6', `${now.number} has approved money but is shown as ${now.state}`);
  if (isCents === null && isApproved(now)) blame('M8', `${now.number} is approved without an amount`);
  if (isCents === wasCents) return;
  const claimed = scene.transactions.filter(
    (row) => row.owner === now.id && row.status === 'approved' && isOfKind(row, now),
  );
  const readCents = new Map(
    settlingRows(now, scene.seen)
      .filter((row) => row.status === 'approved')
      .map((row) => [row.id, row.cents]),
  );
  const sum = claimed.reduce((cents, row) => cents + row.cents, 0);
  if (sum !== isCents) blame('M8', `${now.number} has ${isCents} approved, but its approved rows are ${sum}`);
  for (const row of claimed)
    if (readCents.get(row.id) !== row.cents)
      blame('M5', `${now.number} owns ${row.id} of ${row.cents}, which was not read as its approved row`);
  judgeApprovalAlarms(before, now, claimed.length, scene, blame);
}

function judgeApprovalAlarms(
  before: AttemptRow | null,
  now: AttemptRow,
  approvals: number,
  scene: StateScene,
  blame: Blame,
): void {
  const has = (...kinds: string[]) =>
    scene.alarms.some((alarm) => kinds.includes(alarm.kind) && alarm.attempt === now.id);
  const isLate = before !== null && !isOpenState(before.state) && before.state !== 'approved';
  const [late, twice] =
    now.kind === 'purchase'
      ? (['late_approval', 'possible_double_charge'] as const)
      : (['late_refund', 'refund_twice'] as const);
  if (isLate && !has(late, twice))
    blame('M6', `${now.number} was ${before?.state}, is approved now, and raises no alarm`);
  if (approvals > 1 && !has(twice))
    blame('M6', `${now.number} has ${approvals} approved rows and raises no alarm`);
  if (
    (now.filedAs === 'pays_otherwise' ||
      now.reason === 'paid_otherwise' ||
      scene.seen.paidOtherwise.has(now.id)) &&
    !has('paid_otherwise_and_approved')
  )
    blame('M6', `${now.number} is approved though it was paid otherwise, and raises no alarm`);
}

function judgeLaterProven(before: AttemptRow | null, now: AttemptRow, scene: StateScene, blame: Blame): void {
  if (now.proven === null || now.proven === before?.proven) return;
  if (before?.proven === 'approved')
    blame('M6', `${now.number} was proven approved and is proven ${now.proven} now`);
  if (now.proven === 'declined') judgeDecline(now, scene, blame);
  if (now.proven === 'cancelled') judgeCancel(now, scene, blame);
}

/** A sale whose approved attempts cover more than its total has been paid twice (M3). */
export function judgeSales(attempts: readonly AttemptRow[], alarms: readonly AlarmRow[], blame: Blame): void {
  const purchases = attempts.filter(({ kind }) => kind === 'purchase');
  const bySale = Map.groupBy(purchases, (attempt) => attempt.sale);
  for (const group of bySale.values()) {
    const paid = group.reduce((sum, each) => sum + Math.min(each.approved ?? 0, each.asked), 0);
    const ids = new Set(group.map(({ id }) => id));
    const isTold = alarms.some((alarm) => alarm.kind === 'sale_paid_twice' && ids.has(alarm.attempt ?? ''));
    if (paid > (group[0]?.total ?? 0) && !isTold)
      blame('M3', `a sale of ${group[0]?.total} is paid with ${paid} and raises no alarm`);
    if (paid <= (group[0]?.total ?? 0) && isTold)
      blame('M3', `a sale of ${group[0]?.total} is paid with ${paid}, and an alarm says twice`);
  }
}

/** Alarms stand until a person takes note (M6). */
export function judgeAlarms(
  before: readonly AlarmRow[],
  now: readonly AlarmRow[],
  seen: Seen,
  blame: Blame,
): void {
  const known = new Map(now.map((alarm) => [alarm.id, alarm]));
  for (const alarm of before) if (!known.has(alarm.id)) blame('M6', `the alarm ${alarm.kind} is gone`);
  for (const alarm of now)
    if (alarm.acknowledged !== null && !seen.acknowledgedAlarms.has(alarm.id))
      blame('M6', `nobody took note of the alarm ${alarm.kind}, but it is put away`);
}
