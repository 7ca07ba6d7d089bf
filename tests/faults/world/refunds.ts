/**
 * Sales whose money is asked back, and what happens around that: refunds of others at the same moment, batches that
 * close, answers that never come, people who press again, kills, sleep, and copies of the ledger. In milliseconds from
 * the refund's press.
 */
import type { SimulatorBehaviour } from '../../../electron/simulator/behaviour.ts';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { Happening, Press, Reaction, RefundPress, Setting, Step } from './script.ts';

const secondMs = 1_000;
/** What is prepared for a press comes this much before it. */
const leadMs = 30;
const onPayment = { method: 'POST', path: '/payment/re' };
const onTerminal = { method: 'POST', path: '/devices/\\w+/payment/refund' };
const onReads = { method: 'GET', path: '/card-' };

type Around = readonly (readonly [number, Happening])[];

/** What the documents leave open about refunds, answered either way. */
export function drawRefundBehaviour(draw: Drawing): Partial<SimulatorBehaviour> {
  return {
    capSumOfRefunds: draw.chance(0.25),
    cancelEventForRefund: draw.chance(0.7),
    terminalRefundInvoice: draw.chance(0.15) ? 'invented' : 'same',
    reverseDebitInOpenBatch: draw.chance(0.2),
    refundRefusal: {
      status: draw.pick([400, 422] as const),
      form: draw.pick(['string', 'map'] as const),
    },
  };
}

/** Where calls take seconds, three of them before a send leave it no time (M1): some histories, but not all of them. */
export function drawRefundLatency(draw: Drawing, [least, most]: Setting['latencyMs']): Setting['latencyMs'] {
  return draw.chance(0.85) ? [least, Math.min(most, 300)] : [least, most];
}

/** One payment, and two to four refunds of it after another. */
export function drawRefunds(draw: Drawing, setting: Setting): readonly Step[] {
  // Mostly early, right after the terminals are paired: what the day's troubles keep from being paid is never given back.
  const latestMs = draw.chance(0.8) ? 30 * secondMs : Math.max(30 * secondMs, setting.dayMs);
  const saleAtMs = draw.whole(23 * secondMs, latestMs);
  const sale = drawSale(draw, setting);
  const steps: Step[] = [{ atMs: saleAtMs, ...sale }];
  let atMs = saleAtMs + draw.whole(15, 60) * secondMs;
  if (draw.chance(0.7)) steps.push({ atMs: atMs - draw.whole(1, 8) * secondMs, kind: 'close-batch' });
  if (draw.chance(0.2)) steps.push({ atMs: atMs - draw.whole(0, 6_000), ...drawElsewhere(draw) });
  for (let left = draw.whole(2, 4); left > 0; left -= 1) {
    const press = drawRefund(draw, setting, sale);
    steps.push({ atMs, ...press });
    for (const [afterMs, happening] of draw.pick(arounds)(draw, press))
      steps.push({ atMs: Math.max(0, atMs + afterMs), ...happening });
    atMs += draw.pick([draw.whole(200, 3_000), draw.whole(4, 30) * secondMs, draw.whole(30, 420) * secondMs]);
  }
  return steps;
}

function drawSale(draw: Drawing, setting: Setting): Press {
  const isOddCard = draw.chance(0.12);
  return {
    kind: 'press',
    cashier: 5,
    terminal: draw.whole(0, setting.terminals - 1),
    cents: draw.pick([5_00, 20_00, 40_00]),
    sale: 'new',
    confirmsDoubt: true,
    isDoubled: false,
    transitMs: draw.whole(0, 10),
    customer: [
      {
        afterMs: draw.whole(400, 4_000),
        action: draw.pick(['tap-credit', 'insert-credit', 'insert-debit', 'tap-debit'] as const),
        // A type that says neither credit nor debit.
        ...(isOddCard && { cardType: draw.pick(['EB', 'XQ']) }),
      },
    ],
  };
}

