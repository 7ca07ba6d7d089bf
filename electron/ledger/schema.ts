/**
 * The ledger's tables as Kysely sees them: snake_case in the file, camelCase here. Columns carry the program's own
 * types, since the file's constraints let nothing else in. Booleans are 0 and 1.
 */
import type { ColumnType, Generated, Kysely, Transaction as KyselyTransaction } from 'kysely';
import type { AlarmKind } from '../../shared/alarm.ts';
import type { AuditEntry } from '../../shared/audit.ts';
import type { EvidenceKind } from '../../shared/evidence.ts';
import type { ManagerChangeKind } from '../../shared/manager.ts';
import type { AmountCents } from '../../shared/money.ts';
import type { Attempt, EvidenceSource, Sale, Transaction } from '../../shared/payment.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import type { InboxOutcome } from './ledger.ts';

type Flag = 0 | 1;

export interface LedgerTable {
  one: ColumnType<1, 1, never>;
  ledgerId: string;
  mode: 'demo' | 'switched';
  practice: Flag;
  accountFingerprint: string | null;
  tillId: string;
  epoch: string;
  inRecovery: Flag;
  recoverFromMs: number | null;
  schemaVersion: number;
  compatibleFrom: number;
  createdAtMs: number;
}

/** Insertion order `n` is the stable key of pages. */
export type AttemptTable = Attempt & { readonly n: Generated<number> };

type PersonalPart = 'cardLast4' | 'approvalCode';
export type TransactionTable = Omit<Transaction, PersonalPart> & {
  readonly attemptId: string | null;
  readonly source: EvidenceSource;
  readonly firstSeenAtMs: number;
};

export type TransactionPersonalTable = Pick<Transaction, PersonalPart | 'transactionId'>;

export interface JournalTable {
  seq: number;
  atMs: number;
  kind: EvidenceKind;
  source: EvidenceSource;
  attemptId: string | null;
  epoch: string;
  /** Canonical JSON. */
  data: string;
  prevHash: string;
  hash: string;
}

export interface InboxTable {
  id: Generated<number>;
  webhookId: string;
  signedAtMs: number;
  receivedAtMs: number;
  isFresh: Flag;
  body: string;
  tries: number;
  /** Null once finished. */
  nextTryAtMs: number | null;
  outcome: InboxOutcome | null;
  finishedAtMs: number | null;
}

export interface AlarmTable {
  id: string;
  kind: AlarmKind;
  attemptId: string | null;
  transactionId: number | null;
  terminalCode: string | null;
  raisedAtMs: number;
  acknowledgedBy: string | null;
  acknowledgedAtMs: number | null;
}

export interface TerminalTable {
  code: TerminalCode;
  nickname: string | null;
  isDefault: Flag;
  pairedAtMs: number;
  unpairedAtMs: number | null;
}

export interface RefundReminderTable {
  originalTransactionId: number;
  amountCents: AmountCents;
  cardBatchId: number;
  askedAtMs: number;
  refundableAtMs: number | null;
  doneAtMs: number | null;
}

export interface PinAttemptTable {
  n: Generated<number>;
  subject: string;
  atMs: number;
  /** Null until it has been checked. */
  outcome: 'right' | 'wrong' | null;
}

export interface ManagerChangeTable {
  n: Generated<number>;
  recordId: string;
  kind: ManagerChangeKind;
  who: string;
  atMs: number;
}

export type AuditTable = { n: Generated<number> } & {
  -readonly [Name in keyof AuditEntry]: AuditEntry[Name];
};

export interface LedgerDatabase {
  ledger: LedgerTable;
  tills: { id: string; begunAtMs: number };
  cashiers: { id: string; firstSeenAtMs: number };
  sales: Sale;
  attempts: AttemptTable;
  transactions: TransactionTable;
  transactionPersonal: TransactionPersonalTable;
  journal: JournalTable;
  inbox: InboxTable;
  alarms: AlarmTable;
  terminals: TerminalTable;
  refundRowsBefore: { attemptId: string; transactionId: number };
  refundReminders: RefundReminderTable;
  pinAttempts: PinAttemptTable;
  managerChanges: ManagerChangeTable;
  audit: AuditTable;
  doubtConfirmations: { forAttemptId: string; doubtAttemptId: string; cashierId: string; atMs: number };
}

export type LedgerDb = Kysely<LedgerDatabase>;
export type LedgerTx = KyselyTransaction<LedgerDatabase>;

export const attemptColumns = [
  'id',
  'saleId',
  'kind',
  'terminalCode',
  'invoiceNumber',
  'originalTransactionId',
  'originalInvoiceNumber',
  'originalAmountCents',
  'road',
  'refundReason',
  'refundReasonText',
  'amountCents',
  'currency',
  'tillId',
  'cashierId',
  'state',
  'preparedAtMs',
  'sendBegunAtMs',
  'lastDeclineSeenAtMs',
  'filedAs',
  'endedAtMs',
  'errorCode',
  'errorDetail',
  'approvedCents',
  'laterProven',
  'closedBy',
  'closeReason',
  'closedByAttemptId',
  'acknowledgedAtMs',
  'lastLookupAtMs',
  'lookupCount',
  'watchClosedAtMs',
] as const satisfies readonly (keyof Attempt)[];

export const saleColumns = [
  'id',
  'tillId',
  'cashierId',
  'totalCents',
  'currency',
  'reference',
  'customerCode',
  'createdAtMs',
] as const satisfies readonly (keyof Sale)[];

export const journalColumns = [
  'seq',
  'atMs',
  'kind',
  'source',
  'attemptId',
  'epoch',
  'data',
  'prevHash',
  'hash',
] as const satisfies readonly (keyof JournalTable)[];
