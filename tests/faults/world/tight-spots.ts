/**
 * Moments that chance alone would seldom bring together: the answer of a send that comes after its outcome, a word of the
 * cashier between two pieces of evidence, a refusal that was none, the same news twice. Each is a press with what happens
 * around it, in milliseconds from the press.
 */
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { echoes, type Happening, type Press, type Reaction, type Setting, type Step } from './script.ts';

const secondMs = 1_000;
const onPurchase = { method: 'POST', path: '/devices/' };
/** The press itself comes this long after what is prepared for it. */
const leadMs = 40;

type Around = readonly (readonly [number, Happening])[];

interface Spot {
  readonly customer: readonly Reaction[];
  readonly around: Around;
}

/** One or two of them, somewhere in the day. */
export function drawTightSpots(draw: Drawing, setting: Setting): readonly Step[] {
  const steps: Step[] = [];
  for (let left = draw.whole(1, 2); left > 0; left -= 1) {
    const atMs = draw.whole(3 * secondMs, setting.dayMs);
    const spot = draw.pick(spots)(draw);
    const press: Press = {
      kind: 'press',
      cashier: 3,
      terminal: draw.whole(0, setting.terminals - 1),
      cents: draw.pick([5_00, 12_34, 33_00]),
      sale: 'new',
      confirmsDoubt: true,
      isDoubled: false,
      transitMs: draw.whole(0, 10),
      customer: spot.customer,
    };
    steps.push({ atMs, ...press });
    for (const [afterMs, happening] of spot.around)
      steps.push({ atMs: Math.max(0, atMs + afterMs), ...happening });
  }
  return steps;
}

const pays = (afterMs: number): Reaction => ({ afterMs, action: 'tap-debit' });
const declines = (afterMs: number): Reaction => ({ afterMs, action: 'decline' });
const cancels = (afterMs: number): Reaction => ({ afterMs, action: 'cancel' });
const retries = (afterMs: number): Reaction => ({ afterMs, action: 'try-again' });
const fault = (more: FaultInput): Happening => ({
  kind: 'fault',
  fault: { ...more, match: onPurchase } as FaultInput,
});
const say = (word: 'readyScreen' | 'closeUnknown' | 'paysOtherwise' | 'lookUpNow'): Happening => ({
  kind: 'say',
  word,
  back: 0,
});

function lateCancelNews(ms: number): Happening {
  return { kind: 'fault', fault: { kind: 'webhook-late', ms, match: { event: 'terminalCancel' } } };
}

function outcome(draw: Drawing, withinMs: number): readonly Reaction[] {
  const ms = () => draw.whole(200, withinMs);
  return draw.pick([
    () => [pays(ms())],
    () => [declines(ms())],
    () => [cancels(ms())],
    () => [declines(ms()), cancels(ms())],
    () => [declines(ms()), retries(ms()), pays(ms())],
  ])();
}

/** What becomes of the answer that is late. */
function answerFault(draw: Drawing): Around {
  return draw.pick<Around>([
    [],
    [[-leadMs, fault({ kind: 'drop', when: 'after-effect' })]],
    [[-leadMs, fault({ kind: 'status', when: 'after-effect', status: 500 })]],
    [[-leadMs, fault({ kind: 'status', when: 'after-effect', status: 409 })]],
  ]);
}

function slowAnswer(draw: Drawing, fromMs: number, toMs: number): Around {
  const ms = draw.whole(fromMs, toMs);
  return [[-leadMs, fault({ kind: 'delay', when: 'after-effect', ms })], ...answerFault(draw)];
}

function echoed(draw: Drawing): Around {
  return Array.from(
    { length: draw.whole(4, 16) },
    () =>
      [
        draw.whole(500, 500_000),
        { kind: 'echo', what: draw.pick(echoes), back: draw.pick([0, 0, 1]) },
      ] as const,
  );
}

const spots: readonly ((draw: Drawing) => Spot)[] = [
  // The outcome is known before the send's own answer.
  (draw) => ({ customer: outcome(draw, 4_000), around: slowAnswer(draw, 9_000, 28_000) }),
  (draw) => ({
    customer: outcome(draw, 4_000),
    around: [
      ...slowAnswer(draw, 20_000, 28_000),
      [draw.whole(6_000, 18_000), { kind: 'sleep', forMs: 1_500 }],
    ],
  }),
  // The cashier lets go, and closes it, before the answer and before the customer is done.
  (draw) => ({
    customer: outcome(draw, 60_000),
    around: [
      ...slowAnswer(draw, 15_000, 28_000),
      [draw.whole(1_000, 8_000), say('readyScreen')],
      ...(draw.chance(0.6) ? ([[draw.whole(9_000, 12_000), say('closeUnknown')]] as const) : []),
    ],
  }),
  (draw) => ({
    customer: [
      { ...outcome(draw, 60_000)[0], afterMs: draw.whole(20_000, 90_000) } as Reaction,
      retries(20_000),
      pays(20_000),
    ],
    around: [
      [draw.whole(1_000, 15_000), say('readyScreen')],
      [draw.whole(16_000, 19_000), say('closeUnknown')],
      [-leadMs, fault({ kind: 'repeat-on-screen' })],
    ],
  }),
  // The disk is full just when it is sent.
  (draw) => ({
    customer: outcome(draw, 2_500),
    around: [
      [
        draw.whole(15, 120),
        { kind: 'disk-full', forMs: draw.pick([draw.whole(300, 12_000), 160_000, 310_000]) },
      ],
    ],
  }),
  // A refusal that was none: something in between answers, and the request goes on.
  (draw) => ({
    customer: outcome(draw, 20_000),
    around: [
      [
        -leadMs,
        fault({
          kind: 'status',
          when: 'after-effect',
          status: draw.pick([400, 404, 409, 422]),
          form: draw.pick(['html', 'json'] as const),
        }),
      ],
      ...(draw.chance(0.3) ? ([[-leadMs, fault({ kind: 'repeat-on-screen' })]] as const) : []),
    ],
  }),
  // Cancelled at the reader, approved all the same, sometimes twice; and the news of the cancel may come last.
  (draw) => ({
    customer: draw.pick([
      [cancels(3_000)],
      [declines(2_000), cancels(2_000)],
      [declines(2_000), retries(2_000), declines(2_000), cancels(2_000)],
    ]),
    around: [
      ...(draw.chance(0.7)
        ? ([[-leadMs, fault({ kind: 'late-approval', ms: draw.pick([500, 20_000, 170_000]) })]] as const)
        : []),
      ...(draw.chance(0.5)
        ? ([[-leadMs, lateCancelNews(draw.pick([4_000, 40_000, 200_000]))]] as const)
        : []),
    ],
  }),
  // Try Again long after the decline was the end.
  (draw) => ({
    customer: [
      declines(2_000),
      retries(draw.whole(100_000, 200_000)),
      outcome(draw, 20_000)[0] ?? pays(5_000),
    ],
    around: [[draw.whole(5_000, 60_000), draw.chance(0.5) ? say('readyScreen') : say('lookUpNow')]],
  }),
  // News inside the program that comes late, or twice.
  (draw) => ({ customer: outcome(draw, 10_000), around: echoed(draw) }),
  (draw) => ({
    customer: [],
    around: [[20_000, say('readyScreen')], [25_000, say('closeUnknown')], ...echoed(draw)],
  }),
  (draw) => ({
    customer: outcome(draw, 10_000),
    around: [[-leadMs, fault({ kind: 'status', when: 'before-effect', status: 409 })], ...echoed(draw)],
  }),
];
