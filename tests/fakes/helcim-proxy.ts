/** Stands between a till and a simulator, to change what Helcim says or to see and stop a call on its way. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Simulator } from '../../electron/simulator/simulator.ts';

export interface ProxiedCall {
  readonly method: string;
  /** Below the base, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
}

export interface ProxiedAnswer {
  readonly status: number;
  /** Parsed when it is JSON, else the text. */
  readonly body: unknown;
}

export interface HelcimProxy {
  /** The base to give to a till, `/v2` included. */
  readonly url: string;
  /** Calls go to another simulator from now on, with that one's own token. */
  pointTo(simulator: Simulator): void;
  /** Changes answers on their way back. */
  setRewrite(rewrite: (call: ProxiedCall, answer: ProxiedAnswer) => ProxiedAnswer): void;
  /** Asked before a call goes on; it waits for the promise, and is cut when that says so. */
  setGate(gate: (call: ProxiedCall) => Promise<'forward' | 'cut'>): void;
  /** Calls that have not been answered or cut, and connections that are open; one may yet bring the next call. */
  underWay(): number;
  close(): Promise<void>;
}

const keptHeaders = ['date', 'minute-limit-remaining', 'hour-limit-remaining'];

export async function startHelcimProxy(first: Simulator): Promise<HelcimProxy> {
  let target = first;
  let hasMoved = false;
  let rewrite: (call: ProxiedCall, answer: ProxiedAnswer) => ProxiedAnswer = (_call, answer) => answer;
  let gate: (call: ProxiedCall) => Promise<'forward' | 'cut'> = async () => 'forward';

  async function forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'http://proxy.invalid');
    const path = url.pathname.replace(/^\/v2/, '');
    const call: ProxiedCall = { method: request.method ?? 'GET', path, query: url.searchParams };
    if ((await gate(call)) === 'cut') return void request.socket.resetAndDestroy();
    const token = hasMoved ? target.token : String(request.headers['api-token'] ?? '');
    const key = request.headers['idempotency-key'];
    const answer = await fetch(`${target.url}${path}${url.search}`, {
      method: call.method,
      headers: {
        'api-token': token,
        'content-type': 'application/json',
        ...(typeof key === 'string' && { 'idempotency-key': key }),
      },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    const changed = rewrite(call, { status: answer.status, body: parsed(text) });
    for (const name of keptHeaders) {
      const value = answer.headers.get(name);
      if (value !== null) response.setHeader(name, value);
    }
    response.writeHead(changed.status, { 'content-type': 'application/json' });
    response.end(typeof changed.body === 'string' ? changed.body : JSON.stringify(changed.body));
  }

  let underWay = 0;
  const connections = new Set<Socket>();
  const server = createServer((request, response) => {
    underWay += 1;
    // A call cut by either side is an ordinary event here.
    forward(request, response)
      .catch(() => response.destroy())
      .finally(() => {
        underWay -= 1;
      });
  });
  server.on('connection', (socket) => {
    connections.add(socket);
    // After its end a connection brings no more calls, even while the other half is still open.
    for (const last of ['end', 'close']) socket.once(last, () => connections.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    pointTo(simulator) {
      target = simulator;
      hasMoved = true;
    },
    setRewrite(next) {
      rewrite = next;
    },
    setGate(next) {
      gate = next;
    },
    underWay: () => underWay + connections.size,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
