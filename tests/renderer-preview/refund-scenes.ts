import { type AppErrorCode, appError } from '../../shared/app-error.ts';
import type { AttemptView, OriginalsFound, PlannedRefund, Snapshot } from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { amountCents } from '../../shared/money.ts';
import { type Original, type RefundPlan, type RefundRefusal, refundRefusals } from '../../shared/refund.ts';
import { fakeFound, fakeOriginal } from '../fakes/fake-originals.ts';
import { fakeAttempt, fakeId, fakeSnapshot, fakeTerminal } from '../fakes/fake-views.ts';
import type { Scene } from './scenes.ts';

/** What the calls of refunds answer in a scene. */
export interface RefundScene {
  readonly found?: OriginalsFound;
  readonly plan?: RefundPlan;
  readonly original?: Original;
  readonly startError?: { readonly code: AppErrorCode; readonly attemptIds: readonly string[] };
}

export function plannedIn({ plan, original }: RefundScene, originalTransactionId: number): PlannedRefund {
  return { original: original ?? fakeOriginal(originalTransactionId - 48_000_000), plan: plan ?? whole };
}

const whole: RefundPlan = {
  kind: 'go',
  road: 'reverse',
  amountCents: 25_00,
  refundableCents: 25_00,
  needsManager: null,
};
const now = Date.now();

const many = Array.from({ length: 400 }, (_, index) =>
  fakeOriginal(index, {
    amountCents: 25_00 + (index % 7) * 1_075,
    reference: index % 3 === 0 ? `Order ${2231 - index}` : null,
    cardType: ['VI', 'MC', 'IN', null][index % 4] ?? null,
    refundedCents: index === 1 ? 10_00 : index === 2 ? 46_50 : 0,
    unsettledCents: index === 3 ? 12_00 : 0,
    attemptId: index % 5 === 4 ? null : fakeId(index),
    createdAtMs: index === 4 ? null : now - index * 840_000,
    terminalCode: null,
  }),
);

function refuse(why: RefundRefusal, more: Partial<Extract<RefundPlan, { kind: 'refuse' }>> = {}): RefundPlan {
  return { kind: 'refuse', why, refundableCents: 25_00, attemptId: null, canRemind: false, ...more };
}

const demo = fakeSnapshot({ virtualTerminals: null });
const openRefund = { key: 'F6' } as const;
const choose = { press: '25.00', role: 'option' } as const;
const one = { found: fakeFound([fakeOriginal(0)]) };

function refundAttempt(number: number, fields: Parameters<typeof fakeAttempt>[1]): AttemptView {
  return fakeAttempt(number, {
    kind: 'refund',
    amountCents: 20_00,
    originalTransactionId: 48_000_000,
    originalAmountCents: amountCents(25_00),
    refundReason: 'returned',
    terminalCode: null,
    terminalNickname: null,
    road: 'credit_refund',
    cardType: 'VI',
    cardLast4: '1234',
    ...fields,
  });
}

const onTerminal = {
  road: 'debit_refund',
  terminalCode: fakeTerminal('VT01').code as AttemptView['terminalCode'],
  terminalNickname: 'Front counter',
  cardType: 'IN',
} as const;

function shown(view: AttemptView, more: Partial<Snapshot> = {}): Snapshot {
  return fakeSnapshot({
    openAttempts: isOpen(view.state) ? [view] : [],
    unacknowledged: isOpen(view.state) ? [] : [view],
    unknowns: view.state === 'unknown' ? [view] : [],
    ...more,
  });
}

const unknownRefund = refundAttempt(7, {
  state: 'unknown',
  ageMs: 60_000,
  lookupCount: 6,
  lastLookupAtMs: now,
  errorCode: 'outcome_unclear',
  retryRemainingMs: 71_000,
});

