/** An oracle that never says no proves nothing: each rule is broken here once, in rows made by hand. */
import { describe, expect, it } from 'vitest';
import type { AttemptView } from '../../../shared/ipc-contract.ts';
import type { LedgerRows } from './ledger-file.ts';
import { type Truth, violationsAtAnyTime, violationsAtTheEnd } from './oracle.ts';
import { createPressBook, type Press } from './press-book.ts';

const number = 'TS-0123456789ABCDEFGHJKMNPQRS';
const otherNumber = 'TS-ZZZZZZZZZZZZZZZZZZZZZZZZZZ';
type Attempt = LedgerRows['attempts'][number];

/** One purchase of 12.34 that was approved with a tip, as the file and the world know it. */
function approvedPurchase() {
  const press: Press = {
    id: 'attempt-1',
    code: 'KA01',
    cents: 1_234,
    saleId: null,
    confirmedDoubtIds: [],
    pressedAtMs: [1_000],
    answer: 'taken',
  };
  const attempt: Attempt = {
    id: press.id,
    sale_id: 'sale-1',
    terminal_code: 'KA01',
    invoice_number: number,
    amount_cents: 1_234,
    state: 'approved',
    prepared_at_ms: 1_001,
    approved_cents: 1_300,
    later_proven: null,
    filed_as: null,
    close_reason: null,
  };
  const seen = { seq: 1, kind: 'transaction_seen', attempt_id: press.id, data: '{"status":"APPROVED"}' };
  const rows = {
    faults: [] as string[],
    attempts: [attempt],
    transactions: [
      {
        transaction_id: 7,
        attempt_id: press.id as string | null,
        status: 'approved',
        amount_cents: 1_300,
        invoice_number: number,
      },
    ],
    journal: [{ ...seen, at_ms: 1_500, source: 'lookup', epoch: 'created', prev_hash: '', hash: '' }],
    inbox: [{ webhook_id: 'msg_1', outcome: 'claimed' as string | null }],
    alarms: [] as { kind: string; attempt_id: string | null }[],
    sales: [{ id: 'sale-1', total_cents: 1_234 }],
    confirmations: [] as { for_attempt_id: string; doubt_attempt_id: string }[],
    tills: [{}],
    ledger: [{ in_recovery: 0 }],
  };
  const request = {
    path: '/devices/KA01/payment/purchase',
    body: { invoiceNumber: number, transactionAmount: 12.34 },
    atMs: 1_100,
    answered: 202 as number | 'dropped',
  };
  const transaction = {
    transactionId: 7,
    invoiceNumber: number,
    status: 'APPROVED',
    amountCents: 1_300,
  };
  const world = {
    requests: [request],
    transactions: [transaction],
    log: [{ kind: 'delivery', details: { status: 204, webhookId: 'msg_1' } }] as object[],
    cancelled: new Set<string>(),
    presses: [press],
    shown: [] as Partial<AttemptView>[],
  };
  return { rows, world, attempt, press, request, transaction };
}
type Case = ReturnType<typeof approvedPurchase>;

function truthOf({ world }: Case): Truth {
  const book = createPressBook();
  for (const press of world.presses) book.add(press);
  book.saw(world.shown as AttemptView[]);
  const simulator = {
    requests: () => world.requests,
    transactions: () => world.transactions,
    log: () => world.log,
  } as unknown as Truth['simulator'];
  return { simulator, book, cancelled: world.cancelled, cancelCarriesInvoiceNumber: true };
}

/** The attempt as it is with another state and no money. */
function unpaid({ rows, world, attempt }: Case, state: string): void {
  rows.attempts = [{ ...attempt, state, approved_cents: null }];
  rows.transactions = [];
  rows.journal = [];
  world.transactions = [];
}

