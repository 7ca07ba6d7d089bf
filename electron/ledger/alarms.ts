import type { Alarm } from '../../shared/alarm.ts';
import { failed, ok, type Result } from '../../shared/app-error.ts';
import { fixedQuery } from './fixed-query.ts';
import { appendFacts } from './journal.ts';
import type { AlarmInput } from './ledger.ts';
import { appNote, fact, type LedgerContext, personNote } from './ledger-context.ts';
import type { LedgerTx } from './schema.ts';

/**
 * Writes an alarm inside a transaction, unless it stands already. What concerns one attempt or transaction is raised
 * once for ever, so that a repeated look-up does not bring back what a manager has dealt with; the rest once while open.
 */
export async function writeAlarm(
  context: LedgerContext,
  tx: LedgerTx,
  alarm: AlarmInput,
  atMs: number,
): Promise<void> {
  if (await stands(tx, alarm)) return;
  const { kind, attemptId, transactionId, terminalCode } = alarm;
  const id = context.random.uuid();
  await tx
    .insertInto('alarms')
    .values({
      id,
      kind,
      attemptId,
      transactionId,
      terminalCode,
      raisedAtMs: atMs,
      acknowledgedBy: null,
      acknowledgedAtMs: null,
    })
    .execute();
  const data = { alarmId: id, alarm: kind, transactionId, terminalCode };
  await appendFacts(tx, [fact(context, appNote('alarm_raised', data), atMs, attemptId)]);
}

async function stands(tx: LedgerTx, alarm: AlarmInput): Promise<boolean> {
  const isAboutMoney = alarm.attemptId !== null || alarm.transactionId !== null;
  let query = tx
    .selectFrom('alarms')
    .select('id')
    .where('kind', '=', alarm.kind)
    .where('attemptId', 'is', alarm.attemptId)
    .where('transactionId', 'is', alarm.transactionId)
    .where('terminalCode', 'is', alarm.terminalCode);
  if (!isAboutMoney) query = query.where('acknowledgedAtMs', 'is', null);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function raiseAlarm(context: LedgerContext, alarm: AlarmInput, atMs: number): Promise<void> {
  await context.db.transaction().execute((tx) => writeAlarm(context, tx, alarm, atMs));
}

const openRows = fixedQuery((db) =>
  db
    .selectFrom('alarms')
    .leftJoin('attempts', 'attempts.id', 'alarms.attemptId')
    .select([
      'alarms.id',
      'alarms.kind',
      'alarms.attemptId',
      'attempts.kind as attemptKind',
      'alarms.transactionId',
      'alarms.terminalCode',
      'alarms.raisedAtMs',
    ])
    .where('alarms.acknowledgedAtMs', 'is', null)
    .orderBy('alarms.raisedAtMs')
    .orderBy('alarms.id'),
);

/** Oldest first. */
export async function openAlarms(context: LedgerContext): Promise<readonly Alarm[]> {
  return openRows(context.db);
}

/** Who did it is kept with the alarm; the journal holds no names (M12). Twice is as good as once. */
export async function acknowledgeAlarm(
  context: LedgerContext,
  id: string,
  who: string,
  atMs: number,
): Promise<Result<null>> {
  if (who.trim() === '') return failed('invalid_input', { field: 'who' });
  return context.db.transaction().execute(async (tx) => {
    const alarm = await tx.selectFrom('alarms').selectAll().where('id', '=', id).executeTakeFirst();
    if (!alarm) return failed('not_found');
    if (alarm.acknowledgedAtMs !== null) return ok(null);
    await tx
      .updateTable('alarms')
      .set({ acknowledgedBy: who.trim(), acknowledgedAtMs: atMs })
      .where('id', '=', id)
      .execute();
    const note = personNote('alarm_acknowledged', { alarmId: id, alarm: alarm.kind });
    await appendFacts(tx, [fact(context, note, atMs, alarm.attemptId)]);
    return ok(null);
  });
}
