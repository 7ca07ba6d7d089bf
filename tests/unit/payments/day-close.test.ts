import { describe, expect, it } from 'vitest';
import { mountainText } from '../../../electron/helcim/mountain-time.ts';
import { addsUp } from '../../../electron/payments/day-batches.ts';
import { closeDay, type DayCloseFacts } from '../../../electron/payments/day-close.ts';
import { appError } from '../../../shared/app-error.ts';
import { type BusinessDay, boundsOfDay } from '../../../shared/business-day.ts';
import { type Difference, type DifferenceKind, differenceKinds } from '../../../shared/day-close.ts';
import {
  aBatch,
  aHelcim,
  anAttempt,
  aRow,
  bounds,
  dayFacts,
  found,
  kinds,
  noonMs,
  numberOf,
} from './day-facts.ts';

const good = { attempts: [anAttempt(1)], rows: [aRow(1)] };
const hourMs = 3_600_000;
const foreign = (n: number, more: Parameters<typeof aRow>[1] = {}) =>
  aRow(n, { invoiceNumber: `INV${n}`, ...more });

interface Planted {
  readonly what: string;
  readonly facts: Partial<DayCloseFacts>;
  readonly finds: Partial<Difference> & { readonly kind: DifferenceKind };
}

/** One day that agrees, and one thing wrong in it. */
const planted: readonly Planted[] = [
  {
    what: 'a charge of another program',
    facts: { helcim: aHelcim([...good.rows, foreign(50, { amountCents: 4_200 })]) },
    finds: { kind: 'unclaimed_charge', cause: 'another_tool', next: 'see_helcim', helcimCents: 4_200 },
  },
  {
    what: 'a charge of another till',
    facts: { helcim: aHelcim([...good.rows, aRow(51)]) },
    finds: { kind: 'unclaimed_charge', cause: 'another_till', next: 'see_helcim', transactionId: 1_051 },
  },
  {
    what: 'a refund made elsewhere, of a sale of this till',
    facts: {
      helcim: aHelcim([...good.rows, aRow(1, { transactionId: 9, type: 'refund', amountCents: 300 })]),
    },
    finds: {
      kind: 'refund_elsewhere',
      cause: null,
      next: 'open_attempt',
      helcimCents: 300,
      attemptId: 'attempt-000001',
    },
  },
  {
    what: 'a reverse made elsewhere, of nothing this till sold',
    facts: { helcim: aHelcim([...good.rows, foreign(52, { type: 'reverse' })]) },
    finds: { kind: 'refund_elsewhere', next: 'see_helcim', moneyKind: 'reverse', attemptId: null },
  },
  {
    what: 'a refund that may be this till’s own one whose end is not known',
    facts: {
      attempts: [...good.attempts, anAttempt(2, { kind: 'refund', state: 'unknown', amountCents: 300 })],
      helcim: aHelcim([...good.rows, aRow(1, { transactionId: 9, type: 'refund', amountCents: 300 })]),
    },
    finds: { kind: 'refund_elsewhere', cause: 'refund_not_settled', helcimCents: 300 },
  },
  {
    what: 'an attempt whose end is not known',
    facts: { attempts: [...good.attempts, anAttempt(2, { state: 'unknown' })] },
    finds: { kind: 'unknown_attempt', next: 'open_attempt', attemptId: 'attempt-000002', oursCents: 1_000 },
  },
  {
    what: 'an attempt that is still open',
    facts: { attempts: [...good.attempts, anAttempt(2, { state: 'on_terminal', endedAtMs: null })] },
    finds: { kind: 'open_attempt', next: 'open_attempt', attemptId: 'attempt-000002' },
  },
  {
    what: 'an approval at Helcim of what ended here as cancelled',
    facts: {
      attempts: [...good.attempts, anAttempt(2, { state: 'cancelled' })],
      helcim: aHelcim([...good.rows, aRow(2)]),
    },
    finds: { kind: 'approved_at_helcim', next: 'look_up', attemptId: 'attempt-000002', transactionId: 1_002 },
  },
  {
    what: 'an amount that is another one at Helcim',
    facts: { helcim: aHelcim([aRow(1, { amountCents: 1_250 })]) },
    finds: { kind: 'amount_changed', next: 'see_helcim', oursCents: 1_000, helcimCents: 1_250 },
  },
  {
    what: 'an approval that Helcim now calls declined',
    facts: { helcim: aHelcim([aRow(1, { status: 'declined', statusText: 'DECLINED' })]) },
    finds: { kind: 'not_approved_at_helcim', next: 'see_helcim', oursCents: 1_000 },
  },
  {
    what: 'an approval that is missing at Helcim',
    facts: { helcim: aHelcim([]) },
    finds: {
      kind: 'missing_at_helcim',
      cause: null,
      next: 'look_up',
      oursCents: 1_000,
      transactionId: 1_001,
    },
  },
  {
    what: 'an approval that came while Helcim was being read',
    facts: { helcim: aHelcim([], { begunAtMs: noonMs }) },
    finds: { kind: 'missing_at_helcim', cause: 'just_now', next: 'report_again' },
  },
  {
    what: 'two charges for one request',
    facts: {
      attempts: [anAttempt(1, { rows: [aRow(1), aRow(1, { transactionId: 9 })] })],
      helcim: aHelcim([aRow(1), aRow(1, { transactionId: 9 })]),
    },
    finds: { kind: 'charged_twice', next: 'open_attempt', oursCents: 1_000, helcimCents: 2_000 },
  },
  {
    what: 'a row in another currency',
    facts: { helcim: aHelcim([...good.rows, foreign(53, { currency: 'USD' })]) },
    finds: { kind: 'other_currency', next: 'see_helcim', currency: 'USD', helcimCents: 1_000 },
  },
  {
    what: 'a row of a type that is no movement of money',
    facts: { helcim: aHelcim([...good.rows, foreign(54, { type: 'preauth' })]) },
    finds: { kind: 'other_type', next: 'see_helcim', transactionId: 1_054 },
  },
  {
    what: 'a row that is neither approved nor declined',
    facts: { helcim: aHelcim([...good.rows, foreign(55, { status: 'other', statusText: 'PENDING' })]) },
    finds: { kind: 'undecided_row', next: 'report_again', transactionId: 1_055 },
  },
  {
    what: 'rows that cannot be read',
    facts: { helcim: aHelcim(good.rows, { unreadableCount: 3 }) },
    finds: { kind: 'unreadable_rows', next: 'report_again', count: 3 },
  },
  {
    what: 'a row whose time cannot be read',
    facts: { helcim: aHelcim([...good.rows, foreign(56, { dateCreatedText: '0000-00-00 00:00:00' })]) },
    finds: { kind: 'time_unreadable', next: 'see_helcim', transactionId: 1_056 },
  },
  {
    what: 'a closed batch whose total is not what its rows come to',
    facts: { batches: [{ batch: aBatch({ totalSalesCents: 1_100 as never }), rows: good.rows }] },
    finds: { kind: 'batch_differs', cause: null, next: 'call_helcim', batchId: 7, oursCents: 1_000 },
  },
  {
    what: 'an open batch that moved on meanwhile',
    facts: { batches: [{ batch: aBatch({ closed: false, countApproved: 2 }), rows: good.rows }] },
    finds: { kind: 'batch_differs', cause: 'batch_still_open', next: 'report_again' },
  },
  {
    what: 'a batch whose rows could not all be read',
    facts: { batches: [{ batch: aBatch(), rows: null }] },
    finds: { kind: 'batch_unread', next: 'report_again', batchId: 7 },
  },
  {
    what: 'money in no batch',
    facts: { helcim: aHelcim([aRow(1, { cardBatchId: null })]) },
    finds: { kind: 'row_without_batch', next: 'see_helcim', count: 1, helcimCents: 1_000 },
  },
  {
    what: 'a batch that holds two business days',
    facts: {
      batches: [
        {
          batch: aBatch(),
          rows: [...good.rows, foreign(57, { dateCreatedText: mountainText(noonMs - 24 * hourMs) })],
        },
      ],
    },
    finds: { kind: 'batch_spans_days', next: 'nothing', batchId: 7, oursCents: 1_000, helcimCents: 2_000 },
  },
  {
    what: 'a card taken after the cut-over for what was asked before it',
    facts: { helcim: aHelcim([aRow(1, { dateCreatedText: mountainText(bounds.toMs + 30_000) })]) },
    finds: { kind: 'other_day', cause: 'counts_here', next: 'nothing', helcimCents: 1_000 },
  },
  {
    what: 'a card taken on this day for what was asked the day before',
    facts: {
      others: [anAttempt(3, { preparedAtMs: bounds.fromMs - 30_000 })],
      helcim: aHelcim([...good.rows, aRow(3, { dateCreatedText: mountainText(bounds.fromMs + 30_000) })]),
    },
    finds: { kind: 'other_day', cause: 'counts_there', next: 'nothing', attemptId: 'attempt-000003' },
  },
];

