/**
 * Runs one money call: a place in the budget at once or never, one connection behind the gate, one class as its
 * end. No path through here leads to a second request (M4).
 */
import { type AppError, appError } from '../../shared/app-error.ts';
import type { Clock, Logger } from '../../shared/ports.ts';
import { callEndOf } from './answer-headers.ts';
import type { AnswerObserver, Contact } from './answer-observer.ts';
import { type ApiOrigin, apiHeaders, apiPath } from './api-origin.ts';
import type { CallSubject } from './error-mapping.ts';
import type { MoneyResult, PaymentApiResult, SendGate } from './helcim-client.ts';
import { moneyResult, paymentApiResult } from './money-result.ts';
import { createMoneyTransport, type MoneyExchange } from './money-transport.ts';
import { type BudgetTicket, endedUnanswered, type RateBudget } from './rate-budget.ts';
import type { Timeouts } from './timeouts.ts';
import type { HelcimWire } from './wire.ts';

interface Call {
  readonly path: readonly (string | number)[];
  /** Makes the JSON text; a throw means a request that must not exist. Null for a call without a body. */
  readonly body: () => string | null;
  /** Another token than the one in use. */
  readonly token?: string | null;
}

/** A call whose wished answer is one status, whatever its body. */
interface StatusCall extends Call {
  readonly acceptedStatus: 200 | 202;
  readonly subject: CallSubject;
}

/** A call that carries an idempotency key and is answered with a transaction. */
interface KeyedCall extends Call {
  readonly idempotencyKey: string;
}

export interface MoneyCalls {
  run(call: StatusCall, gate: SendGate): Promise<MoneyResult>;
  runKeyed(call: KeyedCall, gate: SendGate): Promise<PaymentApiResult>;
  close(): Promise<void>;
}

export interface MoneyCallsOptions {
  readonly api: ApiOrigin;
  readonly wire: HelcimWire;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timeouts: Timeouts;
  readonly budget: RateBudget;
  readonly observer: AnswerObserver;
}

type Refused = { readonly kind: 'not_sent'; readonly error: AppError };
const keyShape = /^[A-Za-z0-9_-]{25,36}$/;

export function createMoneyCalls(options: MoneyCallsOptions): MoneyCalls {
  const { api, clock, logger, budget, observer } = options;
  const transport = createMoneyTransport({
    origin: api.origin,
    wire: options.wire,
    clock,
    timeouts: options.timeouts,
    onGateFault: (place) => logger.error('the gate of a money call failed', { place }),
  });

  async function exchange(
    call: Call,
    token: string | null,
    gate: SendGate,
    keyHeader: Readonly<Record<string, string>>,
    isEnough: (status: number) => boolean,
  ): Promise<MoneyExchange | Refused> {
    const body = bodyOf(call);
    const ticket = body === undefined || token === null ? null : budget.forMoney();
    if (body === undefined || token === null || ticket === null) {
      gate.ready.catch(() => {});
      const code = body === undefined ? 'internal' : token === null ? 'token_missing' : 'not_sent_budget';
      return { kind: 'not_sent', error: appError(code) };
    }
    const startedAtMs = clock.monotonicMs();
    const headers = { ...apiHeaders(token), ...keyHeader };
    const request = { method: 'POST', path: apiPath(api, call.path), headers, body } as const;
    const result = await transport.send(request, gate, isEnough);
    endTicket(ticket, result);
    if (result.kind === 'answer') observer.sawHeaders(result, startedAtMs);
    return result;
  }

  function bodyOf(call: Call): string | null | undefined {
    try {
      return call.body();
    } catch {
      logger.error('a money call was asked for with values that cannot be sent');
      return undefined;
    }
  }

  /** Every end is logged, and an error gets the reference of its line; a gate that was closed has had its own. */
  function report<Result extends MoneyResult | PaymentApiResult>(
    call: Call,
    result: Result,
    startedAtMs: number,
    contact: Contact,
  ): Result {
    if ('error' in result && result.error.code === 'not_sent_ledger') return result;
    const name = { method: 'POST', path: apiPath(api, call.path) } as const;
    const error = 'error' in result ? observer.ended(name, result.error, startedAtMs, contact) : null;
    if (error === null) observer.ended(name, null, startedAtMs, contact);
    logger.info('money call ended', { ...name, kind: result.kind, reference: error?.reference ?? null });
    return error === null ? result : { ...result, error };
  }

  return {
    async run(call, gate) {
      const startedAtMs = clock.monotonicMs();
      const token = call.token ?? api.token();
      const result = await exchange(call, token, gate, {}, (status) => status === call.acceptedStatus);
      return report(
        call,
        'error' in result ? result : moneyResult(result, call.acceptedStatus, call.subject, token ?? ''),
        startedAtMs,
        contactOf(result),
      );
    },
    async runKeyed(call, gate) {
      const startedAtMs = clock.monotonicMs();
      const body = (): string | null => {
        if (!keyShape.test(call.idempotencyKey)) throw new RangeError('not an idempotency key');
        return call.body();
      };
      const keyHeader = { 'idempotency-key': call.idempotencyKey };
      const token = call.token ?? api.token();
      const result = await exchange({ path: call.path, body }, token, gate, keyHeader, () => false);
      return report(
        call,
        'error' in result ? result : paymentApiResult(result, token ?? ''),
        startedAtMs,
        contactOf(result),
      );
    },
    close: () => transport.close(),
  };
}

/** Of what was not sent, only a network in the way says something about the network. */
function contactOf(result: MoneyExchange | Refused): Contact {
  if (result.kind === 'answer') return 'answered';
  if (result.kind === 'no_answer') return 'unanswered';
  return 'code' in result && result.code === 'not_sent_network' ? 'unanswered' : 'untried';
}

function endTicket(ticket: BudgetTicket, result: MoneyExchange): void {
  if (result.kind === 'not_sent') ticket.withdrawn();
  else ticket.ended(result.kind === 'answer' ? callEndOf(result.status, result.headers) : endedUnanswered);
}
