import { isDebitCode } from './cards.ts';
import type { CustomerAction } from './customer-actions.ts';
import type { TerminalRequest, VirtualTerminal } from './devices.ts';
import type { AutoCustomer, World } from './world.ts';

/** Acts at every terminal that shows a request, and lets terminals give up on one after their own time-out. */
export function createAutoCustomer(world: World, firstAuto: AutoCustomer | null, firstDelayMs: number) {
  let auto = firstAuto;
  let delayMs = firstDelayMs;

  function isStillShown(terminal: VirtualTerminal, request: TerminalRequest): boolean {
    return terminal.request === request;
  }

  function later(terminal: VirtualTerminal, request: TerminalRequest, action: CustomerAction): void {
    world.clock.setTimer(delayMs, () => {
      if (!isStillShown(terminal, request)) return;
      world.customer.act(terminal.code, action);
      // A declined customer who does not try again walks off, and somebody presses the red X.
      if (isStillShown(terminal, request)) later(terminal, request, 'cancel');
    });
  }

  function planTimeOut(terminal: VirtualTerminal, request: TerminalRequest): void {
    const { terminalTimeOutMs } = world.behaviour;
    if (terminalTimeOutMs === null) return;
    world.clock.setTimer(terminalTimeOutMs, () => {
      if (isStillShown(terminal, request)) world.customer.act(terminal.code, 'ignore');
    });
  }

  world.terminals.onShown((terminal, request) => {
    planTimeOut(terminal, request);
    if (auto !== null) later(terminal, request, actionOf(world, auto, request));
  });

  return {
    set(next: AutoCustomer | null, nextDelayMs?: number) {
      auto = next;
      delayMs = nextDelayMs ?? delayMs;
    },
  };
}

function actionOf(world: World, auto: AutoCustomer, request: TerminalRequest): CustomerAction {
  if (auto !== 'approve') return auto;
  const original = world.transactions.find(request.originalTransactionId ?? 0);
  return original && isDebitCode(original.card.type) ? 'insert-debit' : 'tap-credit';
}
