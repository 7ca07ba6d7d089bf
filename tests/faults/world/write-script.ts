/** Draws a history from its seed. Each has a mood, so that rare things come together often enough to matter. */
import type { SimulatorBehaviour } from '../../../electron/simulator/behaviour.ts';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import { streamOf } from './chance.ts';
import { drawLookAlikes } from './look-alikes.ts';
import { drawRareRefunds } from './rare-refunds.ts';
import { drawRefundBehaviour, drawRefundLatency, drawRefunds } from './refunds.ts';
import {
  type Forgery,
  type Happening,
  type Press,
  type Reaction,
  type Script,
  type Setting,
  type Step,
  words,
} from './script.ts';
import { drawTightSpots } from './tight-spots.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface Mood {
  readonly presses: readonly [number, number];
  readonly others: readonly [number, number];
  readonly dayMs: readonly [number, number];
  readonly weights: Readonly<Partial<Record<Happening['kind'], number>>>;
}

const people = { say: 6, 'acknowledge-alarm': 1, ping: 1, glance: 1, hand: 4 } as const;

/** Most days are short: two thousand of them with few things each find more in the same time than half as many long ones. */
const shortDays = 0.85;
const shortShare = 0.5;

/** Ordinary troubles everywhere, and in each mood more of one kind. */
const moods: readonly Mood[] = [
  {
    presses: [2, 4],
    others: [2, 6],
    dayMs: [4 * minuteMs, 30 * minuteMs],
    weights: { ...people, fault: 4, blur: 1, resend: 1, 'unknown-event': 1, 'other-till': 1 },
  },
  {
    presses: [2, 4],
    others: [6, 14],
    dayMs: [4 * minuteMs, 40 * minuteMs],
    weights: { ...people, fault: 14, blur: 4, spend: 1, skew: 1 },
  },
  {
    presses: [2, 4],
    others: [4, 10],
    dayMs: [3 * minuteMs, 20 * minuteMs],
    weights: { ...people, kill: 14, quit: 2, fault: 3, sleep: 1, 'disk-full': 1 },
  },
  {
    presses: [2, 4],
    others: [4, 10],
    dayMs: [4 * minuteMs, 30 * minuteMs],
    weights: { ...people, network: 12, tunnel: 4, fault: 2, kill: 2 },
  },
  {
    presses: [2, 4],
    others: [4, 10],
    dayMs: [4 * minuteMs, 40 * minuteMs],
    weights: { ...people, tunnel: 6, fault: 6, resend: 4, forge: 6, 'unknown-event': 1, 'other-till': 2 },
  },
  {
    presses: [2, 4],
    others: [3, 8],
    dayMs: [10 * minuteMs, 6 * hourMs],
    weights: { ...people, sleep: 6, jump: 8, kill: 4, skew: 2, fault: 3, blur: 1, network: 2 },
  },
  {
    presses: [2, 4],
    others: [3, 8],
    dayMs: [4 * minuteMs, 30 * minuteMs],
    weights: { ...people, 'disk-full': 6, kill: 3, fault: 4, blur: 1, network: 2, restore: 3 },
  },
  {
    presses: [2, 4],
    others: [4, 10],
    dayMs: [4 * minuteMs, 40 * minuteMs],
    weights: { ...people, 'other-till': 10, spend: 4, rush: 2, fault: 4, forge: 2, 'close-batch': 1 },
  },
  {
    presses: [2, 4],
    others: [2, 4],
    dayMs: [3 * minuteMs, 15 * minuteMs],
    weights: { ...people, say: 14, hand: 8, fault: 6, blur: 3 },
  },
];

