import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { systemRandom } from '../../electron/clock/system-random.ts';
import { createWebhookEndpoint, type WebhookEndpoint } from '../../electron/webhooks/endpoint.ts';
import type { EndpointLimits } from '../../electron/webhooks/endpoint-limits.ts';
import type { VerifiedEvent } from '../../electron/webhooks/intake.ts';
import { createSelfTestDesk, type SelfTestDesk } from '../../electron/webhooks/self-test-desk.ts';
import type { LogFields } from '../../shared/ports.ts';
import { signWebhook, type ToSign, testVerifier } from './signed-webhook.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

export const rigPath = '/hook/a-path-only-this-test-knows-0000';

export interface Rig {
  readonly endpoint: WebhookEndpoint;
  readonly clock: VirtualClock;
  readonly port: number;
  readonly url: string;
  /** What the fake ledger holds, each id once. */
  readonly stored: Map<string, VerifiedEvent>;
  readonly logLines: string[];
  readonly selfTests: SelfTestDesk;
  /** Set by a test to change how the parts behave. */
  readonly behaviour: {
    verifiers: readonly string[];
    isReady: boolean;
    store: ((event: VerifiedEvent) => Promise<'stored' | 'duplicate'>) | null;
  };
  /** Status of one request. */
  send(options: SendOptions): Promise<number>;
  /** A signed event of this moment, changed as wished. */
  sendSigned(options?: Partial<ToSign>): Promise<number>;
  close(): Promise<void>;
}

export interface SendOptions {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Uint8Array;
  /** Sends the body in these many pieces and without a length. */
  readonly chunks?: number;
}

/** A real endpoint on a free port over a ledger in memory, on a clock the test moves. */
export async function startWebhookRig(limits: Partial<EndpointLimits> = {}): Promise<Rig> {
  const clock = createVirtualClock();
  const stored = new Map<string, VerifiedEvent>();
  const logLines: string[] = [];
  const selfTests = createSelfTestDesk(systemRandom);
  const behaviour: Rig['behaviour'] = { verifiers: [testVerifier], isReady: true, store: null };
  const keep = async (event: VerifiedEvent) => {
    if (stored.has(event.webhookId)) return 'duplicate';
    stored.set(event.webhookId, event);
    return 'stored';
  };
  const log = (message: string, fields?: LogFields) =>
    logLines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  const endpoint = createWebhookEndpoint({
    host: '127.0.0.1',
    port: 0,
    path: rigPath,
    verifiers: () => behaviour.verifiers,
    isReady: () => behaviour.isReady,
    store: (event) => (behaviour.store ?? keep)(event),
    selfTests,
    clock,
    logger: { info: log, warn: log, error: log },
    limits,
  });
  const listening = await endpoint.listen();
  if (!listening.ok) throw new Error(`the endpoint does not listen: ${listening.detail}`);
  const send = (options: SendOptions) => sendRequest(listening.port, options);
  return {
    endpoint,
    clock,
    port: listening.port,
    url: listening.url,
    stored,
    logLines,
    selfTests,
    behaviour,
    send,
    sendSigned(options = {}) {
      const toSign = { atMs: clock.wallMs(), body: '{"id":"5","type":"cardTransaction"}', ...options };
      return send({ headers: signWebhook(toSign), body: toSign.body });
    },
    close: () => endpoint.close(),
  };
}

function sendRequest(
  port: number,
  { method = 'POST', path = rigPath, headers = {}, body = '', chunks }: SendOptions,
) {
  return new Promise<number>((resolve, reject) => {
    const bytes = Buffer.from(body);
    const length = chunks === undefined && method === 'POST' ? { 'content-length': bytes.length } : {};
    const sending = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { ...headers, ...length },
      agent: false,
    });
    sending.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', reject);
    });
    sending.on('error', reject);
    if (chunks === undefined) {
      sending.end(bytes);
      return;
    }
    const size = Math.ceil(bytes.length / chunks);
    for (let start = 0; start < bytes.length; start += size)
      sending.write(bytes.subarray(start, start + size));
    sending.end();
  });
}

export interface RawConnection {
  readonly socket: Socket;
  /** Everything received, once the other side has ended the connection. */
  readonly ended: Promise<string>;
}

/** A bare connection, for requests that no well-behaved client sends. */
export function connectRaw(port: number, text: string): RawConnection {
  const socket = connect({ host: '127.0.0.1', port });
  let received = '';
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
  });
  // A cut by the other side may show as an error; the close that follows is what counts.
  socket.on('error', () => undefined);
  if (text !== '') socket.write(text);
  return { socket, ended: new Promise((resolve) => socket.on('close', () => resolve(received))) };
}
