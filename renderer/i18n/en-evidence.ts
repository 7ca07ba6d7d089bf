import type { AlarmKind } from '../../shared/alarm.ts';
import type { EvidenceKind } from '../../shared/evidence.ts';
import type { EvidenceSource } from '../../shared/payment.ts';

/** One sentence for every fact of the journal and for every alarm. */
export const enEvidence = {
  'evidence.ledger_opened': 'The ledger was opened.',
  'evidence.epoch_begun': 'A new epoch of the ledger began.',
  'evidence.terminal_paired': 'The terminal was paired.',
  'evidence.terminal_unpaired': 'The terminal was unpaired.',
  'evidence.sale_created': 'The sale was written down.',
  'evidence.attempt_prepared': 'The payment was written down, before anything was sent.',
  'evidence.doubt_confirmed': 'The cashier was shown an earlier doubt and confirmed it.',
  'evidence.send_begun': 'The request left for Helcim.',
  'evidence.send_accepted': 'Helcim took the request for the terminal.',
  'evidence.send_refused': 'Helcim refused the request. Nothing reached the terminal.',
  'evidence.send_not_sent': 'The request never left this computer.',
  'evidence.send_unclear': 'The request left, but the answer settles nothing.',
  'evidence.restarted': 'Tillside was restarted while this payment was open.',
  'evidence.woken': 'The computer woke up while this payment was open.',
  'evidence.no_news': 'There was no news for a while, so checking began.',
  'evidence.time_ran_out': 'Nothing was found in time: the outcome is unknown.',
  'evidence.transaction_seen': 'A transaction of this payment was read from Helcim.',
  'evidence.transaction_changed': 'A transaction of this payment reads differently now.',
  'evidence.transaction_flagged': 'A transaction with this number does not fit, and settles nothing.',
  'evidence.transaction_filed': 'A transaction of another tool was filed.',
  'evidence.decline_settled': 'The time for another try is over: declined.',
  'evidence.lookup_empty': 'A look-up found no transaction.',
  'evidence.cancel_reported': 'Helcim reported a cancel at the terminal.',
  'evidence.stale_cancel_reported': 'An old cancel report came in. It decides nothing.',
  'evidence.cancel_unclaimed': 'A cancel report fits no payment of this till.',
  'evidence.event_filed': 'An event was filed.',
  'evidence.ready_screen_said': 'The cashier said that the terminal shows its ready screen.',
  'evidence.pays_otherwise_said': 'The cashier said that the customer pays another way.',
  'evidence.staff_closed': 'The payment was closed by hand.',
  'evidence.acknowledged': 'The outcome was taken note of.',
  'evidence.watch_closed': 'The watch over this payment ended.',
  'evidence.alarm_raised': 'An alarm was raised.',
  'evidence.refund_retried': 'The same refund was asked for once more, under the same key.',
  'evidence.refund_not_permitted': 'Helcim says that the API token may not refund.',
  'evidence.refund_reminder': 'A reminder of a refund that waits for its batch.',
  'evidence.alarm_acknowledged': 'An alarm was taken note of.',
  'evidence.pin_set': 'A manager PIN was set.',
  'evidence.pin_changed': 'The manager PIN was changed.',
  'evidence.pin_reset': 'The manager PIN was reset with the API token.',
  'evidence.limits_changed': 'The limits for refunds were changed.',
  'evidence.pin_wrong': 'A wrong manager PIN or API token was typed.',

  'source.answer': 'Helcim’s answer',
  'source.webhook': 'webhook',
  'source.lookup': 'look-up',
  'source.person': 'a person',
  'source.app': 'Tillside',
  'source.recovery': 'recovery',

  'alarm.refund_twice.what': 'Possible double refund: money seems to have gone back twice for one refund.',
  'alarm.refund_twice.next':
    'Compare with Helcim’s list of transactions. Give nothing more back for this sale until it is settled.',
  'alarm.late_refund.what': 'A late refund: one that had ended otherwise gave money back after all.',
  'alarm.late_refund.next':
    'Check whether the customer was given the money another way too. If so, it has gone back twice.',
  'alarm.late_approval.what': 'A late approval: a payment that had ended otherwise was charged after all.',
  'alarm.late_approval.next':
    'Check whether the customer also paid another way. If so, refund one of the two.',
  'alarm.possible_double_charge.what': 'Possible double charge: one payment has two approvals.',
  'alarm.possible_double_charge.next': 'Compare with the customer’s receipts and refund the second one.',
  'alarm.sale_paid_twice.what': 'A sale was paid twice.',
  'alarm.sale_paid_twice.next': 'Refund one of the two payments.',
  'alarm.paid_otherwise_and_approved.what': 'The customer paid another way, and the card was charged too.',
  'alarm.paid_otherwise_and_approved.next': 'Refund the card payment.',
  'refundAlarm.paid_otherwise_and_approved.what':
    'The money was given back another way, and it went back to the card too.',
  'refundAlarm.paid_otherwise_and_approved.next':
    'It has gone back twice. Give nothing more back for this sale, and ask the manager what to do about the money that was handed over.',
  'alarm.wrong_currency.what': 'Helcim shows a transaction of ours in another currency.',
  'alarm.wrong_currency.next': 'Check it in Helcim. It settles no payment here.',
  'alarm.wrong_type.what': 'Helcim shows a transaction of ours with an unexpected type.',
  'alarm.wrong_type.next': 'Check it in Helcim. It settles no payment here.',
  'alarm.other_till_uses_terminal.what': 'Another till seems to use this terminal.',
  'alarm.other_till_uses_terminal.next': 'Use one till per terminal. Unpair the terminal on one of them.',
  'alarm.account_changed.what': 'The token belongs to another Helcim account.',
  'alarm.account_changed.next': 'Check the token. Payments of the earlier account stay in their own ledger.',
  'alarm.ledger_restored.what': 'The ledger was restored or copied.',
  'alarm.ledger_restored.next': 'Compare the last payments with Helcim before you rely on them.',
  'alarm.payment_without_attempt.what':
    'Helcim has an approved payment of this till that the restored ledger does not know.',
  'alarm.payment_without_attempt.next':
    'The customer was charged. Find the transaction at Helcim and make sure that its sale is not charged again.',
  'alarm.journal_broken.what': 'The journal is damaged: a row does not fit the chain.',
  'alarm.journal_broken.next': 'Keep the file, make a copy, and call support.',

  'alarm.region': 'Alarms',
  'alarm.take_note': 'Take note',
  'alarm.title': 'Take note of this alarm',
  'alarm.who': 'Your name',
  'alarm.confirm': 'I have taken note',
  'alarm.open': 'Open the payment',
  'alarm.more_one': '{{count}} more alarm',
  'alarm.more_other': '{{count}} more alarms',
  'alarm.fewer': 'Show fewer alarms',
} as const satisfies Record<`evidence.${EvidenceKind}`, string> &
  Record<`source.${EvidenceSource}`, string> &
  Record<`alarm.${AlarmKind}.${'what' | 'next'}`, string> &
  Record<string, string>;
