/** The one call of each road, and what its end means for the attempt. */
import type { AppError } from '../../shared/app-error.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { RefundRoad } from '../../shared/refund.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { HelcimClient, MoneyResult, PaymentApiResult, SendGate } from '../helcim/helcim-client.ts';
import { answerObservation, type MoneyCall } from './attempt-runner.ts';
import type { Observation } from './observations.ts';

export interface RefundSend {
  /** Also the idempotency key of a Payment API call: a UUID of 36 characters, one an attempt, and on disk before it. */
  readonly attemptId: string;
  readonly road: RefundRoad;
  readonly terminalCode: TerminalCode | null;
  readonly amountCents: AmountCents;
  readonly originalTransactionId: number;
  /** One for refunds alone, held for as long as it may be sent once more; null for the one in use. */
  readonly apiToken: string | null;
}

/**
 * The Payment API wants the payer's address, and at a counter there is none. Loopback says that truthfully: the till
 * itself asked. Its address in the shop's network would mean nothing to Helcim and tell more than is needed (M12), and
 * the public one Helcim sees by itself.
 * @see https://devdocs.helcim.com/reference (`ipAddress`)
 */
const ipAddress = '127.0.0.1';

type Calls = Pick<HelcimClient, 'refund' | 'reverse' | 'startDeviceRefund'>;

/** @param tellPermission is told the error of the call, or null when Helcim took it */
export function callOf(
  helcim: Calls,
  send: RefundSend,
  tellPermission: (error: AppError | null) => void,
): MoneyCall {
  return async (gate) => {
    const result = await sendRefund(helcim, send, gate);
    tellPermission('error' in result ? result.error : null);
    return refundObservation(result, false);
  };
}

export function sendRefund(
  helcim: Calls,
  send: RefundSend,
  gate: SendGate,
): Promise<MoneyResult | PaymentApiResult> {
  const {
    attemptId: idempotencyKey,
    road,
    terminalCode,
    amountCents,
    originalTransactionId,
    apiToken,
  } = send;
  switch (road) {
    case 'reverse':
      return helcim.reverse(
        { cardTransactionId: originalTransactionId, ipAddress, idempotencyKey, apiToken },
        gate,
      );
    case 'credit_refund':
      return helcim.refund({ originalTransactionId, amountCents, ipAddress, idempotencyKey, apiToken }, gate);
    case 'debit_refund':
      if (terminalCode === null) throw new TypeError('a refund of debit needs a terminal');
      return helcim.startDeviceRefund({ terminalCode, amountCents, originalTransactionId, apiToken }, gate);
  }
}

/** @param isReplay whether it was asked before under the same key: then only a transaction says anything */
export function refundObservation(result: MoneyResult | PaymentApiResult, isReplay: boolean): Observation {
  if (result.kind === 'transaction') {
    return { kind: 'payment_answered', transaction: result.transaction, isReplay };
  }
  if (result.kind !== 'refused') return answerObservation(result);
  const { status } = result;
  if (isReplay) return { kind: 'send_unclear', status, error: { ...result.error, code: 'outcome_unclear' } };
  return { kind: 'send_refused', status, error: withRoad(result.error) };
}

/**
 * "Card Transaction cannot be refunded", as text, list, map or bare string: the batch closed between look and call, or
 * something else is other than it was. Nothing moved, and whoever asked reads and decides anew: never another verb here.
 */
function withRoad(error: AppError): AppError {
  const isOtherRoad = /cannot be (refunded|reversed|voided)|not refundable|not reversible/i.test(
    error.detail ?? '',
  );
  return isOtherRoad ? { ...error, code: 'refund_road_changed' } : error;
}
