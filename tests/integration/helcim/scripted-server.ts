import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';

interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ScriptedServer {
  readonly baseUrl: string;
  readonly port: number;
  readonly requests: SeenRequest[];
  connections(): number;
  close(): Promise<void>;
}

type Answer = (request: SeenRequest, response: ServerResponse) => void;

/** An HTTP server on loopback that notes every request and answers as the test says. */
export async function startHttp(answer: Answer): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk);
    const { method = '', url = '', headers } = incoming;
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() };
    requests.push(request);
    answer(request, response);
  });
  return { requests, ...(await listen(server)) };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** What a raw server does with the connection once a whole request has arrived. */
type RawAnswer = (socket: Socket, count: number) => void;

/** A server below HTTP, for answers no HTTP server would give. `onConnection` sees the socket before any byte. */
export async function startRaw(
  answer: RawAnswer,
  onConnection?: (socket: Socket) => void,
): Promise<ScriptedServer> {
  const requests: SeenRequest[] = [];
  const server = createTcpServer((socket) => {
    let received = '';
    socket.on('error', () => {});
    onConnection?.(socket);
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      const request = wholeRequest(received);
      if (request === null) return;
      received = '';
      requests.push(request);
      answer(socket, requests.length);
    });
  });
  return { requests, ...(await listen(server)) };
}

function wholeRequest(received: string): SeenRequest | null {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [first = '', ...lines] = received.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  const body = received.slice(end + 4);
  if (body.length < Number(headers['content-length'] ?? 0)) return null;
  const [method = '', url = ''] = first.split(' ');
  return { method, url, headers, body };
}

async function listen(server: Server): Promise<Omit<ScriptedServer, 'requests'>> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}/v2`,
    port,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
