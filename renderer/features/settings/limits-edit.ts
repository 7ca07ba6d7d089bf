import { type AmountProblem, type Currency, parseAmountText } from '../../../shared/money.ts';
import { type RefundLimits, refundDaysMax } from '../../../shared/refund-limits.ts';

export interface LimitsText {
  readonly amount: string;
  readonly days: string;
  readonly notFromThisTill: boolean;
}

export type LimitsRead =
  | { readonly ok: true; readonly limits: RefundLimits }
  | { readonly ok: false; readonly amount: AmountProblem | null; readonly isDaysBad: boolean };

export function limitsText(limits: RefundLimits): LimitsText {
  const { aboveCents, olderThanDays, notFromThisTill } = limits;
  return {
    amount: (aboveCents / 100).toFixed(2),
    days: olderThanDays === null ? '' : String(olderThanDays),
    notFromThisTill,
  };
}

/** Reads the form; what cannot be read is named, and nothing is guessed. */
export function readLimits(text: LimitsText, currency?: Currency): LimitsRead {
  const amount = parseAmountText(text.amount, currency);
  const isEvery = !amount.ok && amount.problem === 'zero';
  const days = text.days.trim();
  const isDaysBad = days !== '' && !(/^\d{1,4}$/.test(days) && Number(days) <= refundDaysMax);
  if (isDaysBad || !(amount.ok || isEvery))
    return { ok: false, amount: amount.ok || isEvery ? null : amount.problem, isDaysBad };
  return {
    ok: true,
    limits: {
      aboveCents: amount.ok ? amount.amountCents : 0,
      olderThanDays: days === '' ? null : Number(days),
      notFromThisTill: text.notFromThisTill,
    },
  };
}
