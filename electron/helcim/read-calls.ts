/**
 * Reads: each waits for its place in the budget, runs over kept-alive connections, and ends as a value or an
 * error. A read may be asked once more when a kept connection turned out dead; it changes nothing at Helcim.
 */
import { type AppError, appError } from '../../shared/app-error.ts';
import type { Clock } from '../../shared/ports.ts';
import { callEndOf } from './answer-headers.ts';
import type { AnswerObserver, Contact } from './answer-observer.ts';
import { type ApiOrigin, apiHeaders, apiPath, type Query } from './api-origin.ts';
import { type CallSubject, errorFromAnswer, errorFromFailure } from './error-mapping.ts';
import { isHtml } from './error-words.ts';
import { type ExchangeResult, type HttpAnswer, ownReasons, runExchange } from './exchange.ts';
import type { ReadResult } from './helcim-client.ts';
import { type BudgetTicket, endedUnanswered, type RateBudget, type ReadPriority } from './rate-budget.ts';
import { parseJson, type Reader } from './response-schemas.ts';
import type { Timeouts } from './timeouts.ts';
import type { HelcimWire } from './wire.ts';

interface ReadCall<Value> {
  readonly path: readonly (string | number)[];
  readonly query?: Query;
  readonly priority: ReadPriority;
  readonly subject: CallSubject;
  /** Reads the parsed body; null means unreadable. */
  readonly read: Reader<Value>;
  /** For lists: what Helcim's 404 stands for. */
  readonly whenNone?: Value;
  /** Any 2xx will do, and the body is not looked at. */
  readonly isBodyless?: boolean;
}

export interface ReadCalls {
  read<Value>(call: ReadCall<Value>): Promise<ReadResult<Value>>;
  close(): Promise<void>;
}

export interface ReadCallsOptions {
  readonly api: ApiOrigin;
  readonly wire: HelcimWire;
  readonly clock: Clock;
  readonly timeouts: Timeouts;
  readonly budget: RateBudget;
  readonly observer: AnswerObserver;
}

const deadConnectionReasons: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

export function createReadCalls(options: ReadCallsOptions): ReadCalls {
  const { api, clock, timeouts, budget, observer } = options;
  const pool = options.wire.openReadPool(api.origin, timeouts.readConnectMs);
  let isClosed = false;

  async function exchangeOnce(path: string, token: string, ticket: BudgetTicket): Promise<ExchangeResult> {
    const startedAtMs = clock.monotonicMs();
    const result = await runExchange(
      pool,
      { method: 'GET', path, headers: apiHeaders(token), body: null },
      {
        headersMs: timeouts.readHeadersMs,
        bodyMs: timeouts.readBodyMs,
        bodyMaxBytes: timeouts.bodyMaxBytes,
      },
      clock,
    );
    if (result.kind === 'answer') {
      observer.sawHeaders(result, startedAtMs);
      ticket.ended(callEndOf(result.status, result.headers));
    } else if (result.wasWritten) ticket.ended(endedUnanswered);
    else ticket.withdrawn();
    return result;
  }

  async function exchange(
    path: string,
    token: string,
    priority: ReadPriority,
  ): Promise<ExchangeResult | AppError> {
    for (let isSecond = false; ; isSecond = true) {
      const ticket = await budget.forRead(priority);
      if (ticket === null) {
        return isClosed ? appError('not_possible_now') : appError('rate_limited', { detail: 'own budget' });
      }
      const result = await exchangeOnce(path, token, ticket);
      if (isSecond || isClosed || !isDeadConnection(result)) return result;
    }
  }

  return {
    async read(call) {
      const startedAtMs = clock.monotonicMs();
      const name = { method: 'GET', path: apiPath(api, call.path) } as const;
      const token = api.token();
      if (token === null) return { ok: false, error: appError('token_missing') };
      const result = await exchange(apiPath(api, call.path, call.query), token, call.priority);
      const concluded =
        'code' in result ? { ok: false as const, error: result } : conclude(call, result, token);
      const contact = contactOf(result);
      if (concluded.ok) {
        observer.ended(name, null, startedAtMs, contact);
        return concluded;
      }
      return { ok: false, error: observer.ended(name, concluded.error, startedAtMs, contact) };
    },
    async close() {
      isClosed = true;
      await pool.destroy();
    },
  };
}

/** An error stands for a call that our own budget did not let through. */
function contactOf(result: ExchangeResult | AppError): Contact {
  if ('code' in result) return 'untried';
  return result.kind === 'answer' ? 'answered' : 'unanswered';
}

function isDeadConnection(result: ExchangeResult): boolean {
  return result.kind === 'no_answer' && result.wasWritten && deadConnectionReasons.has(result.reason);
}

function conclude<Value>(call: ReadCall<Value>, result: ExchangeResult, secret: string): ReadResult<Value> {
  if (result.kind === 'no_answer') return { ok: false, error: errorFromFailure(result.reason, false) };
  const { status, body } = result;
  if (call.whenNone !== undefined && status === 404 && isHelcimsOwn(body))
    return { ok: true, value: call.whenNone };
  const isWished = call.isBodyless ? status >= 200 && status < 300 : status === 200;
  if (isWished) return readBody(call, result);
  const { subject } = call;
  return {
    ok: false,
    error: errorFromAnswer({ status, body, subject, isMoney: false, secret }),
  };
}

function readBody<Value>(call: ReadCall<Value>, answer: HttpAnswer): ReadResult<Value> {
  if (!call.isBodyless && answer.cutBy !== null) {
    const code = answer.cutBy === ownReasons.tooLarge ? 'helcim_unreadable' : 'helcim_unreachable';
    return { ok: false, error: appError(code, { detail: answer.cutBy }) };
  }
  if (isHtml(answer.body)) {
    return { ok: false, error: appError('network_intercepted', { detail: `${answer.status}: a web page` }) };
  }
  const value = call.read(call.isBodyless ? null : parseJson(answer.body));
  if (value !== null || call.isBodyless) return { ok: true, value: value as Value };
  return { ok: false, error: appError('helcim_unreadable', { detail: `${answer.status}: unexpected body` }) };
}

/** A 404 written by Helcim says "none"; a web page of something in between says nothing about the list. */
function isHelcimsOwn(body: string): boolean {
  const parsed = parseJson(body);
  return typeof parsed === 'string' || (typeof parsed === 'object' && parsed !== null);
}
