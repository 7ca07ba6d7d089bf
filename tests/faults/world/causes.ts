/**
 * Which call made which row. Helcim's rows of refunds carry no pointer to whoever asked for them, so the world writes it
 * down while it happens, from outside: the simulator decides a call in one go, and says so at its end.
 */
import type { TerminalRequest } from '../../../electron/simulator/devices.ts';
import type { SimulatedTransaction } from '../../../electron/simulator/transactions.ts';
import type { World } from '../../../electron/simulator/world.ts';
import type { ApiRequest } from './helcim.ts';

export interface Causes {
  /** A call has arrived under this number. */
  received(sequence: number, request: ApiRequest): void;
  /** The calls of which one made this row: one alone but where a terminal's screen had moved on. None for a purchase. */
  callsBehind(transactionId: number): readonly ApiRequest[];
  /** The call that put this on a terminal's screen. */
  callOnScreen(requestId: number): ApiRequest | null;
  /** What Helcim decided on this call, whatever its caller was told; null while it has not. */
  decided(request: ApiRequest): number | null;
}

interface OnScreen {
  readonly requestId: number;
  readonly code: string;
  readonly cents: number;
  readonly original: number | null;
  readonly call: ApiRequest;
}

export function watchCauses(world: World): Causes {
  const calls = new Map<number, ApiRequest>();
  const decided = new Map<ApiRequest, number>();
  const behind = new Map<number, readonly ApiRequest[]>();
  const screens: OnScreen[] = [];
  let madeRow: SimulatedTransaction | null = null;
  let madeRequestId: number | null = null;

  const { add: addRow } = world.transactions;
  const { nextRequestId } = world;
  Object.assign(world, {
    nextRequestId() {
      madeRequestId = nextRequestId();
      return madeRequestId;
    },
  });
  Object.assign(world.transactions, {
    add(row: SimulatedTransaction) {
      addRow(row);
      if (row.type === 'purchase' || row.type === 'preauth') return;
      if (row.source === 'payment-api') madeRow = row;
      else behind.set(row.transactionId, callsOnTerminal(row));
    },
  });
  Object.assign(world.journal, {
    // Nobody reads the log itself here.
    add(...[kind, , details]: Parameters<World['journal']['add']>) {
      if (kind === 'reply') noteDecision(Number(details?.request), Number(details?.status));
    },
  });

  /** The row is written before the screen moves on, but for an approval that comes when it has. */
  function callsOnTerminal(row: SimulatedTransaction): readonly ApiRequest[] {
    const shown: TerminalRequest | null = world.terminals.find(row.deviceCode ?? '')?.request ?? null;
    const isLike = (each: OnScreen) =>
      each.code === row.deviceCode &&
      each.original === row.originalTransactionId &&
      each.cents === row.requestedCents;
    const now = screens.find((each) => each.requestId === shown?.requestId);
    if (now && isLike(now)) return [now.call];
    return screens.filter(isLike).map(({ call }) => call);
  }

  function noteDecision(sequence: number, status: number): void {
    const call = calls.get(sequence);
    if (call) {
      decided.set(call, status);
      if (madeRow !== null) behind.set(madeRow.transactionId, [call]);
      const code = /^\/devices\/(\w+)\/payment\/refund$/.exec(call.path)?.[1];
      if (madeRequestId !== null && code !== undefined && status === 202)
        screens.push({ requestId: madeRequestId, code, ...askedBy(call), call });
    }
    madeRow = null;
    madeRequestId = null;
  }

  return {
    received: (sequence, request) => void calls.set(sequence, request),
    callsBehind: (transactionId) => behind.get(transactionId) ?? [],
    callOnScreen: (requestId) => screens.find((each) => each.requestId === requestId)?.call ?? null,
    decided: (request) => decided.get(request) ?? null,
  };
}

function askedBy({ bodyText }: ApiRequest): { cents: number; original: number | null } {
  const body = JSON.parse(bodyText) as { transactionAmount?: unknown; originalTransactionId?: unknown };
  return {
    cents: Math.round(Number(body.transactionAmount) * 100),
    original: Number(body.originalTransactionId) || null,
  };
}