const brokenAtAnyTime: readonly (readonly [string, (broken: Case) => void])[] = [
  ['file: something', ({ rows }) => rows.faults.push('something')],
  [
    'M1: .* is in no ledger',
    ({ rows }) => {
      rows.attempts = [];
    },
  ],
  [
    'M1: .* without a press',
    ({ world }) => {
      world.presses = [];
    },
  ],
  ['M1: pressed for', ({ request }) => Object.assign(request.body, { transactionAmount: 12.35 })],
  ['M1: pressed for', ({ request }) => Object.assign(request, { path: '/devices/KB02/payment/purchase' })],
  ['M1: .* was sent at', ({ request }) => Object.assign(request, { atMs: 9_000 })],
  ['M1: .* was written at', ({ request }) => Object.assign(request, { atMs: 1_000 })],
  ['M1: the press .* is lost', ({ world, press }) => world.presses.push({ ...press, id: 'attempt-2' })],
  ['M2: a request carried', ({ request }) => Object.assign(request.body, { invoiceNumber: 'INV1' })],
  ['M2: .* belongs to two', ({ rows, attempt }) => rows.attempts.push({ ...attempt, id: 'attempt-2' })],
  ['M4: .* was sent twice', ({ world, request }) => world.requests.push(request)],
  [
    'M3: two open attempts on',
    (broken) => {
      unpaid(broken, 'checking');
      const [first] = broken.rows.attempts;
      if (first) broken.rows.attempts.push({ ...first, id: 'a', sale_id: 'b', invoice_number: otherNumber });
    },
  ],
  [
    'M3: nobody confirmed',
    ({ rows }) => rows.confirmations.push({ for_attempt_id: 'attempt-1', doubt_attempt_id: 'doubt' }),
  ],
  [
    'M5: the transaction 7 never happened',
    ({ world }) => {
      world.transactions = [];
    },
  ],
  ['M5: 7 is approved', ({ transaction }) => Object.assign(transaction, { status: 'DECLINED' })],
  ['M5: .* its rows 1300', ({ attempt }) => Object.assign(attempt, { approved_cents: 1_234 })],
  ['M5: .* its rows 1300', ({ attempt }) => Object.assign(attempt, { state: 'declined' })],
  [
    'M6: 7 belongs to no attempt',
    ({ rows }) => Object.assign(rows.transactions[0] ?? {}, { attempt_id: null }),
  ],
  [
    'M6: 7 belongs to attempt-1',
    ({ transaction }) => Object.assign(transaction, { invoiceNumber: otherNumber }),
  ],
  [
    'M5: the window was shown 1300',
    (broken) => {
      unpaid(broken, 'unknown');
      broken.world.shown.push({ id: 'attempt-1', state: 'approved', approvedCents: 1_300 as never });
    },
  ],
  ['M1: the window was shown', ({ world }) => world.shown.push({ id: 'attempt-9', state: 'checking' })],
  [
    'M10: msg_1 .* not in the inbox',
    ({ rows }) => {
      rows.inbox = [];
    },
  ],
  ['M14: 2 tills', ({ rows }) => rows.tills.push({})],
  ['M14: the ledger is in recovery', ({ rows }) => Object.assign(rows.ledger[0] ?? {}, { in_recovery: 1 })],
  [
    'M6: the alarm ledger_restored',
    ({ rows }) => rows.alarms.push({ kind: 'ledger_restored', attempt_id: null }),
  ],
];

const brokenAtTheEnd: readonly (readonly [string, (broken: Case) => void])[] = [
  ['M16: open for ever', (broken) => unpaid(broken, 'checking')],
  [
    'M6: really 1300 were paid',
    (broken) => {
      const { transactions } = broken.world;
      unpaid(broken, 'unknown');
      broken.world.transactions = transactions;
    },
  ],
  [
    'M7: really 1 declines',
    (broken) => {
      const { transaction } = broken;
      unpaid(broken, 'unknown');
      broken.world.transactions = [{ ...transaction, status: 'DECLINED' }];
    },
  ],
  ['M5: nobody cancelled', (broken) => unpaid(broken, 'cancelled')],
  ['M4: refused, but answered 202', (broken) => unpaid(broken, 'refused')],
  [
    'M10: its cancel was delivered',
    (broken) => {
      unpaid(broken, 'unknown');
      const body = { type: 'terminalCancel', data: { invoiceNumber: number } };
      broken.world.log.push({ kind: 'event', details: { webhookId: 'msg_1', body } });
    },
  ],
  ['M10: .* never worked', ({ rows }) => Object.assign(rows.inbox[0] ?? {}, { outcome: null })],
  [
    'M6: a late approval without an alarm',
    ({ rows }) => {
      const [seen] = rows.journal;
      if (seen) rows.journal = [{ ...seen, seq: 0, kind: 'time_ran_out', data: '{}' }, seen];
    },
  ],
  [
    'M6: no approval was late',
    ({ rows }) => rows.alarms.push({ kind: 'late_approval', attempt_id: 'attempt-1' }),
  ],
  [
    'M6: 1 approvals',
    ({ rows }) => rows.alarms.push({ kind: 'possible_double_charge', attempt_id: 'attempt-1' }),
  ],
  [
    'M3: the sale sale-1 was paid twice',
    ({ rows, attempt }) => rows.attempts.push({ ...attempt, id: 'attempt-2', invoice_number: otherNumber }),
  ],
];

describe('the oracle of the kills', () => {
  it('has nothing against a payment that went well', () => {
    const good = approvedPurchase();
    expect(violationsAtTheEnd(good.rows, truthOf(good))).toEqual([]);
  });

  it.each(brokenAtAnyTime)('M1 M2 M3 M4 M5 M6 M10 M14 says at any time "%s"', (says, breakIt) => {
    const broken = approvedPurchase();
    breakIt(broken);
    expect(violationsAtAnyTime(broken.rows, truthOf(broken))).toContainEqual(expect.stringMatching(says));
  });

  it.each(brokenAtTheEnd)('M3 M4 M5 M6 M7 M10 M16 says at the end "%s"', (says, breakIt) => {
    const broken = approvedPurchase();
    breakIt(broken);
    expect(violationsAtTheEnd(broken.rows, truthOf(broken))).toContainEqual(expect.stringMatching(says));
  });
});
