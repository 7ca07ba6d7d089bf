import type { DatabaseSync } from 'node:sqlite';
import { isOpen } from '../../shared/lifecycle.ts';
import { acknowledgeAlarm, openAlarms, raiseAlarm } from './alarms.ts';
import { auditPage, noteAudit } from './audit.ts';
import { backupLedger } from './backup.ts';
import { changeAttempt } from './change-attempt.ts';
import { attemptsBetween, attemptsOfRows } from './day-queries.ts';
import { namesOfAttempt, oneFacts } from './facts.ts';
import { findOriginals, refundsBeside, refundsUnderNumber } from './find-originals.ts';
import { attemptsPage } from './history-page.ts';
import { dueEvents, finishEvent, nextEventDueAtMs, postponeEvent, storeEvent } from './inbox.ts';
import { appendFacts } from './journal.ts';
import type { AttemptFacts, Ledger } from './ledger.ts';
import { fact, type LedgerContext } from './ledger-context.ts';
import { bindAccount } from './ledger-identity.ts';
import { beginPinTry, endPinTry, lastManagerRecord, noteManagerChange, pinFailures } from './manager-book.ts';
import { erasePersonalData } from './personal-data.ts';
import { prepareAttempt } from './prepare-attempt.ts';
import {
  attemptsOnTerminal,
  evidenceOf,
  openAttempts,
  unacknowledgedOutcomes,
  unknownAttempts,
  watchedAttempts,
} from './queries.ts';
import { finishRecovery } from './recovery.ts';
import { forgetReminder, openReminders, reminderIsDue, setReminder } from './refund-reminders.ts';
import type { SingleUse } from './single-use.ts';
import {
  pairedTerminals,
  pairTerminal,
  renameTerminal,
  setDefaultTerminal,
  unpairTerminal,
} from './terminals.ts';
import { fileTransaction, findTransaction } from './transactions.ts';
import { verifyChain } from './verify-chain.ts';
import type { WitnessKeeper } from './witness-keeper.ts';

/** The ledger with what only its owner needs. */
export interface OpenedLedger extends Ledger {
  /**
   * Writes the witness and folds the log into the file. Done by itself at opening, after each send and each settled
   * attempt, and at closing; for the caller at quiet moments.
   */
  writeWitness(): Promise<void>;
  /** Erases what can point at customers and is older than `beforeMs` (M12). @returns the number of rows erased from. */
  erasePersonalData(beforeMs: number): Promise<number>;
}

interface Parts {
  readonly context: LedgerContext;
  readonly database: DatabaseSync;
  readonly path: string;
  readonly keeper: WitnessKeeper;
  readonly hold: SingleUse;
}

