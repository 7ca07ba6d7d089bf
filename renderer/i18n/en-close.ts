import type { DifferenceCause, DifferenceKind, NextStep, Paper } from '../../shared/day-close.ts';

type DifferenceTexts = Record<`dayClose.diff.${DifferenceKind}.${'title' | 'cause' | 'next'}`, string>;
type CauseTexts = Record<`dayClose.cause.${DifferenceCause}`, string>;

/** For every difference: what it is, its likely cause, and the one next step. */
const differences = {
  'dayClose.diff.unclaimed_charge.title': 'A charge that this till does not know',
  'dayClose.diff.unclaimed_charge.cause': 'It was made on this Helcim account, but not by this till.',
  'dayClose.diff.unclaimed_charge.next':
    'Find this transaction in Helcim’s dashboard and note which till, shop or page it belongs to.',
  'dayClose.diff.refund_elsewhere.title': 'Money given back that this till did not send',
  'dayClose.diff.refund_elsewhere.cause':
    'It was probably refunded in Helcim’s dashboard or at another till.',
  'dayClose.diff.refund_elsewhere.next': 'Ask who refunded it, before anybody refunds it again.',
  'dayClose.diff.unknown_attempt.title': 'A payment whose end is not known',
  'dayClose.diff.unknown_attempt.cause':
    'No result ever came, and Helcim shows no transaction for it so far.',
  'dayClose.diff.unknown_attempt.next': 'Open it, look it up now, and close it with your name and a reason.',
  'dayClose.diff.open_attempt.title': 'A payment that is still open',
  'dayClose.diff.open_attempt.cause': 'It has no result yet: the terminal may still be asking for the card.',
  'dayClose.diff.open_attempt.next': 'Open it and finish it before you count the day.',
  'dayClose.diff.approved_at_helcim.title': 'Approved at Helcim, not approved here',
  'dayClose.diff.approved_at_helcim.cause': 'The approval came late, or was not claimed by its payment yet.',
  'dayClose.diff.approved_at_helcim.next': 'Look it up now; the customer WAS charged.',
  'dayClose.diff.amount_changed.title': 'Another amount at Helcim',
  'dayClose.diff.amount_changed.cause': 'The amount was changed at Helcim after this till read it.',
  'dayClose.diff.amount_changed.next':
    'Compare the slip with the transaction in Helcim’s dashboard; Helcim’s amount is what is paid out.',
  'dayClose.diff.not_approved_at_helcim.title': 'Approved here, no longer approved at Helcim',
  'dayClose.diff.not_approved_at_helcim.cause':
    'It was voided or declined at Helcim after this till read it as approved.',
  'dayClose.diff.not_approved_at_helcim.next':
    'Open the transaction in Helcim’s dashboard and read what happened to it.',
  'dayClose.diff.missing_at_helcim.title': 'Approved here, missing at Helcim',
  'dayClose.diff.missing_at_helcim.cause':
    'Helcim does not show it: it may be hidden for a while, or have been removed.',
  'dayClose.diff.missing_at_helcim.next':
    'Look it up now; if it stays away, call Helcim with the number below.',
  'dayClose.diff.charged_twice.title': 'One request, charged more than once',
  'dayClose.diff.charged_twice.cause': 'The card was probably taken twice for the same request.',
  'dayClose.diff.charged_twice.next': 'Open it, compare it with the slips, and give the second charge back.',
  'dayClose.diff.other_currency.title': 'A transaction in another currency',
  'dayClose.diff.other_currency.cause':
    'Another tool of this account took it. It stands in none of these sums.',
  'dayClose.diff.other_currency.next': 'Find it in Helcim’s dashboard and count it by itself.',
  'dayClose.diff.other_type.title': 'A transaction of another kind',
  'dayClose.diff.other_type.cause':
    'It holds or checks a card and moves no money yet. It stands in none of these sums.',
  'dayClose.diff.other_type.next':
    'Find it in Helcim’s dashboard and see whether it still has to be captured.',
  'dayClose.diff.undecided_row.title': 'A transaction that is not decided yet',
  'dayClose.diff.undecided_row.cause': 'Helcim calls it neither approved nor declined.',
  'dayClose.diff.undecided_row.next': 'Wait a few minutes and make this report again.',
  'dayClose.diff.unreadable_rows.title': 'Transactions that cannot be read',
  'dayClose.diff.unreadable_rows.cause':
    'Helcim sent rows in a form that Tillside cannot read, so the sums may miss something.',
  'dayClose.diff.unreadable_rows.next':
    'Make this report again later; if it stays, compare with Helcim’s dashboard.',
  'dayClose.diff.time_unreadable.title': 'A transaction without a time',
  'dayClose.diff.time_unreadable.cause': 'Its time cannot be read, so it stands in no day’s sums.',
  'dayClose.diff.time_unreadable.next': 'Find it in Helcim’s dashboard and count it on its day by hand.',
  'dayClose.diff.batch_differs.title': 'A batch that does not come to what its transactions do',
  'dayClose.diff.batch_differs.cause':
    'Helcim’s total of this batch differs from the sum of its transactions.',
  'dayClose.diff.batch_differs.next': 'Call Helcim with the number of the batch.',
  'dayClose.diff.batch_unread.title': 'A batch that could not be checked',
  'dayClose.diff.batch_unread.cause': 'Not all of its transactions could be read.',
  'dayClose.diff.batch_unread.next': 'Make this report again later.',
  'dayClose.diff.row_without_batch.title': 'Approved transactions in no batch',
  'dayClose.diff.row_without_batch.cause': 'Helcim names no batch for them, so they may not be paid out yet.',
  'dayClose.diff.row_without_batch.next': 'Look in Helcim’s dashboard tomorrow whether they are in a batch.',
  'dayClose.diff.batch_spans_days.title': 'A batch that holds more than this day',
  'dayClose.diff.batch_spans_days.cause':
    'Helcim closes batches by its own clock, not when your day ends. This is usual.',
  'dayClose.diff.batch_spans_days.next': 'Nothing to do: only the part of this day is counted above.',
  'dayClose.diff.other_day.title': 'A payment across the end of a day',
  'dayClose.diff.other_day.cause': 'It was asked for on one day and taken on the other.',
  'dayClose.diff.other_day.next': 'Nothing to do: it is counted once, on the day it was asked for.',
} as const satisfies DifferenceTexts;

