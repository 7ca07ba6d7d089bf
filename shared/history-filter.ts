/**
 * What a person looks for among the attempts. Every part that is not null has to fit; none set is the whole history.
 */
import type { AttemptState } from './lifecycle.ts';
import type { AttemptKind } from './payment.ts';
import type { TerminalCode } from './terminal-code.ts';

/** What is known of an attempt today: what was later proven counts for more than how it had ended (M6). */
export const historyOutcomes = [
  'open',
  'approved',
  'declined',
  'cancelled',
  'refused',
  'unknown',
  'closed_by_staff',
] as const satisfies readonly ('open' | AttemptState)[];
export type HistoryOutcome = (typeof historyOutcomes)[number];

export interface HistoryFilter {
  readonly kind: AttemptKind | null;
  readonly outcome: HistoryOutcome | null;
  readonly terminalCode: TerminalCode | null;
  /** The cashier's name or number as it was given, in any letter case. */
  readonly cashier: string | null;
  /** By the moment of the press, UTC milliseconds: from here on. */
  readonly fromMs: number | null;
  /** Up to here, this moment left out. */
  readonly toMs: number | null;
  /** Cents that were asked for or approved; both bounds the same for one amount. */
  readonly amountFromCents: number | null;
  readonly amountToCents: number | null;
  /**
   * Empty, or one of: a receipt's number or its last four characters and more, the beginning of the shop's reference,
   * a transaction id, an approval code, the card's last four digits, a card's type.
   */
  readonly text: string;
}

export const wholeHistory: HistoryFilter = {
  kind: null,
  outcome: null,
  terminalCode: null,
  cashier: null,
  fromMs: null,
  toMs: null,
  amountFromCents: null,
  amountToCents: null,
  text: '',
};

export function isWholeHistory(filter: HistoryFilter): boolean {
  const { text, ...rest } = filter;
  return text.trim() === '' && Object.values(rest).every((value) => value === null);
}
