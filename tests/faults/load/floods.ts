/**
 * What may come to a webhook endpoint besides Helcim's events, each kind until it is told to stop. Senders wait for
 * nothing but their answers; connections are opened so many a moment, since opening costs less than being opened.
 */
import { Agent } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { connectionsWanted, type FloodKind, type FloodOrder, requestsMax } from './flood-messages.ts';
import { eventBody, headText, open, type Posting, post, signed, wronglySigned } from './flood-wire.ts';

export interface Flooding {
  readonly url: URL;
  readonly order: FloodOrder;
  readonly signal: AbortSignal;
  count(kind: FloodKind, answer: string | number | null): void;
  landed(webhookId: string): void;
  owed(webhookId: string): void;
  opened(): void;
}

/** Helcim waits 5 seconds before its second try, and longer from then on; nothing is learnt from waiting so long here. */
const retryMs = 100;
const triesMax = 100;
const tickMs = 20;
const body = eventBody(123_456);

/** So many senders, each with its next request as soon as its last is answered. */
async function keepSending(
  flooding: Flooding,
  kind: FloodKind,
  atOnce: number,
  make: (index: number) => Posting,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  let sent = 0;
  async function sendOn(): Promise<void> {
    while (!flooding.signal.aborted && sent < requestsMax)
      flooding.count(kind, await post(flooding.url, { agent, ...make(sent++) }));
  }
  await Promise.all(Array.from({ length: atOnce }, sendOn));
  agent.destroy();
}

/** Each event on a connection of its own, again and again until it is taken, whether the flood is over or not. */
async function sendUntilTaken(flooding: Flooding, webhookId: string, transactionId: number): Promise<void> {
  const { url, order } = flooding;
  const text = eventBody(transactionId);
  for (let tries = 0; tries < triesMax; tries += 1) {
    const status = await post(url, { headers: signed(webhookId, text, order.verifier), body: text });
    flooding.count('signed', status);
    if (status !== null && status >= 200 && status < 300) return flooding.landed(webhookId);
    await pause(retryMs);
  }
  flooding.owed(webhookId);
}

async function genuine(flooding: Flooding): Promise<void> {
  const { foreignIds, name } = flooding.order;
  let next = 0;
  async function sendOn(): Promise<void> {
    while (next < foreignIds.length) {
      const index = next++;
      await sendUntilTaken(flooding, `${name}-genuine-${index}`, foreignIds[index] ?? 0);
    }
  }
  await Promise.all(Array.from({ length: 8 }, sendOn));
}

const forgeries: readonly ((flooding: Flooding, index: number) => Posting)[] = [
  ({ order }, index) => ({ headers: wronglySigned(`${order.name}-forged-${index}`, body), body }),
  ({ order }, index) => ({
    headers: signed(`${order.name}-forged-${index}`, body, order.verifier),
    body: body.replace('6"', '7"'),
  }),
  ({ order }, index) => ({
    headers: {
      ...signed(`${order.name}-forged-${index}`, body, order.verifier),
      'webhook-id': `${order.name}-forged-other-${index}`,
    },
    body,
  }),
  ({ order }, index) => ({ headers: { 'webhook-id': `${order.name}-forged-${index}` }, body }),
];

/** Bodies that say how long they are, that lie below the limit under wrong signatures, and that never end. */
async function huge(flooding: Flooding): Promise<void> {
  const { url, order } = flooding;
  const tooLong = Buffer.alloc(1024 * 1024, 'x');
  const justNotTooLong = Buffer.alloc(60 * 1024, 'x');
  const honest = keepSending(flooding, 'huge', 4, (index) => ({
    headers: index % 2 === 0 ? wronglySigned(`${order.name}-huge-${index}`, body) : {},
    body: index % 4 < 2 ? tooLong : justNotTooLong,
  }));
  const headers = { ...wronglySigned(`${order.name}-endless`, body), 'transfer-encoding': 'chunked' };
  const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
  const endless = keepOpen(flooding, 'huge', { wanted: 8, perTick: 1 }, (socket) => {
    socket.write(headText(url, headers));
    const pour = () => {
      if (!socket.destroyed) socket.write(chunk, () => setImmediate(pour));
    };
    pour();
  });
  await Promise.all([honest, endless]);
}

/**
 * Keeps so many connections open, a new one for each that ended, and lets go of all when the flood is over. In steps,
 * so that what waits to be accepted does not only fill the system's queue for whoever comes next.
 */
