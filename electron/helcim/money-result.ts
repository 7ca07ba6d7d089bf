/**
 * What the end of a money call means. Pure.
 * not sent: nothing was written. refused: 4xx except 408. accepted: the one wished status, whatever its body.
 * unknown: everything else, timeouts, cuts, 5xx, other 2xx and 3xx included (M4).
 */
import { appError } from '../../shared/app-error.ts';
import { type CallSubject, errorFromAnswer, errorFromFailure, isRefusal } from './error-mapping.ts';
import type { HttpAnswer } from './exchange.ts';
import type { MoneyResult, PaymentApiResult } from './helcim-client.ts';
import type { MoneyExchange } from './money-transport.ts';
import { parseJson, readTransaction } from './response-schemas.ts';

type Unaccepted = Exclude<MoneyResult, { kind: 'accepted' }>;

export function moneyResult(
  exchange: MoneyExchange,
  acceptedStatus: number,
  subject: CallSubject,
  secret: string,
): MoneyResult {
  if (exchange.kind !== 'answer') return withoutAnswer(exchange);
  if (exchange.status === acceptedStatus) return { kind: 'accepted', status: exchange.status };
  return unaccepted(exchange, isRefusal(exchange.status), subject, secret);
}

/**
 * The Payment API answers with the transaction itself, and a declined one may come with status 500: a body that
 * is a DECLINED transaction is a decline whatever its status. A 409 here is a clash of idempotency keys: the key was
 * used before, so money may have moved, and it is no refusal.
 * @see https://devdocs.helcim.com/docs/testing-declines-and-avs
 * @see https://devdocs.helcim.com/docs/idempotency
 */
export function paymentApiResult(exchange: MoneyExchange, secret: string): PaymentApiResult {
  if (exchange.kind !== 'answer') return withoutAnswer(exchange);
  const { status } = exchange;
  const transaction = readTransaction(parseJson(exchange.body));
  const isProof = transaction !== null && (isSuccess(status) || transaction.status === 'declined');
  if (isProof) return { kind: 'transaction', transaction };
  return unaccepted(exchange, isRefusal(status) && status !== 409, 'other', secret);
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function withoutAnswer(exchange: Exclude<MoneyExchange, HttpAnswer>): Unaccepted {
  if (exchange.kind === 'not_sent') {
    return { kind: 'not_sent', error: appError(exchange.code, { detail: exchange.reason }) };
  }
  return { kind: 'unknown', status: null, error: errorFromFailure(exchange.reason, true) };
}

function unaccepted(
  answer: HttpAnswer,
  isRefused: boolean,
  subject: CallSubject,
  secret: string,
): Unaccepted {
  const { status, body } = answer;
  const error = errorFromAnswer({ status, body, subject, isMoney: true, secret });
  if (isRefused) return { kind: 'refused', status, error };
  return { kind: 'unknown', status, error: { ...error, code: 'outcome_unclear' } };
}