function drawRefund(draw: Drawing, setting: Setting, sale: Press): RefundPress {
  return {
    kind: 'refund',
    of: draw.chance(0.85) ? 'sale' : draw.pick(['foreign', 'declined', 'refund'] as const),
    back: draw.chance(0.85) ? 0 : draw.whole(1, 2),
    share: draw.pick([null, null, 100, 100, 50, 50, 25, 40, 75, 130]),
    cardKind: sale.customer[0]?.action.endsWith('debit') === true ? 'debit' : 'credit',
    terminal: draw.whole(0, setting.terminals - 1),
    how: draw.pick(['once', 'once', 'once', 'once', 'double-click', 'two-windows'] as const),
    ignoresPlan: draw.chance(0.3),
    confirmsDoubt: draw.chance(0.8),
    transitMs: draw.chance(0.06) ? draw.whole(1_000, 4_000) : draw.whole(0, 30),
    customer: drawHolder(draw),
  };
}

/** Whoever gets the money back at the terminal. */
function drawHolder(draw: Drawing): readonly Reaction[] {
  const soonMs = () => draw.whole(300, 8_000);
  const takes = (): Reaction => ({
    afterMs: soonMs(),
    action: draw.pick(['tap-debit', 'insert-debit'] as const),
  });
  const wrongCard = (): Reaction => ({ afterMs: soonMs(), action: 'insert-debit', cardNumber: '6030115555' });
  const declines = (): Reaction => ({ afterMs: soonMs(), action: 'wrong-pin' });
  const retries = (): Reaction => ({
    afterMs: draw.pick([soonMs(), draw.whole(60, 200) * secondMs]),
    action: 'try-again',
  });
  const leaves = (): Reaction => ({
    afterMs: draw.pick([soonMs(), draw.whole(30, 200) * secondMs]),
    action: draw.pick(['cancel', 'cancel', 'ignore', 'remove-request'] as const),
  });
  return draw.pick([
    () => [takes()],
    () => [takes()],
    () => [takes()],
    () => [leaves()],
    () => [declines(), retries(), takes()],
    () => [declines(), leaves()],
    () => [wrongCard(), retries(), takes()],
    () => [wrongCard(), leaves()],
    () => [declines()],
    () => [],
  ])();
}

function drawElsewhere(draw: Drawing): Happening {
  return { kind: 'refund-elsewhere', back: 0, share: draw.pick([100, 50, 50, 25, 75]) };
}

function broken(draw: Drawing): FaultInput {
  const when = draw.pick(['before-effect', 'after-effect', 'after-effect'] as const);
  return draw.pick<FaultInput>([
    { kind: 'drop', when },
    { kind: 'drop', when },
    { kind: 'hang', when },
    { kind: 'cut-body', when },
    { kind: 'garbage', when },
    {
      kind: 'status',
      when,
      status: draw.pick([500, 502, 503, 408]),
      form: draw.pick(['html', 'json', 'empty'] as const),
    },
    { kind: 'redirect', when, location: 'http://127.0.0.1:9/elsewhere' },
    { kind: 'delay', when, ms: draw.pick([draw.whole(300, 4_000), draw.whole(8, 40) * secondMs]) },
  ]);
}

/** Nothing came of it, which nobody can know: it stays in doubt for long. */
function vanished(draw: Drawing): FaultInput {
  return draw.pick<FaultInput>([
    { kind: 'drop', when: 'before-effect' },
    { kind: 'cut-body', when: 'before-effect' },
    { kind: 'status', when: 'before-effect', status: 502, form: 'html' },
  ]);
}

function refusal(draw: Drawing): FaultInput {
  return {
    kind: 'status',
    when: draw.chance(0.8) ? 'before-effect' : 'after-effect',
    status: draw.pick([400, 403, 404, 409, 409, 422, 429]),
    form: draw.pick(['html', 'json'] as const),
  };
}

