/**
 * What must never be lost, as the rest of the program sees it. Every method that writes is one flushed
 * transaction (`synchronous=FULL`), journaled in the hash chain. The ledger knows nothing of the lifecycle: it
 * hands facts to a pure function and writes what that returns.
 */
import type { Alarm, AlarmKind } from '../../shared/alarm.ts';
import type { AppErrorCode, Result } from '../../shared/app-error.ts';
import type { AuditEntry, AuditPage } from '../../shared/audit.ts';
import type { EvidenceData, EvidenceEntry, EvidenceKind } from '../../shared/evidence.ts';
import type { HistoryFilter } from '../../shared/history-filter.ts';
import type { InvoiceNumber } from '../../shared/invoice-number.ts';
import type { AttemptState, LaterProven } from '../../shared/lifecycle.ts';
import type { AmountCents, Currency } from '../../shared/money.ts';
import type {
  Attempt,
  CloseReason,
  EvidenceSource,
  FiledAs,
  PayingCard,
  Sale,
  Transaction,
} from '../../shared/payment.ts';
import type { RefundReason, RefundReminder, RefundRoad } from '../../shared/refund.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { DayAttempt } from './day-attempt.ts';
import type { ManagerChangeNote } from './manager-book.ts';

export interface LedgerInfo {
  readonly ledgerId: string;
  readonly tillId: string;
  readonly mode: 'demo' | 'switched';
  readonly practice: boolean;
  readonly accountFingerprint: string | null;
  readonly epoch: string;
  /** True from a detected restore or copy until Helcim's rows since the last entry are imported (M14). */
  readonly inRecovery: boolean;
  /** From when on Helcim's rows may be missing here, UTC milliseconds; null outside recovery. */
  readonly recoverFromMs: number | null;
  /** When this till went on from a restored or copied ledger, UTC milliseconds; null for one that it made itself. */
  readonly restoredAtMs: number | null;
}

/** A transaction as kept: claimed by one attempt, or filed without one. */
export interface LedgerTransaction extends Transaction {
  readonly attemptId: string | null;
  readonly source: EvidenceSource;
  readonly firstSeenAtMs: number;
}

/** The numbers that Helcim knows an attempt by. */
export type AttemptNames = Pick<Attempt, 'kind' | 'invoiceNumber' | 'originalInvoiceNumber'>;

/** All that a decision about one attempt may look at, read inside the transaction that will write it. */
export interface AttemptFacts {
  readonly attempt: Attempt;
  readonly sale: Sale;
  readonly transactions: readonly LedgerTransaction[];
  /** The other attempts of the same sale; all refunds of one original are in one sale. */
  readonly siblings: readonly Attempt[];
  /** Of a refund: the ids of rows that had been read before it was sent. None of them can be its own. */
  readonly rowsBefore: readonly number[];
  /** Of a refund: the card that paid the original, as far as this ledger knows it. */
  readonly originalCard: PayingCard | null;
}

export interface JournalNote {
  readonly kind: EvidenceKind;
  readonly source: EvidenceSource;
  readonly data: EvidenceData;
}

export interface AlarmInput {
  readonly kind: AlarmKind;
  readonly attemptId: string | null;
  readonly transactionId: number | null;
  readonly terminalCode: TerminalCode | null;
}

export interface AttemptPatch {
  readonly state?: AttemptState;
  readonly sendBegunAtMs?: number;
  readonly lastDeclineSeenAtMs?: number;
  readonly filedAs?: FiledAs;
  readonly endedAtMs?: number | null;
  readonly errorCode?: AppErrorCode | null;
  readonly errorDetail?: string | null;
  readonly approvedCents?: AmountCents;
  readonly laterProven?: LaterProven | null;
  readonly closedBy?: string;
  readonly closeReason?: CloseReason;
  readonly closedByAttemptId?: string | null;
  /** Null puts the outcome back on the screen. */
  readonly acknowledgedAtMs?: number | null;
  readonly lastLookupAtMs?: number;
  readonly lookupCount?: number;
  readonly watchClosedAtMs?: number;
}

