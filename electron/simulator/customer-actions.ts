import { z } from 'zod';
import { pickCard, type VirtualCard } from './cards.ts';
import { type CustomerActionName, customerActionNames } from './customer-action-names.ts';
import type { TerminalRequest, VirtualTerminal, VirtualTerminalView } from './devices.ts';
import { presentCard } from './terminal-payments.ts';
import type { SimulatedTransaction } from './transactions.ts';
import type { World } from './world.ts';

export const actionDetailSchema = z.strictObject({
  action: z.enum(customerActionNames),
  /** With `add-tip`: whole cents. */
  tipCents: z.int().min(0).max(100_000_00).optional(),
  /** With a card action: another card than the usual one. */
  cardType: z.string().min(1).max(8).optional(),
  cardNumber: z
    .string()
    .regex(/^\d{10}$/, 'first six and last four digits')
    .optional(),
  cardHolderName: z.string().min(1).max(60).optional(),
  /** With a card action: the bank approves only this much. */
  approvedCents: z.int().min(1).optional(),
});

type ActionDetail = z.infer<typeof actionDetailSchema>;
/** An action by name, or with details such as `{ action: 'add-tip', tipCents: 200 }`. */
export type CustomerAction = CustomerActionName | ActionDetail;

export type ActResult =
  | {
      readonly ok: true;
      readonly terminal: VirtualTerminalView;
      /** The transaction that the action caused, if any. */
      readonly transaction: SimulatedTransaction | null;
    }
  | { readonly ok: false; readonly reason: string };

export interface Customer {
  act(code: string, action: CustomerAction): ActResult;
  /** The request leaves the screen without a payment; `event` says whether Helcim is told. */
  leave(terminal: VirtualTerminal, event: boolean, message: string | null): void;
}

export function createCustomer(world: World): Customer {
  function act(code: string, action: CustomerAction): ActResult {
    const parsed = actionDetailSchema.safeParse(typeof action === 'string' ? { action } : action);
    if (!parsed.success) return { ok: false, reason: z.prettifyError(parsed.error) };
    const terminal = world.terminals.find(code);
    if (!terminal) return { ok: false, reason: `no terminal ${code}` };
    const before = world.terminals.view(terminal);
    const detail = parsed.data;
    if (!before.actions.includes(detail.action)) {
      return { ok: false, reason: `${code} is ${before.state}: ${detail.action} is not possible now` };
    }
    world.journal.add('customer', `${code}: ${detail.action}`, {
      code,
      requestId: before.request?.requestId,
      ...detail,
    });
    const transaction = perform(terminal, detail);
    world.journal.changed();
    return { ok: true, terminal: world.terminals.view(terminal), transaction };
  }

  function perform(terminal: VirtualTerminal, detail: ActionDetail): SimulatedTransaction | null {
    switch (detail.action) {
      case 'tap-credit':
      case 'insert-credit':
        return pay(terminal, 'credit', detail, null);
      case 'tap-debit':
      case 'insert-debit':
        return pay(terminal, 'debit', detail, null);
      case 'wrong-pin':
        return pay(terminal, 'debit', detail, 'INCORRECT PIN');
      case 'decline':
        return pay(terminal, 'credit', detail, 'DO NOT HONOUR');
      default:
        operate(terminal, detail);
        return null;
    }
  }

  function pay(
    terminal: VirtualTerminal,
    wants: 'credit' | 'debit',
    detail: ActionDetail,
    declineReason: string | null,
  ): SimulatedTransaction | null {
    const { request } = terminal;
    if (!request) return null;
    const card = cardFor(request, wants, detail);
    return presentCard(world, terminal, request, card, {
      declineReason,
      approvedCents: detail.approvedCents ?? null,
    });
  }

  /** A refund is taken with the card that paid, unless the action names another. */
  function cardFor(request: TerminalRequest, wants: 'credit' | 'debit', detail: ActionDetail): VirtualCard {
    const usual = pickCard(wants, request.currency, detail);
    const original = world.transactions.find(request.originalTransactionId ?? 0);
    const isNamed = detail.cardNumber !== undefined || detail.cardType !== undefined;
    return original && !isNamed && original.card.isDebit === usual.isDebit ? original.card : usual;
  }

  function operate(terminal: VirtualTerminal, detail: ActionDetail): void {
    const { behaviour, terminals } = world;
    switch (detail.action) {
      case 'add-tip':
        if (terminal.request) terminal.request.tipCents = detail.tipCents ?? 0;
        break;
      case 'try-again':
        if (terminal.request) terminals.show(terminal, terminal.request);
        break;
      case 'cancel':
        leave(terminal, isCancelAnnounced(terminal), 'Cancelled');
        break;
      case 'ignore':
        leave(terminal, behaviour.cancelEventAtTimeOut, 'Timed out');
        break;
      case 'remove-request':
        leave(terminal, false, null);
        break;
      default:
        switchTerminal(terminal, detail.action);
    }
  }

  function isCancelAnnounced(terminal: VirtualTerminal): boolean {
    const { behaviour } = world;
    return (
      (!terminal.isDeclined || behaviour.cancelEventAfterDecline) &&
      (terminal.request?.kind !== 'refund' || behaviour.cancelEventForRefund)
    );
  }

  function switchTerminal(terminal: VirtualTerminal, action: CustomerActionName): void {
    if (action === 'unplug') {
      terminal.plugged = false;
      leave(terminal, false, null);
      return;
    }
    if (action === 'plug') terminal.plugged = true;
    terminal.asleep = action === 'sleep';
    world.terminals.clear(terminal, null);
  }

  function leave(terminal: VirtualTerminal, event: boolean, message: string | null): void {
    const { request } = terminal;
    world.terminals.clear(terminal, message);
    if (!request) return;
    if (event) world.webhooks.emitCancel(terminal.code, request);
    if (request.lateApprovalMs !== null) approveLate(terminal, request, request.lateApprovalMs);
  }

  function approveLate(terminal: VirtualTerminal, request: TerminalRequest, delayMs: number): void {
    world.clock.setTimer(delayMs, () => {
      world.journal.add('fault', `${terminal.code}: approval after the request had ended`, {
        code: terminal.code,
      });
      const card = pickCard('credit', request.currency, {});
      presentCard(world, null, request, card, { declineReason: null, approvedCents: null }, terminal.code);
    });
  }

  return { act, leave };
}
