/** Calls that give money back, as they stand on the wire, and what the facts of Helcim's pages say of roads. */
import type { ApiRequest } from '../helcim.ts';

export interface RefundCall {
  readonly road: 'reverse' | 'credit_refund' | 'debit_refund';
  readonly original: number;
  /** A reverse names none: it is always the whole. */
  readonly cents: number | null;
  readonly terminal: string | null;
  readonly key: string | null;
}

export function refundCallOf(request: ApiRequest): RefundCall | null {
  if (request.method !== 'POST') return null;
  const terminal = /^\/devices\/(\w+)\/payment\/refund$/.exec(request.path)?.[1] ?? null;
  const isReverse = request.path === '/payment/reverse';
  if (terminal === null && !isReverse && request.path !== '/payment/refund') return null;
  const body = JSON.parse(request.bodyText) as Readonly<Record<string, unknown>>;
  const amount = terminal === null ? body.amount : body.transactionAmount;
  return {
    road: terminal !== null ? 'debit_refund' : isReverse ? 'reverse' : 'credit_refund',
    original: Number(isReverse ? body.cardTransactionId : body.originalTransactionId),
    cents: isReverse ? null : Math.round(Number(amount) * 100),
    terminal,
    key: request.headers?.['idempotency-key'] ?? null,
  };
}

export const typeOfRoad: Readonly<Record<string, string>> = {
  reverse: 'reverse',
  credit_refund: 'refund',
  debit_refund: 'refund',
};

export const moneyBack: readonly string[] = ['refund', 'reverse'];

const creditTypes = ['VI', 'MC', 'AX', 'DI', 'DCI', 'JCB', 'UP'];
const debitTypes = ['IN', 'DB', 'MR', 'AF', 'AO', 'CU', 'EX', 'IL', 'NT', 'NY', 'PS', 'ST', 'SZ', 'AT'];

/** What a card's type says by itself; null where a person has to be asked. */
export function kindOfType(cardType: string): 'credit' | 'debit' | null {
  if (creditTypes.includes(cardType)) return 'credit';
  return debitTypes.includes(cardType) ? 'debit' : null;
}

const unsettled: readonly string[] = ['prepared', 'sending', 'on_terminal', 'checking', 'unknown'];
const isProvenNothing = ['declined', 'cancelled', 'refused'];

export function isUnsettled({ state }: { readonly state: string }): boolean {
  return unsettled.includes(state);
}

interface Counted {
  readonly state: string;
  readonly proven: string | null;
  readonly approved: number | null;
  readonly asked: number;
}

/** What a refund of ours takes from its original: all of it, until it is proven that it moved no money (M9). */
export function countedCents({ state, proven, approved, asked }: Counted): number {
  if (state === 'approved' || proven === 'approved') return approved ?? asked;
  return isProvenNothing.includes(state) ? 0 : asked;
}
