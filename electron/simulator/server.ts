import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { exchange } from './api-exchange.ts';
import { addControlRoutes } from './control-routes.ts';
import { recogniseToken } from './permissions.ts';
import type { RecordedRequest } from './recorded-requests.ts';
import { httpReplyLine } from './wire.ts';
import type { World } from './world.ts';

const API_BASE = '/v2';
const BODY_BYTES_MAX = 64 * 1024;

/** The simulator's HTTP side while it runs. */
export interface SimulatorServer {
  readonly addresses: { readonly url: string; readonly panelUrl: string; readonly logUrl: string };
  close(): Promise<void>;
}

/** Listens on loopback only. The control key is fresh each time, so no seed gives it away. */
export async function startServer(world: World, port: number): Promise<SimulatorServer> {
  const app = fastify({ bodyLimit: BODY_BYTES_MAX, exposeHeadRoutes: false, forceCloseConnections: true });
  const controlKey = randomBytes(18).toString('base64url');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  addApi(app, world);
  await addControlRoutes(app, world, controlKey);
  await app.listen({ host: '127.0.0.1', port });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  return {
    addresses: {
      url: `${origin}${API_BASE}`,
      panelUrl: `${origin}/sim/panel#${controlKey}`,
      logUrl: `${origin}/sim/log?key=${controlKey}`,
    },
    close: () => app.close(),
  };
}

function addApi(app: FastifyInstance, world: World): void {
  const recorded = new WeakMap<FastifyRequest, RecordedRequest>();

  // Recorded at the head: a call whose body never comes is part of the truth too.
  app.addHook('onRequest', async (request, reply) => {
    const firstByteMs = performance.now();
    if (!request.url.startsWith(`${API_BASE}/`)) return;
    const record = recordRequest(world, request, firstByteMs);
    recorded.set(request, record);
    const leave = world.limits.enter();
    reply.raw.once('close', () => {
      leave();
      record.answered = reply.raw.writableFinished ? reply.raw.statusCode : 'dropped';
      world.journal.add('reply', `${record.method} ${record.path} answered: ${record.answered}`, {
        request: record.sequence,
        answered: record.answered,
      });
    });
  });

  app.all(`${API_BASE}/*`, async (request, reply) => {
    const record = recorded.get(request);
    if (!record) throw new Error('a request was not recorded');
    readBody(record, request.body);
    reply.hijack();
    // The reply is ours from here on, so is its failure: nobody may wait for an answer that cannot come.
    await exchange(world, record, httpReplyLine(reply.raw)).catch((error: unknown) => {
      world.journal.add('fault', `the simulator itself failed: ${String(error)}`, {
        request: record.sequence,
      });
      reply.raw.destroy();
    });
  });
}

function recordRequest(world: World, request: FastifyRequest, firstByteMs: number): RecordedRequest {
  const url = new URL(request.url, 'http://127.0.0.1');
  const { 'api-token': apiToken, ...headers } = request.headers;
  const record = world.requests.add({
    atMs: world.clock.trueWallMs(),
    method: request.method,
    path: url.pathname.slice(API_BASE.length),
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)])),
    token: recogniseToken(world.tokens, typeof apiToken === 'string' ? apiToken : undefined),
    bodyText: '',
    body: null,
    firstByteMs,
    answered: null,
  });
  world.journal.add('request', `${record.method} ${record.path}`, {
    request: record.sequence,
    query: record.query,
  });
  return record;
}

function readBody(record: RecordedRequest, body: unknown): void {
  if (!Buffer.isBuffer(body) || body.length === 0) return;
  record.bodyText = body.toString('utf8');
  try {
    record.body = JSON.parse(record.bodyText) as unknown;
  } catch {
    record.body = null;
  }
}
