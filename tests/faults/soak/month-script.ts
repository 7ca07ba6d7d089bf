/** The troubles of a month as they come to an ordinary shop, drawn from a seed; its people are in `shop.ts`. */
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { streamOf } from '../world/chance.ts';
import type { Happening, Script, Step } from '../world/script.ts';

export interface MonthWish {
  readonly days: number;
  readonly salesPerDay: number;
  readonly seed: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** From the start of a day, which is eight in the morning. */
export const opensAtMs = hourMs;
export const closesAtMs = 11 * hourMs;
/** The books of the day are closed, and everybody goes home. */
export const dayClosedAtMs = closesAtMs + 40 * minuteMs;
const sleepsAtMs = dayClosedAtMs + 5 * minuteMs;
const wakesAtMs = dayMs - 20 * minuteMs;
/** Troubles begin early enough to be over before the day is closed. */
const lastTroubleMs = closesAtMs - 30 * minuteMs;

const startMs = Date.UTC(2026, 4, 4, 12);
/** The last run of the program goes on for a week and more. */
const undisturbedDays = 8;

export function writeMonth({ days, salesPerDay, seed }: MonthWish): Script {
  const draw = streamOf(seed, 'month');
  const steps: Step[] = [];
  for (let day = 0; day < days; day += 1) {
    const add = (atMs: number, happening: Happening) =>
      void steps.push({ atMs: day * dayMs + atMs, ...happening });
    const somewhen = (happening: Happening) => add(draw.whole(opensAtMs, lastTroubleMs), happening);
    for (const trouble of drawTroubles(draw, salesPerDay)) somewhen(trouble);
    if (day % 5 === 2 && day < days - undisturbedDays) somewhen(drawCrash(draw));
    add(dayClosedAtMs - minuteMs, { kind: 'close-batch' });
    if (day < days - 1) add(sleepsAtMs, { kind: 'sleep', forMs: wakesAtMs - sleepsAtMs });
  }
  return {
    seed,
    setting: {
      startMs,
      terminals: 3,
      hasTunnel: true,
      stopsWhileAsleep: draw.chance(0.5),
      tillsOnAccount: 1,
      latencyMs: [20, 250],
      behaviour: {},
      cancelCarriesInvoiceNumber: draw.chance(0.5),
      dayMs: (days - 1) * dayMs + sleepsAtMs,
      isWatchedToTheEnd: false,
    },
    steps: steps.sort((a, b) => a.atMs - b.atMs),
  };
}

function drawTroubles(draw: Drawing, sales: number): readonly Happening[] {
  const calls = 5 * sales;
  const seldom: readonly [number, () => Happening][] = [
    [3 / 7, () => drawTunnel(draw)],
    [1.5 / 7, () => drawNetwork(draw)],
    [1 / 3, () => ({ kind: 'jump', ms: draw.pick([-1, 1]) * draw.whole(1, 6) * secondMs })],
    [0.005 * (calls - sales), () => faulty({ ...drawReply(draw), match: onReads })],
    [0.005 * sales, () => faulty({ ...drawReply(draw), match: onPurchase })],
    [
      0.02 * sales,
      () => faulty({ kind: 'hidden-transaction', ms: draw.whole(1, 8) * secondMs, match: onPurchase }),
    ],
    [0.002 * sales, () => faulty({ kind: 'webhook-lost' })],
    [0.01 * sales, () => faulty({ kind: 'webhook-doubled' })],
    [0.005 * sales, () => faulty({ kind: 'webhook-late', ms: draw.whole(5, 600) * secondMs })],
  ];
  return seldom.flatMap(([mean, drawOne]) => Array.from({ length: howMany(draw, mean) }, drawOne));
}

/** So many on average, each of two halves as likely as that allows. */
function howMany(draw: Drawing, mean: number): number {
  const most = Math.max(1, Math.ceil(mean * 2));
  let count = 0;
  for (let left = most; left > 0; left -= 1) if (draw.chance(mean / most)) count += 1;
  return count;
}

const onPurchase = { method: 'POST', path: '/devices/' };
const onReads = { method: 'GET', path: '/card-transactions' };
const faulty = (fault: FaultInput): Happening => ({ kind: 'fault', fault });

function drawReply(draw: Drawing): FaultInput {
  const when = draw.pick(['before-effect', 'after-effect'] as const);
  return draw.pick<FaultInput>([
    {
      kind: 'status',
      when,
      status: draw.pick([500, 502, 503, 504]),
      form: draw.pick(['html', 'json'] as const),
    },
    { kind: 'drop', when },
    { kind: 'hang', when },
    { kind: 'delay', when, ms: draw.whole(2, 20) * secondMs },
  ]);
}

function drawTunnel(draw: Drawing): Happening {
  return {
    kind: 'tunnel',
    mode: draw.pick(['down', 'down', 'web-page', 'answers-lost', 'slow'] as const),
    forMs: draw.whole(20, 480) * secondMs,
  };
}

function drawNetwork(draw: Drawing): Happening {
  return {
    kind: 'network',
    mode: draw.pick(['refused', 'refused', 'black-hole', 'no-way-back', 'slow', 'lossy'] as const),
    forMs: draw.whole(60, 360) * secondMs,
  };
}

function drawCrash(draw: Drawing): Happening {
  return {
    kind: 'kill',
    calls: draw.whole(1, 120),
    where: draw.pick(['before', 'after'] as const),
    isPowerCut: draw.chance(0.5),
    downMs: draw.whole(10, 180) * secondMs,
  };
}