export interface AttemptChange {
  readonly patch?: AttemptPatch;
  /** Rows to claim for this attempt, new ones or ones whose status changed. */
  readonly claims?: readonly { readonly transaction: Transaction; readonly source: EvidenceSource }[];
  readonly notes?: readonly JournalNote[];
  readonly alarms?: readonly AlarmInput[];
}

/**
 * Pure and synchronous. `foreignIds` are transactions of this change that belong to other attempts: empty at first;
 * where there are any, the function is asked again and has to decide without those rows.
 */
export type Decide = (facts: AttemptFacts, foreignIds: ReadonlySet<number>) => AttemptChange | null;

/** What makes an attempt a refund. */
export interface NewRefund {
  readonly road: RefundRoad;
  readonly originalTransactionId: number;
  readonly originalInvoiceNumber: string;
  readonly originalAmountCents: AmountCents;
  /** What others have given back by Helcim's rows of that number, read right before (M9). */
  readonly refundedByOthersCents: number;
  /** The ids of those rows, whatever they are. */
  readonly rowsBefore: readonly number[];
  readonly reason: RefundReason;
  readonly reasonText: string | null;
  readonly isAllowedByManager: boolean;
}

export interface NewAttempt {
  /** The window's press id: the same press twice is one attempt. */
  readonly id: string;
  /** Null for a refund that needs no terminal. */
  readonly terminalCode: TerminalCode | null;
  readonly invoiceNumber: InvoiceNumber;
  /** Null for a purchase. */
  readonly refund: NewRefund | null;
  readonly amountCents: AmountCents;
  readonly currency: Currency;
  readonly cashierId: string;
  readonly atMs: number;
  /** An existing sale, or the facts of a new one; a refund goes to the sale of earlier refunds of its original. */
  readonly sale:
    | { readonly id: string }
    | {
        readonly newId: string;
        readonly totalCents: AmountCents;
        readonly reference: string | null;
        readonly customerCode: string | null;
      };
  /** Unknown attempts of this terminal or sale that the cashier was shown and has confirmed (M3). */
  readonly confirmedDoubtIds: readonly string[];
}

export interface PreparedAttempt {
  readonly facts: AttemptFacts;
  /** False when this press had been written before: nothing new may be sent for it. */
  readonly isNew: boolean;
}

export interface InboxEvent {
  readonly webhookId: string;
  /** From the signed header, UTC milliseconds. */
  readonly signedAtMs: number;
  readonly receivedAtMs: number;
  /** A stale event (a late retry) may only start a look-up. */
  readonly isFresh: boolean;
  /** The body as received, at most the endpoint's limit. */
  readonly body: string;
}

export interface InboxRow extends InboxEvent {
  readonly id: number;
  readonly tries: number;
  readonly nextTryAtMs: number;
}

export type InboxOutcome =
  | 'claimed'
  | 'filed'
  | 'unclaimed'
  | 'unknown_type'
  | 'unreadable'
  | 'self_test'
  | 'hint_used';

export interface NewReminder {
  readonly originalTransactionId: number;
  readonly amountCents: AmountCents;
  /** The batch to be looked at. */
  readonly cardBatchId: number;
}

export type LedgerReminder = RefundReminder & NewReminder;

export interface PairedTerminal {
  readonly code: TerminalCode;
  readonly nickname: string | null;
  readonly isDefault: boolean;
  readonly pairedAtMs: number;
}

export interface AttemptPage {
  readonly items: readonly AttemptFacts[];
  /** Opaque, for the same filter; null at the end. A page may hold fewer than its limit, or none, and still go on. */
  readonly nextCursor: string | null;
  /** How many fit the filter; counted only so far where `totalIsAtLeast`, and then 0 where nothing was counted. */
  readonly total: number;
  readonly totalIsAtLeast: boolean;
  /** Set where the page ended early, to keep its time: every attempt of this moment and later has been looked at. */
  readonly searchedBackToMs: number | null;
}

