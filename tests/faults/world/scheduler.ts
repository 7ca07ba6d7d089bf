/**
 * The one line of time of a world. Whatever will happen stands in it: timers of the till, replies on their way, a
 * customer's hand. Nothing else moves time, so that one seed gives one history.
 */

export interface Planned {
  cancel(): void;
}

export interface Scheduler {
  /** True time, UTC milliseconds; only the machines' own clocks are wrong. */
  nowMs(): number;
  /** Events of the same moment happen in the order in which they were planned. */
  at(atMs: number, run: () => void): Planned;
  after(delayMs: number, run: () => void): Planned;
  /**
   * Lets everything up to this moment happen; after each event, what it set going has come to rest.
   * @throws WorldSpins when that never ends
   */
  runUntil(untilMs: number, afterEach: () => void): Promise<void>;
  eventCount(): number;
}

/** So much in one second is no work any more: something plans itself anew without end. */
const eventsInSecondMax = 20_000;

export class WorldSpins extends Error {}

interface Entry extends Planned {
  readonly atMs: number;
  readonly order: number;
  run: (() => void) | null;
}

/** @param beforeEach called before each event */
export function createScheduler(startMs: number, beforeEach: () => void = () => undefined): Scheduler {
  const heap: Entry[] = [];
  let nowMs = startMs;
  let order = 0;
  let events = 0;
  let second = { begunMs: startMs, events: 0 };

  function countEvent(): void {
    events += 1;
    if (nowMs - second.begunMs >= 1_000) second = { begunMs: nowMs, events: 0 };
    second.events += 1;
    if (second.events > eventsInSecondMax) throw new WorldSpins('time does not pass any more');
  }

  function at(atMs: number, run: () => void): Planned {
    const entry: Entry = {
      atMs: Math.max(nowMs, Math.ceil(atMs)),
      order: order++,
      run,
      cancel() {
        entry.run = null;
      },
    };
    push(heap, entry);
    return entry;
  }

  return {
    nowMs: () => nowMs,
    at,
    after: (delayMs, run) => at(nowMs + delayMs, run),
    async runUntil(untilMs, afterEach) {
      await rest();
      for (let next = heap[0]; next !== undefined && next.atMs <= untilMs; next = heap[0]) {
        pop(heap);
        if (next.run === null) continue;
        nowMs = next.atMs;
        countEvent();
        beforeEach();
        next.run();
        await rest();
        afterEach();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
    eventCount: () => events,
  };
}

/** So that the engine comes to what it does only between turns of the event loop, such as giving memory back. */
const turnEvery = 64;
let rests = 0;

/**
 * With all I/O in this world's hand, the next tick comes only when every promise has been followed up; a turn of the event
 * loop would say the same and cost more.
 */
function rest(): Promise<void> {
  rests += 1;
  const isTurn = rests % turnEvery === 0;
  return new Promise((resolve) => void (isTurn ? setImmediate(resolve) : process.nextTick(resolve)));
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    const above = heap[parent] as Entry;
    if (!isBefore(entry, above)) break;
    heap[index] = above;
    index = parent;
  }
  heap[index] = entry;
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let index = 0;
  for (;;) {
    const left = 2 * index + 1;
    if (left >= heap.length) break;
    const right = left + 1;
    const child = right < heap.length && isBefore(heap[right] as Entry, heap[left] as Entry) ? right : left;
    const below = heap[child] as Entry;
    if (!isBefore(below, last)) break;
    heap[index] = below;
    index = child;
  }
  heap[index] = last;
}
