import { describe, expect, it } from 'vitest';
import {
  type OwnRefund,
  planRefund,
  type RefundGround,
  refundedByOthersCents,
} from '../../../electron/payments/refund-road.ts';
import type { CardKind } from '../../../shared/card-kind.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/payment.ts';
import { ownNumber } from '../../fakes/attempt-facts.ts';
import { anOriginal, aRefundAttempt, aRefundRow } from '../../fakes/refund-facts.ts';

const paidCents = 50_00;

const cards = {
  credit: { cardType: 'VI', said: null },
  'credit, though a person says debit': { cardType: 'VI', said: 'debit' },
  debit: { cardType: 'IN', said: null },
  'debit, though a person says credit': { cardType: 'IN', said: 'credit' },
  unknown: { cardType: 'EB', said: null },
  'unknown, a person says credit': { cardType: null, said: 'credit' },
  'unknown, a person says debit': { cardType: 'ZZ', said: 'debit' },
} as const satisfies Record<string, { cardType: string | null; said: CardKind | null }>;
type Card = keyof typeof cards;

const batches = ['open', 'closed', 'unreadable'] as const;
type Batch = (typeof batches)[number];

const amounts = ['whole', 'part', 'above'] as const;
type Amount = (typeof amounts)[number];

const before = {
  none: { ours: [], others: [] },
  'part by us': { ours: [10_00], others: [] },
  'part by others': { ours: [], others: [10_00] },
  'all by us': { ours: [50_00], others: [] },
  'all by others': { ours: [], others: [20_00, 30_00] },
} as const;
type Before = keyof typeof before;

const approvedOfOurs = (cents: number): OwnRefund =>
  aRefundAttempt({ state: 'approved', amountCents: amountCents(cents), approvedCents: amountCents(cents) });

function groundOf(
  card: Card,
  batch: Batch,
  amount: Amount,
  given: Before,
  isPermitted: boolean,
): RefundGround {
  const { ours, others } = before[given];
  const givenCents = [...ours, ...others].reduce((sum, cents) => sum + cents, 0);
  const leftCents = paidCents - givenCents;
  const original = anOriginal({ cardType: cards[card].cardType });
  return {
    original,
    currency: 'CAD',
    batch,
    rows: [
      original,
      ...ours.map((cents) => aRefundRow({ transactionId: 951, amountCents: amountCents(cents) })),
      ...others.map((cents, index) =>
        aRefundRow({ transactionId: 960 + index, amountCents: amountCents(cents) }),
      ),
    ],
    ours: ours.map(approvedOfOurs),
    ownRowIds: new Set([951]),
    // "Whole" is all that is left: of a payment that was given back in part it is a part of the payment.
    amountCents: { whole: leftCents, part: 5_00, above: leftCents + 1 }[amount],
    saidCardKind: cards[card].said,
    hasTerminal: true,
    isPermitted,
    isInRecovery: false,
    needsManager: () => null,
  };
}

type Case = readonly [Card, Batch, Amount, Before, boolean];
type Answer = 'reverse' | 'credit_refund' | 'debit_refund' | 'ask_card_kind' | string;

/**
 * The same rules a second time, by hand: the first line that holds gives the answer. The words beside it are what a
 * cashier would be told.
 */
