import { centsOf } from './amounts.ts';
import { type ApiCall, type ApiReply, type Endpoint, refuse } from './api-call.ts';
import { isSuspectedDuplicate, SUSPECTED_DUPLICATE } from './duplicates.ts';
import { recordTransaction } from './record-transaction.ts';
import { whyNotRefundedByApi, whyNotReversed } from './refund-rules.ts';
import type { SimulatedTransaction } from './transactions.ts';
import type { World } from './world.ts';

/** Payment API, no device involved: https://devdocs.helcim.com/reference (refund, reverse). */
export const paymentEndpoints: readonly Endpoint[] = [
  {
    method: 'POST',
    path: '/payment/refund',
    permission: 'give-money-back',
    run: (world, call) => idempotently(world, call, '/payment/refund', refund),
  },
  {
    method: 'POST',
    path: '/payment/reverse',
    permission: 'give-money-back',
    run: (world, call) => idempotently(world, call, '/payment/reverse', reverse),
  },
];

type Body = Readonly<Record<string, unknown>>;

function idempotently(
  world: World,
  call: ApiCall,
  path: string,
  run: (world: World, call: ApiCall, body: Body) => ApiReply,
): ApiReply {
  if (typeof call.body !== 'object' || call.body === null) return refuse(400, 'Invalid request body');
  const body = call.body as Body;
  return world.idempotency.run(call.headers['idempotency-key'], path, body, () => run(world, call, body));
}

function refund(world: World, call: ApiCall, body: Body): ApiReply {
  const amountCents = centsOf(body.amount);
  const problems = {
    ...idProblem('originalTransactionId', body),
    ...(amountCents === null ? { amount: 'The amount must be above 0 with two decimals' } : {}),
    ...addressProblem(body),
  };
  if (amountCents === null || Object.keys(problems).length > 0) return refuse(400, problems);
  const original = world.transactions.find(Number(body.originalTransactionId));
  const refusal = whyNotRefundedByApi(world, original, amountCents);
  if (refusal || !original) return refusal ?? refuse(404, 'Card Transaction not found');
  const isDuplicate = isSuspectedDuplicate(world, 'refund', original.card, amountCents);
  return giveBack(world, call, original, 'refund', amountCents, isDuplicate ? SUSPECTED_DUPLICATE : null);
}

function reverse(world: World, call: ApiCall, body: Body): ApiReply {
  const problems = { ...idProblem('cardTransactionId', body), ...addressProblem(body) };
  if (Object.keys(problems).length > 0) return refuse(400, problems);
  const original = world.transactions.find(Number(body.cardTransactionId));
  const refusal = whyNotReversed(world, original);
  if (refusal || !original) return refusal ?? refuse(404, 'Card Transaction not found');
  return giveBack(world, call, original, 'reverse', original.amountCents, null);
}

/** A declined one answers 500 with the whole transaction (https://devdocs.helcim.com/docs/testing-declines-and-avs). */
function giveBack(
  world: World,
  call: ApiCall,
  original: SimulatedTransaction,
  type: 'refund' | 'reverse',
  amountCents: number,
  declineReason: string | null,
): ApiReply {
  const transaction = recordTransaction(world, {
    type,
    declineReason: declineReason ?? call.faults.get('decline')?.reason ?? null,
    invoiceNumber: original.invoiceNumber,
    customerCode: original.customerCode,
    amountCents,
    requestedCents: amountCents,
    tipCents: 0,
    surchargeCents: 0,
    currency: original.currency,
    card: original.card,
    source: 'payment-api',
    deviceCode: null,
    originalTransactionId: original.transactionId,
    hiddenMs: call.faults.get('hidden-transaction')?.ms ?? 0,
  });
  const status = transaction.status === 'APPROVED' ? 200 : 500;
  return { status, body: world.transactions.wire(transaction) };
}

function idProblem(name: 'originalTransactionId' | 'cardTransactionId', body: Body): Record<string, string> {
  return Number.isSafeInteger(body[name]) ? {} : { [name]: `The ${name} is required` };
}

function addressProblem(body: Body): Record<string, string> {
  const address = body.ipAddress;
  return typeof address === 'string' && address !== '' ? {} : { ipAddress: 'The ipAddress is required' };
}
