/**
 * The flood in a process of its own, so that neither its work nor its memory is taken for the till's. It talks to
 * 127.0.0.1 alone, and ends with its parent, when told to, or by itself.
 */
import {
  connectionsFirst,
  type FloodBegun,
  type FloodEnd,
  type FloodOrder,
  type FloodReport,
  floodMaxMs,
} from './flood-messages.ts';
import { type Flooding, floods } from './floods.ts';

let running: { readonly stop: () => void; readonly done: Promise<FloodReport> } | null = null;

async function begin(order: FloodOrder): Promise<FloodBegun> {
  const url = new URL(order.url);
  if (url.hostname !== '127.0.0.1') throw new RangeError('a flood is for this machine only');
  const stopping = new AbortController();
  const limit = setTimeout(() => stopping.abort(), floodMaxMs);
  const answers: Record<string, Record<string, number>> = {};
  const landedIds = new Set<string>();
  const owedIds: string[] = [];
  const { promise: opened, resolve: haveOpened } = Promise.withResolvers<void>();
  let connectionsOpened = 0;
  const flooding: Flooding = {
    url,
    order,
    signal: stopping.signal,
    count(kind, answer) {
      answers[kind] ??= {};
      const ofKind = answers[kind];
      const key = String(answer ?? 'cut');
      ofKind[key] = (ofKind[key] ?? 0) + 1;
    },
    landed: (webhookId) => void landedIds.add(webhookId),
    owed: (webhookId) => void owedIds.push(webhookId),
    opened() {
      connectionsOpened += 1;
      if (connectionsOpened === connectionsFirst) haveOpened();
    },
  };
  const done = Promise.all(order.kinds.map((kind) => floods[kind](flooding))).then((): FloodReport => {
    clearTimeout(limit);
    return { answers, landedIds: [...landedIds], owedIds, connectionsOpened };
  });
  running = { stop: () => stopping.abort(), done };
  if (order.kinds.includes('connections')) await Promise.race([opened, done]);
  return { isBegun: true };
}

async function end(): Promise<FloodReport> {
  if (!running) throw new Error('no flood is running');
  const { stop, done } = running;
  running = null;
  stop();
  return done;
}

process.on('message', (message: FloodOrder | FloodEnd) => {
  if (message.ask === 'flood') void begin(message).then((begun) => process.send?.(begun));
  else void end().then((report) => process.send?.(report));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ isReady: true });