const rules: readonly (readonly [(...each: Case) => boolean, Answer, string])[] = [
  [(_c, _b, _a, _g, permitted) => !permitted, 'no_permission', 'Helcim said that the token may not refund'],
  [(_c, _b, _a, given) => given.startsWith('all'), 'nothing_left', 'everything has gone back already'],
  [(_c, _b, amount) => amount === 'above', 'above_remainder', 'more than what is left'],
  [(_c, batch) => batch === 'unreadable', 'batch_unreadable', 'whether it is open decides the road'],
  [
    (card, batch, amount, given) =>
      card === 'unknown' && batch === 'open' && (amount === 'part' || given !== 'none'),
    'part_in_open_batch',
    'no card at all gives a part of an open batch back, so nobody is asked',
  ],
  [(card) => card === 'unknown', 'ask_card_kind', 'its type tells nothing, a person has to'],
  [
    (card, batch) => isDebit(card) && batch === 'open',
    'debit_in_open_batch',
    'the API gives debit back only once its batch has closed',
  ],
  [(card) => isDebit(card), 'debit_refund', 'in-person debit needs the card at the terminal, whole or part'],
  [
    (_c, batch) => batch === 'closed',
    'credit_refund',
    'closed credit goes back without the card, whole or part',
  ],
  [
    (_c, _b, amount, given) => amount === 'part' || given !== 'none',
    'part_in_open_batch',
    'an open batch is reversed, and only the whole payment',
  ],
  [() => true, 'reverse', 'the whole of an open credit payment is reversed'],
];

/** A card type that tells wins over what a person says. */
function isDebit(card: Card): boolean {
  return card.startsWith('debit') || card === 'unknown, a person says debit';
}

const everyCase: readonly Case[] = (Object.keys(cards) as Card[]).flatMap((card) =>
  batches.flatMap((batch) =>
    amounts.flatMap((amount) =>
      (Object.keys(before) as Before[]).flatMap((given) =>
        [true, false].map((permitted): Case => [card, batch, amount, given, permitted]),
      ),
    ),
  ),
);

function answerOf(ground: RefundGround): Answer {
  const plan = planRefund(ground);
  if (plan.kind === 'go') return plan.road;
  return plan.kind === 'refuse' ? plan.why : plan.kind;
}

