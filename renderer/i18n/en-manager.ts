import type { PinLoss, UnkeptReason } from '../../shared/manager.ts';
import type { PinProblem } from '../../shared/pin-rules.ts';

/** Texts of the settings screen, of the manager's PIN and of the refund limits. */
export const enManager = {
  'nav.settings': 'Settings',
  'settings.title': 'Settings',
  'settings.loading': 'Reading the settings…',

  'manager.title': 'Manager',
  'manager.none': 'No manager PIN is set: everyone at this till may refund any amount.',
  'manager.none_next': 'Set a PIN of 6 to 12 digits. Every refund then asks for it, until you set limits.',
  'manager.set': 'A manager PIN is set.',
  'manager.lost':
    'A manager PIN was set, but it cannot be checked any more. Every refund waits for a manager.',
  'manager.lost_next':
    'Set up PIN and limits again: paste the API token of the account, the same one that this till uses.',
  'manager.loss.missing': 'The file that holds it is not there.',
  'manager.loss.damaged': 'The file that holds it is damaged.',
  'manager.loss.foreign_key':
    'The file that holds it was sealed on another computer or by another user, or the key store was emptied.',
  'manager.loss.newer': 'The file that holds it was written by a newer version of Tillside.',
  'manager.loss.replaced': 'The file that holds it is not the last one that this till wrote.',
  'manager.loss.locked':
    'The computer’s key store cannot be opened now. Unlock it and start Tillside again, and the PIN is back.',
  'manager.unkept.no_encryption':
    'This computer offers no encryption, so Tillside writes no secret down. PIN and limits last until Tillside is closed; after that a manager sets them up again with the API token.',
  'manager.unkept.plain_text':
    'This computer’s key store protects nothing: anybody could open what it holds, so Tillside writes no secret down. PIN and limits last until Tillside is closed; after that a manager sets them up again with the API token.',
  'manager.set_pin': 'Set a manager PIN',
  'manager.change_pin': 'Change the PIN',
  'manager.reset_pin': 'PIN forgotten',
  'manager.set_up_again': 'Set up again',
  'manager.change_limits': 'Change the limits',
  'manager.done.setPin': 'The manager PIN is set.',
  'manager.done.changePin': 'The manager PIN is changed.',
  'manager.done.resetPin': 'The manager PIN is reset.',
  'manager.done.setLimits': 'The limits are changed.',
  'manager.done.setRefundToken':
    'Refunds go with a token of their own from now on; each asks for the manager PIN.',
  'manager.done.forgetRefundToken': 'The token for refunds is gone. Refunds go with the ordinary token.',
  'refundToken.set':
    'Refunds go with an API token of their own, which the manager PIN opens: every refund asks for it, within these limits too.',
  'refundToken.keep': 'Keep a second token for refunds',
  'refundToken.replace': 'Replace the token for refunds',
  'refundToken.forget': 'Take the token for refunds away',
  'refundToken.dialog': 'A second token for refunds',
  'refundToken.why':
    'The ordinary token can then be one that only takes payments. This one is needed for refunds alone and opens with the manager PIN: every refund asks for it.',
  'refundToken.field': 'API token for refunds',
  'refundToken.next': 'Next',
  'refundToken.pin_why': 'The manager PIN seals the token for refunds.',
  'refundToken.pin_why_forget': 'The manager PIN allows taking the token for refunds away.',

  'limits.title': 'Refunds that need the manager PIN',
  'limits.amount': 'Amount',
  'limits.amount_every': 'Every refund',
  'limits.amount_above': 'Above {{amount}}',
  'limits.age': 'Age of the sale',
  'limits.age_any': 'Does not matter',
  'limits.age_older_one': 'Older than {{count}} day',
  'limits.age_older_other': 'Older than {{count}} days',
  'limits.origin': 'Sale not made by this till',
  'limits.origin_needs': 'Needs the PIN',
  'limits.origin_free': 'Does not matter',
  'limits.dialog': 'Change the limits for refunds',
  'limits.amount_field': 'Refunds above this amount need the PIN',
  'limits.amount_hint': '0 means every refund',
  'limits.days_field': 'Refunds of sales older than this many days need the PIN',
  'limits.days_hint': 'Empty: the age does not matter',
  'limits.days_bad': 'Type whole days, 0 to {{max}}, or leave it empty.',
  'limits.origin_field': 'Refunds of sales that this till did not make need the PIN',
  'limits.next': 'Next: type the PIN',

  'pin.who': 'Your name',
  'pin.pad': 'PIN keypad',
  'pin.typed_one': '{{count}} digit typed',
  'pin.typed_other': '{{count}} digits typed',
  'pin.delete': 'Delete the last digit',
  'pin.clear': 'Clear the PIN',
  'pin.enter': 'Type the manager PIN',
  'pin.enter_why_limits': 'The manager PIN allows the new limits.',
  'pin.check': 'Check the PIN',
  'pin.not_now':
    'No PIN can be checked now, because its tries are counted in the ledger and that is not open. This goes on by itself once it is.',
  'pin.go_on': 'Go on',
  'pin.wait': 'Too many wrong tries: nothing is checked for',
  'pin.wait_next':
    'Wait until it is over; starting Tillside again makes it begin anew. If the PIN is forgotten, a manager resets it under Settings with the API token.',
  'pin.wait_token_next': 'Wait until it is over, then paste the token again.',
  'pin.wait_over': 'You can try again now.',
  'pin.step.setPin': 'Set a manager PIN',
  'pin.step.changePin': 'Change the manager PIN',
  'pin.step.resetPin': 'Reset the manager PIN',
  'pin.explain.setPin': 'Who sets it is written down with the change.',
  'pin.explain.changePin': 'You need the PIN that is valid now.',
  'pin.explain.resetPin':
    'Paste the API token that this till uses, from Helcim: All Tools, Integrations, API Access. It is compared on this computer and sent nowhere.',
  'pin.explain_demo': 'In practice, type {{token}} for the token.',
  'pin.token': 'API token',
  'pin.old': 'The PIN that is valid now',
  'pin.new': 'The new PIN',
  'pin.new_hint': '6 to 12 digits: none in order, not all the same, no pattern',
  'pin.again': 'The new PIN once more',
  'pin.differs': 'The two were not the same. Type the new PIN again, twice.',
  'pin.save': 'Save the PIN',
  'pin.bad.not_digits': 'Digits only.',
  'pin.bad.too_short': 'At least 6 digits.',
  'pin.bad.too_long': 'At most 12 digits.',
  'pin.bad.all_equal': 'All the same digit is the first thing that others try.',
  'pin.bad.run': 'Digits in order are easy to guess.',
  'pin.bad.repeated': 'A block that repeats is easy to guess.',
  'pin.bad.common': 'This is one of the PINs that many people choose.',
} as const satisfies Record<`manager.loss.${PinLoss}`, string> &
  Record<`manager.unkept.${UnkeptReason}`, string> &
  Record<`pin.bad.${PinProblem}`, string> &
  Record<string, string>;
