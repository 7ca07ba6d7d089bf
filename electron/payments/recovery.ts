/**
 * M14: a ledger that was restored or copied does not know what happened since its last entry. Helcim's rows since that
 * day are read, and of them those that carry a number of this app's making: rows of attempts we have are claimed, the
 * others are kept without an owner, approved ones with an alarm; and of refunds all, whatever their number, since they
 * bear that of their original. It takes no refund before that. The same is done again
 * now and then for two days: a request that was lost with its attempt may still stand on a terminal and be paid.
 *
 * It does not bring everything back: lost attempts, who pressed and what the sale was for are not in Helcim's rows; a
 * row without such a number is not told from another tool's, and one that Helcim lists only days later is missed. So a
 * refund still reads the rows of its original right before it is sent (M9).
 */
import { readInvoiceNumber } from '../../shared/invoice-number.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { HelcimClient } from '../helcim/helcim-client.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { AttemptRunner } from './attempt-runner.ts';
import { givesBack } from './refund-road.ts';

/** How far a recovery is; `totalCount` is 0 until all rows are read. */
export interface RecoveryProgress {
  readonly step: 'reading' | 'sorting';
  readonly doneCount: number;
  readonly totalCount: number;
}

export interface RecoveryParts {
  readonly ledger: Ledger;
  readonly helcim: HelcimClient;
  readonly runner: AttemptRunner;
  /** An alarm stands: people are told while the rest is still being read (M6). */
  readonly onAlarm: () => void;
}

/** A window that is told of every row would have nothing else to do. */
const rowsBetweenProgress = 25;

export interface RecoveryResult {
  readonly ok: boolean;
  readonly claimedCount: number;
  readonly filedCount: number;
}

/** @param dateFrom Mountain date (`YYYY-MM-DD`) to read from: that of `recoverFromMs`, one day earlier for safety */
export async function recoverLedger(
  parts: RecoveryParts,
  dateFrom: string,
  nowMs: number,
  onProgress: (progress: RecoveryProgress) => void = () => {},
): Promise<RecoveryResult> {
  const { ledger, helcim, runner } = parts;
  onProgress({ step: 'reading', doneCount: 0, totalCount: 0 });
  const read = await helcim.searchTransactions({ dateFrom }, 'unknown');
  if (!read.ok || read.value.unreadableCount > 0) return { ok: false, claimedCount: 0, filedCount: 0 };
  let claimedCount = 0;
  let filedCount = 0;
  const rows = read.value.transactions;
  for (const [doneCount, row] of rows.entries()) {
    if (doneCount % rowsBetweenProgress === 0)
      onProgress({ step: 'sorting', doneCount, totalCount: rows.length });
    if (givesBack(row)) {
      if (await isTakenByRefund(ledger, runner, row)) claimedCount += 1;
      else {
        // Of a refund that was lost with the ledger, of another till, or of the dashboard: M9 counts it all the same.
        await ledger.fileTransaction(row, 'recovery', nowMs);
        filedCount += 1;
      }
      continue;
    }
    const number = readInvoiceNumber(row.invoiceNumber);
    if (number === null) continue;
    const facts = await ledger.attemptByInvoiceNumber(number);
    if (facts) {
      await runner.observe(facts.attempt.id, {
        kind: 'rows_read',
        rows: [row],
        source: 'recovery',
        isLookup: false,
      });
      claimedCount += 1;
    } else {
      await ledger.fileTransaction(row, 'recovery', nowMs);
      if (row.status === 'approved' && row.type === 'purchase') {
        await raiseAlarmFor(ledger, row, nowMs);
        parts.onAlarm();
      }
      filedCount += 1;
    }
  }
  await ledger.finishRecovery(nowMs);
  return { ok: true, claimedCount, filedCount };
}

/** A refund's own row is told by all rows of its number, so those are looked up rather than this one taken. */
async function isTakenByRefund(
  ledger: Ledger,
  runner: AttemptRunner,
  { transactionId, invoiceNumber }: Transaction,
): Promise<boolean> {
  const refunds = invoiceNumber === null ? [] : await ledger.refundsUnderNumber(invoiceNumber);
  for (const { attempt } of refunds) {
    if (attempt.watchClosedAtMs === null) await runner.lookUp(attempt.id, 'unknown');
  }
  return (await ledger.transaction(transactionId))?.attemptId != null;
}

/** Money of this till that no attempt explains any more: a person has to know, or the sale may be charged again. */
function raiseAlarmFor(ledger: Ledger, { transactionId }: Transaction, nowMs: number): Promise<void> {
  const kind = 'payment_without_attempt';
  return ledger.raiseAlarm({ kind, attemptId: null, transactionId, terminalCode: null }, nowMs);
}
