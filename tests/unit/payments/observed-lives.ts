/** Arbitrary things to observe about one attempt, for properties. */
import fc from 'fast-check';
import type { Observation } from '../../../electron/payments/observations.ts';
import { appError } from '../../../shared/app-error.ts';
import { attemptStates } from '../../../shared/lifecycle.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/payment.ts';
import { aRow, otherNumber, ownNumber, startMs } from '../../fakes/attempt-facts.ts';

export const fromMs = startMs + 60_000;

/** What Helcim has under each id: number, type, currency and amount stay, only the status is news. */
const records = fc.uniqueArray(
  fc.record({
    transactionId: fc.integer({ min: 1, max: 9 }),
    invoiceNumber: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(ownNumber, ownNumber.toLowerCase(), ` ${ownNumber} `) },
      { weight: 1, arbitrary: fc.constantFrom(otherNumber, 'INV001045', '', null) },
    ),
    type: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('purchase', 'Purchase', ' PURCHASE ') },
      { weight: 1, arbitrary: fc.constantFrom('refund', 'reverse', 'preauth', 'verify', 'capture', '') },
    ),
    currency: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom('CAD', 'cad') },
      { weight: 1, arbitrary: fc.constantFrom('USD', '', 'CADS') },
    ),
    amountCents: fc.constantFrom(0, 1, 5_00, 49_99, 50_00, 57_50).map(amountCents),
  }),
  { selector: (record) => record.transactionId, minLength: 1, maxLength: 6 },
);
const statuses = fc.constantFrom('approved', 'declined', 'other' as const);

export const sightings: fc.Arbitrary<readonly Transaction[]> = records.chain((known) =>
  fc.array(
    fc
      .record({ record: fc.constantFrom(...known), status: statuses })
      .map(({ record, status }) => aRow({ ...record, status, statusText: status.toUpperCase() })),
    { maxLength: 14 },
  ),
);

export function readOf(rows: readonly Transaction[], isLookup = true): Observation {
  return { kind: 'rows_read', rows, source: isLookup ? 'lookup' : 'webhook', isLookup };
}

const error = appError('outcome_unclear');
/** Everything that can be observed without a row of Helcim's. */
export const wordless: fc.Arbitrary<Observation> = fc.constantFrom<Observation>(
  { kind: 'send_begun', begunAtMs: fromMs },
  { kind: 'send_accepted', status: 202 },
  { kind: 'send_refused', status: 409, error },
  { kind: 'send_not_sent', error },
  { kind: 'send_unclear', status: null, error },
  { kind: 'restarted' },
  { kind: 'woken' },
  { kind: 'no_news' },
  { kind: 'time_ran_out' },
  { kind: 'decline_settled' },
  { kind: 'cancel_reported', cancelledAtMs: fromMs, byNumber: true },
  { kind: 'stale_cancel_reported', cancelledAtMs: fromMs },
  { kind: 'ready_screen_said', lookup: 'empty' },
  { kind: 'ready_screen_said', lookup: 'failed' },
  { kind: 'pays_otherwise_said' },
  { kind: 'staff_closed', who: 'Ann', reason: 'left_without_paying', paidByAttemptId: null },
  { kind: 'acknowledged' },
  { kind: 'watch_closed' },
  { kind: 'rows_read', rows: [], source: 'lookup', isLookup: true },
);

export const lives = fc.record({
  state: fc.constantFrom(...attemptStates.filter((state) => state !== 'approved')),
  observations: sightings.chain((rows) =>
    fc.array(
      fc.oneof(
        wordless,
        fc.subarray([...rows], { minLength: rows.length > 0 ? 1 : 0 }).map((some) => readOf(some)),
      ),
      { maxLength: 16 },
    ),
  ),
});
