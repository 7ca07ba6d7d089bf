import { describe, expect, it } from 'vitest';
import { aRefund, freshLedger, openAt, prepared, startMs, terminalA } from './ledger-rig.ts';

describe('alarms', () => {
  it('M6 stand over restarts until somebody acknowledges them by name', async () => {
    const { ledger, place } = await freshLedger();
    const attemptId = await prepared(ledger);
    await ledger.raiseAlarm(
      { kind: 'late_approval', attemptId, transactionId: 5, terminalCode: null },
      startMs,
    );
    await ledger.close();
    const again = await openAt(place);
    const [alarm] = await again.openAlarms();
    expect(alarm).toMatchObject({ kind: 'late_approval', attemptId, transactionId: 5, raisedAtMs: startMs });
    expect(await again.acknowledgeAlarm(alarm?.id ?? '', ' ', startMs)).toMatchObject({
      ok: false,
      error: { field: 'who' },
    });
    expect(await again.acknowledgeAlarm('nothing', 'Ann', startMs)).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(await again.acknowledgeAlarm(alarm?.id ?? '', 'Ann', startMs)).toMatchObject({ ok: true });
    expect(await again.openAlarms()).toEqual([]);
  });

  it('M6 say of which kind the attempt is', async () => {
    const { ledger } = await freshLedger();
    const sale = await prepared(ledger);
    const refund = await prepared(ledger, aRefund());
    const kind = 'paid_otherwise_and_approved';
    for (const attemptId of [sale, refund, null]) {
      await ledger.raiseAlarm({ kind, attemptId, transactionId: null, terminalCode: terminalA }, startMs);
    }
    const alarms = await ledger.openAlarms();
    expect(new Map(alarms.map(({ attemptId, attemptKind }) => [attemptId, attemptKind]))).toEqual(
      new Map<string | null, string | null>([
        [sale, 'purchase'],
        [refund, 'refund'],
        [null, null],
      ]),
    );
  });

  it('M6 about the same money are raised once, and not again after they were dealt with', async () => {
    const { ledger } = await freshLedger();
    const attemptId = await prepared(ledger);
    const alarm = {
      kind: 'possible_double_charge',
      attemptId,
      transactionId: 5,
      terminalCode: null,
    } as const;
    await Promise.all([ledger.raiseAlarm(alarm, 1), ledger.raiseAlarm(alarm, 2)]);
    const [open, ...others] = await ledger.openAlarms();
    expect(others).toEqual([]);
    await ledger.acknowledgeAlarm(open?.id ?? '', 'Ann', 3);
    await ledger.raiseAlarm(alarm, 4);
    expect(await ledger.openAlarms()).toEqual([]);
    await ledger.raiseAlarm({ ...alarm, transactionId: 6 }, 5);
    expect(await ledger.openAlarms()).toHaveLength(1);
  });

  it('M6 about a terminal come back when it happens again after they were dealt with', async () => {
    const { ledger } = await freshLedger();
    const alarm = {
      kind: 'other_till_uses_terminal',
      attemptId: null,
      transactionId: null,
      terminalCode: terminalA,
    } as const;
    await ledger.raiseAlarm(alarm, 1);
    await ledger.raiseAlarm(alarm, 2);
    const open = await ledger.openAlarms();
    expect(open).toHaveLength(1);
    await ledger.acknowledgeAlarm(open[0]?.id ?? '', 'Ann', 3);
    await ledger.raiseAlarm(alarm, 4);
    expect(await ledger.openAlarms()).toMatchObject([{ raisedAtMs: 4 }]);
  });
});