export function writeScript(seed: number): Script {
  const draw = streamOf(seed, 'script');
  const mood = draw.pick(moods);
  const setting = drawSetting(draw, mood);
  const steps: Step[] = [];
  const share = streamOf(seed, 'length').chance(shortDays) ? shortShare : 1;
  for (let left = Math.ceil(share * draw.whole(...mood.presses)); left > 0; left -= 1)
    steps.push({ atMs: draw.whole(2 * secondMs, setting.dayMs), ...drawPress(draw, setting) });
  for (let left = Math.ceil(share * draw.whole(...mood.others)); left > 0; left -= 1)
    steps.push({ atMs: drawMoment(draw, steps, setting), ...drawOther(draw, mood, setting) });
  const spots = streamOf(seed, 'spots');
  if (spots.chance(0.4)) steps.push(...drawTightSpots(spots, setting));
  const alike = streamOf(seed, 'look-alikes');
  if (alike.chance(0.2)) steps.push(...drawLookAlikes(alike, setting));
  const back = streamOf(seed, 'refunds');
  const isWithRefunds = back.chance(0.34);
  if (isWithRefunds) steps.push(...drawRefunds(back, setting));
  const rare = streamOf(seed, 'rare-refunds');
  if (rare.chance(0.05)) steps.push(...drawRareRefunds(rare, setting));
  const sorted = steps.sort((a, b) => a.atMs - b.atMs);
  // What is still to happen when all is put right would be judged as if nothing had.
  const dayMs = Math.max(setting.dayMs, (sorted.at(-1)?.atMs ?? 0) + secondMs);
  // Only a recovery reads all rows of a day, so only there a second page is to be had.
  const isManyPages = steps.some(({ kind }) => kind === 'restore') && draw.chance(0.1);
  // Only a search that does not compare whole numbers brings up the longer one.
  const isLoose = steps.some((step) => step.kind === 'look-alike' && step.what === 'longer-number');
  const behaviour = {
    ...setting.behaviour,
    ...(isWithRefunds && drawRefundBehaviour(back)),
    ...(isLoose && { invoiceFilter: 'contains' as const }),
  };
  const latencyMs = isWithRefunds ? drawRefundLatency(back, setting.latencyMs) : setting.latencyMs;
  return {
    seed,
    setting: { ...setting, latencyMs, behaviour, dayMs, ...(isManyPages ? { rowsBefore: 1_020 } : {}) },
    steps: sorted,
  };
}

/** Mostly near a press, since that is where there is something to break. */
function drawMoment(draw: Drawing, steps: readonly Step[], { dayMs }: Setting): number {
  const presses = steps.filter(({ kind }) => kind === 'press');
  if (draw.chance(0.25) || presses.length === 0) return draw.whole(0, dayMs);
  const reachMs = draw.pick([500, 3 * secondMs, 30 * secondMs, 3 * minuteMs]);
  return Math.max(0, draw.pick(presses).atMs + draw.whole(-Math.min(reachMs, 2 * secondMs), reachMs));
}

function drawSetting(draw: Drawing, mood: Mood): Setting {
  // Around a change of clocks in one history of eight, at night in another.
  const days = [Date.UTC(2026, 2, 8, 6), Date.UTC(2026, 10, 1, 5), Date.UTC(2026, 5, 10, 5)];
  const startMs = draw.chance(0.4)
    ? draw.pick(days) + draw.whole(0, 5 * hourMs)
    : Date.UTC(2026, 4, 6, 15) + draw.whole(0, 8 * hourMs);
  const latest = draw.pick([30, 300, 300, 2_500]);
  return {
    startMs,
    terminals: draw.whole(1, 3),
    hasTunnel: draw.chance(0.7),
    stopsWhileAsleep: draw.chance(0.5),
    tillsOnAccount: draw.pick([1, 1, 2, 3]),
    latencyMs: [5, latest],
    behaviour: drawBehaviour(draw),
    cancelCarriesInvoiceNumber: draw.chance(0.5),
    ...(draw.chance(0.15) && { numberForm: draw.pick(['lower-case', 'spaced'] as const) }),
    dayMs: draw.whole(...mood.dayMs),
    isWatchedToTheEnd: draw.chance(0.03),
  };
}

/** The questions that Helcim's documents leave open, answered either way. */
function drawBehaviour(draw: Drawing): Partial<SimulatorBehaviour> {
  return {
    approvedWord: draw.pick(['APPROVED', 'APPROVAL'] as const),
    acceptedBody: draw.chance(0.5) ? undefined : draw.pick([{}, { message: 'ok' }, '<html>']),
    busyTerminal: draw.pick(['refuse', 'refuse', 'replace', 'swallow'] as const),
    invalidTokenStatus: draw.pick([401, 403] as const),
    duplicateCheckOnTerminals: draw.chance(0.1),
    surchargeBasisPoints: draw.pick([0, 0, 0, 240]),
    cancelEventAfterDecline: draw.chance(0.7),
    cancelEventAtTimeOut: draw.chance(0.2),
    terminalTimeOutMs: draw.pick([null, null, 2 * minuteMs]),
    transactionOrder: draw.pick(['newest-first', 'oldest-first'] as const),
    firstPage: draw.pick([0, 1] as const),
    invoiceFilter: draw.pick(['exact', 'exact', 'contains'] as const),
    emptyListIs404: draw.chance(0.3),
    hourHeader: draw.pick(['counts', 'stuck'] as const),
    retrySignature: draw.pick(['new-timestamp', 'same'] as const),
    pingHidesNextRequest: draw.chance(0.1),
  };
}

