/** The bare HTTP server below the webhook endpoint: raw bytes, one size limit, late requests ended, no words in answers. */
import { createServer, type RequestListener, type Server } from 'node:http';
import type { Socket } from 'node:net';
import { type FastifyInstance, fastify } from 'fastify';
import type { ConnectionRoom } from './connection-room.ts';
import type { EndpointLimits } from './endpoint-limits.ts';

export interface ServerEvents {
  onTooLarge(): void;
  onOtherPath(): void;
  onPipelined(): void;
  onBug(cause: unknown): void;
}

export function createEndpointServer(
  limits: EndpointLimits,
  connections: ConnectionRoom,
  events: ServerEvents,
): FastifyInstance {
  const server = fastify({
    bodyLimit: limits.bodyBytesMax,
    serverFactory: (handler) => createHttpServer(limits, cutPipelined(handler, events.onPipelined)),
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, _request, reply) => {
      events.onOtherPath();
      reply.raw.writeHead(404, { connection: 'close' }).end();
    },
  });
  server.server.on('connection', connections.enter);
  takeAnyBody(server);
  server.setNotFoundHandler((_request, reply) => {
    events.onOtherPath();
    return reply.code(404).header('connection', 'close').send();
  });
  server.setErrorHandler((error, _request, reply) => {
    const status = statusOf(error);
    if (status === 413) events.onTooLarge();
    if (status >= 500) events.onBug(error);
    return reply.code(status).send();
  });
  return server;
}

function createHttpServer(limits: EndpointLimits, listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersWithinMs,
      requestTimeout: limits.requestWithinMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.lateCheckMs,
    },
    listener,
  );
  // Belt for what the timeouts above do not see: a peer that stops in the middle of reading its answer.
  server.setTimeout(limits.requestWithinMs + limits.storeWithinMs);
  return server;
}

/**
 * Ends a connection on which a second request came in the packet of the first. No tunnel asks on before it is answered,
 * and the hundreds of requests that one packet can hold would all be worked in one turn of the event loop, while a
 * cashier waits.
 */
function cutPipelined(listener: RequestListener, onCut: () => void): RequestListener {
  const readWhenAsked = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    if (readWhenAsked.get(socket) === socket.bytesRead) {
      if (!socket.destroyed) onCut();
      socket.destroy();
      return;
    }
    readWhenAsked.set(socket, socket.bytesRead);
    listener(request, response);
  };
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
