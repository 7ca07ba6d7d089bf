import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { amountCents } from '../../../shared/money.ts';
import { approve, aRow, freshLedger, openAt, prepared, rawSql, startMs } from './ledger-rig.ts';

describe('backup', () => {
  it('M14 is one whole file that opens as the ledger it was, and begins an epoch here', async () => {
    const { ledger, place } = await freshLedger();
    const id = await prepared(ledger);
    const target = join(place.folder, 'backup.sqlite');
    await ledger.backup(target, startMs);
    expect(ledger.info.epoch).toMatch(/^backed_up-/);
    expect(existsSync(`${target}-wal`)).toBe(false);
    expect(existsSync(`${target}.part`)).toBe(false);
    expect(rawSql(target, (database) => database.prepare('SELECT id FROM attempts').get())).toEqual({ id });
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    await prepared(ledger, { terminalCode: 'CD34' as never });
  });

  it('M14 is known as an older ledger when it is put back', async () => {
    const { ledger, place } = await freshLedger();
    const target = join(place.folder, 'backup.sqlite');
    await ledger.backup(target, startMs);
    await ledger.close();
    const restored = await openAt({ path: target, witnessPath: place.witnessPath });
    expect(restored.info.inRecovery).toBe(true);
  });

  it('never replaces a file', async () => {
    const { ledger, place } = await freshLedger();
    const target = join(place.folder, 'precious.txt');
    writeFileSync(target, 'precious');
    await expect(ledger.backup(target, startMs)).rejects.toThrow('never replaces');
    expect(readFileSync(target, 'utf8')).toBe('precious');
  });

  it('refuses to call a broken journal a backup', async () => {
    const { ledger, place } = await freshLedger();
    rawSql(place.path, (database) =>
      database.exec('DROP TRIGGER journal_unchanged; UPDATE journal SET at_ms = 5 WHERE seq = 2'),
    );
    const target = join(place.folder, 'backup.sqlite');
    await expect(ledger.backup(target, startMs)).rejects.toThrow('journal is broken');
    expect(existsSync(target)).toBe(false);
  });
});

describe('erasePersonalData', () => {
  it('M12 takes digits, codes and bodies out of the file for good, and leaves money and chain whole', async () => {
    const { ledger, place } = await freshLedger();
    const sale = {
      newId: 'sale-1',
      totalCents: amountCents(12_34),
      reference: 'order 7',
      customerCode: 'CSTSECRET1',
    };
    const id = await prepared(ledger, { sale });
    await approve(ledger, id, aRow(5, { approvalCode: 'APPSECRET2' }));
    const body = '{"customerCode":"BODYSECRET3"}';
    await ledger.storeEvent({ webhookId: 'msg_1', signedAtMs: 1, receivedAtMs: 1, isFresh: true, body });
    const [event] = await ledger.dueEvents(1, 1);
    await ledger.finishEvent(event?.id ?? 0, 'claimed', 2);

    expect(await ledger.erasePersonalData(startMs + 1)).toBe(3);
    const row = await ledger.transaction(5);
    expect(row).toMatchObject({
      cardLast4: null,
      approvalCode: null,
      amountCents: 12_34,
      status: 'approved',
    });
    expect((await ledger.attempt(id))?.sale).toMatchObject({ reference: 'order 7', customerCode: null });
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    await ledger.close();
    const bytes = readFileSync(place.path, 'latin1');
    for (const secret of ['CSTSECRET1', 'APPSECRET2', 'BODYSECRET3']) expect(bytes).not.toContain(secret);
  });

  it('M12 leaves what is not old enough, and events that are still to do', async () => {
    const { ledger } = await freshLedger();
    await approve(ledger, await prepared(ledger), aRow(5));
    await ledger.storeEvent({ webhookId: 'msg_1', signedAtMs: 1, receivedAtMs: 1, isFresh: true, body: 'x' });
    expect(await ledger.erasePersonalData(startMs)).toBe(0);
    expect(await ledger.transaction(5)).toMatchObject({ cardLast4: '4242' });
    expect(await ledger.dueEvents(1, 1)).toMatchObject([{ body: 'x' }]);
  });

  it('M12 never let them into the journal', async () => {
    const { ledger, place } = await freshLedger();
    const sale = {
      newId: 'sale-1',
      totalCents: amountCents(12_34),
      reference: 'Mrs Smith',
      customerCode: 'CST9',
    };
    await approve(ledger, await prepared(ledger, { sale }), aRow(5));
    await ledger.fileTransaction(aRow(6), 'lookup', startMs);
    const data = rawSql(place.path, (database) => database.prepare('SELECT data FROM journal').all());
    const text = JSON.stringify(data);
    for (const personal of ['4242', 'T5E6ST', 'CST9', 'Mrs Smith', 'front'])
      expect(text).not.toContain(personal);
  });
});