function drawPress(draw: Drawing, setting: Setting): Press {
  return {
    kind: 'press',
    cashier: draw.whole(0, 2),
    terminal: draw.whole(0, setting.terminals - 1),
    // Few amounts, so that equal ones meet; a few that the card's bank declines by their cents.
    cents: draw.chance(0.1) ? 10_00 + draw.whole(51, 58) : draw.pick([5_00, 5_00, 12_34, 20_00, 100_00]),
    sale: draw.chance(0.3) ? 'again' : 'new',
    confirmsDoubt: draw.chance(0.7),
    isDoubled: draw.chance(0.15),
    transitMs: draw.chance(0.07) ? draw.whole(1_000, 4_000) : draw.whole(0, 30),
    customer: drawCustomer(draw),
  };
}

function drawCustomer(draw: Drawing): readonly Reaction[] {
  const quickMs = () => draw.whole(300, 8_000);
  const slowMs = () =>
    draw.pick([
      quickMs(),
      draw.whole(10_000, 60_000),
      draw.whole(60_000, 240_000),
      draw.whole(300_000, 420_000),
    ]);
  const card = () => draw.pick(['tap-credit', 'tap-debit', 'insert-credit', 'insert-debit'] as const);
  const pays = (): Reaction => ({
    afterMs: draw.chance(0.8) ? quickMs() : slowMs(),
    action: card(),
    ...(draw.chance(0.05) && { approvedCents: draw.whole(1, 400) }),
  });
  const declines = (): Reaction => ({
    afterMs: quickMs(),
    action: draw.pick(['decline', 'wrong-pin'] as const),
  });
  const retries = (): Reaction => ({
    afterMs: draw.pick([quickMs(), quickMs(), draw.whole(60_000, 200_000)]),
    action: 'try-again',
  });
  const leaves = (): Reaction => ({
    afterMs: slowMs(),
    action: draw.pick(['cancel', 'cancel', 'cancel', 'ignore', 'remove-request'] as const),
  });
  return draw.pick([
    () => [pays()],
    () => [pays()],
    () => [pays()],
    () => [{ afterMs: 500, action: 'add-tip', tipCents: draw.whole(1, 300) } as const, pays()],
    () => [leaves()],
    () => [leaves()],
    () => [declines(), retries(), pays()],
    () => [declines(), retries(), declines(), retries(), pays()],
    () => [declines(), leaves()],
    () => [declines(), retries(), leaves()],
    () => [declines()],
    () => [],
  ])();
}

function drawOther(draw: Drawing, { weights }: Mood, setting: Setting): Happening {
  const kinds = Object.entries(weights) as [Happening['kind'], number][];
  let left = draw.fraction() * kinds.reduce((sum, [, weight]) => sum + weight, 0);
  const [kind] = kinds.find(([, weight]) => {
    left -= weight;
    return left < 0;
  }) ?? ['glance' as const];
  const terminal = draw.whole(0, setting.terminals - 1);
  const downMs = draw.pick([0, 300, 2 * secondMs, 20 * secondMs, 4 * minuteMs, 2 * hourMs]);
  switch (kind) {
    case 'say':
      return { kind, word: draw.pick(words), back: draw.pick([0, 0, 0, 1, 2]) };
    case 'ping':
      return { kind, terminal };
    case 'hand':
      return {
        kind,
        terminal,
        action: draw.pick([
          'cancel',
          'cancel',
          'tap-debit',
          'try-again',
          'ignore',
          'sleep',
          'wake',
          'unplug',
          'plug',
          'remove-request',
        ] as const),
      };
    case 'fault':
      return { kind, fault: drawFault(draw) };
    case 'spend':
      return { kind, calls: draw.pick([30, 60, 95, 120, 2_950]) };
    case 'skew':
      return { kind, ms: draw.pick([-90, -30, 30, 90]) * secondMs };
    case 'blur':
      return {
        kind,
        how: draw.pick(['unreadable', 'undecided'] as const),
        forMs: draw.pick([draw.whole(5, 60), draw.whole(60, 400), draw.whole(60, 400), 3 * 3_600]) * secondMs,
      };
    case 'rush':
      return { kind, cards: draw.pick([40, 40, 110]) };
    case 'resend':
      return { kind, back: draw.whole(0, 3) };
    case 'network':
      return {
        kind,
        mode: draw.pick(['refused', 'black-hole', 'stalled', 'no-way-back', 'slow', 'lossy'] as const),
        forMs: drawDuration(draw),
      };
    case 'tunnel':
      return {
        kind,
        mode: draw.pick(['down', 'web-page', 'answers-lost', 'slow'] as const),
        // For long enough that the look-ups have to learn not to count on events.
        forMs: draw.chance(0.3) ? draw.whole(10, 60) * minuteMs : drawDuration(draw),
      };
    case 'forge':
      return { kind, forgery: drawForgery(draw) };
    case 'other-till':
      return {
        kind,
        where: draw.pick(['own-terminal', 'own-terminal', 'our-terminal', 'refund-of-ours'] as const),
        terminal,
        cents: draw.pick([5_00, 12_34, 77_00]),
        action: draw.pick(['tap-credit', 'tap-debit', 'cancel', 'cancel', 'decline'] as const),
      };
    case 'kill':
      return {
        kind,
        calls: draw.pick([draw.whole(1, 12), draw.whole(1, 60), draw.whole(1, 250)]),
        where: draw.pick(['before', 'after'] as const),
        isPowerCut: draw.chance(0.3),
        downMs,
      };
    case 'quit':
      return { kind, downMs };
    case 'sleep':
      return { kind, forMs: draw.pick([2 * secondMs, 30 * secondMs, 4 * minuteMs, 3 * hourMs]) };
    case 'jump':
      return {
        kind,
        ms: draw.pick([-1, 1]) * draw.pick([2 * secondMs, 40 * secondMs, 3 * minuteMs, hourMs, 26 * hourMs]),
      };
    case 'disk-full':
      return { kind, forMs: draw.pick([200, 2 * secondMs, 20 * secondMs, 3 * minuteMs]) };
    case 'restore':
      return { kind, ageMs: draw.pick([10 * secondMs, 2 * minuteMs, 10 * minuteMs]), downMs };
    case 'press':
      return drawPress(draw, setting);
    default:
      return { kind } as Happening;
  }
}

