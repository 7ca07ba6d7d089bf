/**
 * Takes Helcim's webhooks on loopback; a tunnel carries them here. Only HTTP: what is answered is decided by the intake.
 *
 * | request | answer |
 * |---|---|
 * | another path, another method | 404, and the connection ends |
 * | GET or HEAD, or POST without a signature header | 204, counted, stored nowhere: Helcim's Save button asks this way |
 * | POST with signature headers that do not hold | 401 |
 * | no verifier set, ledger not open, ledger failing or too slow | 503: the sender comes again |
 * | body over the limit | 413 |
 * | too many unsigned or forged a second | 429, and the connection ends |
 * | too many with signature headers at once | the one whose body has been on its way longest is cut; with all bodies here: 503 |
 * | a second request in the packet of the first | the connection is cut |
 * | too many connections | the longest-held one that has brought no new event is cut |
 * | signed, new | 204 |
 * | signed, known already | 204, and the connection ends |
 * | our own self-test, while it is waited for | 204, stored nowhere |
 *
 * @see https://devdocs.helcim.com/docs/webhooks
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isWebhookPath } from '../../shared/webhook-path.ts';
import { createConnectionRoom } from './connection-room.ts';
import type { EndpointCounters } from './endpoint-counters.ts';
import { type EndpointLimits, endpointLimits } from './endpoint-limits.ts';
import { createEndpointServer } from './endpoint-server.ts';
import {
  type Admission,
  createWebhookIntake,
  type WebhookAnswer,
  type WebhookIntakeParts,
} from './intake.ts';

export interface WebhookEndpointParts extends WebhookIntakeParts {
  readonly host: '127.0.0.1';
  /** 0 takes any free port. */
  readonly port: number;
  readonly path: string;
  readonly limits?: Partial<EndpointLimits>;
}

export type ListenResult =
  | { readonly ok: true; readonly port: number; readonly url: string }
  | {
      readonly ok: false;
      readonly why: 'port_in_use' | 'port_not_allowed' | 'failed';
      readonly detail: string;
    };

export interface WebhookEndpoint {
  /**
   * At the port of the parts. May be called again after a refusal, or after `close`.
   * @throws Error when it listens already: a bug of ours
   */
  listen(): Promise<ListenResult>;
  /**
   * Listens at this port from now on, and no longer where it did; after a refusal all is as before. One at a time.
   * @param port 0 takes any free one
   */
  move(port: number): Promise<ListenResult>;
  /** Lets requests under way end for a short time, then cuts them; the sender repeats what was not answered. */
  close(): Promise<void>;
  counters(): EndpointCounters;
  /** Called after each newly stored event, once its answer is out. @returns stops calling */
  onStored(listener: () => void): () => void;
}

/** @throws RangeError for a path that cannot be served or that Helcim would refuse: a bug of ours */
export function createWebhookEndpoint(parts: WebhookEndpointParts): WebhookEndpoint {
  const { host, port, path, clock, logger } = parts;
  if (!isWebhookPath(path)) throw new RangeError('not a usable webhook path');
  const limits: EndpointLimits = { ...endpointLimits, ...parts.limits };
  const intake = createWebhookIntake(parts, limits);
  const connections = createConnectionRoom(limits.connectionsMax, intake.noteDroppedConnection);
  const admissions = new WeakMap<FastifyRequest, Extract<Admission, { kind: 'read' }>>();
  let server: FastifyInstance | null = null;

  function buildServer(): FastifyInstance {
    const built = createEndpointServer(limits, connections, {
      onTooLarge: intake.noteTooLarge,
      onOtherPath: intake.noteOtherPath,
      onPipelined: intake.notePipelined,
      onBug: (cause) => logger.error('the webhook endpoint failed', { cause: String(cause) }),
    });
    built.get(path, { exposeHeadRoute: true }, async (_request, reply) => {
      intake.noteProbe();
      return reply.code(204).send();
    });
    built.post(path, { onRequest: admit }, receive);
    return built;
  }

  async function admit(request: FastifyRequest, reply: FastifyReply) {
    const admission = intake.admit(request.raw.headersDistinct, () => void reply.raw.destroy());
    // The connection stays open: closing it over an unread body would cut this very answer.
    if (admission.kind === 'answer') return answer(reply, admission.answer);
    admissions.set(request, admission);
    // `close` comes once for every response, sent or cut.
    reply.raw.once('close', admission.done);
  }

  async function receive(request: FastifyRequest, reply: FastifyReply) {
    admissions.get(request)?.arrived();
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { socket } = request.raw;
    await intake.receive(request.raw.headersDistinct, rawBody, {
      send: (given) => void answer(reply, given),
      trust: () => connections.trust(socket),
      doubt: () => connections.doubt(socket),
    });
    return reply;
  }

  async function listenAt(wanted: number): Promise<ListenResult> {
    const built = buildServer();
    try {
      await built.listen({ host, port: wanted });
    } catch (cause) {
      await built.close();
      return listenProblem(cause);
    }
    server = built;
    const address = built.server.address();
    const boundPort = typeof address === 'object' && address !== null ? address.port : wanted;
    return { ok: true, port: boundPort, url: `http://${host}:${boundPort}${path}` };
  }

  async function end(closing: FastifyInstance): Promise<void> {
    const cut = clock.setTimer(limits.closeWithinMs, () => closing.server.closeAllConnections());
    await closing.close();
    cut.cancel();
  }

  return {
    async listen() {
      if (server) throw new Error('the webhook endpoint listens already');
      return listenAt(port);
    },
    async move(otherPort) {
      const leaving = server;
      const listening = await listenAt(otherPort);
      if (listening.ok && leaving) await end(leaving);
      return listening;
    },
    async close() {
      const closing = server;
      server = null;
      if (closing) await end(closing);
    },
    counters: intake.counters,
    onStored: intake.onStored,
  };
}

function answer(reply: FastifyReply, given: WebhookAnswer): FastifyReply {
  const { status, retryAfterSeconds, endsConnection } = given;
  if (retryAfterSeconds !== null) reply.header('retry-after', String(retryAfterSeconds));
  if (endsConnection) reply.header('connection', 'close');
  return reply.code(status).send();
}

function listenProblem(cause: unknown): ListenResult {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const why = code === 'EADDRINUSE' ? 'port_in_use' : code === 'EACCES' ? 'port_not_allowed' : 'failed';
  return { ok: false, why, detail: String(code ?? cause) };
}
