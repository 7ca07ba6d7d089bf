import { type Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { signWebhook } from '../../fakes/signed-webhook.ts';

export interface Posting {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Without one the request has a connection of its own, as Helcim's sender has. */
  readonly agent?: Agent;
}

/** @returns the status, or null when the connection ended without an answer */
export function post(url: URL, posting: Posting): Promise<number | null> {
  const { method = 'POST', path = url.pathname, headers = {}, body = '', agent } = posting;
  return new Promise((resolve) => {
    const sending = request({
      host: url.hostname,
      port: url.port,
      method,
      path,
      headers: { ...headers, ...(body.length > 0 && { 'content-length': String(Buffer.byteLength(body)) }) },
      agent: agent ?? false,
    });
    sending.on('response', (response) => {
      response.resume();
      response.on('close', () => resolve(response.statusCode ?? null));
    });
    sending.on('error', () => resolve(null));
    sending.end(body);
  });
}

/** A bare connection that says nothing about its own end but to `onEnd`. */
export function open(url: URL, onEnd: () => void = () => undefined): Socket {
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  socket.on('error', () => undefined);
  socket.on('data', () => undefined);
  socket.on('close', onEnd);
  return socket;
}

export const eventBody = (transactionId: number) =>
  JSON.stringify({ id: String(transactionId), type: 'cardTransaction' });

export const signed = (webhookId: string, body: string, verifier: string) =>
  signWebhook({ webhookId, atMs: Date.now(), body, verifier });

/** Three headers of the right shape that no key of ours made. */
export const wronglySigned = (webhookId: string, body: string) =>
  signed(webhookId, body, Buffer.alloc(32, 7).toString('base64'));

/** The text of a request up to its body. */
export function headText(url: URL, headers: Readonly<Record<string, string>>, method = 'POST'): string {
  const lines = Object.entries({ host: url.host, ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return `${method} ${url.pathname} HTTP/1.1\r\n${lines.join('')}\r\n`;
}
