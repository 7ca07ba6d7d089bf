/**
 * An own URL of a shop, on loopback: a real HTTPS reverse proxy in front of our endpoint, with certificates of a CA that
 * only a test trusts. It can be told to behave as the tunnels and proxies of this world do on their bad days.
 */
import { readFileSync } from 'node:fs';
import { type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

type Certificate = 'localhost' | 'expired' | 'wrong-host' | 'self-signed';

/** Answers without asking the endpoint. */
export interface CannedAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface ProxyBehaviour {
  readonly answer?: CannedAnswer;
  /** Ends the connection instead of answering. */
  readonly cuts?: boolean;
  /** Takes the request and never says anything. */
  readonly hangs?: boolean;
  /** Changes what goes on to the endpoint. */
  readonly method?: string;
  readonly path?: string;
  readonly body?: (body: string) => string;
  readonly dropsHeader?: (name: string) => boolean;
  /** Changes what comes back. */
  readonly date?: string;
  /** Called before a request goes on. */
  readonly onRequest?: () => void;
}

export interface TlsProxy {
  /** `https://localhost` with its port, no path. */
  readonly url: string;
  readonly requests: () => number;
  behave(behaviour: ProxyBehaviour): void;
  close(): Promise<void>;
}

const folder = join(import.meta.dirname, 'test-only-certificates');
const pem = (name: string) => readFileSync(join(folder, `${name}.pem`), 'utf8');

/** What a test has to trust for the proxy's ordinary certificate. */
export const testAuthority = pem('ca');

/** @param targetPort where our endpoint listens on loopback */
export async function startTlsProxy(
  targetPort: () => number,
  certificate: Certificate = 'localhost',
): Promise<TlsProxy> {
  let behaviour: ProxyBehaviour = {};
  let requests = 0;

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    requests += 1;
    const body = await readBody(incoming);
    const { answer, cuts, hangs, onRequest } = behaviour;
    onRequest?.();
    if (hangs) return;
    if (cuts) {
      outgoing.destroy();
    } else if (answer) {
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } else {
      forward(incoming, body, outgoing);
    }
  }

  function forward(incoming: IncomingMessage, body: string, outgoing: ServerResponse): void {
    const { method = incoming.method ?? 'GET', path = incoming.url ?? '/', dropsHeader, date } = behaviour;
    const sent = method === 'GET' ? '' : (behaviour.body?.(body) ?? body);
    const kept = Object.entries(incoming.headers).filter(
      ([name]) => !['content-length', 'connection'].includes(name) && !dropsHeader?.(name),
    );
    const onward = request({
      host: '127.0.0.1',
      port: targetPort(),
      method,
      path,
      agent: false,
      headers: {
        ...Object.fromEntries(kept),
        ...(method !== 'GET' && { 'content-length': Buffer.byteLength(sent) }),
      },
    });
    onward.on('response', (response) => {
      const { connection: _connection, ...headers } = response.headers;
      outgoing.writeHead(response.statusCode ?? 502, { ...headers, ...(date && { date }) });
      response.pipe(outgoing);
    });
    // As a proxy says it when nothing listens behind it.
    onward.on('error', () =>
      outgoing.writeHead(502, { 'content-type': 'text/html' }).end('<html>Bad gateway</html>'),
    );
    onward.end(sent);
  }

  const server = createServer({ key: pem('server-key'), cert: pem(certificate) }, (incoming, outgoing) => {
    serve(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://localhost:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    behave(next) {
      behaviour = next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
