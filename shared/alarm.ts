import type { AttemptKind } from './payment.ts';

/** Alarms are ledger rows shown on every screen until somebody acknowledges them by name (M6). */
export const alarmKinds = [
  'late_approval',
  'possible_double_charge',
  'sale_paid_twice',
  'refund_twice',
  'late_refund',
  'paid_otherwise_and_approved',
  'wrong_currency',
  'wrong_type',
  'other_till_uses_terminal',
  'account_changed',
  'ledger_restored',
  'payment_without_attempt',
  'journal_broken',
] as const;
export type AlarmKind = (typeof alarmKinds)[number];

export interface Alarm {
  readonly id: string;
  readonly kind: AlarmKind;
  readonly attemptId: string | null;
  /** Of that attempt: of a refund the same alarm says something else. */
  readonly attemptKind: AttemptKind | null;
  readonly transactionId: number | null;
  readonly terminalCode: string | null;
  readonly raisedAtMs: number;
}
