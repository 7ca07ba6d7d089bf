/**
 * Takes Helcim's webhooks on loopback; a tunnel carries them here. An event is on disk before it is answered (M10),
 * and nothing is worked on here: whoever listens to `onStored` does that.
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
 *
 * @see https://devdocs.helcim.com/docs/webhooks
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock, Logger } from '../../shared/ports.ts';
import { isWebhookPath } from '../../shared/webhook-path.ts';
import { createConnectionRoom } from './connection-room.ts';
import { type EndpointCounters, newCounters } from './endpoint-counters.ts';
import { type EndpointLimits, endpointLimits } from './endpoint-limits.ts';
import { createEndpointServer } from './endpoint-server.ts';
import { bodyToStore } from './event-schema.ts';
import { createRateGate, createRefusalLog } from './refusal-limits.ts';
import { hasUsableVerifier, verifyWebhook } from './signature.ts';
import { readSignatureHeaders, type SignatureProblem } from './signature-headers.ts';
import { storeInTime } from './store-in-time.ts';

export interface VerifiedEvent {
  readonly webhookId: string;
  /** From the signed header, UTC milliseconds. */
  readonly signedAtMs: number;
  readonly receivedAtMs: number;
  readonly isFresh: boolean;
  /** The body as text; see `bodyToStore` for bytes that are none. */
  readonly body: string;
}

export interface WebhookEndpointParts {
  readonly host: '127.0.0.1';
  /** 0 takes any free port. */
  readonly port: number;
  readonly path: string;
  /** Asked at every request, so that a new token counts at once. */
  readonly verifiers: () => readonly string[];
  /** Resolves when the event is flushed to disk, or was there already. */
  readonly store: (event: VerifiedEvent) => Promise<'stored' | 'duplicate'>;
  /** False while there is no open ledger to store into. */
  readonly isReady: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits?: Partial<EndpointLimits>;
}

type ListenResult =
  | { readonly ok: true; readonly port: number; readonly url: string }
  | {
      readonly ok: false;
      readonly why: 'port_in_use' | 'port_not_allowed' | 'failed';
      readonly detail: string;
    };

export interface WebhookEndpoint {
  /**
   * May be called again after a refusal, or after `close`.
   * @param otherPort instead of the port of the parts
   * @throws Error when it listens already: a bug of ours
   */
  listen(otherPort?: number): Promise<ListenResult>;
  /** Lets requests under way end for a short time, then cuts them; the sender repeats what was not answered. */
  close(): Promise<void>;
  counters(): EndpointCounters;
  /** Called after each newly stored event, once its answer is out. @returns stops calling */
  onStored(listener: () => void): () => void;
}

