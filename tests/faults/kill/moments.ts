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
  starting: 4,
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
/** How long after the first press the moment comes at the latest; with nobody pressing, after the window came up. */
const spreadMs = { idle: 300, pressing: 60, working: 400, quitting: 250 } as const;
const quitSpreadMs = 60;
/** Not every run has the press or the event that was drawn; then it ends all the same. */
const patienceMs = 600;
/** How long a start takes where these times were tried. On a slower or busier machine all of them grow with it. */
const usualStartMs = 430;
const afterEventMaxMs = 5;

export function drawMoment(draw: Drawing): MomentKind {
  return draw.pick(momentKinds.flatMap((kind) => Array.from({ length: weights[kind] }, () => kind)));
}

/** In these the till is left alone: nobody comes to press. */
export function isUnattended(kind: MomentKind): boolean {
  return kind === 'starting' || kind === 'idle';
}

export interface Scene {
  readonly till: TillProcess;
  readonly simulator: Simulator;
  readonly draw: Drawing;
  /** Resolves when the first press of the run goes out. */
  readonly pressed: Promise<unknown>;
  /** About how long a start takes; moments of the start are spread over a little more. */
  readonly startMs: number;
}

/**
 * Resolves when the moment has come, or the till has ended by itself.
 * @returns false when the event that was waited for did not come
 */
export async function moment(kind: MomentKind, scene: Scene): Promise<boolean> {
  const { till, draw, simulator } = scene;
  const pace = Math.max(1, scene.startMs / usualStartMs);
  const orEnd = <Value>(wait: Promise<Value>) => Promise.race([wait, till.ended.then(() => true)]);
  if (kind === 'starting') return orEnd(after(draw.fraction() * scene.startMs * 1.1));
  const event = eventOf(kind);
  const seen = event ? happens(simulator, event, draw.whole(1, 2)) : null;
  await till.loaded;
  if (seen) {
    const isSeen = await orEnd(within(patienceMs * pace, seen.promise));
    seen.stop();
    if (isSeen && draw.chance(0.6)) await orEnd(after(draw.fraction() * afterEventMaxMs));
    return isSeen;
  }
  const isPressed = kind === 'idle' || (await orEnd(within(patienceMs * pace, scene.pressed)));
  await orEnd(after(draw.fraction() * spreadOf(kind) * pace));
  if (kind !== 'quitting') return isPressed;
  till.quit();
  return orEnd(after(draw.fraction() * quitSpreadMs * pace));
}

function spreadOf(kind: MomentKind): number {
  return kind in spreadMs ? spreadMs[kind as keyof typeof spreadMs] : 0;
}

/** @returns false when it did not come in this time */
function within(ms: number, event: Promise<unknown>): Promise<boolean> {
  return Promise.race([event.then(() => true), after(ms).then(() => false)]);
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
