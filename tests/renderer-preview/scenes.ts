import type { Alarm } from '../../shared/alarm.ts';
import { type AppErrorCode, appError } from '../../shared/app-error.ts';
import type { EvidenceEntry } from '../../shared/evidence.ts';
import type { AttemptView, Snapshot } from '../../shared/ipc-contract.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import type { VirtualTerminal } from '../../shared/virtual-terminal.ts';
import { fakeAttempt, fakeId, fakeSnapshot, fakeTerminal, fakeTerminalCode } from '../fakes/fake-views.ts';
import { type RefundScene, refundScenes } from './refund-scenes.ts';

/** One step of a hand: what to press or type, by its accessible name or its selector. */
export type Step =
  | { readonly press: string; readonly role?: 'button' | 'radio' | 'link' | 'option' }
  | { readonly key: string }
  | { readonly type: string; readonly into: string }
  | { readonly paste: string; readonly into: string };

export interface Scene {
  readonly name: string;
  readonly snapshot: Snapshot;
  /** How calls are answered: one kind of refusal for the charge, and the history's rows. */
  readonly chargeError?: { readonly code: AppErrorCode; readonly attemptIds: readonly string[] };
  readonly history?: readonly AttemptView[];
  readonly evidence?: readonly EvidenceEntry[];
  readonly refund?: RefundScene;
  readonly steps?: readonly Step[];
}

const now = Date.now();
const virtualTerminals: readonly VirtualTerminal[] = [
  {
    code: 'VT01',
    state: 'asking',
    screenText: 'Tap, insert or swipe',
    amountCents: 4250,
    tipCents: 0,
    currency: 'CAD',
    actions: [
      'tap-credit',
      'tap-debit',
      'insert-credit',
      'insert-debit',
      'wrong-pin',
      'decline',
      'add-tip',
      'cancel',
      'ignore',
      'unplug',
    ],
  },
  {
    code: 'VT02',
    state: 'asleep',
    screenText: 'Zzz',
    amountCents: null,
    tipCents: 0,
    currency: null,
    actions: ['wake', 'unplug'],
  },
];

function withAttempt(view: AttemptView, more: Partial<Snapshot> = {}): Snapshot {
  const holder = isOpen(view.state) ? view.id : null;
  return fakeSnapshot({
    virtualTerminals,
    openAttempts: isOpen(view.state) ? [view] : [],
    unacknowledged: isOpen(view.state) ? [] : [view],
    unknowns: view.state === 'unknown' ? [view] : [],
    terminals: [
      fakeTerminal('VT01', { nickname: 'Front counter', isDefault: true, openAttemptId: holder }),
      fakeTerminal('VT02', { nickname: 'Back room' }),
    ],
    ...more,
  });
}

const paid = { cardType: 'VI', cardLast4: '4242', approvalCode: 'T4E5ST', transactionIds: [48213377] };
const demo = fakeSnapshot({ virtualTerminals });
const unknown = fakeAttempt(7, {
  state: 'unknown',
  ageMs: 300_000,
  lookupCount: 31,
  lastLookupAtMs: now,
  errorCode: 'outcome_unclear',
  reference: 'Table 12',
});

const alarms: readonly Alarm[] = (
  ['late_approval', 'possible_double_charge', 'other_till_uses_terminal'] as const
).map((kind, index) => ({
  id: fakeId(500 + index),
  kind,
  attemptId: index < 2 ? fakeId(1) : null,
  attemptKind: index < 2 ? 'purchase' : null,
  transactionId: 48213377 + index,
  terminalCode: 'VT01',
  raisedAtMs: now,
}));

const outcomes: readonly Partial<AttemptView>[] = [
  { state: 'approved', ...paid },
  { state: 'declined', declineReason: 'Insufficient funds' },
  { state: 'cancelled', reference: 'Order 2231' },
  { state: 'refused', errorCode: 'device_not_listening' },
  { state: 'unknown' },
  { state: 'closed_by_staff', laterProven: 'approved' },
];
const history = Array.from({ length: 120 }, (_, index) => {
  const {
    approvedCents: _unused,
    amountCents: _unasked,
    phase: _phase,
    ...outcome
  } = outcomes[index % 6] ?? {};
  const asked = 1250 + index * 37;
  return fakeAttempt(index + 1, {
    ...outcome,
    amountCents: asked,
    approvedCents: index % 6 === 0 ? asked + (index % 4 === 0 ? 200 : 0) : null,
    acknowledgedAtMs: now,
  });
});

