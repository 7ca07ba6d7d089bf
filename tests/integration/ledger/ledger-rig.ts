/** Ledgers on real files for the tests of this folder. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import type { NewAttempt, NewRefund } from '../../../electron/ledger/ledger.ts';
import { type LedgerOptions, openLedger } from '../../../electron/ledger/open-ledger.ts';
import type { OpenedLedger } from '../../../electron/ledger/sqlite-ledger.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { amountCents } from '../../../shared/money.ts';
import type { Transaction } from '../../../shared/payment.ts';
import type { Logger } from '../../../shared/ports.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';

export const terminalA = 'AB12' as TerminalCode;
export const terminalB = 'CD34' as TerminalCode;
export const startMs = Date.UTC(2026, 2, 24, 17, 0, 0);

const quiet: Logger = { info() {}, warn() {}, error() {} };
const folders: string[] = [];
const opened: OpenedLedger[] = [];

afterEach(async () => {
  for (const ledger of opened.splice(0)) await ledger.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

export interface Place {
  readonly folder: string;
  readonly path: string;
  readonly witnessPath: string;
}

export function makePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'tillside-ledger-'));
  folders.push(folder);
  return { folder, path: join(folder, 'ledger.sqlite'), witnessPath: join(folder, 'witness.json') };
}

export function optionsAt(place: Pick<Place, 'path' | 'witnessPath'>): LedgerOptions {
  return {
    path: place.path,
    witnessPath: place.witnessPath,
    mode: 'demo',
    practice: true,
    random: systemRandom,
    clock: { wallMs: () => startMs },
    logger: quiet,
  };
}

/** Opens and expects it to open; closed after the test. */
export async function openAt(
  place: Pick<Place, 'path' | 'witnessPath'>,
  more: Partial<LedgerOptions> = {},
): Promise<OpenedLedger> {
  const result = await openLedger({ ...optionsAt(place), ...more });
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.detail}`);
  opened.push(result.value);
  return result.value;
}

/** A fresh ledger with two paired terminals. */
export async function freshLedger(): Promise<{ ledger: OpenedLedger; place: Place }> {
  const place = makePlace();
  const ledger = await openAt(place);
  await ledger.pairTerminal(terminalA, 'front', startMs);
  await ledger.pairTerminal(terminalB, null, startMs + 1);
  return { ledger, place };
}

export function aPress(more: Partial<NewAttempt> = {}): NewAttempt {
  return {
    id: randomUUID(),
    terminalCode: terminalA,
    invoiceNumber: makeInvoiceNumber(systemRandom),
    refund: null,
    amountCents: amountCents(12_34),
    currency: 'CAD',
    cashierId: 'cashier-1',
    atMs: startMs,
    sale: { newId: randomUUID(), totalCents: amountCents(12_34), reference: null, customerCode: null },
    confirmedDoubtIds: [],
    ...more,
  };
}

/** A whole refund of an original of 12.34 that was paid elsewhere, by the road that needs no terminal. */
export function aRefund(
  refund: Partial<NewRefund> = {},
  more: Partial<Omit<NewAttempt, 'refund'>> = {},
): NewAttempt {
  return {
    ...aPress({ terminalCode: refund.road === 'debit_refund' ? terminalA : null, ...more }),
    refund: {
      road: 'credit_refund',
      originalTransactionId: 900,
      originalInvoiceNumber: 'INV-900',
      originalAmountCents: amountCents(12_34),
      refundedByOthersCents: 0,
      rowsBefore: [],
      reason: 'returned',
      reasonText: null,
      isAllowedByManager: false,
      ...refund,
    },
  };
}

/** Prepares and expects it to be taken. @returns the attempt's id */
export async function prepared(ledger: OpenedLedger, more: Partial<NewAttempt> = {}): Promise<string> {
  const result = await ledger.prepareAttempt(aPress(more));
  if (!result.ok) throw new Error(result.error.code);
  return result.value.facts.attempt.id;
}

export async function endAs(
  ledger: OpenedLedger,
  id: string,
  state: 'declined' | 'cancelled' | 'unknown' | 'refused',
): Promise<void> {
  await ledger.changeAttempt(id, () => ({ patch: { state, endedAtMs: startMs } }));
}

/** An attempt that is already unknown. */
export async function anUnknown(ledger: OpenedLedger, more: Partial<NewAttempt> = {}): Promise<string> {
  const id = await prepared(ledger, more);
  await endAs(ledger, id, 'unknown');
  return id;
}

export async function approve(ledger: OpenedLedger, id: string, transaction: Transaction): Promise<void> {
  await ledger.changeAttempt(id, () => ({
    patch: { state: 'approved', approvedCents: transaction.amountCents, endedAtMs: startMs },
    claims: [{ transaction, source: 'lookup' }],
    notes: [
      { kind: 'transaction_seen', source: 'lookup', data: { transactionId: transaction.transactionId } },
    ],
  }));
}

export function aRow(transactionId: number, more: Partial<Transaction> = {}): Transaction {
  return {
    transactionId,
    type: 'purchase',
    status: 'approved',
    statusText: 'APPROVED',
    amountCents: amountCents(12_34),
    currency: 'CAD',
    invoiceNumber: null,
    cardBatchId: 77,
    cardType: 'VI',
    cardLast4: '4242',
    approvalCode: 'T5E6ST',
    warning: null,
    errors: null,
    dateCreatedText: '2026-03-24 11:00:00',
    ...more,
  };
}

/** A second connection that knows nothing of this program, as an attacker or a mistaken tool would have. */
export function rawSql<Value>(path: string, use: (database: DatabaseSync) => Value): Value {
  const database = new DatabaseSync(path);
  try {
    return use(database);
  } finally {
    database.close();
  }
}
