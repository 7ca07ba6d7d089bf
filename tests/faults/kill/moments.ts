/** When a till is killed: at random moments of every stretch of its life, and at events of the world around it. */
import type { SimulatorLogEntry } from '../../../electron/simulator/journal.ts';
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { TillProcess } from './till-process.ts';

export const momentKinds = [
  'starting',
  'idle',
  'pressing',
  'working',
  'quitting',
  'request seen',
  'request answered',
  'look-up seen',
  'webhook posted',
  'webhook answered',
] as const;
export type MomentKind = (typeof momentKinds)[number];

const weights: Readonly<Record<MomentKind, number>> = {
  starting: 6,
  idle: 2,
  pressing: 4,
  working: 4,
  quitting: 2,
  'request seen': 2,
  'request answered': 2,
  'look-up seen': 2,
  'webhook posted': 2,
  'webhook answered': 2,
};
/** How long after the window came up the moment comes at the latest. */
const spreadMs: Readonly<Partial<Record<MomentKind, number>>> = { idle: 300, pressing: 70, working: 500 };
const quitSpreadMs = 60;
/** Not every run has the event that was drawn; then it ends all the same. */
const eventPatienceMs = 700;
const afterEventMaxMs = 5;

export function drawMoment(draw: Drawing): MomentKind {
  return draw.pick(momentKinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind)));
}

/** In these the till is left alone: nobody comes to press. */
export function isUnattended(kind: MomentKind): boolean {
  return kind === 'starting' || kind === 'idle';
}

/**
 * Resolves when the moment has come, or the till has ended by itself.
 * @param startMs about how long a start takes; moments of the start are spread over a little more
 * @returns false when the event that was waited for did not come
 */
export async function moment(
  kind: MomentKind,
  till: TillProcess,
  simulator: Simulator,
  draw: Drawing,
  startMs: number,
): Promise<boolean> {
  const ended = till.ended.then(() => true);
  if (kind === 'starting') return Promise.race([after(draw.fraction() * startMs * 1.1), ended]);
  const event = eventOf(kind);
  const seen = event ? happens(simulator, event, draw.whole(1, 2)) : null;
  await till.loaded;
  if (kind === 'quitting') {
    await Promise.race([after(draw.fraction() * (spreadMs.working ?? 0)), ended]);
    till.quit();
    return Promise.race([after(draw.fraction() * quitSpreadMs), ended]);
  }
  if (!seen) return Promise.race([after(draw.fraction() * (spreadMs[kind] ?? 0)), ended]);
  const isSeen = await Promise.race([seen.promise, after(eventPatienceMs).then(() => false), ended]);
  seen.stop();
  if (isSeen && draw.chance(0.6)) await Promise.race([after(draw.fraction() * afterEventMaxMs), ended]);
  return isSeen;
}

type LogTest = (entry: SimulatorLogEntry) => boolean;

function eventOf(kind: MomentKind): LogTest | null {
  switch (kind) {
    case 'request seen':
      return (entry) => entry.kind === 'request' && entry.text.endsWith('/payment/purchase');
    case 'request answered':
      return (entry) => entry.kind === 'reply' && entry.text.endsWith('/payment/purchase answered: 202');
    case 'look-up seen':
      return (entry) => entry.kind === 'request' && entry.text.startsWith('GET /card-transactions');
    case 'webhook posted':
      return (entry) => entry.kind === 'event' && entry.details.isSent === true;
    case 'webhook answered':
      return (entry) => entry.kind === 'delivery' && entry.details.status === 204;
    default:
      return null;
  }
}

/** Resolves with true at the event's `count`th time from now on. */
function happens(simulator: Simulator, isIt: LogTest, count: number) {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  let lastSequence = simulator.log().at(-1)?.sequence ?? 0;
  let leftCount = count;
  const stop = simulator.on('change', () => {
    for (const entry of simulator.log().filter(({ sequence }) => sequence > lastSequence)) {
      lastSequence = entry.sequence;
      if (isIt(entry)) leftCount -= 1;
    }
    if (leftCount <= 0) resolve(true);
  });
  return { promise, stop };
}

function after(ms: number): Promise<true> {
  return new Promise((resolve) => setTimeout(resolve, ms, true));
}
