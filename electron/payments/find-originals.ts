/**
 * Searches for the payment that is to be given back: in this till's ledger, and in Helcim's transactions for those that
 * others took. What is shown of it is looked at anew before anything is refunded.
 */
import type { OriginalsFound } from '../../shared/ipc-contract.ts';
import { type AmountCents, amountCents, toDecimalText } from '../../shared/money.ts';
import type { Transaction } from '../../shared/payment.ts';
import type { Clock } from '../../shared/ports.ts';
import type { Original } from '../../shared/refund.ts';
import { refundedCents, unprovenCents } from '../../shared/refund-count.ts';
import type { HelcimClient, ReadResult, TransactionRows } from '../helcim/helcim-client.ts';
import type { Ledger, LedgerOriginal } from '../ledger/ledger.ts';
import { createdAtMs, rowFacts } from './original-facts.ts';
import { withLimit } from './with-limit.ts';

export interface OriginalsWish {
  readonly text: string;
  /** The shop's calendar days, both included. */
  readonly dateFrom: string | null;
  readonly dateTo: string | null;
  readonly amountCents: AmountCents | null;
  readonly cursor: string | null;
}

export interface FindParts {
  readonly ledger: Pick<Ledger, 'findOriginals' | 'refundsBeside' | 'transaction' | 'attempt'>;
  readonly helcim: Pick<HelcimClient, 'searchTransactions' | 'transaction'>;
  readonly mountainDate: (atMs: number) => string;
  readonly wireClock: Clock;
}

const pageSize = 50;
/** Somebody stands at the counter: then what this till knows is shown alone, and said to be so (M16). */
export const helcimLimitMs = 15_000;
/** More of Helcim's rows than a person can look through. */
const helcimRowsMax = 200;

export async function findOriginals(parts: FindParts, wish: OriginalsWish): Promise<OriginalsFound> {
  const [page, theirs] = await Promise.all([
    parts.ledger.findOriginals(
      {
        text: wish.text,
        amountCents: wish.amountCents,
        fromMs: wish.dateFrom === null ? null : startOfDayMs(wish.dateFrom, 0),
        toMs: wish.dateTo === null ? null : startOfDayMs(wish.dateTo, 1),
      },
      wish.cursor,
      pageSize,
    ),
    // Helcim's rows come with the first page and are not asked for again.
    wish.cursor === null ? withLimit(searchHelcim(parts, wish), helcimLimitMs, null, parts.wireClock) : [],
  ]);
  const ours = await Promise.all(page.items.map((item) => ownOriginal(parts, item)));
  const known = new Set(ours.map((original) => original.transactionId));
  const rows = (theirs ?? []).filter((row) => isPayment(row, wish) && !known.has(row.transactionId));
  const others = await Promise.all(rows.slice(0, helcimRowsMax).map((row) => readOriginal(parts, row)));
  return {
    originals: [...ours, ...others],
    nextCursor: page.nextCursor,
    helcim: theirs === null ? 'unreachable' : 'included',
    isCut: rows.length > helcimRowsMax,
  };
}

/**
 * Helcim finds a text in amounts, card digits, holders and approval codes, and an invoice number only as such; a number
 * alone may be a transaction's id. @returns null where it could not be asked
 */
async function searchHelcim(
  { helcim, mountainDate }: FindParts,
  { text, dateFrom, dateTo, amountCents: cents }: OriginalsWish,
): Promise<readonly Transaction[] | null> {
  if (text === '' && cents === null && dateFrom === null) return [];
  // A day more on both sides: which days are included is not documented, and the shop's day is not Mountain Time's.
  const days = {
    ...(dateFrom !== null && { dateFrom: mountainDate(startOfDayMs(dateFrom, -1)) }),
    ...(dateTo !== null && { dateTo: mountainDate(startOfDayMs(dateTo, 2)) }),
  };
  const word = text !== '' ? text : cents === null ? null : toDecimalText(amountCents(cents));
  const searches: Promise<ReadResult<TransactionRows>>[] = [
    helcim.searchTransactions({ ...days, ...(word !== null && { search: word }) }, 'rest'),
  ];
  if (text !== '') searches.push(helcim.searchTransactions({ ...days, invoiceNumber: text }, 'rest'));
  const [one, found] = await Promise.all([
    /^[1-9]\d{3,15}$/.test(text) ? helcim.transaction(Number(text), 'rest') : null,
    Promise.all(searches),
  ]);
  const rows = new Map<number, Transaction>();
  if (one?.ok) rows.set(one.value.transactionId, one.value);
  for (const read of found) {
    if (!read.ok) return null;
    for (const row of read.value.transactions) rows.set(row.transactionId, row);
  }
  return [...rows.values()].sort((a, b) => b.transactionId - a.transactionId);
}

/** Helcim was asked for more days than were wished; a time that cannot be told hides nothing (M15). */
function isPayment(row: Transaction, { amountCents: cents, dateFrom, dateTo }: OriginalsWish): boolean {
  const atMs = createdAtMs(row);
  const isEarlier = atMs !== null && dateFrom !== null && atMs < startOfDayMs(dateFrom, 0);
  const isLater = atMs !== null && dateTo !== null && atMs >= startOfDayMs(dateTo, 1);
  const isAsked = (cents === null || row.amountCents === cents) && !isEarlier && !isLater;
  return row.type === 'purchase' && row.status === 'approved' && isAsked;
}

/** Midnight on this machine, where the shop is; `shift` whole days later. */
function startOfDayMs(date: string, shift: number): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(year, month - 1, day + shift).getTime();
}

async function ownOriginal({ ledger }: FindParts, item: LedgerOriginal): Promise<Original> {
  const { transaction, attempt, reference } = item;
  return {
    ...rowFacts(transaction),
    ...(await refundFacts(ledger, transaction)),
    attemptId: attempt.id,
    reference,
    terminalCode: attempt.terminalCode,
    isChecked: false,
  };
}

/** Found by Helcim; this till may have made it all the same. */
async function readOriginal({ ledger }: FindParts, row: Transaction): Promise<Original> {
  const kept = await ledger.transaction(row.transactionId);
  const own = kept?.attemptId ? await ledger.attempt(kept.attemptId) : null;
  return {
    ...rowFacts(row),
    ...(await refundFacts(ledger, row)),
    attemptId: own?.attempt.id ?? null,
    reference: own?.sale.reference ?? null,
    terminalCode: own?.attempt.terminalCode ?? null,
    isChecked: true,
  };
}

async function refundFacts(ledger: FindParts['ledger'], { transactionId }: Transaction) {
  const refunds = (await ledger.refundsBeside(transactionId, null)).map(({ attempt }) => attempt);
  return {
    refundedCents: refunds.reduce((sum, attempt) => sum + refundedCents(attempt), 0),
    unsettledCents: refunds.reduce((sum, attempt) => sum + unprovenCents(attempt), 0),
  };
}
