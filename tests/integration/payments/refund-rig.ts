/** A till that has sold something, and other people who give money back elsewhere, for the tests of refunds. */
import { randomUUID } from 'node:crypto';
import type { Result } from '../../../shared/app-error.ts';
import type { AttemptView, PlannedRefund } from '../../../shared/ipc-contract.ts';
import type { AmountCents } from '../../../shared/money.ts';
import type { RefundPlan } from '../../../shared/refund.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import type { TillWorld } from '../../fakes/till-world.ts';

export interface Sold {
  readonly attemptId: string;
  readonly transactionId: number;
  readonly invoiceNumber: string;
}

/** Sells by this till, and waits until it is approved. */
export async function sell(world: TillWorld, kind: 'credit' | 'debit', cents = 25_00): Promise<Sold> {
  const attemptId = await world.charged({ cents });
  await world.asking();
  await world.act(kind === 'credit' ? 'tap-credit' : 'tap-debit');
  await world.settle();
  const { attempt, transactions } = await world.advanceTo(attemptId, 'approved', 20_000);
  await world.settle();
  return {
    attemptId,
    transactionId: transactions[0]?.transactionId ?? 0,
    invoiceNumber: attempt.invoiceNumber,
  };
}

/** Somebody sells on a terminal that is not of this till, under a number that this program never made. */
export async function sellElsewhere(
  world: TillWorld,
  invoiceNumber: string,
  detail: { readonly cardType?: string } = {},
  cents = 25_00,
): Promise<number> {
  const { simulator } = world;
  const body = { currency: 'CAD', transactionAmount: cents / 100, invoiceNumber };
  await ask(world, '/devices/NBL7/payment/purchase', body);
  const acted = await simulator.act('NBL7', { action: 'tap-credit', ...detail });
  if (!acted.ok || !acted.transaction) throw new Error('nobody paid elsewhere');
  await world.settle();
  return acted.transaction.transactionId;
}

/** As the dashboard does it. @returns the answer's status */
export async function refundElsewhere(
  world: TillWorld,
  transactionId: number,
  cents: number,
): Promise<number> {
  const body = { originalTransactionId: transactionId, amount: cents / 100, ipAddress: '192.0.2.7' };
  const status = await ask(world, '/payment/refund', body);
  await world.settle();
  return status;
}

async function ask({ simulator }: TillWorld, path: string, body: object): Promise<number> {
  const headers = {
    'api-token': simulator.token,
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
  };
  const answer = await fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  await answer.text();
  return answer.status;
}

export interface RefundWish {
  readonly cents?: number;
  readonly code?: string | null;
  readonly cardKind?: 'credit' | 'debit' | null;
  readonly pressId?: string;
  readonly pressedAtMs?: number;
  readonly confirmedDoubtIds?: readonly string[];
}

export function refund(
  world: TillWorld,
  originalTransactionId: number,
  wish: RefundWish = {},
): Promise<Result<AttemptView>> {
  return Promise.resolve(
    world.handlers().refunds.start({
      pressId: wish.pressId ?? randomUUID(),
      pressedAtMs: wish.pressedAtMs ?? Date.now(),
      originalTransactionId,
      amountCents: (wish.cents ?? 25_00) as AmountCents,
      terminalCode: (wish.code ?? null) as TerminalCode | null,
      cardKind: wish.cardKind ?? null,
      reason: 'returned',
      reasonText: null,
      who: 'Ada',
      managerPin: null,
      confirmedDoubtIds: [...(wish.confirmedDoubtIds ?? [])],
    }),
  );
}

/** Refunds and expects it to be taken. @returns the attempt's id */
export async function refunded(world: TillWorld, transactionId: number, wish?: RefundWish): Promise<string> {
  const result = await refund(world, transactionId, wish);
  if (!result.ok) throw new Error(`the refund was refused: ${JSON.stringify(result.error)}`);
  return result.value.id;
}

export async function planned(
  world: TillWorld,
  originalTransactionId: number,
  cents: number | null = null,
): Promise<PlannedRefund> {
  const input = { originalTransactionId, amountCents: cents as AmountCents | null, cardKind: null };
  const result = await world.handlers().refunds.plan(input);
  if (!result.ok) throw new Error(`no plan: ${JSON.stringify(result.error)}`);
  return result.value;
}

export async function planOf(
  world: TillWorld,
  transactionId: number,
  cents: number | null = null,
): Promise<RefundPlan> {
  return (await planned(world, transactionId, cents)).plan;
}

/** What Helcim has really given back of a payment. */
export function givenBackCents({ simulator }: TillWorld, transactionId: number): number {
  return simulator
    .transactions()
    .filter((row) => row.originalTransactionId === transactionId && row.status === 'APPROVED')
    .reduce((sum, row) => sum + row.amountCents, 0);
}

/** Calls that reached Helcim by one of the three roads. */
export function refundCalls({ simulator }: TillWorld, road?: 'reverse' | 'refund' | 'device'): number {
  const paths = {
    reverse: /^\/payment\/reverse$/,
    refund: /^\/payment\/refund$/,
    device: /^\/devices\/.*\/payment\/refund$/,
  };
  const wanted = road ? [paths[road]] : Object.values(paths);
  return simulator.requests().filter(({ path }) => wanted.some((pattern) => pattern.test(path))).length;
}

export async function viewOf(world: TillWorld, attemptId: string): Promise<AttemptView> {
  const detail = await world.handlers().history.detail({ attemptId });
  if (!detail.ok) throw new Error(`no detail of ${attemptId}`);
  return detail.value.attempt;
}
