/** Every rule of `payments/matching.ts` turned around, one at a time. */
import { bug, type PlantedBug } from './planted-bug.ts';

const file = 'electron/payments/matching.ts';

export const matchingRules: readonly PlantedBug[] = [
  bug('a row of another number settles', file, `return 'foreign';`, `return 'settles';`),
  bug(
    'a row of our number is foreign',
    file,
    `: isSameInvoiceNumber(attempt.invoiceNumber, row.invoiceNumber);`,
    `: !isSameInvoiceNumber(attempt.invoiceNumber, row.invoiceNumber);`,
  ),
  bug(
    'a refund settles a purchase',
    file,
    `  purchase: ['purchase'],`,
    `  purchase: ['purchase', 'refund', 'reverse'],`,
  ),
  bug('no row settles a purchase', file, `  purchase: ['purchase'],`, `  purchase: ['preauth'],`),
  bug(
    'a refund of a sale is of the wrong type',
    file,
    `? 'refund_of_sale' : 'wrong_type'`,
    `? 'wrong_type' : 'wrong_type'`,
  ),
  bug(
    'another type is a refund of the sale',
    file,
    `? 'refund_of_sale' : 'wrong_type'`,
    `? 'refund_of_sale' : 'refund_of_sale'`,
  ),
  bug(
    'another currency settles',
    file,
    `=== attempt.currency ? 'settles' : 'wrong_currency'`,
    `=== attempt.currency ? 'settles' : 'settles'`,
  ),
  bug(
    'our currency does not settle',
    file,
    `=== attempt.currency ? 'settles' : 'wrong_currency'`,
    `!== attempt.currency ? 'settles' : 'wrong_currency'`,
  ),
  bug('a cancel reaches sends that never left', file, ` || !mayHaveLeft(send)`, ''),
  bug('a cancel of another amount fits', file, `send.amountCents !== amountCents || `, ''),
  bug('a cancel of another currency fits', file, ` || send.currency !== currency.trim().toUpperCase()`, ''),
  bug('a cancel from before the send fits', file, `age < -clockToleranceMs || `, ''),
  bug('a cancel reaches any age', file, ` || age > cancelReachMs`, ''),
  bug(
    'a cancel reaches what was over before it',
    file,
    `    if (wasOver(send, cancelledAtMs - helcimOffsetMs)) return false;\n`,
    '',
  ),
  bug(
    'a later send ends no reach',
    file,
    `return !next || cancelledAtMs <=`,
    `return next === undefined || cancelledAtMs >= 0 || cancelledAtMs <=`,
  ),
  bug(
    'a refused send takes the terminal over',
    file,
    `  return send.state !== 'refused';\n`,
    `  return send.state !== undefined;\n`,
  ),
  bug(
    'no cancel fits a send',
    file,
    `  if (!only) return { kind: 'none' };`,
    `  if (only || !only) return { kind: 'none' };`,
  ),
  bug(
    'the first of several sends is guessed',
    file,
    `  if (others.length > 0) return { kind: 'ambiguous', attemptIds: candidates.map((send) => send.id) };\n`,
    '',
  ),
  bug(
    'what was sent twice is always in doubt',
    file,
    `  if (others.length > 0) return`,
    `  if (others.length >= 0) return`,
  ),
  bug(
    'an approved send is not over',
    file,
    `send.approvedCents !== null || send.state === 'cancelled'`,
    `send.state === 'cancelled'`,
  ),
  bug(
    'a cancelled send is not over',
    file,
    `send.approvedCents !== null || send.state === 'cancelled'`,
    `send.approvedCents !== null`,
  ),
  bug(
    'a send is over without a margin',
    file,
    `> send.endedAtMs + settledMarginMs`,
    `> send.endedAtMs - 600_000`,
  ),
  bug(
    'a send that was refused unsent may have left',
    file,
    `  return !(send.state === 'refused' && send.sendBegunAtMs === null);`,
    `  return send.state !== 'refused' || send.sendBegunAtMs === null;`,
  ),
  bug(
    'clocks are taken as equal',
    file,
    `const clockToleranceMs = 2 * 60_000;`,
    `const clockToleranceMs = 0;`,
  ),
  bug(
    'clocks may differ by an hour',
    file,
    `const clockToleranceMs = 2 * 60_000;`,
    `const clockToleranceMs = 60 * 60_000;`,
  ),
  bug(
    'the offset of clocks is forgotten',
    file,
    `const sentAt = sentAtMs(send) + helcimOffsetMs;`,
    `const sentAt = sentAtMs(send);`,
  ),
  bug(
    'the send counts from the press',
    file,
    `  return send.sendBegunAtMs ?? send.preparedAtMs;`,
    `  return send.preparedAtMs;`,
  ),
];