const evidence: readonly EvidenceEntry[] = (
  [
    ['sale_created', 'person', { totalCents: 4250 }],
    ['attempt_prepared', 'app', { terminalCode: 'VT01', amountCents: 4250 }],
    ['send_begun', 'app', {}],
    ['send_accepted', 'answer', { status: 202, tookMs: 141 }],
    ['lookup_empty', 'lookup', { number: 1 }],
    ['transaction_seen', 'webhook', { transactionId: 48213377, status: 'APPROVED', amountCents: 4450 }],
    ['acknowledged', 'person', {}],
  ] as const
).map(([kind, source, data], index) => ({
  seq: index + 1,
  atMs: now + index * 900,
  kind,
  source,
  attemptId: fakeId(1),
  data,
}));

/** Every screen and every phase, as a cashier may meet it. */
export const scenes: readonly Scene[] = [
  ...refundScenes,
  { name: 'charge-empty', snapshot: demo },
  { name: 'charge-typed', snapshot: demo, steps: [{ key: '1' }, { key: '2' }, { key: '.' }, { key: '5' }] },
  { name: 'charge-three-decimals', snapshot: demo, steps: [{ type: '12.345', into: 'Amount' }] },
  { name: 'charge-pasted', snapshot: demo, steps: [{ paste: '$1,234.56', into: 'Amount' }] },
  {
    name: 'charge-live',
    snapshot: fakeSnapshot({ mode: { kind: 'switched', practice: false, host: 'till.example' } }),
  },
  { name: 'charge-no-terminal', snapshot: fakeSnapshot({ terminals: [], virtualTerminals }) },
  {
    name: 'charge-blocked',
    snapshot: fakeSnapshot({
      blocked: appError('ledger_newer'),
      helcim: { reachable: false, lastAnswerAtMs: now - 600_000, error: null },
      webhook: {
        listening: false,
        localUrl: null,
        missedPort: null,
        hasVerifier: false,
        lastEventAtMs: null,
        healthy: false,
      },
    }),
  },
  {
    name: 'charge-refused',
    snapshot: demo,
    chargeError: { code: 'terminal_busy', attemptIds: [] },
    steps: [{ type: '5', into: 'Amount' }, { press: 'Send $5.00' }],
  },
  {
    name: 'charge-doubt',
    snapshot: fakeSnapshot({
      virtualTerminals,
      unknowns: [{ ...unknown, acknowledgedAtMs: now, filedAs: 'stopped_at_terminal' }],
    }),
    chargeError: { code: 'terminal_in_doubt', attemptIds: [unknown.id] },
    steps: [{ type: '20', into: 'Amount' }, { press: 'Send $20.00' }],
  },
  {
    name: 'charge-busy-terminal',
    snapshot: withAttempt(fakeAttempt(1)),
    steps: [{ key: 'F2' }],
  },
  {
    name: 'see-first',
    snapshot: withAttempt(fakeAttempt(1, { state: 'approved', approvedCents: 4250, ...paid })),
    steps: [{ key: 'F2' }],
  },
  { name: 'sending', snapshot: withAttempt(fakeAttempt(1, { state: 'sending', ageMs: 800 })) },
  { name: 'waiting', snapshot: withAttempt(fakeAttempt(1)) },
  { name: 'waiting-15s', snapshot: withAttempt(fakeAttempt(1, { ageMs: 16_000 })) },
  {
    name: 'waiting-otherwise',
    snapshot: withAttempt(fakeAttempt(1, { ageMs: 31_000, filedAs: 'pays_otherwise' })),
  },
  {
    name: 'pays-otherwise-dialog',
    snapshot: withAttempt(fakeAttempt(1)),
    steps: [{ press: 'Customer pays otherwise' }],
  },
  {
    name: 'may-retry',
    snapshot: withAttempt(
      fakeAttempt(1, {
        lastDeclineSeenAtMs: now,
        declineReason: 'Wrong PIN',
        quietRemainingMs: 104_000,
        ageMs: 22_000,
      }),
    ),
  },
  {
    name: 'checking',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'checking', ageMs: 171_000, lookupCount: 6, lastLookupAtMs: now }),
    ),
  },
  {
    name: 'approved',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'approved', approvedCents: 4250, ...paid, reference: 'Table 12' }),
    ),
  },
  {
    name: 'approved-tip',
    snapshot: withAttempt(fakeAttempt(1, { state: 'approved', approvedCents: 4900, ...paid })),
  },
  {
    name: 'approved-in-part',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'approved', amountCents: 5000, approvedCents: 500, ...paid }),
    ),
  },
  {
    name: 'declined',
    snapshot: withAttempt(fakeAttempt(1, { state: 'declined', declineReason: 'Insufficient funds' })),
  },
  { name: 'cancelled', snapshot: withAttempt(fakeAttempt(1, { state: 'cancelled' })) },
  {
    name: 'refused',
    snapshot: withAttempt(
      fakeAttempt(1, {
        state: 'refused',
        errorCode: 'device_not_listening',
        errorDetail: '409 Device VT01 is not listening',
      }),
    ),
  },
  {
    name: 'not-sent',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'refused', errorCode: 'not_sent_network', sendBegunAtMs: null }),
    ),
  },
  { name: 'unknown', snapshot: withAttempt(unknown) },
  { name: 'unknown-stopped', snapshot: withAttempt({ ...unknown, filedAs: 'stopped_at_terminal' }) },
  { name: 'unknown-otherwise', snapshot: withAttempt({ ...unknown, filedAs: 'pays_otherwise' }) },
  {
    name: 'close-by-hand',
    snapshot: withAttempt(unknown),
    history: history.slice(0, 3),
    steps: [{ press: 'Close by hand…' }, { press: 'Another card payment paid for it', role: 'radio' }],
  },
  {
    name: 'closed-by-staff',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'closed_by_staff', closedBy: 'Dana', closeReason: 'left_without_paying' }),
    ),
  },
  {
    name: 'later-proven',
    snapshot: withAttempt(
      fakeAttempt(1, { state: 'cancelled', laterProven: 'approved', approvedCents: 4250, ...paid }),
      { alarms },
    ),
  },
  {
    name: 'alarm-dialog',
    snapshot: fakeSnapshot({ alarms: alarms.slice(0, 1) }),
    steps: [{ press: 'Take note' }],
  },
  {
    name: 'many-open',
    snapshot: fakeSnapshot({
      virtualTerminals,
      openAttempts: [
        fakeAttempt(1, { ageMs: 16_000 }),
        fakeAttempt(2, {
          state: 'checking',
          ageMs: 190_000,
          terminalCode: fakeTerminalCode('VT02'),
          terminalNickname: 'Back room',
        }),
      ],
      unacknowledged: [
        fakeAttempt(3, { state: 'declined' }),
        fakeAttempt(4, { state: 'approved', approvedCents: 4250, ...paid }),
      ],
      unknowns: [unknown],
      alarms,
    }),
    steps: [{ key: 'F3' }],
  },
  {
    name: 'terminals',
    snapshot: fakeSnapshot({
      virtualTerminals,
      terminals: [
        fakeTerminal('VT01', {
          nickname: 'Front counter',
          isDefault: true,
          lastPing: { atMs: now, tookMs: 212.4, answer: 'listening', error: null },
        }),
        fakeTerminal('VT02', { lastPing: { atMs: now, tookMs: 88, answer: 'not_listening', error: null } }),
        fakeTerminal('VT03', { nickname: 'Patio', openAttemptId: fakeId(1) }),
      ],
    }),
    steps: [{ key: 'F3' }],
  },
  {
    name: 'terminals-bad-code',
    snapshot: demo,
    steps: [{ key: 'F3' }, { type: 'AB-1', into: 'Code on the terminal' }, { press: 'Pair by code' }],
  },
  { name: 'terminals-unpair', snapshot: fakeSnapshot(), steps: [{ key: 'F3' }, { press: 'Unpair' }] },
  { name: 'history', snapshot: demo, history, steps: [{ key: 'F4' }] },
  { name: 'history-empty', snapshot: demo, steps: [{ key: 'F4' }] },
  {
    name: 'detail',
    snapshot: demo,
    history,
    evidence,
    steps: [{ key: 'F4' }, { press: 'Open the payment of' }],
  },
];
