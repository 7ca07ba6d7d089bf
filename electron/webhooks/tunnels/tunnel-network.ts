/** The only two requests of this room: our own event through the public address, and a child's word on its health. */
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { rootCertificates } from 'node:tls';
import type { Clock } from '../../../shared/ports.ts';

export interface SelfTestPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type PostOutcome =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly contentType: string | null;
      readonly location: string | null;
      /** The answer's `Date`, UTC milliseconds. */
      readonly dateMs: number | null;
      /** The beginning of the body. */
      readonly body: string;
    }
  /** The system's or Node's own code, or `timeout`. */
  | { readonly kind: 'failed'; readonly code: string };

/** Never rejects, and ends within its time. */
export type PostSelfTest = (post: SelfTestPost) => Promise<PostOutcome>;

/** @returns how many connections a child says it has; null when it does not say */
export type AskReady = (port: number) => Promise<number | null>;

const postWithinMs = 10_000;
const bodyLengthMax = 16_384;
const readyWithinMs = 5_000;
const readyLengthMax = 4_096;

/**
 * One new connection, no redirect followed, and only the authorities trusted that Node brings along, not those of this
 * machine: Helcim would not trust a certificate that only this machine does.
 * @param extraAuthorities PEM; for a proxy that is being tried out on this machine
 */
export function createSelfTestPost(clock: Clock, extraAuthorities: readonly string[] = []): PostSelfTest {
  const ca = extraAuthorities.length > 0 ? { ca: [...rootCertificates, ...extraAuthorities] } : {};
  return ({ url, headers, body }) =>
    new Promise((resolve) => {
      const settle = (outcome: PostOutcome): void => {
        timer.cancel();
        resolve(outcome);
        sending.destroy();
      };
      const fail = (cause: unknown): void => settle({ kind: 'failed', code: codeOf(cause) });
      const sending = httpsRequest(url, {
        method: 'POST',
        agent: false,
        headers: {
          'user-agent': 'Tillside-self-test',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
        ...ca,
      });
      const timer = clock.setTimer(postWithinMs, () => settle({ kind: 'failed', code: 'timeout' }));
      sending.on('error', fail);
      sending.on('response', (response) => {
        let text = '';
        const answered = (): void =>
          settle({
            kind: 'answered',
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? null,
            location: response.headers.location ?? null,
            dateMs: dateOf(response.headers.date),
            body: text.slice(0, bodyLengthMax),
          });
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.length >= bodyLengthMax) answered();
        });
        response.on('end', answered);
        response.on('error', fail);
      });
      sending.end(body);
    });
}

export function createAskReady(clock: Clock): AskReady {
  return (port) =>
    new Promise((resolve) => {
      const settle = (count: number | null): void => {
        timer.cancel();
        resolve(count);
        asking.destroy();
      };
      const asking = httpRequest({ host: '127.0.0.1', port, path: '/ready', agent: false });
      const timer = clock.setTimer(readyWithinMs, () => settle(null));
      asking.on('error', () => settle(null));
      asking.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
          if (text.length > readyLengthMax) settle(null);
        });
        response.on('end', () => settle(readyConnections(text)));
        response.on('error', () => settle(null));
      });
      asking.end();
    });
}

function readyConnections(text: string): number | null {
  const count = /"readyConnections"\s*:\s*(\d{1,3})\b/.exec(text)?.[1];
  return count === undefined ? null : Number(count);
}

/** Where several addresses of one host were tried, each has failed for its own reason; the first is told. */
function codeOf(cause: unknown): string {
  if (cause instanceof AggregateError && cause.errors.length > 0) return codeOf(cause.errors[0]);
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string'
    ? code
    : String(cause instanceof Error ? cause.message : cause).slice(0, 100);
}

function dateOf(text: string | undefined): number | null {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? null : ms;
}