const causes = {
  'dayClose.cause.another_till':
    'Its number was made by a Tillside whose ledger is not this one: another till, or this one before a restore.',
  'dayClose.cause.another_tool':
    'It was made in Helcim’s dashboard, online, or by another program of this account.',
  'dayClose.cause.just_now': 'It was approved while this report was being made.',
  'dayClose.cause.behind_unreadable': 'It may be among the transactions that could not be read.',
  'dayClose.cause.batch_still_open': 'The batch is still open and may have moved on while it was being read.',
  'dayClose.cause.refund_not_settled':
    'It may be this till’s own refund whose end is not known yet: the amounts are the same.',
  'dayClose.cause.counts_here':
    'It was asked for on this day and taken after its end, so it is counted here.',
  'dayClose.cause.counts_there': 'It was asked for on another day, so it is counted there.',
} as const satisfies CauseTexts;

const deeds = {
  'dayClose.do.open_attempt': 'Open the payment',
  'dayClose.do.look_up': 'Look up now',
  'dayClose.do.report_again': 'Make the report again',
} as const satisfies Partial<Record<`dayClose.do.${NextStep}`, string>>;

const paperNames = {
  'dayClose.paper.a4': 'A4',
  'dayClose.paper.letter': 'Letter',
  'dayClose.paper.roll80': '80 mm roll',
} as const satisfies Record<`dayClose.paper.${Paper}`, string>;

