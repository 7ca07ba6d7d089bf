import { readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { chooseLedgerFile } from '../../../electron/ledger/choose-ledger-file.ts';
import { ledgerFileName } from '../../../electron/ledger/ledger-location.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import { makePlace, openAt, optionsAt, rawSql } from './ledger-rig.ts';

const url = 'https://api.example.com/v2';
const base = ledgerFileName({ mode: 'switched', url });
const ofAccount = (accountFingerprint: string) =>
  ledgerFileName({ mode: 'switched', url, accountFingerprint });

let folder: string;
beforeEach(() => {
  folder = makePlace().folder;
});
const at = (name: string) => ({
  path: join(folder, name),
  witnessPath: join(folder, name.replace('.sqlite', '.witness.json')),
});
const choose = (fingerprint: string | null) => chooseLedgerFile(folder, url, fingerprint);

/** A closed ledger, written last at this second. */
async function aLedger(name: string, boundTo: string | null, writtenAtS: number): Promise<void> {
  const ledger = await openAt(at(name), { mode: 'switched', practice: false });
  if (boundTo !== null) await ledger.bindAccount(boundTo);
  await ledger.close();
  utimesSync(at(name).path, writtenAtS, writtenAtS);
}
const opened = (name: string) => openLedger({ ...optionsAt(at(name)), mode: 'switched', practice: false });

describe('the ledger of an account', () => {
  it.each([['7-8'], [null]])(
    'M14 is a new one by the address where there is none, account %s',
    (fingerprint) => {
      expect(choose(fingerprint)).toBe(base);
      expect(chooseLedgerFile(join(folder, 'not-made-yet'), url, fingerprint)).toBe(base);
    },
  );

  it('M14 is the one bound to it, by whatever name, also after terminals came and went', async () => {
    await aLedger(base, '1-2', 9);
    await aLedger(ofAccount('7-8'), '7-8', 5);
    expect(choose('7-8')).toBe(ofAccount('7-8'));
    expect(choose('8-9')).toBe(ofAccount('7-8'));
    expect(choose('2-3')).toBe(base);
  });

  it('M14 is the one that was never bound before a new one', async () => {
    await aLedger(base, '1-2', 9);
    await aLedger(ofAccount('5'), null, 5);
    expect(choose('7-8')).toBe(ofAccount('5'));
    expect(choose(null)).toBe(ofAccount('5'));
    expect(choose('1')).toBe(base);
  });

  it('M14 is one of its own beside that of another account', async () => {
    await aLedger(base, '1-2', 9);
    expect(choose('7-8')).toBe(ofAccount('7-8'));
    await aLedger(choose('7-8'), '7-8', 10);
    expect(choose('7-8-9')).toBe(ofAccount('7-8'));
  });

  it('M14 is the one written last as long as nobody knows the account', async () => {
    await aLedger(base, '1-2', 5);
    await aLedger(ofAccount('7-8'), '7-8', 9);
    expect(choose(null)).toBe(ofAccount('7-8'));
    utimesSync(at(base).path, 10, 10);
    expect(choose(null)).toBe(base);
    expect(choose(null)).toBe(base);
  });

  it('M13 is never that of practice, of this machine, of another address, nor a backup', async () => {
    const others = [
      ledgerFileName({ mode: 'demo' }),
      ledgerFileName({ mode: 'switched', url: `${url}/` }),
      ledgerFileName({ mode: 'switched', url: 'http://127.0.0.1:4010/v2' }),
      base.replace('.sqlite', '-backup.sqlite'),
    ];
    for (const name of others) await aLedger(name, '7-8', 9);
    expect(choose('7-8')).toBe(base);
    expect(choose(null)).toBe(base);
  });

  it('M14 is told while another program has it open', async () => {
    const ledger = await openAt(at(ofAccount('7')), { mode: 'switched', practice: false });
    await ledger.bindAccount('7');
    await aLedger(base, '1', 9);
    expect(choose('7')).toBe(ofAccount('7'));
  });
});

describe('a ledger that cannot be read', () => {
  it.each([
    ['bytes of chance', (path: string) => writeFileSync(path, 'this is no ledger '.repeat(500))],
    ['half a file', (path: string) => truncateSync(path, Math.floor(readFileSync(path).length / 2))],
    ['an emptied file', (path: string) => truncateSync(path, 0)],
  ])('M14 is not passed over for a fresh one: %s', async (_what, harm) => {
    await aLedger(base, '7-8', 5);
    harm(at(base).path);
    for (const fingerprint of ['7-8', '9', null]) {
      expect(choose(fingerprint)).toBe(base);
      expect(await opened(choose(fingerprint))).toMatchObject({ error: { code: 'ledger_unreadable' } });
    }
    await aLedger(ofAccount('1'), '1', 9);
    expect(choose('7-8')).toBe(base);
    expect(choose('1')).toBe(ofAccount('1'));
  });

  it.each([
    ['whose table it knows', ''],
    ['of another shape', 'ALTER TABLE ledger RENAME COLUMN account_fingerprint TO account;'],
  ])('M14 is not passed over either when a newer version %s wrote it', async (_what, change) => {
    await aLedger(base, '7-8', 5);
    rawSql(at(base).path, (database) =>
      database.exec(`UPDATE ledger SET schema_version = 99, compatible_from = 99; ${change}`),
    );
    for (const fingerprint of ['7-8', null])
      expect(await opened(choose(fingerprint))).toMatchObject({ error: { code: 'ledger_newer' } });
  });

  it('M14 leaves a log that lost its file where it is, and says so', async () => {
    const log = `${at(base).path}-wal`;
    writeFileSync(log, 'all that is left');
    expect(await opened(choose('7-8'))).toMatchObject({ error: { code: 'ledger_unreadable' } });
    writeFileSync(at(base).path, '');
    expect(choose('7-8')).toBe(base);
    expect(readFileSync(log, 'utf8')).toBe('all that is left');
  });
});