describe('the day’s close', () => {
  it('finds nothing where both sides agree', () => {
    expect(kinds(dayFacts({ batches: [{ batch: aBatch(), rows: good.rows }] }))).toEqual([]);
  });

  it.each(planted)('finds $what, and nothing else', ({ facts, finds }) => {
    const [first, ...rest] = found(dayFacts(facts)).filter(
      // The unsettled refund itself is told of beside what it may be.
      ({ kind }) => !(kind === 'unknown_attempt' && finds.cause === 'refund_not_settled'),
    );
    expect(first).toMatchObject(finds);
    expect(rest).toEqual([]);
  });

  it('has a planted difference of every kind there is', () => {
    expect(new Set(planted.map(({ finds }) => finds.kind))).toEqual(new Set(differenceKinds));
  });

  it('finds all of them together, what needs a person first', () => {
    const attempts = planted.flatMap(({ facts }) => facts.attempts ?? []);
    expect(attempts.length).toBeGreaterThan(5);
    const all = closeDay(
      dayFacts({
        attempts: [
          anAttempt(1),
          anAttempt(2, { state: 'unknown' }),
          anAttempt(3, { state: 'cancelled' }),
          anAttempt(4),
        ],
        helcim: aHelcim(
          [
            aRow(1, { amountCents: 900 }),
            aRow(3),
            foreign(50),
            foreign(51, { type: 'refund' }),
            foreign(52, { currency: 'USD' }),
          ],
          { unreadableCount: 1 },
        ),
      }),
    );
    expect(all.differences.map(({ kind }) => kind)).toEqual([
      'unclaimed_charge',
      'refund_elsewhere',
      'unknown_attempt',
      'approved_at_helcim',
      'amount_changed',
      'missing_at_helcim',
      'other_currency',
      'unreadable_rows',
    ]);
  });

  it('says what stands behind a missing row when rows could not be read', () => {
    const [missing] = found(dayFacts({ helcim: aHelcim([], { unreadableCount: 1 }) }));
    expect(missing).toMatchObject({ kind: 'missing_at_helcim', cause: 'behind_unreadable' });
  });

  it('is a report of our own ledger where Helcim could not be read', () => {
    const close = closeDay(
      dayFacts({
        attempts: [anAttempt(1), anAttempt(2, { state: 'unknown', filedAs: 'stopped_at_terminal' })],
        helcim: { error: appError('helcim_unreachable') },
        batchesReading: { kind: 'not_tried' },
      }),
    );
    expect(close.helcim).toBeNull();
    expect(close.rowsReading).toMatchObject({ kind: 'failed', error: { code: 'helcim_unreachable' } });
    expect(close.ours.kinds.sale).toEqual({ count: 1, cents: 1_000 });
    expect(close.hours.every(({ helcim }) => helcim === null)).toBe(true);
    // Without Helcim's rows nothing says that the stopped one was not paid.
    expect(close.differences.map(({ kind }) => kind)).toEqual(['unknown_attempt']);
  });

  it('takes a request that was stopped at the terminal as ended once Helcim shows no payment for it', () => {
    const attempts = [anAttempt(1), anAttempt(2, { state: 'unknown', filedAs: 'stopped_at_terminal' })];
    expect(kinds(dayFacts({ attempts }))).toEqual([]);
  });

  it('of an empty day is all zeros, with every hour there', () => {
    const close = closeDay(dayFacts({ attempts: [], helcim: aHelcim([]) }));
    expect(close.ours).toEqual(close.helcim);
    expect(close.ours.netCents).toBe(0);
    expect(close.cardTypes).toEqual([]);
    expect(close.hours).toHaveLength(24);
    expect(close.differences).toEqual([]);
  });

  it('keeps what is above the asked amount apart, each charge against its own request (M8)', () => {
    const attempts = [
      anAttempt(1, { rows: [aRow(1, { amountCents: 1_150 })] }),
      anAttempt(2, { rows: [aRow(2), aRow(2, { transactionId: 9, amountCents: 1_000 })] }),
    ];
    const rows = [aRow(1, { amountCents: 1_150 }), aRow(2), aRow(2, { transactionId: 9 })];
    const { ours, helcim } = closeDay(dayFacts({ attempts, helcim: aHelcim(rows) }));
    expect(ours.aboveAsked).toEqual({ count: 1, cents: 150 });
    expect(helcim?.aboveAsked).toEqual(ours.aboveAsked);
    expect(ours.kinds.sale).toEqual({ count: 3, cents: 3_150 });
  });

  it('counts refunds and reverses of this till against its sales', () => {
    const refund = aRow(1, { transactionId: 91, type: 'refund', amountCents: 300 });
    const reverse = aRow(2, { transactionId: 92, type: 'reverse' });
    const attempts = [
      anAttempt(1),
      anAttempt(2),
      anAttempt(3, { kind: 'refund', terminalCode: null, amountCents: 300, rows: [refund] }),
      anAttempt(4, { kind: 'refund', terminalCode: null, rows: [reverse] }),
    ];
    const close = closeDay(dayFacts({ attempts, helcim: aHelcim([aRow(1), aRow(2), refund, reverse]) }));
    expect(close.differences).toEqual([]);
    expect(close.ours).toEqual(close.helcim);
    expect(close.ours.netCents).toBe(2_000 - 300 - 1_000);
    expect(close.terminals.map(({ key }) => key)).toEqual(['', 'AB12']);
  });

  it('counts the same payment into the same hour on both sides', () => {
    const attempts = [anAttempt(1, { preparedAtMs: noonMs - 30_000 })];
    const rows = [aRow(1, { dateCreatedText: mountainText(noonMs + 30_000) })];
    const close = closeDay(dayFacts({ attempts, helcim: aHelcim(rows) }));
    for (const hour of close.hours) expect(hour.helcim).toEqual(hour.ours);
    expect(close.hours[11]?.ours.sale.count).toBe(1);
  });

  it.each([
    ['2026-03-08', 23],
    ['2026-11-01', 25],
  ])('has a row for each hour of %s, which has %d', (text, hours) => {
    const close = closeDay(
      dayFacts({
        day: text as BusinessDay,
        bounds: boundsOfDay(text as BusinessDay, { timeZone: 'America/Toronto', cutOverHour: 0 }),
        attempts: [],
        helcim: aHelcim([]),
      }),
    );
    expect(close.hours).toHaveLength(hours);
  });

  it('M15 keeps a row of the hour that Helcim writes twice, and counts it once', () => {
    // 01:30 on Mountain clocks on the first of November stands for two instants.
    const rows = [foreign(60, { dateCreatedText: '2026-11-01 01:30:00' })];
    const closeOf = (text: string) =>
      closeDay(
        dayFacts({
          day: text as BusinessDay,
          bounds: boundsOfDay(text as BusinessDay, { timeZone: 'America/Edmonton', cutOverHour: 1 }),
          attempts: [],
          helcim: aHelcim(rows),
        }),
      );
    const counts = ['2026-10-31', '2026-11-01', '2026-11-02'].map(
      (text) => closeOf(text).helcim?.kinds.sale.count,
    );
    expect(counts).toEqual([0, 1, 0]);
  });

  it('reads its number in any letter case', () => {
    expect(
      kinds(dayFacts({ helcim: aHelcim([aRow(1, { invoiceNumber: numberOf(1).toLowerCase() })]) })),
    ).toEqual([]);
  });
});

describe('a batch', () => {
  const rows = {
    sale: { count: 2, cents: 2_000 },
    refund: { count: 1, cents: 300 },
    reverse: { count: 1, cents: 1_000 },
  };
  const none = { salesCents: null, refundsCents: null, netCents: null, countApproved: null };

  it.each([
    ['the sum of all sales', { salesCents: 2_000 }, true],
    ['the sum without the reversed one', { salesCents: 1_000 }, true],
    ['anything else', { salesCents: 1_999 }, false],
    ['net sales', { netCents: 700 }, true],
    ['wrong net sales', { netCents: 701 }, false],
    ['refunds', { refundsCents: 300 }, true],
    ['wrong refunds', { refundsCents: 0 }, false],
    ['the count', { countApproved: 4 }, true],
    ['a wrong count', { countApproved: 3 }, false],
    ['nothing at all', {}, true],
  ])('that states %s adds up or not', (_what, stated, isRight) => {
    expect(addsUp({ stated: { ...none, ...stated }, rows })).toBe(isRight);
  });
});
