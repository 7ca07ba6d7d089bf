import { type HistoryFilter, type HistoryOutcome, wholeHistory } from '../../shared/history-filter.ts';
import { parseAmountText } from '../../shared/money.ts';
import type { AttemptKind } from '../../shared/payment.ts';
import { parseTerminalCode } from '../../shared/terminal-code.ts';

/** What stands in the fields of the filter, as it was typed or chosen; empty for any. */
export interface HistoryDraft {
  readonly text: string;
  readonly kind: '' | AttemptKind;
  readonly outcome: '' | HistoryOutcome;
  readonly terminalCode: string;
  readonly cashier: string;
  /** `YYYY-MM-DD` in the time of this machine, both days included. */
  readonly dateFrom: string;
  readonly dateTo: string;
  /** One amount, or the lower end of a range where the other one is given too. */
  readonly amountFrom: string;
  readonly amountTo: string;
}

export const emptyDraft: HistoryDraft = {
  text: '',
  kind: '',
  outcome: '',
  terminalCode: '',
  cashier: '',
  dateFrom: '',
  dateTo: '',
  amountFrom: '',
  amountTo: '',
};

export type DraftProblem = 'amount_unreadable' | 'amount_turned' | 'date_unreadable' | 'date_turned';
export type DraftProblems = Partial<Record<keyof HistoryDraft, DraftProblem>>;

/** What the fields ask for. A field with a problem asks for nothing: then nothing at all is to be searched. */
export function readDraft(draft: HistoryDraft): {
  readonly filter: HistoryFilter;
  readonly problems: DraftProblems;
} {
  const problems: { -readonly [Field in keyof DraftProblems]: DraftProblem } = {};
  const cents = (field: 'amountFrom' | 'amountTo') => {
    if (draft[field].trim() === '') return null;
    const parsed = parseAmountText(draft[field]);
    if (!parsed.ok) problems[field] = 'amount_unreadable';
    return parsed.ok ? parsed.amountCents : null;
  };
  const midnight = (field: 'dateFrom' | 'dateTo', shift: number) => {
    if (draft[field] === '') return null;
    const atMs = midnightMs(draft[field], shift);
    if (atMs === null) problems[field] = 'date_unreadable';
    return atMs;
  };
  const amountFromCents = cents('amountFrom');
  const amountTo = cents('amountTo');
  const amountToCents = draft.amountTo.trim() === '' ? amountFromCents : amountTo;
  const fromMs = midnight('dateFrom', 0);
  const toMs = midnight('dateTo', 1);
  if (amountFromCents !== null && amountToCents !== null && amountFromCents > amountToCents)
    problems.amountTo = 'amount_turned';
  if (fromMs !== null && toMs !== null && fromMs >= toMs) problems.dateTo = 'date_turned';
  const filter: HistoryFilter = {
    ...wholeHistory,
    kind: draft.kind === '' ? null : draft.kind,
    outcome: draft.outcome === '' ? null : draft.outcome,
    terminalCode: parseTerminalCode(draft.terminalCode),
    cashier: draft.cashier.trim() === '' ? null : draft.cashier.trim(),
    fromMs,
    toMs,
    amountFromCents,
    amountToCents,
    text: draft.text.trim(),
  };
  return { filter, problems };
}

/** How many of the fields below the first line are in use. */
export function moreFieldsInUse(draft: HistoryDraft): number {
  const { text: _text, kind: _kind, outcome: _outcome, ...more } = draft;
  return Object.values(more).filter((value) => value.trim() !== '').length;
}

/** Midnight on this machine, where the shop is; a date picker may still hand over half of a date. */
function midnightMs(date: string, shiftDays: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (day === undefined) return null;
  const atMs = new Date(Number(year), Number(month) - 1, Number(day) + shiftDays).getTime();
  return Number.isFinite(atMs) && Number(year) >= 1970 ? atMs : null;
}
