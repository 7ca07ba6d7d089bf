import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  approve,
  aRefund,
  aRow,
  endAs,
  freshLedger,
  makePlace,
  openAt,
  type Place,
  prepared,
  rawSql,
  startMs,
} from './ledger-rig.ts';

/** A closed ledger with one declined attempt, and a copy of its file as it was then. */
async function withOldCopy(): Promise<{ place: Place; copy: string; tillId: string; ledgerId: string }> {
  const { ledger, place } = await freshLedger();
  await endAs(ledger, await prepared(ledger), 'declined');
  const { tillId, ledgerId } = ledger.info;
  await ledger.close();
  const copy = join(place.folder, 'old-copy.sqlite');
  copyFileSync(place.path, copy);
  return { place, copy, tillId, ledgerId };
}

describe('a ledger that is not the last one this till wrote', () => {
  it('M14 goes on as another till in recovery when an older copy was restored', async () => {
    const { place, copy, tillId, ledgerId } = await withOldCopy();
    const newer = await openAt(place);
    await approve(newer, await prepared(newer), aRow(7));
    await newer.close();
    copyFileSync(copy, place.path);

    const restored = await openAt(place);
    expect(restored.info).toMatchObject({ ledgerId, inRecovery: true });
    expect(restored.info.tillId).not.toBe(tillId);
    expect(restored.info.epoch).toMatch(/^restored-/);
    expect((await restored.openAlarms()).map((alarm) => alarm.kind)).toEqual(['ledger_restored']);
    expect(await restored.verifyChain()).toMatchObject({ ok: true });
    const id = await prepared(restored, { atMs: startMs });
    expect((await restored.attempt(id))?.attempt.tillId).toBe(restored.info.tillId);
  });

  it('M14 stays in recovery over restarts until Helcim was read, and is one till meanwhile', async () => {
    const { place, copy } = await withOldCopy();
    const newer = await openAt(place);
    await prepared(newer);
    await newer.close();
    copyFileSync(copy, place.path);
    const first = await openAt(place);
    const { tillId } = first.info;
    await first.close();
    const second = await openAt(place);
    expect(second.info).toMatchObject({ inRecovery: true, tillId });
    await second.finishRecovery(startMs);
    expect(second.info.inRecovery).toBe(false);
    expect(second.info.epoch).toMatch(/^recovered-/);
    await second.close();
    expect((await openAt(place)).info).toMatchObject({ inRecovery: false, tillId });
  });

  it('M14 takes no refund before its rows are imported', async () => {
    const { place } = await withOldCopy();
    rmSync(place.witnessPath);
    const ledger = await openAt(place);
    expect(await ledger.prepareAttempt(aRefund())).toMatchObject({
      ok: false,
      error: { code: 'in_recovery' },
    });
    await ledger.finishRecovery(startMs);
    expect(await ledger.prepareAttempt(aRefund())).toMatchObject({ ok: true });
  });

  it('M14 sees a ledger carried to another machine', async () => {
    const { place } = await withOldCopy();
    const elsewhere = makePlace();
    copyFileSync(place.path, elsewhere.path);
    expect((await openAt(elsewhere)).info.inRecovery).toBe(true);
  });

  it('M14 sees a copy that lived on elsewhere, though it is longer', async () => {
    const { place, copy } = await withOldCopy();
    const elsewhere = makePlace();
    copyFileSync(copy, elsewhere.path);
    const there = await openAt(elsewhere);
    for (let count = 0; count < 5; count += 1) await endAs(there, await prepared(there), 'declined');
    await there.close();
    const here = await openAt(place);
    await prepared(here);
    await here.close();
    copyFileSync(elsewhere.path, place.path);
    expect((await openAt(place)).info.inRecovery).toBe(true);
  });

  it('M14 sees that the ledger of this place was lost', async () => {
    const { place } = await withOldCopy();
    rmSync(place.path);
    const ledger = await openAt(place);
    expect(ledger.info.inRecovery).toBe(true);
    expect((await ledger.openAlarms()).map((alarm) => alarm.kind)).toEqual(['ledger_restored']);
  });

  it('M14 does not trust a witness it cannot read', async () => {
    const { place } = await withOldCopy();
    writeFileSync(place.witnessPath, '{"format":1');
    expect((await openAt(place)).info.inRecovery).toBe(true);
  });

  it('M14 takes no harm from a witness that lags behind', async () => {
    const { place } = await withOldCopy();
    const lagging = join(place.folder, 'lagging.json');
    copyFileSync(place.witnessPath, lagging);
    const ledger = await openAt(place);
    await prepared(ledger);
    await ledger.close();
    copyFileSync(lagging, place.witnessPath);
    expect((await openAt(place)).info.inRecovery).toBe(false);
  });
});

/** Opens on a day after `startMs`. */
const onDay = (place: Place, day: number) =>
  openAt(place, { clock: { wallMs: () => startMs + day * dayMs } });
const dayMs = 86_400_000;