/** Texts of the day's close. */
export const enClose = {
  ...differences,
  ...causes,
  ...deeds,
  ...paperNames,
  'dayClose.title': 'Close of day',
  'dayClose.intro':
    'Compares this till’s ledger with Helcim’s transactions and batches of one business day. It only reads: no money moves.',
  'dayClose.day': 'Business day',
  'dayClose.previous': 'Previous day',
  'dayClose.next_day': 'Next day',
  'dayClose.today': 'Today',
  'dayClose.day_from_to': '{{from}} to {{to}}, {{zone}}',
  'dayClose.day_hours': 'Clocks change: this day has {{hours}} hours.',
  'dayClose.make': 'Make the report',
  'dayClose.make_again': 'Make it again',
  'dayClose.stop': 'Stop',
  'dayClose.making': 'Making the report',
  'dayClose.stage.look_ups': 'Looking up payments without an approval',
  'dayClose.stage.rows': 'Reading Helcim’s transactions: pages read',
  'dayClose.stage.batches': 'Reading Helcim’s batches',
  'dayClose.stage.ledger': 'Reading this till’s ledger: payments read',
  'dayClose.progress': '{{done}} of {{of}}',
  'dayClose.waiting': 'Helcim allows only so many questions a minute, so this waits. Payments go first.',
  'dayClose.made_at': 'Made {{time}}',
  'dayClose.running': 'This day has not ended yet: the figures will still grow.',
  'dayClose.practice': 'PRACTICE: none of this is money.',
  'dayClose.ours_only_title': 'This is only this till’s own side.',
  'dayClose.ours_only':
    'Helcim’s transactions could not be read, so nothing here has been compared. Make the report again when Helcim answers.',
  'dayClose.batches_failed': 'Helcim’s batches could not all be read, so their totals are not checked.',
  'dayClose.empty_title': 'Nothing happened on this day.',
  'dayClose.empty': 'This till asked for no payment, and Helcim shows none.',
  'dayClose.empty_ours': 'This till asked for no payment. What Helcim shows could not be read.',
  'dayClose.differences': 'Differences',
  'dayClose.differences_count_one': '{{count}} difference',
  'dayClose.differences_count_other': '{{count}} differences',
  'dayClose.no_difference':
    'Everything agrees: this till, Helcim’s transactions and its batches say the same.',
  'dayClose.no_difference_ours': 'Nothing in this till’s own ledger is open or unknown.',
  'dayClose.needs_nobody': 'Explained, nothing to do',
  'dayClose.cut': 'The first {{shown}} of {{count}} are shown. The sums above hold all.',
  'dayClose.look_ups_one': '{{count}} payment without an approval was looked up again.',
  'dayClose.look_ups_other': '{{count}} payments without an approval were looked up again.',
  'dayClose.look_ups_failed_one': '{{count}} of the look-ups failed.',
  'dayClose.look_ups_failed_other': '{{count}} of the look-ups failed.',
  'dayClose.look_ups_left_one':
    '{{count}} more was not looked up by itself; the list of transactions covers it.',
  'dayClose.look_ups_left_other':
    '{{count}} more were not looked up one by one; the list of transactions covers them.',
  'dayClose.look_ups_left_unread_one': '{{count}} more was not looked up.',
  'dayClose.look_ups_left_unread_other': '{{count}} more were not looked up.',
  'dayClose.ours': 'This till',
  'dayClose.helcim': 'Helcim’s transactions',
  'dayClose.batches': 'Helcim’s batches',
  'dayClose.columns': 'The day, side by side',
  'dayClose.what': 'What',
  'dayClose.kind.sale': 'Sales',
  'dayClose.kind.refund': 'Refunds',
  'dayClose.kind.reverse': 'Reverses',
  'dayClose.above': 'Tips and surcharges',
  'dayClose.above_hint': 'part of the sales; Helcim does not tell them apart',
  'dayClose.net': 'Net',
  'dayClose.count_amount': '{{count}} · {{amount}}',
  'dayClose.not_read': 'not read',
  'dayClose.not_stated': 'not stated',
  'dayClose.differs': 'differs',
  'dayClose.agrees': 'agrees',
  'dayClose.batch': 'Batch {{number}}',
  'dayClose.batch_open': 'open',
  'dayClose.batch_closed': 'closed',
  'dayClose.batch_state': 'State',
  'dayClose.batch_stated': 'Net, as Helcim states it',
  'dayClose.batch_rows': 'Net of its transactions',
  'dayClose.batch_of_day': 'of this day',
  'dayClose.batch_name': 'Batch',
  'dayClose.by_card': 'By card type',
  'dayClose.by_terminal': 'By terminal',
  'dayClose.by_cashier': 'By cashier',
  'dayClose.by_hour': 'By hour',
  'dayClose.no_card': 'Card type not named',
  'dayClose.no_terminal': 'Without a terminal',
  'dayClose.not_ours': 'Not of this till',
  'dayClose.sales_by_hour': 'Sales by hour',
  'dayClose.sales_by_card': 'Sales by card type',
  'dayClose.chart_label': '{{what}}, as a picture. The table beside it says the same.',
  'dayClose.chart_loading': 'Drawing…',
  'dayClose.hour': 'Hour',
  'dayClose.card': 'Card type',
  'dayClose.sales': 'Sales',
  'dayClose.ours_says': 'this till {{amount}}',
  'dayClose.helcim_says': 'Helcim {{amount}}',
  'dayClose.transaction': 'transaction {{id}}',
  'dayClose.in_batch': 'batch {{id}}',
  'dayClose.on_terminal': 'terminal {{code}}',
  'dayClose.rows_count_one': '{{count}} transaction',
  'dayClose.rows_count_other': '{{count}} transactions',
  'dayClose.looked_up': 'Looked up. Make the report again to see what has changed.',
  'dayClose.paper': 'Paper',
  'dayClose.print': 'Print',
  'dayClose.save_pdf': 'Save as PDF',
  'dayClose.save_csv': 'Save as CSV',
  'dayClose.saved': 'Saved as {{name}}.',
  'dayClose.not_saved': 'Nothing was saved.',
  'dayClose.printed': 'Given to the printer.',
  'dayClose.output': 'Print and save',
  'dayClose.settings': 'When the day begins…',
  'dayClose.settings_title': 'When does your business day begin?',
  'dayClose.settings_say': 'Reports of earlier days follow this rule too.',
  'dayClose.settings_zone': 'Time zone of the shop',
  'dayClose.settings_machine': 'This computer’s ({{zone}})',
  'dayClose.settings_hour': 'The new day begins at',
  'dayClose.settings_save': 'Use this',
  'dayClose.sheet_title': 'Close of business day {{day}}',
  'dayClose.sheet_foot': 'Made by Tillside {{version}} · {{time}}',
} as const satisfies Record<string, string>;
