/** The people of a shop: customers come all day, most of them pay, and somebody puts right what went wrong. */
import type { Drawing } from '../../fakes/drawing.ts';
import { streamOf } from '../world/chance.ts';
import { isOpenState } from '../world/oracle/ledger-rows.ts';
import type { HistoryScene } from '../world/run-history.ts';
import type { Press, Reaction } from '../world/script.ts';
import { closesAtMs, dayClosedAtMs, dayMs, type MonthWish, opensAtMs } from './month-script.ts';

export interface ShopFigures {
  pressed: number;
  /** Waited too long for a terminal or for the till, and paid otherwise. */
  turnedAway: number;
}

interface Waiting {
  readonly sinceMs: number;
  readonly press: Omit<Press, 'terminal'>;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const serveEveryMs = 3 * secondMs;
const patienceMs = 10 * minuteMs;
/** Until a press that was made can be seen on the till. */
const pressSeenMs = 5 * secondMs;
/** A manager looks into an unknown after this long. */
const unknownPatienceMs = 20 * minuteMs;
/** How busy each of the ten hours is: a peak at lunch, another in the evening. */
const busy = [0.5, 0.7, 1, 2, 2, 0.9, 0.7, 1.2, 2, 1.4];

export function openShop(scene: HistoryScene, wish: MonthWish): ShopFigures {
  const { scheduler, machine, helcim, customers, cashiers, judge } = scene;
  const draw = streamOf(wish.seed, 'shop');
  const startMs = scheduler.nowMs();
  const figures: ShopFigures = { pressed: 0, turnedAway: 0 };
  const waiting: Waiting[] = [];
  const pressedAtMs = new Map<number, number>();
  let isServing = false;

  function screenIsFree(code: string): boolean {
    const view = helcim.world.terminals.views().find((each) => each.code === code);
    return view !== undefined && !view.actions.includes('cancel');
  }

  function isFree(terminal: number): boolean {
    const code = helcim.codes[terminal] ?? '';
    const sinceMs = scheduler.nowMs() - (pressedAtMs.get(terminal) ?? 0);
    const isHeld = (machine.shown().openAttempts ?? []).some(({ terminalCode }) => terminalCode === code);
    return sinceMs > pressSeenMs && !isHeld && screenIsFree(code);
  }

  function arrive(): void {
    waiting.push({ sinceMs: scheduler.nowMs(), press: drawPress(draw) });
    if (!isServing) serve();
  }

  function serve(): void {
    const isTillReady = machine.running() !== null && machine.shown().blocked === null;
    const free = isTillReady ? helcim.codes.map((_code, terminal) => terminal).filter(isFree) : [];
    while (waiting[0] && scheduler.nowMs() - waiting[0].sinceMs > patienceMs) {
      waiting.shift();
      figures.turnedAway += 1;
    }
    for (const terminal of free) {
      const next = waiting.shift();
      if (!next) break;
      figures.pressed += 1;
      pressedAtMs.set(terminal, scheduler.nowMs());
      cashiers.press({ ...next.press, terminal });
    }
    isServing = waiting.length > 0;
    if (isServing) scheduler.after(serveEveryMs, serve);
  }

  /** Screens that the till waits for no more, an alarm, and unknowns that nothing came of. */
  function lookAfter(): void {
    if (machine.running() === null) return;
    for (const [terminal, code] of helcim.codes.entries())
      if (!screenIsFree(code) && isForgotten(terminal)) customers.act(code, { action: 'cancel' });
    cashiers.acknowledgeAlarm();
    const attempts = judge.attempts();
    const old = attempts.findIndex(
      ({ state, preparedAt }) =>
        state === 'unknown' && machine.clock.wallMs() - preparedAt > unknownPatienceMs,
    );
    if (old >= 0) cashiers.say('closeUnknown', attempts.length - 1 - old);
  }

  /** Nothing on the till waits for it, and nobody has just pressed. */
  function isForgotten(terminal: number): boolean {
    const sinceMs = scheduler.nowMs() - (pressedAtMs.get(terminal) ?? 0);
    const code = helcim.codes[terminal];
    const isHeld = (machine.shown().openAttempts ?? []).some(({ terminalCode }) => terminalCode === code);
    return sinceMs > minuteMs && !isHeld;
  }

  function expectQuiet(): void {
    for (const { number, state } of judge.attempts())
      if (isOpenState(state)) judge.blame('M16', `${number} is ${state} when everybody has gone home`);
    if (judge.hasEventsToDo()) judge.blame('M10', 'an event is still to do when everybody has gone home');
  }

  for (let day = 0; day < wish.days; day += 1) {
    const at = (atMs: number, run: () => void) => void scheduler.at(startMs + day * dayMs + atMs, run);
    for (let left = wish.salesPerDay; left > 0; left -= 1) at(drawArrival(draw), arrive);
    for (let atMs = opensAtMs; atMs < dayClosedAtMs; atMs += minuteMs) at(atMs, lookAfter);
    at(dayClosedAtMs, expectQuiet);
  }
  return figures;
}

function drawArrival(draw: Drawing): number {
  const hourMs = (closesAtMs - opensAtMs) / busy.length;
  const most = Math.max(...busy);
  for (;;) {
    const hour = draw.whole(0, busy.length - 1);
    if (draw.chance((busy[hour] ?? 0) / most)) return opensAtMs + hour * hourMs + draw.whole(0, hourMs - 1);
  }
}

function drawPress(draw: Drawing): Omit<Press, 'terminal'> {
  return {
    kind: 'press',
    cashier: draw.whole(0, 2),
    // The simulator's bank declines some amounts by their cents.
    cents: draw.whole(3, 140) * 100 + draw.pick([0, 25, 49, 95, 99]),
    sale: 'new',
    confirmsDoubt: true,
    isDoubled: draw.chance(0.01),
    transitMs: draw.whole(5, 40),
    customer: drawCustomer(draw),
  };
}

function drawCustomer(draw: Drawing): readonly Reaction[] {
  const soonMs = () => draw.whole(3 * secondMs, 20 * secondMs);
  const pays = (): Reaction => ({
    afterMs: soonMs(),
    action: draw.pick(['tap-credit', 'tap-credit', 'tap-debit', 'insert-credit', 'insert-debit'] as const),
  });
  const declines = (): Reaction => ({
    afterMs: soonMs(),
    action: draw.pick(['decline', 'wrong-pin'] as const),
  });
  const what = draw.fraction();
  if (what < 0.02) return [declines(), { afterMs: soonMs(), action: 'try-again' }, pays()];
  if (what < 0.03) return [declines(), { afterMs: soonMs(), action: 'cancel' }];
  if (what < 0.04) return [declines()];
  if (what < 0.07) return [{ afterMs: soonMs(), action: 'cancel' }];
  // Walks away; at best somebody notices and presses the red X.
  if (what < 0.08)
    return draw.chance(0.5) ? [{ afterMs: draw.whole(40, 100) * secondMs, action: 'cancel' }] : [];
  if (what < 0.25) return [{ afterMs: secondMs, action: 'add-tip', tipCents: draw.whole(100, 900) }, pays()];
  return [pays()];
}
