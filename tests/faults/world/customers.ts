/** Whoever stands at a terminal: each request on its screen meets the reactions that its press came with. */
import type { TerminalRequest, VirtualTerminal } from '../../../electron/simulator/devices.ts';
import type { World } from '../../../electron/simulator/world.ts';
import type { Scheduler } from './scheduler.ts';
import type { Reaction } from './script.ts';
import type { Trace } from './trace.ts';

export interface Customers {
  /** The next request at this terminal is this customer's. */
  expect(code: string, reactions: readonly Reaction[]): void;
  act(code: string, reaction: ActionAlone): void;
}

type ActionAlone = Omit<Reaction, 'afterMs'>;

export function createCustomers(world: World, scheduler: Scheduler, trace: Trace): Customers {
  const expected = new Map<string, readonly Reaction[]>();
  const met = new Set<number>();

  function act(code: string, { action, approvedCents, tipCents, cardType, cardNumber }: ActionAlone): void {
    const detail = {
      action,
      ...(tipCents !== undefined && { tipCents }),
      ...(approvedCents !== undefined && { approvedCents }),
      ...(cardType !== undefined && { cardType }),
      ...(cardNumber !== undefined && { cardNumber }),
    };
    if (world.customer.act(code, detail).ok) trace.tell(`at ${code}: ${action}`);
  }

  function react(terminal: VirtualTerminal, requestId: number, reactions: readonly Reaction[]): void {
    const [first, ...rest] = reactions;
    if (!first) return;
    scheduler.after(first.afterMs, () => {
      if (terminal.request?.requestId !== requestId) return;
      act(terminal.code, first);
      react(terminal, requestId, rest);
    });
  }

  world.terminals.onShown((terminal: VirtualTerminal, request: TerminalRequest) => {
    trace.tell(`${terminal.code} asks for ${request.amountCents} (${request.invoiceNumber})`);
    if (met.has(request.requestId)) return;
    met.add(request.requestId);
    react(terminal, request.requestId, expected.get(terminal.code) ?? []);
    expected.delete(terminal.code);
  });

  return {
    expect: (code, reactions) => void expected.set(code, reactions),
    act,
  };
}