describe('how far back a recovery reads', () => {
  /** The copy is of day 0; the till went on until day 3. */
  async function withLaterRows() {
    const { place, copy } = await withOldCopy();
    const newer = await onDay(place, 3);
    await endAs(newer, await prepared(newer, { atMs: startMs + 3 * dayMs }), 'declined');
    await newer.close();
    return { place, copy };
  }

  it('M14 is to the last row of the older copy, and stays there until Helcim was read', async () => {
    const { place, copy } = await withLaterRows();
    copyFileSync(copy, place.path);
    const restored = await onDay(place, 30);
    expect(restored.info.recoverFromMs).toBe(startMs);
    await prepared(restored, { atMs: startMs + 30 * dayMs });
    await restored.close();
    const again = await onDay(place, 40);
    expect(again.info).toMatchObject({ inRecovery: true, recoverFromMs: startMs });
    await again.finishRecovery(startMs + 40 * dayMs);
    expect(again.info.recoverFromMs).toBeNull();
    await again.close();
    expect((await onDay(place, 41)).info).toMatchObject({ inRecovery: false, recoverFromMs: null });
  });

  it('M14 is not shortened by a second restore before the first was caught up', async () => {
    const { place, copy } = await withLaterRows();
    copyFileSync(copy, place.path);
    await (await onDay(place, 30)).close();
    rmSync(place.witnessPath);
    expect((await onDay(place, 50)).info.recoverFromMs).toBe(startMs);
  });

  it('M14 is not shortened by what this opening itself writes of a broken journal', async () => {
    const { place } = await withLaterRows();
    rawSql(place.path, (database) =>
      database.exec('DROP TRIGGER journal_unchanged; UPDATE journal SET at_ms = at_ms + 1 WHERE seq = 2'),
    );
    rmSync(place.witnessPath);
    const restored = await onDay(place, 30);
    expect((await restored.openAlarms()).map((alarm) => alarm.kind).sort()).toEqual([
      'journal_broken',
      'ledger_restored',
    ]);
    expect(restored.info.recoverFromMs).toBe(startMs + 3 * dayMs);
  });

  it('M14 M15 is to now at most, though the clock was ahead when the last row was written', async () => {
    const { place } = await withLaterRows();
    rmSync(place.witnessPath);
    expect((await onDay(place, 1)).info.recoverFromMs).toBe(startMs + dayMs);
  });

  it('M14 is 120 days where the ledger was lost', async () => {
    const { place } = await withLaterRows();
    rmSync(place.path);
    expect((await onDay(place, 30)).info.recoverFromMs).toBe(startMs - 90 * dayMs);
  });

  it('M14 is 120 days where a copy that lived on elsewhere was put', async () => {
    const { place, copy } = await withOldCopy();
    const elsewhere = makePlace();
    copyFileSync(copy, elsewhere.path);
    const there = await openAt(elsewhere);
    for (let count = 0; count < 5; count += 1) await endAs(there, await prepared(there), 'declined');
    await there.close();
    const here = await onDay(place, 3);
    await prepared(here);
    await here.close();
    copyFileSync(elsewhere.path, place.path);
    expect((await onDay(place, 30)).info.recoverFromMs).toBe(startMs - 90 * dayMs);
  });
});

describe('bindAccount', () => {
  it('M14 binds once and refuses another account for ever', async () => {
    const { ledger, place } = await freshLedger();
    expect(await ledger.bindAccount('7-8')).toMatchObject({ ok: true });
    expect(await ledger.bindAccount('7-8')).toMatchObject({ ok: true });
    expect(await ledger.bindAccount('9')).toMatchObject({ ok: false, error: { code: 'account_changed' } });
    await ledger.close();
    const again = await openAt(place);
    expect(again.info.accountFingerprint).toBe('7-8');
    for (const other of ['9', '78', '77-88'])
      expect(await again.bindAccount(other)).toMatchObject({ error: { code: 'account_changed' } });
    expect(again.info.accountFingerprint).toBe('7-8');
  });

  it('M14 takes one terminal more, one less and one in the place of another for the same account', async () => {
    const { ledger, place } = await freshLedger();
    for (const found of ['7-8', '7-8-100', '8-9', '9'])
      expect(await ledger.bindAccount(found)).toMatchObject({ ok: true });
    const bindings = rawSql(place.path, (database) =>
      database
        .prepare(
          `SELECT data ->> 'boundToAccount' AS bound FROM journal WHERE data ->> 'boundToAccount' NOTNULL`,
        )
        .all(),
    );
    expect(bindings.map(({ bound }) => bound)).toEqual(['7-8', '7-8-100', '7-8-9-100']);
    await ledger.close();
    const again = await openAt(place);
    expect(again.info.accountFingerprint).toBe('7-8-9-100');
    expect(await again.bindAccount('10')).toMatchObject({ ok: false, error: { code: 'account_changed' } });
    expect(await again.verifyChain()).toMatchObject({ ok: true });
  });
});
