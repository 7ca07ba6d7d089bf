/** When everything has come to rest: what the ledger says of every attempt is what happened to the card. */
import { type AlarmRow, type AttemptRow, isApproved, isOpenState, type LedgerRows } from './ledger-rows.ts';
import type { Seen } from './seen.ts';
import type { Blame } from './sending-rules.ts';

export interface TrueRow {
  readonly id: number;
  readonly number: string;
  readonly type: string;
  readonly currency: string;
  readonly isApproved: boolean;
  readonly cents: number;
}

export function judgeEnd(
  rows: LedgerRows,
  truth: readonly TrueRow[],
  seen: Seen,
  { wasRestored, areClocksTrue }: { readonly wasRestored: boolean; readonly areClocksTrue: boolean },
  blame: Blame,
): void {
  const attempts = rows.attempts();
  const owners = new Map(rows.transactions().map((row) => [row.id, row.owner]));
  const byNumber = new Map(attempts.map((attempt) => [attempt.number, attempt]));
  for (const attempt of attempts) judgeAttempt(attempt, truth, owners, seen, blame);
  const alarms = rows.alarms();
  judgeUnlikeRows(attempts, truth, alarms, seen, blame);
  for (const row of truth) {
    if (
      !row.isApproved ||
      row.type !== 'purchase' ||
      !seen.writes.has(row.number) ||
      byNumber.has(row.number)
    )
      continue;
    const isTold = alarms.some(
      (alarm) => alarm.kind === 'payment_without_attempt' && alarm.transaction_id === row.id,
    );
    if (!wasRestored) blame('M1', `${row.number} was charged and is not in the ledger`);
    else if (!isTold || !owners.has(row.id))
      blame('M14', `${row.number} was charged, was lost with the restored ledger, and no alarm tells of it`);
  }
  if (!wasRestored) judgeCancels(attempts, truth, seen, blame);
  if (!wasRestored && areClocksTrue) judgeNamelessCancels(attempts, truth, seen, blame);
  judgeInbox(rows, truth, owners, byNumber, seen, wasRestored, blame);
  if (rows.identity()?.recovering === 1) blame('M14', 'the ledger never came out of recovery');
  const integrity = rows.integrity();
  if (integrity !== 'ok') blame('M1', `the ledger's file is damaged: ${integrity}`);
}

function settles({ type, currency }: TrueRow, attempt: AttemptRow): boolean {
  return type === 'purchase' && currency === attempt.currency;
}

const moneyBack = ['refund', 'reverse'];

/** A row under our number that is no purchase of ours is kept, and a person is told (section 6). */
function judgeUnlikeRows(
  attempts: readonly AttemptRow[],
  truth: readonly TrueRow[],
  alarms: readonly AlarmRow[],
  seen: Seen,
  blame: Blame,
): void {
  for (const attempt of attempts)
    for (const row of truth) {
      if (row.number !== attempt.number || settles(row, attempt) || moneyBack.includes(row.type)) continue;
      const isRead = seen.delivered.get(row.number)?.some(({ id }) => id === row.id) === true;
      const kind = row.type === 'purchase' ? 'wrong_currency' : 'wrong_type';
      const isTold = alarms.some((alarm) => alarm.kind === kind && alarm.transaction_id === row.id);
      if (isRead && !isTold)
        blame(
          'M5',
          `a ${row.type} of ${row.currency} under ${row.number} was read, and no alarm tells of it`,
        );
    }
}

function judgeAttempt(
  attempt: AttemptRow,
  truth: readonly TrueRow[],
  owners: ReadonlyMap<number, string | null>,
  seen: Seen,
  blame: Blame,
): void {
  const { number, state, proven } = attempt;
  const own = truth.filter((row) => row.number === number && settles(row, attempt));
  const approved = own.filter((row) => row.isApproved);
  const cents = approved.length === 0 ? null : approved.reduce((sum, row) => sum + row.cents, 0);
  if (attempt.approved !== cents)
    blame('M6', `${number} has ${attempt.approved} approved in the ledger, the cards were charged ${cents}`);
  if (isApproved(attempt) !== (cents !== null))
    blame('M6', `${number} is ${state}, later proven ${proven}; the cards were charged ${cents}`);
  if (isOpenState(state)) blame('M16', `${number} is still ${state}`);
  for (const row of own)
    if (owners.get(row.id) !== attempt.id)
      blame('M6', `${row.id} of ${number} belongs to ${owners.get(row.id) ?? 'nobody'}`);
  if (cents !== null) return;
  const isDeclineTold = state === 'declined' || proven === 'declined';
  if (own.length > 0 && !isDeclineTold)
    blame('M5', `${number} was declined, but is ${state}, later proven ${proven}`);
  if (own.length === 0 && isDeclineTold) blame('M5', `${number} is declined, but no card was`);
  const wasTaken = seen.taken.has(number);
  if (wasTaken && !seen.refused.has(number) && state === 'refused')
    blame('M4', `${number} is refused, but Helcim took it`);
  if (!seen.writes.has(number) && !['refused', 'unknown', 'closed_by_staff'].includes(state))
    blame('M4', `${number} never left, but is ${state}`);
}

