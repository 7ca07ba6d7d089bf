import { copyFileSync, existsSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { freshLedger, makePlace, openAt, optionsAt, prepared, rawSql } from './ledger-rig.ts';

/** A ledger with an attempt, closed and free to be harmed. */
async function closedLedger() {
  const { ledger, place } = await freshLedger();
  await prepared(ledger);
  await ledger.close();
  return place;
}

describe('openLedger', () => {
  it('makes a ledger that flushes every commit and survives its own reopening', async () => {
    const place = makePlace();
    const first = await openAt(place);
    const { info } = first;
    expect(info).toMatchObject({ mode: 'demo', practice: true, inRecovery: false, accountFingerprint: null });
    await first.close();
    const second = await openAt(place);
    expect(second.info).toEqual(info);
    expect(rawSql(place.path, (database) => database.prepare('PRAGMA journal_mode').get())).toEqual({
      journal_mode: 'wal',
    });
  });

  it('refuses a second opener in the same process and leaves the first one working', async () => {
    const { ledger, place } = await freshLedger();
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_not_open' },
    });
    await prepared(ledger);
    await ledger.close();
    await openAt(place);
  });

  it('refuses a second opener that comes by another name', async () => {
    const { place } = await freshLedger();
    const link = join(place.folder, 'link.sqlite');
    symlinkSync(place.path, link);
    const second = await openLedger({ ...optionsAt(place), path: link });
    expect(second).toMatchObject({ ok: false, error: { code: 'ledger_not_open' } });
  });

  it.each([
    ['bytes of chance', (path: string) => writeFileSync(path, 'this is no ledger '.repeat(500))],
    ['a damaged head', (path: string) => damage(path, 0)],
    ['a damaged page', (path: string) => damage(path, 4096 * 3)],
    ['half a file', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
    ['an emptied file', (path: string) => truncateSync(path, 0)],
  ])('reads %s as ledger_unreadable and keeps every byte', async (_what, harm) => {
    const place = await closedLedger();
    harm(place.path);
    const before = readFileSync(place.path);
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_unreadable' },
    });
    expect(readFileSync(place.path).equals(before)).toBe(true);
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_unreadable' },
    });
  });

  it('reads the database of another program as ledger_unreadable and keeps every byte', async () => {
    const place = makePlace();
    rawSql(place.path, (database) => database.exec('CREATE TABLE recipes (name TEXT)'));
    const before = readFileSync(place.path);
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_unreadable' },
    });
    expect(readFileSync(place.path).equals(before)).toBe(true);
  });

  it('does not let SQLite throw away a log that lost its file', async () => {
    const place = makePlace();
    const log = `${place.path}-wal`;
    writeFileSync(log, 'all that is left');
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_unreadable' },
    });
    expect(readFileSync(log, 'utf8')).toBe('all that is left');
  });

  it('refuses a newer ledger that this version must not write, and keeps every byte', async () => {
    const place = await closedLedger();
    rawSql(place.path, (database) =>
      database.exec('UPDATE ledger SET schema_version = 99, compatible_from = 99'),
    );
    const before = readFileSync(place.path);
    expect(await openLedger(optionsAt(place))).toMatchObject({ ok: false, error: { code: 'ledger_newer' } });
    expect(readFileSync(place.path).equals(before)).toBe(true);
  });

  it('runs on a newer ledger that only gained things', async () => {
    const place = await closedLedger();
    rawSql(place.path, (database) => {
      database.exec(
        'ALTER TABLE attempts ADD COLUMN tip_cents INTEGER; CREATE TABLE refund_plans (id TEXT) STRICT',
      );
      database.exec("INSERT INTO kysely_migration VALUES ('9999-later', '2027-01-01')");
      database.exec('UPDATE ledger SET schema_version = 9999, compatible_from = 2');
    });
    const ledger = await openAt(place);
    const [open] = await ledger.openAttempts();
    await ledger.changeAttempt(open?.attempt.id ?? '', () => ({ patch: { state: 'refused', endedAtMs: 1 } }));
    await prepared(ledger);
    await ledger.close();
    const version = rawSql(place.path, (database) =>
      database.prepare('SELECT schema_version FROM ledger').get(),
    );
    expect(version).toEqual({ schema_version: 9999 });
  });

  it('M13 opens no practice ledger where money moves, nor the other way', async () => {
    const place = await closedLedger();
    const before = readFileSync(place.path);
    const asMoney = await openLedger({ ...optionsAt(place), mode: 'switched', practice: false });
    expect(asMoney).toMatchObject({ ok: false, error: { code: 'ledger_misplaced' } });
    const asPractice = await openLedger({ ...optionsAt(place), practice: false });
    expect(asPractice).toMatchObject({ ok: false, error: { code: 'ledger_misplaced' } });
    expect(readFileSync(place.path).equals(before)).toBe(true);
    await openAt(place);
  });

  it('makes nothing in a synced folder', async () => {
    const place = makePlace();
    const path = join(place.folder, 'Dropbox', 'ledger.sqlite');
    const refused = await openLedger({ ...optionsAt(place), path });
    expect(refused).toMatchObject({ ok: false, error: { code: 'ledger_misplaced', detail: 'synced' } });
    expect(existsSync(join(place.folder, 'Dropbox'))).toBe(false);
  });

  it('says so when its folder cannot be made', async () => {
    const place = makePlace();
    writeFileSync(join(place.folder, 'file'), '');
    const refused = await openLedger({
      ...optionsAt(place),
      path: join(place.folder, 'file', 'ledger.sqlite'),
    });
    expect(refused).toMatchObject({ ok: false, error: { code: 'ledger_not_open' } });
  });

  it('goes on after a crash in the middle of its making', async () => {
    const place = makePlace();
    const made = await openAt(place);
    await made.close();
    rawSql(place.path, (database) => database.exec('DROP TRIGGER ledger_kept; DELETE FROM ledger'));
    const other = makePlace();
    copyFileSync(place.path, other.path);
    expect((await openAt(other)).info.inRecovery).toBe(false);
  });
});

function damage(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes.fill(0xa5, at, at + 2048);
  writeFileSync(path, bytes);
}
