import { failed, type Result } from '../../shared/app-error.ts';
import { isInvoiceNumber } from '../../shared/invoice-number.ts';
import { isOpen } from '../../shared/lifecycle.ts';
import { isAmountCents } from '../../shared/money.ts';
import { type Attempt, type Sale, saleRemainder } from '../../shared/payment.ts';
import { isUnsettled, remainderCents } from '../../shared/refund-count.ts';
import { isTerminalCode, type TerminalCode } from '../../shared/terminal-code.ts';
import { cardOfOriginal, oneFacts } from './facts.ts';
import { appendFacts } from './journal.ts';
import type { NewAttempt, NewRefund, PreparedAttempt } from './ledger.ts';
import { appNote, fact, type LedgerContext, personNote } from './ledger-context.ts';
import {
  attemptsOfSale,
  attemptWithId,
  insertAttempt,
  insertCashier,
  insertSale,
  obstaclesOnTerminal,
  pairedTerminalWithCode,
  refundsBeside,
  saleWithId,
} from './press-queries.ts';
import type { LedgerTx } from './schema.ts';

type Refusal = ReturnType<typeof failed>;

/** An attempt that holds the terminal or the sale, or whose unknown end stands in the way of another (M3). */
interface Obstacle extends Pick<Attempt, 'id' | 'saleId' | 'kind' | 'terminalCode' | 'state'> {
  /** Ever confirmed by a cashier, for any later attempt. */
  readonly wasConfirmed: boolean;
}

interface Ground {
  readonly sale: Sale;
  readonly isNewSale: boolean;
  readonly siblings: readonly Attempt[];
  /** Unknown attempts that this press goes past with the cashier's word. */
  readonly confirmedDoubtIds: readonly string[];
}

/**
 * M1: the attempt is flushed to disk when this resolves. This is on the way from the press to the wire: few
 * statements, one flush. Anything the disk refuses is `not_sent_ledger`, since nothing may be sent for it.
 */
export async function prepareAttempt(
  context: LedgerContext,
  input: NewAttempt,
): Promise<Result<PreparedAttempt>> {
  const field = wrongField(input);
  if (field) return failed('invalid_input', { field });
  try {
    return await context.db.transaction().execute((tx) => prepare(context, tx, input));
  } catch (cause) {
    // On a full disk no transaction ends well, not even one that finds the press taken and sent already.
    const taken = await oneFacts(context.db, 'id', input.id).catch(() => null);
    if (taken) return { ok: true, value: { facts: taken, isNew: false } };
    const detail = cause instanceof Error ? cause.message.slice(0, 200) : null;
    context.logger.error('the ledger could not take an attempt', { attemptId: input.id, cause: detail });
    return failed('not_sent_ledger', { detail });
  }
}

async function prepare(
  context: LedgerContext,
  tx: LedgerTx,
  input: NewAttempt,
): Promise<Result<PreparedAttempt>> {
  if ((await attemptWithId(tx, input.id)).length > 0) {
    const facts = await oneFacts(tx, 'id', input.id);
    if (facts) return { ok: true, value: { facts, isNew: false } };
  }
  const ground = await findGround(context, tx, input);
  if ('error' in ground) return ground;
  const attempt = newAttempt(context, input, ground.sale);
  await write(context, tx, attempt, input.refund, ground);
  const { sale, siblings } = ground;
  const rowsBefore = input.refund?.rowsBefore ?? [];
  const originalCard = await cardOfOriginal(tx, attempt.originalTransactionId);
  const facts = { attempt, sale, transactions: [], siblings, rowsBefore, originalCard };
  return { ok: true, value: { facts, isNew: true } };
}

