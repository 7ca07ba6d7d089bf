/**
 * What the day's close says: our ledger, Helcim's transactions and Helcim's batches side by side, and every difference
 * with its likely cause and the one next step. Money is in cents of the till's currency; what is in another currency
 * stands in no sum and is told of as a difference.
 */
import type { AppError } from './app-error.ts';
import type { BusinessDay } from './business-day.ts';
import type { Currency } from './money.ts';

export const closeKinds = ['sale', 'refund', 'reverse'] as const;
/** How money moved: a sale in, a refund out, a reverse out by undoing a sale before its batch has closed. */
export type CloseKind = (typeof closeKinds)[number];

export interface Tally {
  readonly count: number;
  readonly cents: number;
}
export type KindTallies = Readonly<Record<CloseKind, Tally>>;

/** The two columns that are compared row by row. */
export interface Compared {
  readonly ours: KindTallies;
  /** Null where Helcim was not read. */
  readonly helcim: KindTallies | null;
}

export interface CloseGroup extends Compared {
  /** Helcim's card code, terminal code or cashier id; null for what names none, such as a charge no till claims. */
  readonly key: string | null;
}

export interface CloseHour extends Compared {
  readonly fromMs: number;
}

/** What one column comes to. Sales less refunds and reverses is what reaches the bank, fees aside. */
export interface CloseSums {
  readonly kinds: KindTallies;
  readonly netCents: number;
  /** The part of the sales above what was asked: tips and surcharges, which Helcim does not tell apart. */
  readonly aboveAsked: Tally;
}

export interface CloseBatch {
  readonly id: number;
  readonly batchNumber: string | null;
  readonly isClosed: boolean;
  /** As Helcim states them; null where it states none that can be read. */
  readonly stated: {
    readonly salesCents: number | null;
    readonly refundsCents: number | null;
    readonly netCents: number | null;
    readonly countApproved: number | null;
  };
  /** The sums of its rows, of this day and of other days. */
  readonly rows: KindTallies;
  readonly ofThisDay: KindTallies;
  /** False where not all of its rows could be read, so that nothing can be said about its totals. */
  readonly isComplete: boolean;
}

/** Whether Helcim's rows or batches could be read. */
export type CloseReading =
  | { readonly kind: 'read' }
  /** `not_tried`: nothing of the day names a batch, or the rows themselves could not be read. */
  | { readonly kind: 'not_tried' }
  | { readonly kind: 'failed'; readonly error: AppError };

export const differenceKinds = [
  // money on the account that this till does not know
  'unclaimed_charge',
  'refund_elsewhere',
  // what this till does not know the end of
  'unknown_attempt',
  'open_attempt',
  // both sides know it, and say different things
  'approved_at_helcim',
  'amount_changed',
  'not_approved_at_helcim',
  'missing_at_helcim',
  'charged_twice',
  // what stands in no sum
  'other_currency',
  'other_type',
  'undecided_row',
  'unreadable_rows',
  'time_unreadable',
  // batches
  'batch_differs',
  'batch_unread',
  'row_without_batch',
  // explained, no trouble
  'batch_spans_days',
  'other_day',
] as const;
export type DifferenceKind = (typeof differenceKinds)[number];

/** The one thing to do now. */
export type NextStep = 'open_attempt' | 'look_up' | 'report_again' | 'see_helcim' | 'call_helcim' | 'nothing';

export interface Difference {
  readonly kind: DifferenceKind;
  /** Picks the sentence among those of its kind; null where there is one only. */
  readonly cause: DifferenceCause | null;
  readonly next: NextStep;
  readonly moneyKind: CloseKind | null;
  readonly attemptId: string | null;
  readonly transactionId: number | null;
  readonly batchId: number | null;
  readonly oursCents: number | null;
  readonly helcimCents: number | null;
  /** As Helcim writes it, where it is not the till's. */
  readonly currency: string | null;
  readonly terminalCode: string | null;
  readonly cardType: string | null;
  readonly atMs: number | null;
  /** Of `unreadable_rows`; 1 for everything else. */
  readonly count: number;
}

export const differenceCauses = [
  /** A number of this program's making that this ledger does not have: another till, or a ledger that was restored. */
  'another_till',
  /** The dashboard, an online shop, another program. */
  'another_tool',
  /** Approved while the report was being made. */
  'just_now',
  /** Rows that could not be read may hide it. */
  'behind_unreadable',
  'batch_still_open',
  'refund_not_settled',
  /** Of `other_day`: asked on this day, dated by Helcim after its end; or the other way round. */
  'counts_here',
  'counts_there',
] as const;
export type DifferenceCause = (typeof differenceCauses)[number];

/** Differences that explain themselves and ask for nothing. */
export const explainedKinds: readonly DifferenceKind[] = ['batch_spans_days', 'other_day'];

export interface DayClose {
  readonly day: BusinessDay;
  readonly timeZone: string;
  readonly cutOverHour: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly madeAtMs: number;
  /** The day has not ended yet. */
  readonly isRunning: boolean;
  readonly practice: boolean;
  readonly currency: Currency;
  readonly ours: CloseSums;
  readonly helcim: CloseSums | null;
  readonly batches: readonly CloseBatch[];
  readonly rowsReading: CloseReading;
  readonly batchesReading: CloseReading;
  readonly cardTypes: readonly CloseGroup[];
  readonly terminals: readonly CloseGroup[];
  readonly cashiers: readonly CloseGroup[];
  readonly hours: readonly CloseHour[];
  /** Attempts of the day, whatever became of them. */
  readonly attemptCount: number;
  /** Those without an approval, each looked up again before this report; `left` were too many for one close. */
  readonly lookUps: { readonly asked: number; readonly failed: number; readonly left: number };
  /** What needs a person first; at most `differencesShownMax` of `differenceCount`. */
  readonly differences: readonly Difference[];
  readonly differenceCount: number;
}

export const differencesShownMax = 500;

/** What the making of a report is at; the window shows it and may stop it. */
export interface DayCloseProgress {
  readonly day: BusinessDay;
  readonly stage: 'look_ups' | 'rows' | 'batches' | 'ledger';
  readonly done: number;
  /** Null where Helcim does not say how much there is. */
  readonly of: number | null;
  /** Helcim's limits make it wait. */
  readonly isWaiting: boolean;
}

export const papers = ['a4', 'letter', 'roll80'] as const;
export type Paper = (typeof papers)[number];
/** The height of a strip of roll paper in millimetres. */
export const rollHeightMm = { min: 40, max: 3_000 } as const;
