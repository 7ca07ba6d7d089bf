/** Mistakes that were thought up against the histories, to find what they do not look at. */
import { bug, type PlantedBug } from './planted-bug.ts';

const schedule = 'electron/payments/lookup-schedule.ts';
const reconciler = 'electron/payments/reconciler.ts';
const runner = 'electron/payments/attempt-runner.ts';
const observations = 'electron/payments/observations.ts';
const worker = 'electron/payments/inbox-worker.ts';
const pump = 'electron/payments/inbox-pump.ts';
const inbox = 'electron/ledger/inbox.ts';
const money = 'electron/helcim/money-result.ts';
const budget = 'electron/helcim/rate-budget.ts';
const window = 'electron/helcim/token-window.ts';
const till = 'electron/till/till.ts';
const payment = 'shared/payment.ts';

export const redTeam: readonly PlantedBug[] = [
  // Look-ups and deadlines (M6, M7, M15).
  bug(
    'a decline is settled without a look-up after its quiet period',
    schedule,
    `if (sinceDeclineMs >= quietPeriodMs && wasLookedUpAfterQuiet(facts, sinceDeclineMs))`,
    `if (sinceDeclineMs >= quietPeriodMs)`,
  ),
  bug(
    'a pending decline is looked up once a minute',
    schedule,
    `const declinePaceMs = 10 * secondMs;`,
    `const declinePaceMs = 60 * secondMs;`,
  ),
  bug(
    'a pending decline is not looked up until its quiet period is over',
    schedule,
    `    return after(declinePaceMs, sinceLastTryMs);\n  if (facts.state`,
    `    return after(quietPeriodMs, sinceLastTryMs);\n  if (facts.state`,
  ),
  bug(
    'checking is looked up once a minute',
    schedule,
    `return after(5 * secondMs, sinceLastTryMs);\n  if (isOpen`,
    `return after(60 * secondMs, sinceLastTryMs);\n  if (isOpen`,
  ),
  bug(
    'webhooks count as healthy before any has come',
    'electron/payments/webhook-health.ts',
    `      lastEvent !== null &&\n      !wasBeaten &&\n      !isTunnelDown &&\n      clock.monotonicMs() - lastEvent.monotonicMs < eventMaxAgeMs,`,
    `      !wasBeaten &&\n      !isTunnelDown &&\n      (lastEvent === null || clock.monotonicMs() - lastEvent.monotonicMs < eventMaxAgeMs),`,
  ),
  bug(
    'webhooks stay healthy when look-ups are quicker',
    'electron/payments/webhook-health.ts',
    `        set(true);`,
    `        set(false);`,
  ),
  bug(
    'unknown payments are looked up once an hour from the beginning',
    schedule,
    `  if (sinceSendMs < 15 * minuteMs) return after(minuteMs, sinceLastTryMs);\n  if (sinceSendMs < 2 * hourMs) return after(10 * minuteMs, sinceLastTryMs);\n`,
    '',
  ),
  bug(
    'an ended payment is not looked up again until two days later',
    schedule,
    `const endedPointsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs];`,
    `const endedPointsMs: number[] = [];`,
  ),
  bug(
    'a start looks up open payments only',
    reconciler,
    `entry.isWanted = facts.attempt.approvedCents === null;`,
    `entry.isWanted = isOpen(facts.attempt.state);`,
  ),
  bug(
    'a wake from sleep looks up nothing',
    till,
    `      await room?.runner.woken();\n      room?.reconciler.woken();`,
    `      await room?.runner.woken();`,
  ),
  bug('payments go on as if the machine had not slept', till, `      await room?.runner.woken();\n`, ''),
  bug(
    'a glance at the window looks up open payments only',
    reconciler,
    `if ((!isOpen(state) && state !== 'unknown') || isSkipped(entry)) continue;`,
    `if (!isOpen(state) || isSkipped(entry)) continue;`,
  ),
  bug(
    'the return of the network is not noticed',
    till,
    `      if (!isBack) return;\n      room?.reconciler.lookUpNow();`,
    `      if (!isBack) return;`,
  ),
  bug(
    'an age from the future counts as none',
    'electron/payments/ages.ts',
    `return elapsedMs < 0 ? Number.POSITIVE_INFINITY : elapsedMs;`,
    `return Math.max(0, elapsedMs);`,
  ),
  bug(
    'a watch closes after a look-up that failed',
    reconciler,
    `      if (result !== 'failed') entry.lastGoodAtMs = askedAtMs;`,
    `      entry.lastGoodAtMs = askedAtMs;`,
  ),
  bug(
    'the second decline does not begin a quiet period of its own',
    observations,
    `      lastDeclineSeenAtMs: nowMs,`,
    `      lastDeclineSeenAtMs: facts.attempt.lastDeclineSeenAtMs ?? nowMs,`,
  ),
  bug(
    'a row without a verdict does not hold the end of a decline',
    observations,
    `if (!hasDecline(facts) || hasUndecided(facts)) return nothing;`,
    `if (!hasDecline(facts)) return nothing;`,
    {
      file: reconciler,
      find: `sinceGoodLookupMs: hasUndecided(entry.facts) ? null : finiteAge(entry.lastGoodAtMs),`,
      put: `sinceGoodLookupMs: finiteAge(entry.lastGoodAtMs),`,
    },
  ),
  bug(
    'a row that is known is never read again',
    observations,
    `if (known && (known.status === row.status || known.status === 'approved')) return nothing;`,
    `if (known) return nothing;`,
  ),
  bug(
    'a word without a verdict reads as declined',
    'electron/helcim/response-schemas.ts',
    `return word === 'DECLINED' ? 'declined' : 'other';`,
    `return 'declined';`,
  ),

  // What is read (M5, M6).
  bug('a row that cannot be read counts as no row', runner, `    if (count > 0) {`, `    if (count < 0) {`),
  bug(
    'only the first page is read',
    'electron/helcim/list-pages.ts',
    `    if (rowCount < transactionsPerPage) {\n      return {\n        ok: true,\n        value: { transactions`,
    `    if (rowCount <= transactionsPerPage) {\n      return {\n        ok: true,\n        value: { transactions`,
  ),
  bug(
    'numbers are compared letter by letter',
    'shared/invoice-number.ts',
    `const number = theirs?.trim().toUpperCase();`,
    `const number = theirs;`,
  ),
  bug(
    'a web page that says 404 is an empty list',
    'electron/helcim/read-calls.ts',
    `status === 404 && isHelcimsOwn(body))`,
    `status === 404)`,
  ),
  bug(
    'amounts go through a float',
    'shared/money.ts',
    `  const cents = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));\n  return isAmountCents`,
    `  const cents = Math.floor(Number(text) * 100);\n  return isAmountCents`,
  ),

  // Sending (M1, M3, M4).
  bug(
    'a money call that met the rate limit is sent again',
    'electron/helcim/money-calls.ts',
    `    const result = await transport.send(request, gate, isEnough);\n    endTicket`,
    `    let result = await transport.send(request, gate, isEnough);\n    if (result.kind === 'answer' && result.status === 429) result = await transport.send(request, gate, isEnough);\n    endTicket`,
  ),
  bug(
    'a redirect counts as taken',
    money,
    `if (exchange.status === acceptedStatus) return`,
    `if (exchange.status < 400) return`,
  ),
  bug(
    'a 202 without a body counts as unclear',
    money,
    `if (exchange.status === acceptedStatus) return`,
    `if (exchange.status === acceptedStatus && exchange.body !== '') return`,
    {
      file: 'electron/helcim/money-calls.ts',
      find: `(status) => status === call.acceptedStatus);`,
      put: `() => false);`,
    },
  ),
  bug(
    'a 408 counts as a refusal',
    'electron/helcim/error-mapping.ts',
    `  return status >= 400 && status < 500 && status !== 408;`,
    `  return status >= 400 && status < 500;`,
  ),
  bug(
    'a call without an answer counts as not sent',
    money,
    `  return { kind: 'unknown', status: null, error: errorFromFailure(exchange.reason, true) };`,
    `  return { kind: 'not_sent', error: errorFromFailure(exchange.reason, true) };`,
  ),
  bug(
    'a refusal counts as unclear',
    money,
    `  if (isRefused) return { kind: 'refused', status, error };`,
    `  if (isRefused && status !== 409) return { kind: 'refused', status, error };`,
  ),
  bug(
    'a press that came before is sent anew',
    runner,
    `preparing.then((prepared) => prepared.ok && prepared.value.isNew);`,
    `preparing.then((prepared) => prepared.ok);`,
  ),
  bug(
    'a doubled press is told that the terminal is busy',
    'electron/ledger/prepare-attempt.ts',
    `  if ((await attemptWithId(tx, input.id)).length > 0) {`,
    `  if ((await attemptWithId(tx, input.id)).length > 1) {`,
  ),
  bug(
    'the age of a press is not asked again before the write',
    runner,
    `      mayStillWrite: () => isWithinPress(press, wireClock),`,
    `      mayStillWrite: () => true,`,
  ),
  bug(
    'a wall clock that was set back keeps a press young',
    'electron/payments/press.ts',
    `  return wallAgeMs >= 0 && wallAgeMs <= limitMs`,
    `  return wallAgeMs <= limitMs`,
    {
      file: 'electron/ipc/handlers/payments.ts',
      find: `const wallMs = Math.min(pressedAtMs, wireClock.wallMs());`,
      put: `const wallMs = pressedAtMs;`,
    },
  ),
  bug(
    'what became of a send is not written after a full disk',
    runner,
    `        await new Promise<void>((resolve) => wireClock.setTimer(rewriteDelayMs, resolve));`,
    `        return;`,
  ),
  bug(
    'a doubt in the sale is asked about once for ever',
    'electron/ledger/prepare-attempt.ts',
    `(each) => mayHavePaid(each, input) && !isConfirmed(each)`,
    `(each) => mayHavePaid(each, input) && !each.wasConfirmed && !isConfirmed(each)`,
  ),

  // Sales and amounts (M3, M8).
  bug(
    'a tip pays for the rest of the sale',
    payment,
    `sum + Math.min(attempt.approvedCents ?? 0, attempt.amountCents),`,
    `sum + (attempt.approvedCents ?? 0),`,
  ),
  bug(
    'a late approval leaves the sale unpaid',
    payment,
    `sum + Math.min(attempt.approvedCents ?? 0, attempt.amountCents),`,
    `sum + ((attempt as { state?: string }).state === 'approved' ? Math.min(attempt.approvedCents ?? 0, attempt.amountCents) : 0),`,
  ),
  bug(
    'a part that was approved covers what was asked',
    payment,
    `sum + Math.min(attempt.approvedCents ?? 0, attempt.amountCents),`,
    `sum + (attempt.approvedCents === null ? 0 : attempt.amountCents),`,
  ),
  bug(
    'an outcome that changed stays acknowledged',
    observations,
    `    ...(isNews && attempt.acknowledgedAtMs !== null && { acknowledgedAtMs: null }),\n`,
    '',
  ),
  bug(
    'a ready screen forgets that the customer paid otherwise',
    observations,
    `{ filedAs: facts.attempt.filedAs ?? 'stopped_at_terminal' }`,
    `{ filedAs: 'stopped_at_terminal' }`,
  ),
  bug(
    'the alarms of an outcome are put away with it',
    'electron/ledger/change-attempt.ts',
    `  await writePatch(tx, id, change.patch ?? {});`,
    `  await writePatch(tx, id, change.patch ?? {});
  if (change.patch?.acknowledgedAtMs)
    await tx
      .updateTable('alarms')
      .set({ acknowledgedBy: 'cashier', acknowledgedAtMs: atMs })
      .where('attemptId', '=', id)
      .where('acknowledgedAtMs', 'is', null)
      .execute();`,
  ),
  bug(
    'one alarm of a kind stands for all payments',
    'electron/ledger/alarms.ts',
    `    .where('attemptId', 'is', alarm.attemptId)\n    .where('transactionId', 'is', alarm.transactionId)\n`,
    '',
  ),
  bug(
    'a third charge of one payment raises no alarm of its own',
    'electron/ledger/alarms.ts',
    `    .where('transactionId', 'is', alarm.transactionId)\n`,
    '',
  ),
  bug(
    'every approval says that the sale is paid twice',
    observations,
    `attempt.kind === 'purchase' && remainderCents < 0`,
    `attempt.kind === 'purchase' && remainderCents <= 0`,
  ),
  bug(
    'a ready screen after a failed look-up is a decline',
    runner,
    `lookup: lookup === 'failed' ? 'failed' : 'empty',`,
    `lookup: 'empty',`,
  ),
  bug(
    'a ready screen takes the look-up that was under way',
    runner,
    `    const lookup = await lookUpInTime(attemptId);\n`,
    `    const lookup = await withLimit(lookUp(attemptId, 'openAttempt'), askedLookupMaxMs, 'failed', wireClock);\n`,
  ),

  // Webhooks (M5, M10).
  bug(
    'a stale cancel ends a payment',
    worker,
    `    if (row.isFresh) {\n      const observed`,
    `    if (row.body !== '') {\n      const observed`,
  ),
  bug(
    'stale events are answered and forgotten',
    'electron/webhooks/intake.ts',
    `      trust();\n`,
    `      trust();\n      if (!isFresh) return send(taken);\n`,
  ),
  bug(
    'the age of an event is told by this machine alone',
    'electron/till/compose-till.ts',
    `wireClock.wallMs() + (helcim.clockOffsetMs() ?? 0) },`,
    `wireClock.wallMs() },`,
  ),
  bug(
    'two events with the same words are one',
    inbox,
    `    if ((await eventWithWebhookId(tx, webhookId)).length > 0) return 'duplicate';`,
    `    if ((await tx.selectFrom('inbox').select('id').where('body', '=', body).execute()).length > 0) return 'duplicate';`,
  ),
  bug(
    'the number of a cancel is not looked at',
    worker,
    `matchCancel({ ...event, terminalCode: code }, meant,`,
    `matchCancel({ ...event, invoiceNumber: null, terminalCode: code }, meant,`,
  ),
  bug(
    'a cancel is filed while the ledger is not able to take it',
    worker,
    `      return observed.ok ? 'claimed' : 'retry';\n    }\n    await runner.observe(attemptId, { kind: 'stale`,
    `      return observed.ok ? 'claimed' : 'retry';\n    }\n    if (row.tries === 0) return 'hint_used';\n    await runner.observe(attemptId, { kind: 'stale`,
  ),
  bug(
    'an event whose work failed counts as filed',
    worker,
    `      outcome = 'retry';`,
    `      outcome = 'filed';`,
  ),
  bug(
    'an event is closed before its transaction is written down',
    worker,
    `    let outcome: Work;\n`,
    `    let outcome: Work;\n    if (needsCall(row)) await ledger.finishEvent(row.id, 'claimed', clock.wallMs());\n`,
  ),
  bug(
    'an event about a known declined transaction is not asked about',
    worker,
    `    if (known?.status === 'approved') return known`,
    `    if (known) return known`,
  ),
  bug(
    'a full disk answers events as taken',
    'electron/webhooks/intake.ts',
    `if (answer === 'too_slow' || answer === 'failed') return send(comeAgain);`,
    `if (answer === 'too_slow') return send(comeAgain);`,
  ),
  bug(
    'the inbox is looked at only when an event comes',
    pump,
    `      if (dueAtMs !== null) wakeIn(dueAtMs - clock.wallMs());`,
    '',
  ),
  bug(
    'the wait between two tries of an event grows for ever',
    worker,
    `  return Math.min(firstDelayMs * 2 ** Math.min(tries, 20), longestDelayMs);`,
    `  return firstDelayMs * 2 ** Math.min(tries, 20);`,
    { file: inbox, find: `eb('nextTryAtMs', '>', tooFarMs)`, put: `eb('nextTryAtMs', '>', tooFarMs * 2)` },
  ),
  bug(
    'an event planned by a clock that was ahead waits for it',
    inbox,
    `eb('nextTryAtMs', '>', tooFarMs)`,
    `eb('nextTryAtMs', '>', tooFarMs * 2)`,
  ),

  // Limits.
  bug(
    'nothing is kept free for open payments',
    window,
    `const reservedShare: WindowLimits = { concurrent: 2, perMinute: 20, perHour: 100 };`,
    `const reservedShare: WindowLimits = { concurrent: 0, perMinute: 0, perHour: 0 };`,
  ),
  bug(
    'look-ups of open payments wait behind everything else',
    reconciler,
    `    if (isOpen(facts.attempt.state)) return 'openAttempt';`,
    `    if (isOpen(facts.attempt.state)) return 'rest';`,
  ),
  bug(
    'the other tills of the account are forgotten',
    budget,
    `createTokenWindow(options.tillsOnAccount, options.limits)`,
    `createTokenWindow(1, options.limits)`,
  ),
  bug(
    'reads go on after a 429',
    budget,
    `const mark = nowMs < pausedUntilMs ? null : window.take(`,
    `const mark = window.take(`,
  ),
  bug(
    'a call counts only while it is under way',
    window,
    `    return marks.filter((mark) => mark.endedAtMs === null || nowMs - mark.endedAtMs < windowMs).length;`,
    `    return marks.filter((mark) => nowMs - mark.startedAtMs < windowMs / 2).length;`,
  ),

  // The rest.
  bug(
    'a ping reaches a terminal that asks for a card',
    'electron/ipc/handlers/terminals.ts',
    `return holders.length > 0 ? failed(`,
    `return holders.length > 9 ? failed(`,
  ),
  bug(
    'only the newest unknown payments are shown',
    'electron/ledger/queries.ts',
    `const unknownsMax = 200;`,
    `const unknownsMax = 2;`,
  ),
  bug(
    'a payment of a part looks like a payment of the whole',
    payment,
    `return (attempt.approvedCents ?? 0) < attempt.amountCents ? 'approved_in_part' : 'approved';`,
    `return 'approved';`,
  ),
  bug(
    'a recovery ends though rows could not be read',
    'electron/payments/recovery.ts',
    `if (!read.ok || read.value.unreadableCount > 0) return`,
    `if (!read.ok) return`,
  ),
  bug(
    'a restored ledger is read up once',
    till,
    `const isStillOpen = restoredAtMs !== null && nowMs - restoredAtMs < watchPeriodMs;`,
    `const isStillOpen = restoredAtMs === undefined;`,
  ),
  bug(
    'the witness is written only at the end of the program',
    'electron/ledger/sqlite-ledger.ts',
    `if (after && (hasLeft(before, after) || hasEnded(before, after))) keeper.writeLater();`,
    `if (after && hasLeft(before, after) && hasEnded(before, after)) keeper.writeLater();`,
  ),
  bug('money is taken with the token of another account', till, `        problem = bound.error;\n`, ''),
  // Rare: a history has to hold a request back for longer than its answer is waited for.
  bug(
    'a request that was given up may still leave',
    'electron/helcim/money-transport.ts',
    `      onGivenUp: () => connection.reset(),`,
    '',
  ),
];
