import { declineReasonOf, type VirtualCard } from './cards.ts';
import type { TerminalRequest, VirtualTerminal } from './devices.ts';
import { isSuspectedDuplicate, SUSPECTED_DUPLICATE } from './duplicates.ts';
import { recordTransaction } from './record-transaction.ts';
import type { SimulatedTransaction } from './transactions.ts';
import type { World } from './world.ts';

interface CardOutcome {
  /** Decline for this reason whatever the amount; null lets the amount decide. */
  readonly declineReason: string | null;
  /** The bank approves only this much; null approves all. */
  readonly approvedCents: number | null;
}

/**
 * A card meets a request: money moves or is refused, a transaction is recorded, and the terminal goes on.
 * `terminal` is null for an approval that comes after its screen has moved on; `code` then says where it was.
 */
export function presentCard(
  world: World,
  terminal: VirtualTerminal | null,
  request: TerminalRequest,
  card: VirtualCard,
  outcome: CardOutcome,
  code: string = terminal?.code ?? '',
): SimulatedTransaction {
  const surchargeCents = surchargeOf(world, request, card);
  const totalCents = request.amountCents + request.tipCents + surchargeCents;
  const declineReason = terminal === null ? null : whyDeclined(world, request, card, totalCents, outcome);
  const transaction = recordTransaction(world, {
    type: request.kind,
    declineReason,
    invoiceNumber: request.invoiceNumber,
    customerCode: request.customerCode,
    amountCents: declineReason === null ? (outcome.approvedCents ?? totalCents) : totalCents,
    requestedCents: request.amountCents,
    tipCents: request.tipCents,
    surchargeCents,
    currency: request.currency,
    card,
    source: 'terminal',
    deviceCode: code,
    originalTransactionId: request.originalTransactionId,
    hiddenMs: request.hiddenTransactionMs,
  });
  if (terminal) moveOn(world, terminal, request, transaction);
  return transaction;
}

function moveOn(
  world: World,
  terminal: VirtualTerminal,
  request: TerminalRequest,
  transaction: SimulatedTransaction,
): void {
  if (transaction.status === 'DECLINED') {
    terminal.isDeclined = true;
    world.journal.add('screen', `${terminal.code}: declined, Try Again offered`, { code: terminal.code });
    return;
  }
  world.terminals.clear(terminal, 'Approved');
  if (request.repeatsLeft > 0) {
    world.journal.add('fault', `${terminal.code}: the same request appears once more`, {
      code: terminal.code,
    });
    world.terminals.showWhenFree(terminal, { ...request, tipCents: 0, repeatsLeft: request.repeatsLeft - 1 });
  }
}

/** Fee Saver adds to credit purchases only (https://learn.helcim.com/docs/helcim-fee-saver). */
function surchargeOf(world: World, request: TerminalRequest, card: VirtualCard): number {
  if (request.kind !== 'purchase' || card.isDebit) return 0;
  return Math.round(
    ((request.amountCents + request.tipCents) * world.behaviour.surchargeBasisPoints) / 10_000,
  );
}

function whyDeclined(
  world: World,
  request: TerminalRequest,
  card: VirtualCard,
  totalCents: number,
  outcome: CardOutcome,
): string | null {
  if (outcome.declineReason !== null) return outcome.declineReason;
  const original = world.transactions.find(request.originalTransactionId ?? 0);
  if (original && original.card.number !== card.number) return 'NOT THE ORIGINAL CARD';
  const checksDuplicates = world.behaviour.duplicateCheckOnTerminals;
  if (checksDuplicates && isSuspectedDuplicate(world, request.kind, card, totalCents))
    return SUSPECTED_DUPLICATE;
  return declineReasonOf(totalCents);
}
