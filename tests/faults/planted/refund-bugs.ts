/** Mistakes in giving money back. Where several layers hold one rule, all of them have to be wrong at once. */
import { bug, type PlantedBug } from './planted-bug.ts';

const road = 'electron/payments/refund-road.ts';
const runner = 'electron/payments/refund-runner.ts';
const matching = 'electron/payments/refund-matching.ts';
const sending = 'electron/payments/refund-send.ts';
const replays = 'electron/payments/refund-replays.ts';
const counting = 'shared/refund-count.ts';
const tables = 'electron/ledger/migrations/0002-refunds.ts';

export const refundBugs: readonly PlantedBug[] = [
  bug(
    'an unknown refund is not counted',
    counting,
    `  'checking',\n  'unknown',\n];`,
    `  'checking',\n];`,
    {
      file: counting,
      find: `refund.state === 'cancelled' || refund.state === 'refused';`,
      put: `refund.state === 'cancelled' || refund.state === 'refused' || refund.state === 'unknown';`,
    },
    {
      file: tables,
      find: `WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking','unknown')`,
      put: `WHERE kind = 'refund' AND state IN ('prepared','sending','on_terminal','checking')`,
    },
    {
      file: tables,
      find: `WHEN state IN ('declined','cancelled','refused') THEN 0`,
      put: `WHEN state IN ('declined','cancelled','refused','unknown') THEN 0`,
    },
  ),
  bug(
    'a refund that staff has closed is not counted',
    counting,
    `refund.state === 'cancelled' || refund.state === 'refused';`,
    `refund.state === 'cancelled' || refund.state === 'refused' || refund.state === 'closed_by_staff';`,
    {
      file: tables,
      find: `WHEN state IN ('declined','cancelled','refused') THEN 0`,
      put: `WHEN state IN ('declined','cancelled','refused','closed_by_staff') THEN 0`,
    },
  ),
  bug(
    'refunds of others are not subtracted',
    road,
    `    .reduce((sum, row) => sum + row.amountCents, 0);`,
    `    .reduce((sum) => sum, 0);`,
  ),
  bug(
    'a refund of ours counts as one of others too',
    runner,
    `      ownRowIds: ownRowIds(ground),`,
    `      ownRowIds: new Set(),`,
  ),
  bug(
    'what was read for the plan is not read again before the send',
    runner,
    `  const filings = new Set<Promise<void>>();`,
    `  const filings = new Set<Promise<void>>();\n  const grounds = new Map<number, Result<Ground>>();`,
    {
      file: runner,
      find: `    const remembered = await ledger.transaction(transactionId);\n    const read = await readOriginal`,
      put: `    const readBefore = grounds.get(transactionId);
    if (readBefore) return readBefore;
    const remembered = await ledger.transaction(transactionId);
    const read = await readOriginal`,
    },
    {
      file: runner,
      find: `    return ok({ ...read.value, own, refunds });`,
      put: `    const ground = ok({ ...read.value, own, refunds });\n    grounds.set(transactionId, ground);\n    return ground;`,
    },
  ),
  bug(
    'a part goes back by a reverse of the whole',
    road,
    `  return isWhole ? go('reverse') : wait('part_in_open_batch', leftCents);`,
    `  return go('reverse');`,
  ),
  bug(
    'debit goes back without its card',
    road,
    `    return ground.hasTerminal ? go('debit_refund') : refuse('needs_terminal', leftCents);`,
    `    return go('credit_refund');`,
  ),
  bug(
    'a refused reverse is sent as a refund by itself',
    sending,
    `    const result = await sendRefund(helcim, send, gate);`,
    `    let result = await sendRefund(helcim, send, gate);
    if (result.kind === 'refused' && send.road === 'reverse')
      result = await sendRefund(helcim, { ...send, road: 'credit_refund' }, gate);`,
  ),
  bug(
    'a refund is asked for again under a new key',
    replays,
    `    const result = await sendRefund(helcim, send, gate);`,
    `    const attemptId = send.attemptId.replace(/^.{8}/, '00000000');
    const result = await sendRefund(helcim, { ...send, attemptId }, gate);`,
  ),
  bug(
    'a refund is asked for again after a sleep',
    replays,
    `    woken: () => sent.clear(),`,
    `    woken: () => undefined,`,
  ),
  bug(
    'a refund is asked for again when its key may be forgotten',
    replays,
    `export const replayMaxMs = 120_000;`,
    `export const replayMaxMs = 600_000;`,
  ),
  bug(
    'a refund whose answer is lost is asked for again by itself',
    sending,
    `    const result = await sendRefund(helcim, send, gate);`,
    `    let result = await sendRefund(helcim, send, gate);
    if (result.kind === 'unknown') result = await sendRefund(helcim, send, gate);`,
  ),
  bug(
    'a refusal of the repeated call is believed',
    sending,
    `  if (isReplay) return { kind: 'send_unclear'`,
    `  if (isReplay && status < 400) return { kind: 'send_unclear'`,
    {
      file: 'electron/helcim/money-result.ts',
      find: `isRefusal(status) && status !== 409`,
      put: `isRefusal(status)`,
    },
  ),
  bug(
    'a refund by others of the same amount is taken for ours',
    matching,
    `    !before.has(row.transactionId) && fits(`,
    `    fits(`,
    {
      file: matching,
      find: `    !isOlder(row, send, helcimOffsetMs)`,
      put: `    typeof isOlder(row, send, helcimOffsetMs) === 'boolean'`,
    },
  ),
  bug(
    'a declined refund that comes as a server error is not read',
    'electron/helcim/money-result.ts',
    `(isSuccess(status) || transaction.status === 'declined')`,
    `isSuccess(status)`,
  ),
  bug(
    'any refund of the amount is taken for ours, whatever it was made by',
    matching,
    `    isOfRoad(row, send.road) &&`,
    `    isOfRoad(row, send.road) !== null &&`,
  ),
  bug(
    'money goes back before a restored ledger is caught up',
    'electron/ledger/prepare-attempt.ts',
    `  if (input.refund && context.info.inRecovery) return failed('in_recovery');`,
    '',
    { file: runner, find: `      isInRecovery: ledger.info.inRecovery,`, put: `      isInRecovery: false,` },
  ),
];