/** All that is given has to hold; a text is looked for in everything that people call a payment by. */
export interface OriginalSearch {
  /** As in `HistoryFilter`; empty for any. */
  readonly text: string;
  readonly amountCents: number | null;
  /** Prepared within, UTC milliseconds, the end left out. */
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

export interface LedgerOriginal {
  readonly transaction: LedgerTransaction;
  readonly attempt: Attempt;
  readonly reference: string | null;
}

export interface OriginalPage {
  readonly items: readonly LedgerOriginal[];
  readonly nextCursor: string | null;
}

export interface ChainCheck {
  readonly ok: boolean;
  readonly rows: number;
  readonly brokenAtSeq: number | null;
}

export interface Ledger {
  readonly info: LedgerInfo;

  /**
   * M1: the attempt (and its sale) is on disk when this resolves. M3 is held by the database: fails with
   * `terminal_busy`, `sale_busy` (attemptIds = the open one), `terminal_in_doubt`, `sale_in_doubt` (attemptIds =
   * the unknown ones not confirmed), `sale_unknown`, `terminal_not_paired`, `currency_mismatch`. M9 is held here too:
   * a refund fails with `refund_not_possible` (detail: a `RefundRefusal`) beyond what is left of its original or while
   * another one is unsettled (attemptIds = that one), and with `in_recovery`.
   */
  prepareAttempt(input: NewAttempt): Promise<Result<PreparedAttempt>>;

  /**
   * Reads the facts, calls `decide` (pure, synchronous) and writes its change, all in one immediate transaction.
   * A claim of a transaction that belongs to another attempt is not written: it is journaled as
   * `transaction_flagged` on this attempt, and the rest is decided anew (M6). Null from `decide` writes nothing.
   */
  changeAttempt(id: string, decide: Decide): Promise<AttemptFacts | null>;

  attempt(id: string): Promise<AttemptFacts | null>;
  /** What an attempt is searched by; none of it ever changes. */
  attemptNames(id: string): Promise<AttemptNames | null>;
  attemptByInvoiceNumber(number: InvoiceNumber): Promise<AttemptFacts | null>;
  /** The till's refunds of this original, and of others under its number in any letter case; oldest first. */
  refundsBeside(
    originalTransactionId: number,
    originalInvoiceNumber: string | null,
  ): Promise<readonly AttemptFacts[]>;
  /** The same by the number alone. */
  refundsUnderNumber(originalInvoiceNumber: string): Promise<readonly AttemptFacts[]>;
  /** Approved purchases of this till that a refund may be made of, newest first, pages by a stable key. */
  findOriginals(search: OriginalSearch, cursor: string | null, limit: number): Promise<OriginalPage>;
  openAttempts(): Promise<readonly AttemptFacts[]>;
  /** The newest 50, oldest first: a bound for what the window is sent at every change. */
  unacknowledgedOutcomes(): Promise<readonly AttemptFacts[]>;
  /** The newest 200, oldest first, for the same reason. */
  unknownAttempts(): Promise<readonly AttemptFacts[]>;
  /** Every attempt whose watch is not closed (M6: late evidence), open ones included. */
  watchedAttempts(): Promise<readonly AttemptFacts[]>;
  /** Attempts on a terminal prepared at or after `sinceMs`, in any state, oldest first, for cancel matching. */
  attemptsOnTerminal(code: TerminalCode, sinceMs: number): Promise<readonly Attempt[]>;
  /** Attempts by the moment of their press, newest first, pages by a stable key; without a filter, all of them. */
  attemptsPage(cursor: string | null, limit: number, filter?: HistoryFilter): Promise<AttemptPage>;
  /**
   * The attempts prepared from `fromMs` up to, not including, `toMs`, oldest first, with their transactions and in pieces
   * of a few hundred; between two pieces everything else may use the file.
   */
  attemptsBetween(fromMs: number, toMs: number): AsyncIterable<readonly DayAttempt[]>;
  /** The attempts that own these transactions or sent one of these numbers. */
  attemptsOfRows(
    transactionIds: readonly number[],
    invoiceNumbers: readonly string[],
  ): Promise<readonly DayAttempt[]>;
  evidenceOf(attemptId: string): Promise<readonly EvidenceEntry[]>;

