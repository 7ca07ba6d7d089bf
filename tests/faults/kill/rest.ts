/** The end of a ledger's life: nobody presses, kills or pays any more, and the till finds out what is left to find out. */
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import { type LedgerRows, ledgerFilesIn, readLedger } from './ledger-file.ts';
import { type Truth, violationsAtTheEnd } from './oracle.ts';
import type { TillProcess } from './till-process.ts';

export interface RestParts {
  readonly till: TillProcess;
  readonly folder: string;
  readonly simulator: Simulator;
  readonly truth: Truth;
  readonly isStopped: () => boolean;
}

/** A till asks no more often than Helcim allows, so the last of many look-ups may come a minute later. */
const restLimitMs = 100_000;
const lookEveryMs = 40;

/**
 * Looks at the file while the till works, until all holds that has to hold in the end. The last word is spoken when the
 * till has closed. @returns why there was no rest, null when there was
 */
export async function waitForRest(parts: RestParts): Promise<string | null> {
  const { simulator, truth, folder, isStopped } = parts;
  const endMs = performance.now() + restLimitMs;
  const asked = new Set<string>();
  let isQuiet = false;
  for (;;) {
    const [path] = ledgerFilesIn(folder);
    const rows = path === undefined ? null : readLedger(path, { isLive: true });
    const left = rows === null ? ['no ledger'] : violationsAtTheEnd(rows, truth);
    if (isStopped() || (left.length === 0 && isQuiet)) return null;
    // A retried event could still be stored while the till closes, and would rightly be left to the next start.
    if (left.length === 0) {
      simulator.setWebhookUrl(null);
      await simulator.webhooksIdle();
      isQuiet = true;
      continue;
    }
    if (performance.now() > endMs) return `no rest after ${restLimitMs} ms`;
    await askAgain(parts, rows, asked);
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

/** A second approval of what is approved is looked for after two days; nobody waits that long here. */
async function askAgain(
  { till, simulator }: RestParts,
  rows: LedgerRows | null,
  asked: Set<string>,
): Promise<void> {
  const centsByNumber = new Map<string, number>();
  for (const { status, invoiceNumber, amountCents } of simulator.transactions())
    if (status === 'APPROVED')
      centsByNumber.set(invoiceNumber, (centsByNumber.get(invoiceNumber) ?? 0) + amountCents);
  for (const { id, invoice_number, approved_cents } of rows?.attempts ?? []) {
    if (approved_cents === null || asked.has(id)) continue;
    if (approved_cents === centsByNumber.get(invoice_number)) continue;
    const answer = await till.call('payments', 'lookUpNow', { attemptId: id });
    if (answer?.ok) asked.add(id);
  }
}
