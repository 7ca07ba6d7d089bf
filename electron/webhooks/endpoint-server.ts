/** The bare HTTP server below the webhook endpoint: raw bytes, one size limit, late requests ended, no words in answers. */
import { type FastifyInstance, fastify } from 'fastify';
import type { ConnectionRoom } from './connection-room.ts';
import type { EndpointLimits } from './endpoint-limits.ts';

export interface ServerEvents {
  onTooLarge(): void;
  onOtherPath(): void;
  onBug(cause: unknown): void;
}

export function createEndpointServer(
  limits: EndpointLimits,
  connections: ConnectionRoom,
  events: ServerEvents,
): FastifyInstance {
  const server = fastify({
    bodyLimit: limits.bodyBytesMax,
    // Belt for what the two timeouts below do not see: a peer that stops in the middle of reading its answer.
    connectionTimeout: limits.requestWithinMs + limits.storeWithinMs,
    requestTimeout: limits.requestWithinMs,
    keepAliveTimeout: limits.keepAliveMs,
    http: { headersTimeout: limits.headersWithinMs, connectionsCheckingInterval: limits.lateCheckMs },
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      events.onOtherPath();
      reply.raw.writeHead(404).end();
    },
  });
  server.server.on('connection', connections.enter);
  takeAnyBody(server);
  server.setNotFoundHandler((_request, reply) => {
    events.onOtherPath();
    return reply.code(404).send();
  });
  server.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status === 413) events.onTooLarge();
    if (status >= 500) events.onBug(error);
    return reply.code(status).send();
  });
  return server;
}

/**
 * Bodies are taken as bytes whatever they call themselves. Fastify answers an unreadable content type with 415 by
 * itself, so the header is put aside before it looks.
 */
function takeAnyBody(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  server.addHook('onRequest', async (request) => {
    delete request.raw.headers['content-type'];
  });
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : null;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : 500;
}