/** A fresh cancel that carries the number says what became of the attempt, unless a card was used all the same. */
function judgeCancels(
  attempts: readonly AttemptRow[],
  truth: readonly TrueRow[],
  seen: Seen,
  blame: Blame,
): void {
  for (const { number, isSurelyFresh } of seen.freshCancels) {
    const attempt = attempts.find((each) => each.number === number);
    if (!isSurelyFresh || !attempt || truth.some((row) => row.number === number)) continue;
    if (attempt.state !== 'cancelled' && attempt.proven !== 'cancelled')
      blame('M10', `${number} was cancelled by an event with its number, but is ${attempt.state}`);
  }
}

/** Without a number the last send to that terminal is meant, when there was no other of that amount all day. */
function judgeNamelessCancels(
  attempts: readonly AttemptRow[],
  truth: readonly TrueRow[],
  seen: Seen,
  blame: Blame,
): void {
  for (const fresh of seen.freshCancels) {
    const isThere = (place: { readonly terminal: string }, cents: number) =>
      place.terminal === fresh.terminal && cents === fresh.cents;
    if (fresh.number !== null || !fresh.isSurelyFresh) continue;
    const [attempt, ...others] = attempts.filter((each) => isThere(each, each.asked));
    const cancels = seen.cancels.filter((each) => isThere(each, each.cents));
    if (attempt !== attempts.findLast(({ terminal }) => terminal === fresh.terminal)) continue;
    if (!attempt || others.length > 0 || cancels.some(({ number }) => number !== attempt.number)) continue;
    if (cancels.length === 0 || truth.some((row) => row.number === attempt.number)) continue;
    if (attempt.state !== 'cancelled' && attempt.proven !== 'cancelled')
      blame('M10', `${attempt.number} was cancelled, and can alone be meant, but is ${attempt.state}`);
  }
}

function judgeInbox(
  rows: LedgerRows,
  truth: readonly TrueRow[],
  owners: ReadonlyMap<number, string | null>,
  byNumber: ReadonlyMap<string, AttemptRow>,
  seen: Seen,
  wasRestored: boolean,
  blame: Blame,
): void {
  const inbox = rows.inbox();
  const stored = new Set(inbox.map(({ webhook }) => webhook));
  for (const event of inbox) {
    if (event.outcome !== null) continue;
    const id = transactionIn(event.body);
    // News of a card that nobody ever charged is asked about for two days.
    if (id === null || truth.some((row) => row.id === id))
      blame('M10', `the event ${event.webhook} is still to do: ${event.body}`);
  }
  if (wasRestored) return;
  for (const [webhookId, body] of seen.takenEvents) {
    if (!stored.has(webhookId)) blame('M10', `the event ${webhookId} was answered and is gone`);
    const id = transactionIn(body);
    const row = truth.find((each) => each.id === id);
    if (!row) continue;
    const owner = moneyBack.includes(row.type) ? null : (byNumber.get(row.number)?.id ?? null);
    if (!owners.has(row.id))
      blame('M10', `the transaction ${row.id} of an answered event is neither claimed nor filed`);
    else if (owners.get(row.id) !== owner)
      blame('M10', `the transaction ${row.id} belongs to ${owners.get(row.id)}, not to ${owner}`);
  }
}

function transactionIn(body: string): number | null {
  try {
    const event = JSON.parse(body) as { type?: unknown; id?: unknown };
    return event.type === 'cardTransaction' ? Number(event.id) : null;
  } catch {
    return null;
  }
}
