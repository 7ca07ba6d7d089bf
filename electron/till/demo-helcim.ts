/** The demo's own Helcim, seen from the till: virtual terminals to look at and a customer to play. */
import { failed, ok } from '../../shared/app-error.ts';
import { customerActions, type VirtualTerminal } from '../../shared/virtual-terminal.ts';
import type { Simulator } from '../simulator/simulator.ts';
import type { DemoHelcim } from './till.ts';

type SimulatedTerminal = ReturnType<Simulator['devices']>[number];

export function createDemoHelcim(simulator: Simulator): DemoHelcim {
  return {
    virtualTerminals: () => simulator.devices().map(toView),
    async act(code, action, tipCents) {
      const result = await simulator.act(code, action === 'add-tip' ? { action, tipCents } : action);
      return result.ok ? ok(null) : failed('not_possible_now', { detail: result.reason });
    },
    onChange: (listener) => simulator.on('change', listener),
  };
}

function toView({ code, state, screenText, request, actions }: SimulatedTerminal): VirtualTerminal {
  return {
    code,
    state,
    screenText,
    amountCents: request?.amountCents ?? null,
    tipCents: request?.tipCents ?? 0,
    currency: request?.currency ?? null,
    actions: customerActions.filter((action) => actions.includes(action)),
  };
}
