/** The parts of the window's snapshot that come from the ledger, read anew after every change. */
import type { Snapshot, TerminalView } from '../../shared/ipc-contract.ts';
import { attemptView, type ViewParts } from '../ipc/attempt-view.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { PingMemory } from './ping-memory.ts';

export type LedgerSlices = Pick<
  Snapshot,
  'terminals' | 'openAttempts' | 'unacknowledged' | 'unknowns' | 'alarms' | 'reminders'
>;

export const noLedgerSlices: LedgerSlices = {
  terminals: [],
  openAttempts: [],
  unacknowledged: [],
  unknowns: [],
  alarms: [],
  reminders: [],
};

export async function readLedgerSlices(
  ledger: Ledger,
  pings: PingMemory,
  views: ViewParts,
): Promise<LedgerSlices> {
  const [paired, open, unacknowledged, unknowns, alarms, reminders] = await Promise.all([
    ledger.terminals(),
    ledger.openAttempts(),
    ledger.unacknowledgedOutcomes(),
    ledger.unknownAttempts(),
    ledger.openAlarms(),
    ledger.openReminders(),
  ]);
  const terminals: TerminalView[] = paired.map((terminal) => ({
    ...terminal,
    lastPing: pings.last(terminal.code),
    openAttemptId: open.find(({ attempt }) => attempt.terminalCode === terminal.code)?.attempt.id ?? null,
  }));
  const view = (facts: (typeof open)[number]) => attemptView(facts, paired, views);
  return {
    terminals,
    openAttempts: open.map(view),
    unacknowledged: unacknowledged.map(view),
    unknowns: unknowns.map(view),
    alarms,
    reminders: reminders.map(({ originalTransactionId, amountCents, askedAtMs, refundableAtMs }) => ({
      originalTransactionId,
      amountCents,
      askedAtMs,
      refundableAtMs,
    })),
  };
}