/** Puts the parts together behind the interface that the rest of the program knows. */
export function sqliteLedger({ context, database, path, keeper, hold }: Parts): OpenedLedger {
  const { db } = context;
  let closing: Promise<void> | null = null;
  const close = async () => {
    await keeper.write();
    await db.destroy();
    hold.release();
  };
  return {
    get info() {
      return context.info;
    },
    prepareAttempt: (input) => prepareAttempt(context, input),
    changeAttempt: async (id, decide) => {
      let before: AttemptFacts | null = null;
      const after = await changeAttempt(context, id, (facts, foreignIds) => {
        before = facts;
        return decide(facts, foreignIds);
      });
      if (after && (hasLeft(before, after) || hasEnded(before, after))) keeper.writeLater();
      return after;
    },
    attempt: (id) => oneFacts(db, 'id', id),
    attemptNames: async (id) => (await namesOfAttempt(db, id))[0] ?? null,
    attemptByInvoiceNumber: (number) => oneFacts(db, 'invoiceNumber', number),
    refundsBeside: (originalTransactionId, originalInvoiceNumber) =>
      refundsBeside(db, originalTransactionId, originalInvoiceNumber),
    refundsUnderNumber: (originalInvoiceNumber) => refundsUnderNumber(db, originalInvoiceNumber),
    findOriginals: (search, cursor, limit) => findOriginals(db, search, cursor, limit),
    openAttempts: () => openAttempts(db),
    unacknowledgedOutcomes: () => unacknowledgedOutcomes(db),
    unknownAttempts: () => unknownAttempts(db),
    watchedAttempts: () => watchedAttempts(db),
    attemptsOnTerminal: (code, sinceMs) => attemptsOnTerminal(db, code, sinceMs),
    attemptsPage: (cursor, limit, filter) => attemptsPage(db, cursor, limit, filter),
    attemptsBetween: (fromMs, toMs) => attemptsBetween(db, fromMs, toMs),
    attemptsOfRows: (ids, numbers) => attemptsOfRows(db, ids, numbers),
    evidenceOf: (attemptId) => evidenceOf(db, attemptId),
    fileTransaction: (transaction, source, atMs) => fileTransaction(context, transaction, source, atMs),
    transaction: (transactionId) => findTransaction(context, transactionId),
    storeEvent: (event) => storeEvent(context, event),
    dueEvents: (nowMs, limit) => dueEvents(context, nowMs, limit),
    nextEventDueAtMs: () => nextEventDueAtMs(context),
    finishEvent: (id, outcome, atMs) => finishEvent(context, id, outcome, atMs),
    postponeEvent: (id, nextTryAtMs) => postponeEvent(context, id, nextTryAtMs),
    raiseAlarm: (alarm, atMs) => raiseAlarm(context, alarm, atMs),
    openAlarms: () => openAlarms(context),
    acknowledgeAlarm: (id, who, atMs) => acknowledgeAlarm(context, id, who, atMs),
    openReminders: () => openReminders(context),
    setReminder: (wish, atMs) => setReminder(context, wish, atMs),
    reminderIsDue: (originalTransactionId, atMs) => reminderIsDue(context, originalTransactionId, atMs),
    forgetReminder: (originalTransactionId, atMs) => forgetReminder(context, originalTransactionId, atMs),
    terminals: () => pairedTerminals(db),
    pairTerminal: (code, nickname, atMs) => pairTerminal(context, code, nickname, atMs),
    renameTerminal: (code, nickname) => renameTerminal(context, code, nickname),
    setDefaultTerminal: (code) => setDefaultTerminal(context, code),
    unpairTerminal: (code, atMs) => unpairTerminal(context, code, atMs),
    pinFailures: (subject) => pinFailures(db, subject),
    beginPinTry: (subject, atMs) => beginPinTry(context, subject, atMs),
    endPinTry: (n, isRight, atMs) => endPinTry(context, n, isRight, atMs),
    lastManagerRecord: () => lastManagerRecord(context),
    noteManagerChange: (change) => noteManagerChange(context, change),
    noteAudit: (entries) => noteAudit(context, entries),
    auditPage: (cursor, limit) => auditPage(context, cursor, limit),
    note: (note, atMs) => db.transaction().execute((tx) => appendFacts(tx, [fact(context, note, atMs)])),
    bindAccount: (fingerprint) => bindAccount(context, fingerprint),
    finishRecovery: (atMs) => finishRecovery(context, atMs),
    verifyChain: () => verifyChain(db),
    backup: (to, atMs) => backupLedger(context, path, to, atMs),
    writeWitness: () => keeper.write(),
    erasePersonalData: (beforeMs) => erasePersonalData(context, database, beforeMs),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

/** Its request is on its way: from here on a copy without this attempt is an older one that must not pass (M14). */
function hasLeft(before: AttemptFacts | null, after: AttemptFacts): boolean {
  return before?.attempt.sendBegunAtMs === null && after.attempt.sendBegunAtMs !== null;
}

function hasEnded(before: AttemptFacts | null, after: AttemptFacts): boolean {
  return before !== null && isOpen(before.attempt.state) && !isOpen(after.attempt.state);
}
