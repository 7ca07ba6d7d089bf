/**
 * Helcim in this world: the product's own simulator without its HTTP. What it answers and what really happened to every
 * card is its word alone; the till is judged by it.
 */
import { exchange } from '../../../electron/simulator/api-exchange.ts';
import { recogniseToken } from '../../../electron/simulator/permissions.ts';
import type { RecordedRequest } from '../../../electron/simulator/recorded-requests.ts';
import type { SimulatorClock } from '../../../electron/simulator/simulator-clock.ts';
import type { PostText } from '../../../electron/simulator/webhook-delivery.ts';
import type { ReplyLine, Wire } from '../../../electron/simulator/wire.ts';
import { createWorld, type World } from '../../../electron/simulator/world.ts';
import type { Scheduler } from './scheduler.ts';
import type { Script } from './script.ts';

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
  /** A call of other software of the same account, answered at once. */
  callAs(request: Omit<ApiRequest, 'token' | 'query'>): Promise<Wire | null>;
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

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
