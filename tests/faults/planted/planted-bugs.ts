/** Mistakes that other tills have made, or that this one could make one day. */
import { bug, type PlantedBug } from './planted-bug.ts';

export const plantedBugs: readonly PlantedBug[] = [
  // The first of these were found in the program by the histories; see docs/reliability.md.
  bug(
    'a decline that is read after its cancel is not told',
    'electron/payments/reconciler.ts',
    `attempt.laterProven === 'declined') return null;`,
    `attempt.laterProven !== null) return null;`,
  ),
  bug(
    'a restored ledger is caught up only once',
    'electron/till/till.ts',
    `nowMs - restoredAtMs < watchPeriodMs`,
    `nowMs - restoredAtMs < 0`,
  ),
  bug(
    'the witness follows only the ends of payments',
    'electron/ledger/sqlite-ledger.ts',
    `if (after && (hasLeft(before, after) || hasEnded(before, after)))`,
    `if (after && hasEnded(before, after))`,
  ),
  bug(
    'the window waits until a restored ledger is caught up',
    'electron/till/till.ts',
    `    publishStatus();\n    await publishLedger();\n  }\n\n  /** Reads the account`,
    `  }\n\n  /** Reads the account`,
  ),
  bug(
    'a purchase is sent again after a timeout',
    'electron/helcim/money-calls.ts',
    `    const result = await transport.send(request, gate, isEnough);\n    endTicket`,
    `    let result = await transport.send(request, gate, isEnough);\n    if (result.kind === 'no_answer') result = await transport.send(request, gate, isEnough);\n    endTicket`,
  ),
  bug(
    'an unsigned event is taken',
    'electron/webhooks/intake.ts',
    `    if (read.kind === 'no_signature') return unsigned();`,
    '',
    {
      file: 'electron/webhooks/intake.ts',
      find: `      if (verified.kind === 'no_signature') return send(unsigned());`,
      put: `      if (verified.kind === 'no_signature') {
        const body = Buffer.from(rawBody).toString('utf8');
        await store({ webhookId: \`unsigned-\${receivedAtMs}\`, signedAtMs: receivedAtMs, receivedAtMs, isFresh: true, body });
        return send(taken);
      }`,
    },
  ),
  bug(
    'a wrong signature is taken',
    'electron/webhooks/signature.ts',
    'return isSigned ?',
    "return isSigned || webhookId !== '' ?",
  ),
  bug(
    'the first decline is the end',
    'electron/payments/observations.ts',
    `const moved = move(facts, 'decline_found', nowMs, seen);`,
    `const moved = move(facts, 'decline_settled', nowMs, seen);`,
  ),
  bug(
    'a cancel goes to the latest send of its amount',
    'electron/payments/matching.ts',
    `  const [only, ...others] = candidates;`,
    `  const [only, ...others] = sends.filter((send) => send.amountCents === cancel.amountCents).slice(-1);`,
  ),
  bug(
    'an event is answered before it is stored',
    'electron/webhooks/intake.ts',
    `      const within = limits.storeWithinMs;`,
    `      send(taken);\n      const within = limits.storeWithinMs;`,
  ),
  bug(
    'the inbox is lost with a restart',
    'electron/ledger/open-ledger.ts',
    `  const note = appNote('ledger_opened', { schemaVersion, tillId: context.info.tillId });`,
    `  await db.updateTable('inbox').set({ outcome: 'filed', nextTryAtMs: null, finishedAtMs: atMs }).where('outcome', 'is', null).execute();\n  const note = appNote('ledger_opened', { schemaVersion, tillId: context.info.tillId });`,
  ),
  bug(
    'a transaction that is read twice counts twice',
    'electron/payments/observations.ts',
    `if (known && (known.status === row.status || known.status === 'approved')) return nothing;`,
    '',
  ),
  bug(
    'commits are not flushed',
    'electron/ledger/open-database.ts',
    `'synchronous = FULL'`,
    `'synchronous = NORMAL'`,
  ),
  bug(
    'an old press is still sent',
    'electron/payments/press.ts',
    `  return wallAgeMs >= 0 && wallAgeMs <= limitMs && monotonicAgeMs <= limitMs;`,
    `  return wallAgeMs >= 0 || monotonicAgeMs >= 0;`,
    {
      file: 'electron/helcim/timeouts.ts',
      find: `sendWithinMs: 3_000,`,
      put: `sendWithinMs: 30_000,`,
    },
    { file: 'electron/helcim/timeouts.ts', find: `moneyConnectMs: 2_500,`, put: `moneyConnectMs: 25_000,` },
  ),
  bug(
    'invoice numbers are counted',
    'shared/invoice-number.ts',
    `  for (const byte of bytes) text += alphabet[byte & 31];`,
    `  counted += 1;\n  text += String(counted).padStart(characters, '0');`,
    {
      file: 'shared/invoice-number.ts',
      find: `const characters = 26;`,
      put: `const characters = 26;\nlet counted = 1_000;`,
    },
  ),
  bug(
    'bytes leave before the attempt is on the disk',
    'electron/payments/attempt-runner.ts',
    `      ready: isPrepared,`,
    `      ready: Promise.resolve(true),`,
  ),
  bug(
    'a server error counts as a refusal',
    'electron/helcim/error-mapping.ts',
    `  return status >= 400 && status < 500 && status !== 408;`,
    `  return status >= 400;`,
  ),
  bug(
    'unknown payments on a terminal are not asked about',
    'electron/ledger/prepare-attempt.ts',
    `if (terminalDoubts.length > 0) return failed('terminal_in_doubt', { attemptIds });`,
    '',
  ),
  bug(
    'unknown payments of a sale are not asked about',
    'electron/ledger/prepare-attempt.ts',
    `if (saleDoubts.length > 0) return failed('sale_in_doubt', { attemptIds });`,
    '',
  ),
  bug(
    'the clock on the wall ends waits',
    'electron/payments/ages.ts',
    `if (monotonicMs !== undefined) return clock.monotonicMs() - monotonicMs;`,
    '',
  ),
  bug(
    'the second approval replaces the first',
    'electron/payments/observations.ts',
    `amountCents((attempt.approvedCents ?? 0) + row.amountCents)`,
    `amountCents(row.amountCents)`,
  ),
  bug(
    'unknown payments that were stopped are not shown',
    'electron/ledger/queries.ts',
    `  attemptRows(db).where(isAmongUnknown).orderBy('n', 'desc').limit(unknownsMax),`,
    `  attemptRows(db).where(isAmongUnknown).where('filedAs', 'is', null).orderBy('n', 'desc').limit(unknownsMax),`,
  ),
  bug(
    'late approvals raise no alarm',
    'electron/payments/observations.ts',
    `  const alarms: AlarmInput[] = (moved.change.alarms ?? []).map(`,
    `  const alarms: AlarmInput[] = (moved.change.alarms ?? []).slice(1).map(`,
  ),
  bug(
    'limits are not kept',
    'electron/helcim/token-window.ts',
    `      if (!hasRoom(callClass, nowMs)) return null;`,
    '',
  ),
  bug(
    'open payments are forgotten at a start',
    'electron/payments/reconciler.ts',
    `      for (const { attempt } of await ledger.openAttempts()) await takeOver(attempt.id);\n      for (const facts of await ledger.watchedAttempts()) {`,
    `      for (const facts of (await ledger.watchedAttempts()).slice(0, 0)) {`,
  ),
  bug(
    'a restored ledger goes on as if nothing were missing',
    'electron/ledger/open-ledger.ts',
    `  if (sign) await beginRecovery(context, sign, atMs);`,
    '',
  ),
  bug(
    'a watch ends after an hour',
    'electron/payments/lookup-schedule.ts',
    `export const watchPeriodMs = 48 * hourMs;`,
    `export const watchPeriodMs = hourMs;`,
  ),
  bug(
    'tips are cut off',
    'electron/payments/observations.ts',
    `const approvedCents = amountCents((attempt.approvedCents ?? 0) + row.amountCents);`,
    `const approvedCents = amountCents((attempt.approvedCents ?? 0) + Math.min(row.amountCents, attempt.amountCents));`,
  ),
  bug(
    'an event counts as done when its transaction is not to be found',
    'electron/payments/inbox-worker.ts',
    `      return isFinal && isOld(event) ? giveUp(transactionId, read.error.code) : 'retry';`,
    `      return isFinal || isOld(event) ? giveUp(transactionId, read.error.code) : 'retry';`,
  ),
  bug(
    'what was asked just before a sleep counts as asked just now',
    'electron/till/till.ts',
    `      room?.reconciler.woken();`,
    `      room?.reconciler.lookUpNow();`,
  ),
];