/** @throws RangeError for a path that cannot be served or that Helcim would refuse: a bug of ours */
export function createWebhookEndpoint(parts: WebhookEndpointParts): WebhookEndpoint {
  const { host, port, path, verifiers, store, isReady, clock, logger } = parts;
  if (!isWebhookPath(path)) throw new RangeError('not a usable webhook path');
  const limits: EndpointLimits = { ...endpointLimits, ...parts.limits };
  const counters = newCounters();
  const refusals = createRateGate(clock, limits.refusalsPerSecond);
  const refusalLog = createRefusalLog(clock, logger, limits.refusalLogEveryMs);
  const listeners = new Set<() => void>();
  const connections = createConnectionRoom(limits.connectionsMax, () => {
    counters.droppedConnections += 1;
  });
  /** Admitted, and the body is not all here; the longest first. */
  const unfinished = new Set<FastifyReply>();
  let server: FastifyInstance | null = null;
  let bodies = 0;

  function buildServer(): FastifyInstance {
    const built = createEndpointServer(limits, connections, {
      onTooLarge: () => {
        counters.tooLarge += 1;
        refusalLog.note('a webhook was refused: its body is too large');
      },
      onOtherPath: () => {
        counters.otherPaths += 1;
      },
      onPipelined: () => {
        counters.pipelined += 1;
      },
      onBug: (cause) => logger.error('the webhook endpoint failed', { cause: String(cause) }),
    });
    built.get(path, { exposeHeadRoute: true }, async (_request, reply) => {
      counters.probes += 1;
      return reply.code(204).send();
    });
    built.post(path, { onRequest: admit }, receive);
    return built;
  }

  /** Before the body is read: what cannot become a stored event gets its answer without one. */
  async function admit(request: FastifyRequest, reply: FastifyReply) {
    const read = readSignatureHeaders(request.raw.headersDistinct, clock.wallMs());
    if (Number(request.headers['content-length']) > limits.bodyBytesMax) {
      counters.tooLarge += 1;
      refusalLog.note('a webhook was refused: its body is too large');
      // The connection stays: closing it over an unread body would cut this very answer.
      return reply.code(413).send();
    }
    if (read.kind === 'no_signature') return answerUnsigned(reply);
    if (read.kind === 'invalid') return answerInvalid(reply, read.why);
    if (!hasUsableVerifier(verifiers())) return answerNoVerifier(reply);
    if (!isReady()) return answerNotReady(reply);
    if (bodies >= limits.bodiesMax && !cutSlowestBody()) return answerBusy(reply, 503);
    bodies += 1;
    unfinished.add(reply);
    // `close` comes once for every response, sent or cut.
    reply.raw.once('close', () => {
      bodies -= 1;
      unfinished.delete(reply);
    });
  }

  /**
   * Helcim's events are small and come in one piece, so who lets the end of a body wait makes room for the others:
   * headers that only look signed must not hold every place (M10). @returns false when no body is on its way
   */
  function cutSlowestBody(): boolean {
    const [slowest] = unfinished;
    if (slowest === undefined) return false;
    unfinished.delete(slowest);
    slowest.raw.destroy();
    counters.limited += 1;
    return true;
  }

  async function receive(request: FastifyRequest, reply: FastifyReply) {
    unfinished.delete(reply);
    const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const receivedAtMs = clock.wallMs();
    const headers = request.raw.headersDistinct;
    const verified = verifyWebhook({ headers, rawBody, verifiers: verifiers(), nowMs: receivedAtMs });
    if (verified.kind === 'no_signature') return answerUnsigned(reply);
    if (verified.kind === 'invalid') {
      return verified.why === 'no_usable_verifier'
        ? answerNoVerifier(reply)
        : answerInvalid(reply, verified.why);
    }
    if (!isReady()) return answerNotReady(reply);
    const { webhookId, signedAtMs, isFresh } = verified;
    connections.trust(request.raw.socket);
    const event = { webhookId, signedAtMs, receivedAtMs, isFresh, body: bodyToStore(rawBody) };
    const answer = await storeInTime(
      () => store(event),
      clock,
      limits.storeWithinMs,
      countStored,
      noteStoreFailure,
    );
    if (answer !== 'stored') connections.doubt(request.raw.socket);
    if (answer === 'too_slow') noteStoreFailure('it took too long');
    if (answer === 'too_slow' || answer === 'failed') return comeAgain(reply);
    counters.lastVerifiedAtMs = receivedAtMs;
    if (answer === 'duplicate') endConnection(reply);
    reply.code(204).send();
    countStored(answer);
    return reply;
  }

  function countStored(answer: 'stored' | 'duplicate'): void {
    if (answer === 'duplicate') {
      counters.duplicates += 1;
      return;
    }
    counters.stored += 1;
    for (const listener of listeners) {
      try {
        listener();
      } catch (cause) {
        logger.error('a listener of the webhook endpoint failed', { cause: String(cause) });
      }
    }
  }

  function noteStoreFailure(cause: unknown): void {
    counters.storeFailures += 1;
    refusalLog.note('a webhook was put off: it could not be stored', { cause: String(cause) });
  }

  function answerUnsigned(reply: FastifyReply) {
    counters.unsigned += 1;
    refusalLog.note('an unsigned request came to the webhook path');
    return refusals.pass() ? reply.code(204).send() : answerBusy(reply, 429);
  }

  function answerInvalid(reply: FastifyReply, why: SignatureProblem) {
    counters.invalid += 1;
    counters.lastInvalidWhy = why;
    refusalLog.note('a webhook was refused: its signature does not hold', { why });
    return refusals.pass() ? reply.code(401).send() : answerBusy(reply, 429);
  }

  function answerNoVerifier(reply: FastifyReply) {
    counters.noVerifier += 1;
    refusalLog.note('a webhook was put off: no verifier token is set');
    return comeAgain(reply);
  }

  function answerNotReady(reply: FastifyReply) {
    counters.notReady += 1;
    refusalLog.note('a webhook was put off: the ledger is not open');
    return comeAgain(reply);
  }

  function answerBusy(reply: FastifyReply, status: 429 | 503) {
    counters.limited += 1;
    return endConnection(reply).code(status).header('retry-after', '1').send();
  }

  function comeAgain(reply: FastifyReply) {
    return reply.code(503).header('retry-after', '5').send();
  }

  return {
    async listen(otherPort = port) {
      if (server) throw new Error('the webhook endpoint listens already');
      const built = buildServer();
      server = built;
      try {
        await built.listen({ host, port: otherPort });
      } catch (cause) {
        server = null;
        await built.close();
        return listenProblem(cause);
      }
      const address = built.server.address();
      const boundPort = typeof address === 'object' && address !== null ? address.port : otherPort;
      return { ok: true, port: boundPort, url: `http://${host}:${boundPort}${path}` };
    },
    async close() {
      const closing = server;
      server = null;
      if (!closing) return;
      const cut = clock.setTimer(limits.closeWithinMs, () => closing.server.closeAllConnections());
      await closing.close();
      cut.cancel();
    },
    counters: () => ({ ...counters }),
    onStored(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * The system hands us one new connection a turn of the event loop, and each open one may ask once in it: two hundred
 * that ask on and on would keep the next event of Helcim's waiting to be let in for seconds. So who brings nothing new
 * has to knock again.
 */
function endConnection(reply: FastifyReply): FastifyReply {
  return reply.header('connection', 'close');
}

function listenProblem(cause: unknown): ListenResult {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  const why = code === 'EADDRINUSE' ? 'port_in_use' : code === 'EACCES' ? 'port_not_allowed' : 'failed';
  return { ok: false, why, detail: String(code ?? cause) };
}
