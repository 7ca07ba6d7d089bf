import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** An event of the DevTools protocol, as it arrives. `sessionId` is absent for the browser itself. */
export interface DevToolsEvent {
  readonly method: string;
  readonly params: Record<string, unknown>;
  readonly sessionId?: string;
}

interface Waiting {
  readonly method: string;
  readonly resolve: (result: Record<string, unknown>) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A DevTools protocol client over Chromium's debugging pipe (JSON messages ended by a zero byte,
 * https://chromedevtools.github.io/devtools-protocol/). Emits `event` (a DevToolsEvent) and `closed`.
 * The pipe, unlike a port, cannot be reached by other programs, and Chromium ends when it closes.
 */
export class DevTools extends EventEmitter {
  private readonly out: Writable;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private rest = '';
  private ended = false;

  constructor(out: Writable, input: Readable) {
    super();
    this.setMaxListeners(0);
    this.out = out;
    input.setEncoding('utf8');
    input.on('data', (chunk: string) => this.take(chunk));
    for (const stream of [out, input]) {
      stream.on('error', () => this.end());
      stream.on('close', () => this.end());
    }
  }

  /** Sends one command to the browser, or to a session of a page. Rejects with Chromium's own words. */
  send<T = Record<string, unknown>>(method: string, params: object = {}, sessionId?: string): Promise<T> {
    if (this.ended) return Promise.reject(new Error(`${method}: the browser is gone`));
    this.lastId += 1;
    const id = this.lastId;
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, { method, resolve: (result) => resolve(result as T), reject });
      this.out.write(`${JSON.stringify({ id, method, params, ...(sessionId && { sessionId }) })}\0`);
    });
  }

  /** Listens to one event of one session (undefined = the browser itself). Returns what stops listening. */
  listen<T>(method: string, sessionId: string | undefined, listener: (params: T) => void): () => void {
    const filter = (event: DevToolsEvent) => {
      if (event.method === method && event.sessionId === sessionId) listener(event.params as T);
    };
    this.on('event', filter);
    return () => this.off('event', filter);
  }

  private take(chunk: string): void {
    const parts = (this.rest + chunk).split('\0');
    this.rest = parts.pop() ?? '';
    for (const part of parts) this.dispatch(JSON.parse(part) as Message);
  }

  private dispatch(message: Message): void {
    if (message.id === undefined) {
      this.emit('event', message);
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting?.resolve(message.result ?? {});
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    for (const { method, reject } of this.waiting.values())
      reject(new Error(`${method}: the browser is gone`));
    this.waiting.clear();
    this.emit('closed');
  }
}

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}