  /** Keeps a transaction that belongs to no attempt of this till; the same id twice changes nothing but its status. */
  fileTransaction(transaction: Transaction, source: EvidenceSource, atMs: number): Promise<void>;
  transaction(transactionId: number): Promise<LedgerTransaction | null>;

  /** M10: on disk when this resolves. */
  storeEvent(event: InboxEvent): Promise<'stored' | 'duplicate'>;
  /** Rows planned for now or earlier, and any planned so far ahead that the wall clock must have gone back (M15). */
  dueEvents(nowMs: number, limit: number): Promise<readonly InboxRow[]>;
  /** The earliest next try among rows that are to do, null when there is none. */
  nextEventDueAtMs(): Promise<number | null>;
  finishEvent(id: number, outcome: InboxOutcome, atMs: number): Promise<void>;
  postponeEvent(id: number, nextTryAtMs: number): Promise<void>;

  raiseAlarm(alarm: AlarmInput, atMs: number): Promise<void>;
  openAlarms(): Promise<readonly Alarm[]>;
  acknowledgeAlarm(id: string, who: string, atMs: number): Promise<Result<null>>;

  /** Refunds that wait for their batch: those that are possible by now first. */
  openReminders(): Promise<readonly LedgerReminder[]>;
  setReminder(wish: NewReminder, atMs: number): Promise<void>;
  /** Its batch has been seen closed. */
  reminderIsDue(originalTransactionId: number, atMs: number): Promise<void>;
  forgetReminder(originalTransactionId: number, atMs: number): Promise<void>;

  terminals(): Promise<readonly PairedTerminal[]>;
  pairTerminal(code: TerminalCode, nickname: string | null, atMs: number): Promise<Result<PairedTerminal>>;
  renameTerminal(code: TerminalCode, nickname: string | null): Promise<Result<null>>;
  setDefaultTerminal(code: TerminalCode): Promise<Result<null>>;
  /** Fails with `terminal_busy` while an open attempt holds it. Its past stays in the ledger. */
  unpairTerminal(code: TerminalCode, atMs: number): Promise<Result<null>>;

  /** Tries at a secret since the last right one, those whose end was never written included. */
  pinFailures(subject: string): Promise<number>;
  /** On disk when this resolves: a try counts before it is checked. @returns its number */
  beginPinTry(subject: string, atMs: number): Promise<number>;
  endPinTry(n: number, isRight: boolean, atMs: number): Promise<void>;
  /** Id of the newest writing of the record of secrets; null before the first. */
  lastManagerRecord(): Promise<string | null>;
  noteManagerChange(change: ManagerChangeNote): Promise<void>;

  /** On disk when this resolves, all or none; an entry that is there already changes nothing. */
  noteAudit(entries: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  auditPage(cursor: string | null, limit: number): Promise<AuditPage>;

  /** Journal row that belongs to no attempt. */
  note(note: JournalNote, atMs: number): Promise<void>;
  /**
   * Binds the ledger to an account (M14) by the ids of its card terminals, joined by `-`. One id in common is the same
   * account, whose new ids are kept too; none in common fails with `account_changed`.
   */
  bindAccount(fingerprint: string): Promise<Result<null>>;
  /** Ends recovery after Helcim's rows were imported. */
  finishRecovery(atMs: number): Promise<void>;
  verifyChain(): Promise<ChainCheck>;
  /** SQLite's own backup API into a new file, verified by opening it; begins a named epoch here. */
  backup(path: string, atMs: number): Promise<void>;
  close(): Promise<void>;
}