/** First what can never be, then what is busy, then what is in doubt, then the amount. */
async function findGround(
  context: LedgerContext,
  tx: LedgerTx,
  input: NewAttempt,
): Promise<Ground | Refusal> {
  if (input.refund && context.info.inRecovery) return failed('in_recovery');
  const { terminalCode } = input;
  if (terminalCode !== null && (await pairedTerminalWithCode(tx, terminalCode)).length === 0) {
    return failed('terminal_not_paired');
  }
  const refusal = input.refund && (await whyNotGivenBack(tx, input, input.refund));
  if (refusal) return refusal;
  const found = await findSale(context, tx, input);
  if ('error' in found) return found;
  const { sale, siblings } = found;
  const obstacles = await findObstacles(tx, siblings, terminalCode);
  const onTerminal = obstacles.filter((each) => terminalCode !== null && each.terminalCode === terminalCode);
  const inSale = obstacles.filter((each) => each.saleId === sale.id);
  const holder = onTerminal.find((each) => isOpen(each.state));
  if (holder) return failed('terminal_busy', { attemptIds: [holder.id] });
  const saleHolder = inSale.find((each) => isOpen(each.state));
  if (saleHolder) return failed('sale_busy', { attemptIds: [saleHolder.id] });
  const isConfirmed = (each: Obstacle) => input.confirmedDoubtIds.includes(each.id);
  const saleDoubts = inSale.filter((each) => mayHavePaid(each, input) && !isConfirmed(each));
  const terminalDoubts = onTerminal.filter((each) => !each.wasConfirmed && !isConfirmed(each));
  // Every doubt is named at once, so that the cashier is asked once.
  const attemptIds = [...new Set([...saleDoubts, ...terminalDoubts].map((each) => each.id))];
  if (saleDoubts.length > 0) return failed('sale_in_doubt', { attemptIds });
  if (terminalDoubts.length > 0) return failed('terminal_in_doubt', { attemptIds });
  const wrong = input.refund ? null : wrongAmount(input, sale, siblings);
  if (wrong) return wrong;
  return { ...found, confirmedDoubtIds: obstacles.filter(isConfirmed).map((each) => each.id) };
}

/** Only a purchase can be paid twice, and only by another one. */
function mayHavePaid(obstacle: Obstacle, input: NewAttempt): boolean {
  return input.refund === null && obstacle.kind === 'purchase';
}

/**
 * M9, on the facts of the very transaction that writes the refund: what two windows, a crash or late evidence did
 * meanwhile is in them. `refundedByOthersCents` is as old as the read right before.
 */
async function whyNotGivenBack(tx: LedgerTx, input: NewAttempt, refund: NewRefund): Promise<Refusal | null> {
  const { originalTransactionId, originalInvoiceNumber, originalAmountCents, refundedByOthersCents } = refund;
  const beside = await refundsBeside(tx, originalTransactionId, originalInvoiceNumber);
  const unsettled = beside.find(isUnsettled);
  if (unsettled) {
    return failed('refund_not_possible', { detail: 'unsettled_refund', attemptIds: [unsettled.id] });
  }
  const ours = beside.filter((each) => each.originalTransactionId === originalTransactionId);
  const leftCents = remainderCents(originalAmountCents, ours, refundedByOthersCents);
  if (leftCents === 0) return failed('refund_not_possible', { detail: 'nothing_left' });
  return input.amountCents > leftCents ? failed('refund_not_possible', { detail: 'above_remainder' }) : null;
}

async function findSale(
  context: LedgerContext,
  tx: LedgerTx,
  input: NewAttempt,
): Promise<Pick<Ground, 'sale' | 'isNewSale' | 'siblings'> | Refusal> {
  const { sale: words, cashierId, currency, atMs } = input;
  const id = 'id' in words ? words.id : ((await saleOfEarlierRefunds(tx, input)) ?? words.newId);
  const [known] = await saleWithId(tx, id);
  if (known) {
    if (known.currency !== currency) return failed('currency_mismatch');
    if ('newId' in words && known.totalCents !== words.totalCents) {
      return failed('invalid_input', { field: 'sale' });
    }
    return { sale: known, isNewSale: false, siblings: await attemptsOfSale(tx, id) };
  }
  if ('id' in words) return failed('sale_unknown');
  const { totalCents, reference, customerCode } = words;
  const { tillId } = context.info;
  const sale = { id, tillId, cashierId, totalCents, currency, reference, customerCode, createdAtMs: atMs };
  return { sale, isNewSale: true, siblings: [] };
}