/** Giving money back, as a cashier may meet it. */
export const refundScenes: readonly Scene[] = [
  {
    name: 'refund-find',
    snapshot: demo,
    refund: { found: fakeFound(many, { nextCursor: 'x' }) },
    steps: [openRefund],
  },
  {
    name: 'refund-find-list',
    snapshot: demo,
    refund: { found: fakeFound(many) },
    steps: [openRefund, { key: 'ArrowDown' }, { key: 'ArrowDown' }],
  },
  {
    name: 'refund-find-local',
    snapshot: fakeSnapshot({
      reminders: [
        {
          originalTransactionId: 48_000_009,
          amountCents: 5_00,
          askedAtMs: now - 9_000_000,
          refundableAtMs: now,
        },
        { originalTransactionId: 48_000_010, amountCents: 12_50, askedAtMs: now, refundableAtMs: null },
      ],
    }),
    refund: { found: fakeFound(many.slice(0, 9), { helcim: 'unreachable', isCut: true }) },
    steps: [openRefund],
  },
  { name: 'refund-find-none', snapshot: demo, refund: { found: fakeFound([]) }, steps: [openRefund] },
  { name: 'refund-fill', snapshot: demo, refund: one, steps: [openRefund, choose] },
  {
    name: 'refund-fill-debit',
    snapshot: demo,
    refund: {
      ...one,
      original: fakeOriginal(0, {
        cardType: 'IN',
        cardKind: 'debit',
        refundedCents: 5_00,
        reference: 'Order 88',
      }),
      plan: {
        kind: 'go',
        road: 'debit_refund',
        amountCents: 20_00,
        refundableCents: 20_00,
        needsManager: null,
      },
    },
    steps: [
      openRefund,
      choose,
      { press: 'Goods returned', role: 'radio' },
      { type: 'Dana', into: 'Your name or number' },
    ],
  },
  {
    name: 'refund-fill-manager',
    snapshot: demo,
    refund: { ...one, plan: { ...whole, needsManager: 'too_old' } },
    steps: [
      openRefund,
      choose,
      { press: 'Something else', role: 'radio' },
      { type: 'Dana', into: 'Your name or number' },
      { type: 'Broken zip', into: 'What is it?' },
      { press: 'Give back $25.00' },
    ],
  },
  {
    name: 'refund-fill-kind',
    snapshot: demo,
    refund: { ...one, plan: { kind: 'ask_card_kind', cardType: 'EB', refundableCents: 25_00 } },
    steps: [openRefund, choose],
  },
  {
    name: 'refund-doubt',
    snapshot: fakeSnapshot({ unknowns: [unknownRefund] }),
    refund: {
      ...one,
      plan: {
        kind: 'go',
        road: 'debit_refund',
        amountCents: 25_00,
        refundableCents: 25_00,
        needsManager: null,
      },
      startError: { code: 'terminal_in_doubt', attemptIds: [unknownRefund.id] },
    },
    steps: [
      openRefund,
      choose,
      { press: 'Goods returned', role: 'radio' },
      { type: 'Dana', into: 'Your name or number' },
      { press: 'Give back $25.00' },
    ],
  },
  ...refundRefusals.map(
    (why): Scene => ({
      name: `refund-refuse-${why.replaceAll('_', '-')}`,
      snapshot: demo,
      refund: {
        ...one,
        plan: refuse(why, {
          canRemind: why === 'debit_in_open_batch' || why === 'part_in_open_batch',
          attemptId: why === 'unsettled_refund' ? unknownRefund.id : null,
          refundableCents: why === 'nothing_left' ? 0 : 25_00,
        }),
      },
      steps: [openRefund, choose],
    }),
  ),
  {
    name: 'refund-recovery',
    snapshot: fakeSnapshot({
      recovery: { step: 'sorting', fromMs: now - 86_400_000, doneCount: 350, totalCount: 812, error: null },
    }),
    refund: one,
    steps: [openRefund],
  },
  {
    name: 'refund-recovery-waiting',
    snapshot: fakeSnapshot({
      recovery: {
        step: 'waiting',
        fromMs: now - 86_400_000,
        doneCount: 0,
        totalCount: 0,
        error: appError('helcim_unreachable'),
      },
    }),
  },
  { name: 'refund-sending', snapshot: shown(refundAttempt(1, { state: 'sending', ageMs: 1_500 })) },
  { name: 'refund-waiting', snapshot: shown(refundAttempt(1, { ...onTerminal })) },
  { name: 'refund-waiting-15s', snapshot: shown(refundAttempt(1, { ...onTerminal, ageMs: 16_000 })) },
  {
    name: 'refund-checking',
    snapshot: shown(
      refundAttempt(1, {
        state: 'checking',
        ageMs: 20_000,
        lookupCount: 2,
        lastLookupAtMs: now,
        retryRemainingMs: 100_000,
      }),
    ),
  },
  {
    name: 'refund-approved',
    snapshot: shown(
      refundAttempt(1, {
        state: 'approved',
        approvedCents: 20_00,
        refundedCents: 20_00,
        transactionIds: [48_000_377],
      }),
    ),
  },
  {
    name: 'refund-declined-duplicate',
    snapshot: shown(
      refundAttempt(1, {
        state: 'declined',
        errorCode: 'suspected_duplicate',
        declineReason: 'Suspected duplicate transaction',
        endedAtMs: now,
      }),
    ),
  },
  {
    name: 'refund-refused',
    snapshot: shown(refundAttempt(1, { state: 'refused', errorCode: 'refund_road_changed' })),
  },
  { name: 'refund-cancelled', snapshot: shown(refundAttempt(1, { ...onTerminal, state: 'cancelled' })) },
  { name: 'refund-unknown', snapshot: shown(unknownRefund) },
  {
    name: 'refund-unknown-over',
    snapshot: shown({ ...unknownRefund, retryRemainingMs: 0 }),
  },
  {
    name: 'refund-close',
    snapshot: shown(unknownRefund),
    steps: [{ press: 'Close by hand…' }],
  },
  {
    name: 'doubts',
    snapshot: fakeSnapshot({
      unknowns: [
        { ...unknownRefund, acknowledgedAtMs: now },
        fakeAttempt(9, {
          state: 'unknown',
          ageMs: 7_200_000,
          reference: 'Table 12',
          lookupCount: 31,
          lastLookupAtMs: now,
          acknowledgedAtMs: now,
        }),
        fakeAttempt(11, {
          state: 'unknown',
          filedAs: 'stopped_at_terminal',
          acknowledgedAtMs: now,
          ageMs: 900_000_000,
        }),
      ],
    }),
    steps: [{ key: 'F7' }],
  },
  { name: 'doubts-none', snapshot: demo, steps: [{ key: 'F7' }] },
];
