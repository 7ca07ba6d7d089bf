import type { Alarm, AlarmKind } from '../../../shared/alarm.ts';

type Part = 'what' | 'next';
type AlarmKey<P extends Part> = `alarm.${AlarmKind}.${P}` | `refundAlarm.paid_otherwise_and_approved.${P}`;

/** What an alarm says and what to do: of a refund, money that went back, not money that was taken. Pure. */
export function alarmWords({ kind, attemptKind }: Pick<Alarm, 'kind' | 'attemptKind'>): {
  readonly [P in Part]: AlarmKey<P>;
} {
  const isRefundTwice = kind === 'paid_otherwise_and_approved' && attemptKind === 'refund';
  return isRefundTwice
    ? { what: `refundAlarm.${kind}.what`, next: `refundAlarm.${kind}.next` }
    : { what: `alarm.${kind}.what`, next: `alarm.${kind}.next` };
}
