import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '../../../electron/simulator/simulator.ts';
import { createVirtualClock, type VirtualClock } from '../../fakes/virtual-clock.ts';

/** A reply read to its end. `json` is null when the body is not JSON. */
interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: unknown;
}

interface CallOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export type Api = (path: string, options?: CallOptions) => Promise<Answer>;

/** Starts a simulator that ends with the test, and a caller that uses its full token. */
export async function openSimulator(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; api: Api }> {
  const simulator = await startSimulator({ seed: 'tests', devices: ['AAAA', 'BBBB'], ...options });
  onTestFinished(() => simulator.close());
  return { simulator, api: apiOf(simulator) };
}

/** The same on a clock that the test moves. */
export async function openTimedSimulator(
  options: SimulatorOptions = {},
): Promise<{ simulator: Simulator; api: Api; clock: VirtualClock }> {
  const clock = createVirtualClock(Date.UTC(2026, 0, 5, 12));
  return { ...(await openSimulator({ ...options, clock })), clock };
}

function apiOf(simulator: Simulator): Api {
  return async (path, { method, body, token = simulator.token, headers } = {}) => {
    const response = await fetch(simulator.url + path, {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      redirect: 'manual',
      headers: {
        ...(token === null ? {} : { 'api-token': token }),
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Asks a terminal for money and expects it to be taken. */
export async function askFor(api: Api, amount: number, invoiceNumber: string, code = 'AAAA'): Promise<void> {
  const { status, text } = await api(`/devices/${code}/payment/purchase`, {
    body: { currency: 'CAD', transactionAmount: amount, invoiceNumber },
  });
  if (status !== 202) throw new Error(`purchase refused: ${status} ${text}`);
}

/** A purchase that the customer pays; the transaction's id. */
export async function paid(
  simulator: Simulator,
  api: Api,
  amount: number,
  card: 'tap-credit' | 'tap-debit' = 'tap-credit',
): Promise<number> {
  await askFor(api, amount, `TS-${simulator.transactions().length}`);
  return transactionIdOf(await simulator.act('AAAA', card));
}

function transactionIdOf(result: Awaited<ReturnType<Simulator['act']>>): number {
  if (!result.ok || !result.transaction) throw new Error(`no transaction: ${JSON.stringify(result)}`);
  return result.transaction.transactionId;
}

export interface ReceivedEvent {
  readonly headers: IncomingHttpHeaders;
  readonly raw: Buffer;
  readonly json: { type?: string; id?: string; data?: Record<string, unknown> };
}

export interface Receiver {
  readonly url: string;
  readonly events: ReceivedEvent[];
  /** Status of the following answers. */
  answerWith(status: number): void;
  /** Resolves once this many events have come in all. */
  hasReceived(count: number): Promise<void>;
}

/** A webhook endpoint that ends with the test. */
export async function openReceiver(): Promise<Receiver> {
  const events: ReceivedEvent[] = [];
  const waiters: { count: number; resolve: () => void }[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const raw = Buffer.concat(chunks);
      events.push({
        headers: request.headers,
        raw,
        json: JSON.parse(raw.toString()) as ReceivedEvent['json'],
      });
      response.writeHead(status).end();
      for (const { count, resolve } of waiters) if (events.length >= count) resolve();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    events,
    answerWith(next) {
      status = next;
    },
    hasReceived: (count) =>
      events.length >= count
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiters.push({ count, resolve });
          }),
  };
}