describe('the road of a refund', () => {
  it('M9 is tried in every combination', () => {
    expect(everyCase).toHaveLength(7 * 3 * 3 * 5 * 2);
    for (const [, , why] of rules) expect(why).not.toBe('');
    const used = new Set(everyCase.map((each) => rules.findIndex(([holds]) => holds(...each))));
    expect([...used].sort((a, b) => a - b)).toEqual(rules.map((_rule, index) => index));
  });

  it.each(everyCase)('M9 for %s, batch %s, %s, given back before: %s, permitted: %s', (...each) => {
    const [, answer, why] = rules.find(([holds]) => holds(...each)) ?? [];
    expect(answerOf(groundOf(...each)), why).toBe(answer);
  });

  it.each(everyCase.filter(([, , , , permitted]) => permitted))(
    'M9 says what is left, and whether waiting helps: %s, batch %s, %s, given back before: %s',
    (card, batch, amount, given) => {
      const plan = planRefund(groundOf(card, batch, amount, given, true));
      const left = { none: 50_00, part: 40_00, all: 0 }[given.split(' ')[0] as 'none' | 'part' | 'all'];
      expect(plan.refundableCents).toBe(left);
      const isWaiting = plan.kind === 'refuse' && plan.why.endsWith('in_open_batch');
      expect(plan.kind === 'refuse' && plan.canRemind).toBe(isWaiting);
    },
  );

  const fine = groundOf('credit', 'closed', 'part', 'none', true);

  it('takes all that is left where no amount is asked', () => {
    const ground = { ...groundOf('credit', 'closed', 'part', 'part by others', true), amountCents: null };
    expect(planRefund(ground)).toMatchObject({ kind: 'go', amountCents: 40_00, refundableCents: 40_00 });
  });

  it('says whether a manager has to allow it, by the amount that goes back', () => {
    const needsManager = (cents: number) => (cents > 4_00 ? ('above_limit' as const) : null);
    expect(planRefund({ ...fine, needsManager })).toMatchObject({ kind: 'go', needsManager: 'above_limit' });
    expect(planRefund({ ...fine, amountCents: 4_00, needsManager })).toMatchObject({ needsManager: null });
  });

  it.each<[string, Partial<RefundGround>, Answer]>([
    ['an original that Helcim does not know', { original: null }, 'original_unknown'],
    ['a declined sale', { original: anOriginal({ status: 'declined' }) }, 'original_not_approved'],
    ['a sale without a verdict', { original: anOriginal({ status: 'other' }) }, 'original_not_approved'],
    ['a refund', { original: anOriginal({ type: 'refund' }) }, 'original_no_purchase'],
    ['a reverse', { original: anOriginal({ type: 'reverse' }) }, 'original_no_purchase'],
    ['a pre-authorisation', { original: anOriginal({ type: 'preauth' }) }, 'original_no_purchase'],
    ['another currency', { original: anOriginal({ currency: 'USD' }) }, 'wrong_currency'],
    ['rows that could not be read', { rows: null }, 'rows_unreadable'],
    ['an original without a number', { original: anOriginal({ invoiceNumber: null }) }, 'rows_unreadable'],
    [
      'a row of a kind that nobody knows',
      { rows: [anOriginal(), aRefundRow({ type: 'return' })] },
      'rows_unreadable',
    ],
    ['a restored ledger', { isInRecovery: true }, 'in_recovery'],
  ])('refuses %s', (_what, wrong, why) => expect(answerOf({ ...fine, ...wrong })).toBe(why));

  it('asks for a terminal only where the card has to be there', () => {
    const debit = groundOf('debit', 'closed', 'part', 'none', true);
    expect(answerOf({ ...debit, hasTerminal: false })).toBe('needs_terminal');
    expect(answerOf({ ...fine, hasTerminal: false })).toBe('credit_refund');
  });

  it.each(['prepared', 'sending', 'on_terminal', 'checking', 'unknown'] as const)(
    'M9 waits for a refund that is %s, and names it',
    (state) => {
      const plan = planRefund({ ...fine, ours: [aRefundAttempt({ state })] });
      expect(plan).toMatchObject({ kind: 'refuse', why: 'unsettled_refund', attemptId: 'refund-1' });
    },
  );

  it('M9 waits for one of another payment under the same number, whose row could not be told from this one', () => {
    const beside = aRefundAttempt({ state: 'unknown', originalTransactionId: 901 });
    expect(answerOf({ ...fine, ours: [beside] })).toBe('unsettled_refund');
  });

  it.each([
    ['closed_by_staff', null, 40_00],
    ['declined', null, 50_00],
    ['cancelled', null, 50_00],
    ['refused', null, 50_00],
    ['declined', 'approved', 40_00],
    ['closed_by_staff', 'approved', 40_00],
    ['closed_by_staff', 'declined', 40_00],
  ] as const)('M9 counts a refund that is %s, later proven %s: %i left', (state, laterProven, leftCents) => {
    const approvedCents = laterProven === 'approved' ? amountCents(10_00) : null;
    const ours = [aRefundAttempt({ state, laterProven, approvedCents })];
    expect(planRefund({ ...fine, amountCents: null, ours })).toMatchObject({ refundableCents: leftCents });
  });
});

describe('what others have given back', () => {
  const sum = (...rows: Transaction[]) => refundedByOthersCents(rows, anOriginal(), new Set([951]));

  it('M9 is every refund and reverse that is not declined and not ours', () => {
    const rows = [
      anOriginal(),
      aRefundRow({ transactionId: 1 }),
      aRefundRow({ transactionId: 2, type: 'reverse', amountCents: amountCents(3_00) }),
      aRefundRow({ transactionId: 3, status: 'declined' }),
      aRefundRow({ transactionId: 4, status: 'other', amountCents: amountCents(2_00) }),
      aRefundRow({ transactionId: 951 }),
    ];
    expect(sum(...rows)).toBe(15_00);
  });

  it('U17 leaves out rows of another number, which a filter that is not exact lets through', () => {
    expect(sum(aRefundRow({ invoiceNumber: `${ownNumber}-2` }), aRefundRow({ invoiceNumber: null }))).toBe(0);
  });

  it('takes the number in any letter case', () => {
    expect(sum(aRefundRow({ invoiceNumber: ownNumber.toLowerCase() }))).toBe(10_00);
  });
});