function drawDuration(draw: Drawing): number {
  return draw.pick([draw.whole(200, 3_000), draw.whole(3_000, 40_000), draw.whole(40_000, 400_000)]);
}

function drawForgery(draw: Drawing): Forgery {
  if (draw.chance(0.3)) return { how: draw.pick(['signature', 'key', 'stale', 'body'] as const) };
  return {
    how: draw.pick(['unsigned', 'foreign-key', 'altered'] as const),
    about: draw.pick(['cancel', 'cancel', 'transaction'] as const),
    back: draw.pick([0, 0, 1]),
  };
}

const onPurchase = { method: 'POST', path: '/devices/' };
const onReads = { method: 'GET', path: '/card-transactions' };

/** Every fault that the simulator knows. */
function drawFault(draw: Drawing): FaultInput {
  const when = draw.pick(['before-effect', 'after-effect'] as const);
  const ms = draw.pick([
    draw.whole(200, 4_000),
    draw.whole(4, 60) * secondMs,
    draw.whole(60, 200) * secondMs,
  ]);
  const reply = draw.pick<FaultInput>([
    { kind: 'drop', when },
    { kind: 'hang', when },
    { kind: 'cut-body', when },
    { kind: 'garbage', when },
    { kind: 'slow-drip', when, bytesPerStep: 8, stepMs: draw.pick([5, 400]) },
    {
      kind: 'status',
      when,
      status: draw.pick([500, 502, 503, 504, 408]),
      form: draw.pick(['html', 'empty', 'json', 'text'] as const),
    },
    { kind: 'redirect', when, location: 'http://127.0.0.1:9/elsewhere' },
    { kind: 'rate-limited', ...(draw.chance(0.5) && { retryAfterSeconds: draw.whole(0, 40) }) },
    { kind: 'delay', when, ms },
  ]);
  const refusal: FaultInput = {
    kind: 'status',
    when: 'before-effect',
    status: draw.pick([400, 403, 404, 409, 422]),
    form: draw.pick(['html', 'json'] as const),
  };
  const page: FaultInput = { kind: 'status', when: 'before-effect', status: 404, form: 'html' };
  const day = draw.pick([ms, ms, draw.whole(1, 27) * hourMs]);
  const event = draw.pick(['cardTransaction', 'cardTransaction', 'terminalCancel'] as const);
  const late = Math.min(day, 24 * hourMs);
  return draw.pick<FaultInput>([
    { ...reply, match: onPurchase },
    { ...reply, match: onPurchase },
    { ...reply, match: onReads, times: draw.whole(1, 6) },
    { ...page, match: onReads, times: draw.whole(1, 8) },
    { ...refusal, match: onPurchase },
    { kind: 'decline', match: onPurchase },
    { kind: 'not-on-screen', match: onPurchase },
    { kind: 'late-on-screen', ms, match: onPurchase },
    { kind: 'late-approval', ms, match: onPurchase },
    { kind: 'repeat-on-screen', match: onPurchase },
    { kind: 'hidden-transaction', ms, match: onPurchase },
    {
      kind: 'outcome-before-reply',
      action: draw.pick(['tap-credit', 'tap-debit', 'decline', 'cancel'] as const),
      match: onPurchase,
    },
    { kind: 'batch-closes-first' },
    { kind: 'webhook-lost', match: { event } },
    { kind: 'webhook-doubled', match: { event } },
    { kind: 'webhook-late', ms: late, match: { event } },
    { kind: 'webhook-reordered', ms: Math.min(ms, hourMs), match: { event } },
  ]);
}
