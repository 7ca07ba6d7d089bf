/**
 * Helcim in this world: the product's own simulator without its HTTP. What it answers and what really happened to every
 * card is its word alone; the till is judged by it.
 */
import { exchange } from '../../../electron/simulator/api-exchange.ts';
import { pickCard } from '../../../electron/simulator/cards.ts';
import { recogniseToken } from '../../../electron/simulator/permissions.ts';
import { recordTransaction } from '../../../electron/simulator/record-transaction.ts';
import type { RecordedRequest } from '../../../electron/simulator/recorded-requests.ts';
import type { SimulatorClock } from '../../../electron/simulator/simulator-clock.ts';
import type { PostText } from '../../../electron/simulator/webhook-delivery.ts';
import type { ReplyLine, Wire } from '../../../electron/simulator/wire.ts';
import { createWorld, type World } from '../../../electron/simulator/world.ts';
import type { Scheduler } from './scheduler.ts';
import type { Blur, Script, Setting } from './script.ts';

export interface ApiRequest {
  readonly method: string;
  /** Below the base. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly token: string | undefined;
  readonly bodyText: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface HelcimSide {
  readonly world: World;
  /** The terminals that the till uses; one more belongs to another till. */
  readonly codes: readonly string[];
  readonly otherCode: string;
  /** A request that has arrived. @returns to be called when its caller is gone or answered */
  receive(request: ApiRequest, line: ReplyLine): () => void;
  /** What rows look like from now on; null for clear ones. */
  setBlur(blur: Blur | null): void;
  isBlurred(): boolean;
  /** Other software charges a card, without a terminal. */
  chargeElsewhere(cents: number): void;
  /** Other software makes a row under a number of its choice. */
  recordElsewhere(row: ElsewhereRow): void;
  /** A call of other software of the same account, answered at once. */
  callAs(request: Omit<ApiRequest, 'token' | 'query'>): Promise<Wire | null>;
}

export interface ElsewhereRow {
  readonly number: string;
  readonly cents: number;
  readonly type: 'purchase' | 'preauth';
  readonly currency: string;
}

const codes = ['DY6L', 'NBL7', 'JFHP'];
const otherCode = 'QQ9Z';

export function createHelcimSide(script: Script, scheduler: Scheduler, post: PostText): HelcimSide {
  const { setting, seed } = script;
  const own = codes.slice(0, setting.terminals);
  const clock: SimulatorClock = {
    wallMs: () => scheduler.nowMs(),
    monotonicMs: () => scheduler.nowMs(),
    setTimer: (delayMs, run) => scheduler.after(delayMs, run),
  };
  const world = createWorld(
    {
      seed: `world ${seed}`,
      clock,
      devices: [...own, otherCode],
      behaviour: setting.behaviour,
      cancelCarriesInvoiceNumber: setting.cancelCarriesInvoiceNumber,
    },
    null,
    post,
  );

  let blur: Blur | null = null;
  const { wire } = world.transactions;
  Object.assign(world.transactions, {
    wire: (row: Parameters<typeof wire>[0]) => blurred(formed(wire(row), setting.numberForm), blur),
  });

  function chargeElsewhere(cents: number): void {
    const number = `WEB${world.nextRequestId()}`;
    recordElsewhere({ number, cents, type: 'purchase', currency: world.currency });
  }

  function recordElsewhere({ number, cents, type, currency }: ElsewhereRow): void {
    recordTransaction(world, {
      type,
      declineReason: null,
      invoiceNumber: number,
      customerCode: number,
      amountCents: cents,
      requestedCents: cents,
      tipCents: 0,
      surchargeCents: 0,
      currency,
      card: pickCard('credit', currency, {}),
      source: 'payment-api',
      deviceCode: null,
      originalTransactionId: null,
      hiddenMs: 0,
    });
  }
  for (let left = setting.rowsBefore ?? 0; left > 0; left -= 1) chargeElsewhere(3_00);

  function record(request: ApiRequest): RecordedRequest {
    const { method, path, query, bodyText } = request;
    return world.requests.add({
      atMs: scheduler.nowMs(),
      method,
      path,
      query,
      headers: request.headers ?? {},
      token: recogniseToken(world.tokens, request.token),
      bodyText,
      body: parsed(bodyText),
      firstByteMs: 0,
      answered: null,
    });
  }

  function receive(request: ApiRequest, line: ReplyLine): () => void {
    const leaveLimits = world.limits.enter();
    let hasLeft = false;
    const leave = () => {
      if (hasLeft) return;
      hasLeft = true;
      leaveLimits();
    };
    void exchange(world, record(request), line);
    return leave;
  }

  return {
    world,
    codes: own,
    otherCode,
    receive,
    setBlur(next) {
      blur = next;
    },
    isBlurred: () => blur !== null,
    chargeElsewhere,
    recordElsewhere,
    callAs: (request) =>
      new Promise((resolve) => {
        const line: ReplyLine = {
          send: resolve,
          sendPart: () => resolve(null),
          reset: () => resolve(null),
          begin: () => undefined,
          write: () => undefined,
          end: () => resolve(null),
          isGone: () => false,
        };
        const leave = receive({ ...request, query: {}, token: world.tokens.full }, line);
        leave();
      }),
  };
}

type WireRow = Record<string, unknown>;

function formed(row: WireRow, form: Setting['numberForm']): WireRow {
  const number = String(row.invoiceNumber);
  if (form === 'lower-case') return { ...row, invoiceNumber: number.toLowerCase() };
  return form === 'spaced' ? { ...row, invoiceNumber: ` ${number} ` } : row;
}

function blurred(row: WireRow, blur: Blur | null): WireRow {
  if (blur === 'unreadable') return { ...row, amount: 'see receipt' };
  // A decline is known at once; it is the yes of the bank that may be long in coming.
  const isYes = row.status !== 'DECLINED';
  return blur === 'undecided' && isYes ? { ...row, status: 'PENDING' } : row;
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
