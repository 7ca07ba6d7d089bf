/** Those who stand at the terminals: each request is met by somebody with a plan of his own, drawn by chance. */
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import { type Drawing, drawFrom } from '../../fakes/drawing.ts';

type Deed = Parameters<Simulator['act']>[1];
interface Step {
  readonly deed: Deed;
  readonly afterMs: number;
}

export interface Customers {
  /** Numbers whose request was cancelled at the terminal. */
  readonly cancelled: ReadonlySet<string>;
  /** Nobody waits any longer: every screen is paid or cancelled now, and nobody comes after that. */
  finish(): Promise<void>;
  close(): void;
}

const roundsMax = 8;

export function bringCustomers(simulator: Simulator, draw: Drawing): Customers {
  const attended = new Set<number>();
  const cancelled = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();

  function lookAround(): void {
    for (const { code, request } of simulator.devices()) {
      if (!request || attended.has(request.requestId)) continue;
      attended.add(request.requestId);
      follow(code, request.requestId, planOf(drawFrom(draw.whole(0, 2 ** 31)), request.amountCents));
    }
  }

  function follow(code: string, requestId: number, plan: readonly Step[]): void {
    const [step, ...rest] = plan;
    if (!step) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const isStillThere = simulator
        .devices()
        .some((each) => each.code === code && each.request?.requestId === requestId);
      // A request that comes back later meets somebody else.
      if (rest.length === 0 || !isStillThere) attended.delete(requestId);
      if (!isStillThere) return;
      void act(code, step.deed);
      follow(code, requestId, rest);
    }, step.afterMs);
    timers.add(timer);
  }

  async function act(code: string, deed: Deed): Promise<void> {
    const request = simulator.devices().find((each) => each.code === code)?.request;
    if (deed === 'cancel' && request?.invoiceNumber) cancelled.add(request.invoiceNumber);
    await simulator.act(code, deed);
  }

  const stop = simulator.on('change', lookAround);
  function close(): void {
    stop();
    for (const timer of timers) clearTimeout(timer);
    timers.clear();
  }

  return {
    cancelled,
    async finish() {
      close();
      for (let round = 0; round < roundsMax; round += 1) {
        for (const { code, actions } of simulator.devices()) {
          const wanted: readonly Deed[] = draw.chance(0.4)
            ? ['cancel']
            : ['try-again', 'tap-debit', 'tap-credit'];
          const deed = wanted.find((each) => typeof each === 'string' && actions.includes(each));
          if (deed) await act(code, deed);
        }
      }
      const asking = simulator.devices().filter(({ request }) => request !== null);
      for (const { code } of asking) await act(code, 'cancel');
    },
    close,
  };
}

function planOf(draw: Drawing, amountCents: number): readonly Step[] {
  const deeds = draw.pick<readonly Deed[]>([
    ['tap-credit'],
    ['tap-debit'],
    ['insert-credit'],
    [{ action: 'add-tip', tipCents: draw.whole(1, 500) }, 'tap-credit'],
    [{ action: 'tap-credit', approvedCents: draw.whole(1, amountCents) }],
    ['decline', 'try-again', 'tap-debit'],
    ['wrong-pin', 'try-again', 'wrong-pin', 'try-again', 'insert-debit'],
    ['decline', 'cancel'],
    ['decline'],
    ['cancel'],
    ['cancel'],
    ['ignore'],
    [],
  ]);
  // Some are quick, some are slower than the till's life, and some come when it has given up on them.
  return deeds.map((deed) => ({
    deed,
    afterMs: draw.chance(0.2) ? draw.whole(300, 3_000) : draw.whole(0, 80),
  }));
}