function onBoth(input: FaultInput): Around {
  return [onPayment, onTerminal].map((match) => [
    -leadMs,
    { kind: 'fault', fault: { ...input, match } as FaultInput },
  ]);
}

const retry = (draw: Drawing, fromMs: number, toMs: number): readonly [number, Happening] => [
  draw.whole(fromMs, toMs),
  { kind: 'retry-refund', back: 0, transitMs: draw.whole(0, 20) },
];
const say = (afterMs: number, word: 'lookUpNow' | 'closeUnknown' | 'readyScreen' | 'acknowledge') =>
  [afterMs, { kind: 'say', word, back: 0 } as Happening] as const;

/** From the press the till reads, writes and sends within a second or so. */
const kill = (draw: Drawing): readonly [number, Happening] => [
  draw.whole(1_000, 2_500),
  {
    kind: 'kill',
    calls: draw.whole(1, 24),
    where: draw.pick(['before', 'after'] as const),
    isPowerCut: draw.chance(0.3),
    downMs: draw.pick([0, 300, 2 * secondMs, 20 * secondMs]),
  },
];

const arounds: readonly ((draw: Drawing, press: RefundPress) => Around)[] = [
  () => [],
  () => [],
  // The answer is lost, and somebody asks again, soon or too late.
  (draw) => [...onBoth(broken(draw)), retry(draw, 3_000, 60_000)],
  (draw) => [...onBoth(broken(draw)), retry(draw, 3_000, 30_000), retry(draw, 30_000, 150_000)],
  (draw) => [
    ...onBoth(broken(draw)),
    retry(draw, 36_000, 160_000),
    say(draw.whole(305_000, 330_000), 'closeUnknown'),
  ],
  (draw) => [...onBoth(vanished(draw)), retry(draw, 121_000, 240_000)],
  // Twice in vain, and the copy is answered with a refusal or a decline.
  (draw) => [
    ...onBoth(broken(draw)),
    ...onBoth(draw.pick<FaultInput>([refusal(draw), { kind: 'decline' }])).map(
      ([afterMs, happening]) => [afterMs + leadMs, happening] as const,
    ),
    retry(draw, 5_000, 60_000),
  ],
  // It went back, cannot be read yet, and the copy of the call is refused: that says nothing of the first.
  (draw) => [
    ...onBoth({ kind: 'drop', when: 'after-effect' }),
    ...onBoth({ kind: 'hidden-transaction', ms: draw.pick([100, 400]) * secondMs }),
    ...onBoth({ kind: 'status', when: 'before-effect', status: draw.pick([400, 409, 422]) }),
    retry(draw, 3_000, 60_000),
  ],
  // A sleep, or another run of the program, between the doubt and the retry.
  (draw) => [
    ...onBoth(vanished(draw)),
    [draw.whole(4_000, 12_000), { kind: 'sleep', forMs: draw.pick([2 * secondMs, 30 * secondMs]) }],
    retry(draw, 16_000, 100_000),
  ],
  (draw) => [
    ...onBoth(broken(draw)),
    [draw.whole(4_000, 12_000), { kind: 'quit', downMs: draw.pick([0, 2 * secondMs]) }],
    retry(draw, 16_000, 100_000),
  ],
  // Refused: by the batch, by Helcim's mood, by a limit.
  (draw) => onBoth(refusal(draw)),
  () => [[-leadMs, { kind: 'fault', fault: { kind: 'batch-closes-first', match: onPayment } }]],
  (draw) => [[draw.whole(500, 2_500), { kind: 'close-batch' }]],
  (draw) => onBoth({ kind: 'decline', reason: draw.pick(['DO NOT HONOUR', 'EXPIRED CARD']) }),
  // It is there and cannot be read yet; the till gives up, and the next refund follows.
  (draw) => [
    ...onBoth(broken(draw)),
    ...onBoth({ kind: 'hidden-transaction', ms: draw.pick([5, 60, 400]) * secondMs }),
    say(draw.whole(305_000, 330_000), 'closeUnknown'),
  ],
  (draw) => onBoth({ kind: 'hidden-transaction', ms: draw.pick([5, 60]) * secondMs }),
  // Others give back at the same moment.
  (draw) => [[draw.whole(-3_000, 3_000), drawElsewhere(draw)]],
  (draw) => [...onBoth(broken(draw)), [draw.whole(-3_000, 40_000), drawElsewhere(draw)]],
  (draw) => [[draw.whole(-4_000, -500), drawElsewhere(draw)], ...onBoth(broken(draw))],
  // The same amount as theirs, and ours comes to nothing: theirs is none of ours.
  (draw, { share }) => [
    [
      -draw.whole(1_000, 5_000),
      { kind: 'refund-elsewhere', back: 0, share: share === null || share > 50 ? 50 : share },
    ],
    ...onBoth(vanished(draw)),
  ],
  // The program ends between the press and its last byte.
  (draw) => [kill(draw)],
  (draw) => [kill(draw), retry(draw, 10_000, 60_000)],
  (draw) => [kill(draw), ...onBoth(broken(draw))],
  // The checks before it fail.
  (draw) => [
    [
      1_000,
      { kind: 'fault', fault: { ...broken(draw), match: onReads, times: draw.whole(1, 3) } as FaultInput },
    ],
  ],
  (draw) => [
    [
      draw.whole(-500, 1_500),
      {
        kind: 'blur',
        how: draw.pick(['unreadable', 'undecided'] as const),
        forMs: draw.whole(2, 20) * secondMs,
      },
    ],
  ],
  (draw) => [
    [
      draw.whole(0, 2_000),
      {
        kind: 'network',
        mode: draw.pick(['refused', 'black-hole', 'no-way-back', 'lossy', 'slow'] as const),
        forMs: draw.whole(1, 30) * secondMs,
      },
    ],
  ],
  (draw) => [[draw.whole(1_000, 2_500), { kind: 'disk-full', forMs: draw.pick([300, 3_000, 20_000]) }]],
  // At the terminal.
  (draw) => [
    [
      -leadMs,
      {
        kind: 'fault',
        fault: { kind: draw.pick(['not-on-screen', 'repeat-on-screen'] as const), match: onTerminal },
      },
    ],
    say(draw.whole(16_000, 40_000), 'readyScreen'),
  ],
  (draw) => [
    [
      -leadMs,
      {
        kind: 'fault',
        fault: { kind: 'late-approval', ms: draw.pick([500, 20_000, 170_000]), match: onTerminal },
      },
    ],
  ],
  (draw) => [say(draw.whole(4_000, 20_000), 'readyScreen'), say(draw.whole(21_000, 30_000), 'closeUnknown')],
  // An older copy comes back, sometimes while the money is under way.
  (draw) => [
    [
      draw.whole(3_000, 40_000),
      { kind: 'restore', ageMs: draw.pick([10, 25]) * secondMs, downMs: draw.pick([0, 5 * secondMs]) },
    ],
  ],
  // It is put back while the first read after it fails, so that it is not caught up when the next press comes.
  (draw) => [
    [
      3_000,
      {
        kind: 'fault',
        fault: { kind: 'drop', when: 'before-effect', match: onReads, times: draw.whole(1, 3) },
      },
    ],
    [3_010, { kind: 'restore', ageMs: 10 * secondMs, downMs: 0 }],
  ],
  // Its events come late or never.
  (draw) => [
    [-leadMs, { kind: 'fault', fault: { kind: 'webhook-lost', match: { event: 'cardTransaction' } } }],
    ...onBoth(broken(draw)),
  ],
  (draw) => [
    [
      -leadMs,
      {
        kind: 'fault',
        fault: {
          kind: 'webhook-late',
          ms: draw.whole(5, 600) * secondMs,
          match: { event: 'cardTransaction' },
        },
      },
    ],
    ...onBoth(broken(draw)),
    say(draw.whole(305_000, 330_000), 'closeUnknown'),
  ],
];