/** All refunds of an original that this till did not make are in the sale that the first of them began. */
async function saleOfEarlierRefunds(tx: LedgerTx, { refund }: NewAttempt): Promise<string | null> {
  if (refund === null) return null;
  const beside = await refundsBeside(tx, refund.originalTransactionId, refund.originalInvoiceNumber);
  const earlier = beside.find((each) => each.originalTransactionId === refund.originalTransactionId);
  return earlier?.saleId ?? null;
}

async function findObstacles(
  tx: LedgerTx,
  siblings: readonly Attempt[],
  terminalCode: TerminalCode | null,
): Promise<readonly Obstacle[]> {
  const inSale = siblings.filter((each) => isOpen(each.state) || each.state === 'unknown');
  const onTerminal = terminalCode === null ? [] : await obstaclesOnTerminal(tx, terminalCode);
  const rows = new Map<string, Omit<Obstacle, 'wasConfirmed'>>();
  for (const row of [...onTerminal, ...inSale]) rows.set(row.id, row);
  const confirmed = await everConfirmed(tx, [...rows.keys()]);
  return [...rows.values()].map((row) => ({ ...row, wasConfirmed: confirmed.has(row.id) }));
}

async function everConfirmed(tx: LedgerTx, attemptIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (attemptIds.length === 0) return new Set();
  const rows = await tx
    .selectFrom('doubtConfirmations')
    .select('doubtAttemptId')
    .distinct()
    .where('doubtAttemptId', 'in', attemptIds)
    .execute();
  return new Set(rows.map((row) => row.doubtAttemptId));
}

function wrongAmount(input: NewAttempt, sale: Sale, siblings: readonly Attempt[]): Refusal | null {
  const leftCents = saleRemainder(sale.totalCents, siblings);
  if (leftCents <= 0) return failed('sale_paid');
  return input.amountCents > leftCents ? failed('invalid_input', { field: 'amountCents' }) : null;
}

async function write(
  context: LedgerContext,
  tx: LedgerTx,
  attempt: Attempt,
  refund: NewRefund | null,
  ground: Ground,
): Promise<void> {
  const { cashierId, preparedAtMs: atMs, id } = attempt;
  await insertCashier(tx, { id: cashierId, firstSeenAtMs: atMs });
  if (ground.isNewSale) await insertSale(tx, ground.sale);
  const doubts = ground.confirmedDoubtIds;
  if (doubts.length > 0) {
    const rows = doubts.map((doubtAttemptId) => ({ forAttemptId: id, doubtAttemptId, cashierId, atMs }));
    await tx.insertInto('doubtConfirmations').values(rows).execute();
  }
  await insertAttempt(tx, attempt);
  if (refund) await writeRefund(tx, attempt, refund);
  const { sale } = ground;
  const saleData = { saleId: sale.id, totalCents: sale.totalCents, currency: sale.currency };
  const notes = [
    ...(ground.isNewSale ? [appNote('sale_created', saleData)] : []),
    ...doubts.map((doubtAttemptId) => personNote('doubt_confirmed', { doubtAttemptId })),
    appNote('attempt_prepared', { ...preparedData(attempt), ...(refund && refundData(refund)) }),
  ];
  await appendFacts(
    tx,
    notes.map((note) => fact(context, note, atMs, id)),
  );
}