async function keepOpen(
  flooding: Flooding,
  kind: FloodKind,
  { wanted, perTick }: { readonly wanted: number; readonly perTick: number },
  begin: (socket: Socket) => void,
): Promise<void> {
  const { url, signal } = flooding;
  const held = new Set<Socket>();
  while (!signal.aborted) {
    for (let step = 0; step < perTick && held.size < wanted; step += 1) {
      const socket = open(url, () => {
        held.delete(socket);
        flooding.count(kind, 'ended');
      });
      socket.once('connect', () => {
        flooding.opened();
        begin(socket);
      });
      held.add(socket);
    }
    await pause(tickMs);
  }
  for (const socket of held) socket.destroy();
}

/** A byte now and then: of headers that never end, and of bodies under headers that look signed. */
async function slow(flooding: Flooding): Promise<void> {
  const { url, order } = flooding;
  const dripping = new Map<Socket, string>();
  const head = headText(url, { 'content-length': '5000', 'webhook-id': 'slow' });
  const looksSigned = { ...wronglySigned(`${order.name}-slow`, body), 'content-length': '5000' };
  const drip = (socket: Socket, text: string) => {
    dripping.set(socket, text);
    socket.once('close', () => dripping.delete(socket));
  };
  const timer = setInterval(() => {
    for (const [socket, text] of dripping) {
      socket.write(text.slice(0, 1));
      dripping.set(socket, text.slice(1) || 'x');
    }
  }, tickMs);
  await Promise.all([
    keepOpen(flooding, 'slow', { wanted: 150, perTick: 10 }, (socket) => drip(socket, head)),
    keepOpen(flooding, 'slow', { wanted: 150, perTick: 10 }, (socket) => {
      socket.write(headText(url, looksSigned));
      drip(socket, body);
    }),
  ]);
  clearInterval(timer);
}

const methods = ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH'] as const;
const paths = ['/', '/hook', '/hook/another', `/${'x'.repeat(4_000)}`, '/%zz', '/../../etc/passwd'] as const;

async function misdirected(flooding: Flooding): Promise<void> {
  const { url } = flooding;
  const asked = keepSending(flooding, 'misdirected', 8, (index) =>
    index % 2 === 0
      ? { method: methods[(index / 2) % methods.length] ?? 'GET' }
      : { path: paths[((index - 1) / 2) % paths.length] ?? '/', body },
  );
  // Not even HTTP.
  const garbled = keepOpen(flooding, 'misdirected', { wanted: 16, perTick: 1 }, (socket) => {
    socket.write(`\u0016\u0003\u0001 ${'\u0000'.repeat(100)}\r\n\r\n`);
  });
  const upgraded = keepOpen(flooding, 'misdirected', { wanted: 16, perTick: 1 }, (socket) => {
    socket.write(headText(url, { connection: 'upgrade', upgrade: 'websocket' }, 'GET'));
  });
  await Promise.all([asked, garbled, upgraded]);
}

/** Packets full of requests down each connection, without a look at the answers. */
async function pipelined(flooding: Flooding): Promise<void> {
  const { url, order } = flooding;
  const length = { 'content-length': String(body.length) };
  const requests = Array.from({ length: 200 }, (_value, index) => {
    const headers = index % 2 === 0 ? {} : wronglySigned(`${order.name}-piped-${index}`, body);
    return `${headText(url, { ...headers, ...length })}${body}`;
  });
  const packet = requests.join('');
  await keepOpen(flooding, 'pipelined', { wanted: 4, perTick: 1 }, (socket) => {
    const pour = () => {
      if (!socket.destroyed) socket.write(packet, () => setImmediate(pour));
    };
    pour();
  });
}

export const floods: Readonly<Record<FloodKind, (flooding: Flooding) => Promise<void>>> = {
  signed: genuine,
  repeated: (flooding) => {
    const webhookId = `${flooding.order.name}-repeated`;
    const text = eventBody(flooding.order.foreignIds[0] ?? 0);
    const headers = signed(webhookId, text, flooding.order.verifier);
    flooding.landed(webhookId);
    return keepSending(flooding, 'repeated', 8, () => ({ headers, body: text }));
  },
  unsigned: (flooding) => keepSending(flooding, 'unsigned', 24, () => ({ body })),
  forged: (flooding) =>
    keepSending(flooding, 'forged', 24, (index) => {
      const forge = forgeries[index % forgeries.length];
      return forge ? forge(flooding, index) : {};
    }),
  huge,
  slow,
  connections: (flooding) =>
    keepOpen(flooding, 'connections', { wanted: connectionsWanted, perTick: 40 }, () => undefined),
  misdirected,
  pipelined,
};