/** What was read of the original's number before; and a reminder of the same original has done its work. */
async function writeRefund(tx: LedgerTx, attempt: Attempt, refund: NewRefund): Promise<void> {
  const rows = [...new Set(refund.rowsBefore)].map((transactionId) => ({
    attemptId: attempt.id,
    transactionId,
  }));
  if (rows.length > 0) await tx.insertInto('refundRowsBefore').values(rows).execute();
  await tx
    .updateTable('refundReminders')
    .set({ doneAtMs: attempt.preparedAtMs })
    .where('originalTransactionId', '=', refund.originalTransactionId)
    .where('doneAtMs', 'is', null)
    .execute();
}

function preparedData(attempt: Attempt) {
  const { saleId, kind, terminalCode, invoiceNumber, originalTransactionId, amountCents, currency } = attempt;
  return { saleId, kind, terminalCode, invoiceNumber, originalTransactionId, amountCents, currency };
}

/** Words of a person, and a number that another tool made, stay outside the chain (M12). */
function refundData({ rowsBefore, ...refund }: NewRefund) {
  const { road, reason, originalAmountCents, refundedByOthersCents, isAllowedByManager } = refund;
  const counts = { refundedByOthersCents, rowsBefore: rowsBefore.length };
  return { road, reason, originalAmountCents, isAllowedByManager, ...counts };
}

function newAttempt(context: LedgerContext, input: NewAttempt, sale: Sale): Attempt {
  const { refund } = input;
  return {
    id: input.id,
    saleId: sale.id,
    kind: refund ? 'refund' : 'purchase',
    terminalCode: input.terminalCode,
    invoiceNumber: input.invoiceNumber,
    originalTransactionId: refund?.originalTransactionId ?? null,
    originalInvoiceNumber: refund?.originalInvoiceNumber ?? null,
    originalAmountCents: refund?.originalAmountCents ?? null,
    road: refund?.road ?? null,
    refundReason: refund?.reason ?? null,
    refundReasonText: refund?.reasonText ?? null,
    amountCents: input.amountCents,
    currency: input.currency,
    tillId: context.info.tillId,
    cashierId: input.cashierId,
    state: 'prepared',
    preparedAtMs: input.atMs,
    sendBegunAtMs: null,
    lastDeclineSeenAtMs: null,
    filedAs: null,
    endedAtMs: null,
    errorCode: null,
    errorDetail: null,
    approvedCents: null,
    laterProven: null,
    closedBy: null,
    closeReason: null,
    closedByAttemptId: null,
    acknowledgedAtMs: null,
    lastLookupAtMs: null,
    lookupCount: 0,
    watchClosedAtMs: null,
  };
}

/** The field that no attempt may have, checked before the database would refuse it with less to say. */
function wrongField(input: NewAttempt): string | null {
  const isId = (text: string) => text.length >= 1 && text.length <= 64;
  if (!isId(input.id)) return 'id';
  if (!isId(input.cashierId)) return 'cashierId';
  const needsTerminal = input.refund === null || input.refund.road === 'debit_refund';
  if (needsTerminal !== (input.terminalCode !== null)) return 'terminalCode';
  if (input.terminalCode !== null && !isTerminalCode(input.terminalCode)) return 'terminalCode';
  if (!isInvoiceNumber(input.invoiceNumber)) return 'invoiceNumber';
  if (!isAmountCents(input.amountCents) || input.amountCents === 0) return 'amountCents';
  if (input.refund && !isSafeId(input.refund.originalTransactionId)) return 'originalTransactionId';
  if (input.refund && !isNumberOfOriginal(input.refund)) return 'originalInvoiceNumber';
  if ('id' in input.sale) return null;
  if (!isId(input.sale.newId)) return 'sale';
  const { totalCents } = input.sale;
  return isAmountCents(totalCents) && totalCents > 0 ? null : 'totalCents';
}

function isSafeId(id: number): boolean {
  return Number.isSafeInteger(id) && id > 0;
}

/** Without one, no row of Helcim could ever be joined to the refund. */
function isNumberOfOriginal({ originalInvoiceNumber }: NewRefund): boolean {
  return originalInvoiceNumber.length >= 1 && originalInvoiceNumber.length <= 200;
}
