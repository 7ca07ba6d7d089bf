import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import type { ManagerChangeNote } from '../../../electron/ledger/manager-book.ts';
import type { OpenedLedger } from '../../../electron/ledger/sqlite-ledger.ts';
import { freshLedger, openAt, type Place, startMs } from './ledger-rig.ts';

function journalOf({ path }: Place): readonly { kind: string; data: string }[] {
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    return database.prepare('SELECT kind, data FROM journal ORDER BY seq').all() as never;
  } finally {
    database.close();
  }
}

async function tried(ledger: OpenedLedger, subject: string, isRight: boolean): Promise<void> {
  await ledger.endPinTry(await ledger.beginPinTry(subject, startMs), isRight, startMs);
}

const change = (more: Partial<ManagerChangeNote> = {}): ManagerChangeNote => ({
  recordId: randomUUID(),
  kind: 'pin_set',
  who: 'Ada Lovelace',
  data: { aboveCents: 0 },
  atMs: startMs,
  ...more,
});

describe('tries at a PIN', () => {
  it('are counted for each subject since the last right one, over a restart', async () => {
    const { ledger, place } = await freshLedger();
    expect(await ledger.pinFailures('pin-1')).toBe(0);
    for (const isRight of [false, false, true, false]) await tried(ledger, 'pin-1', isRight);
    await tried(ledger, 'api_token', false);
    expect([await ledger.pinFailures('pin-1'), await ledger.pinFailures('api_token')]).toEqual([1, 1]);
    await ledger.close();
    const again = await openAt(place);
    expect(await again.pinFailures('pin-1')).toBe(1);
  });

  it('count from the moment they are begun, also when their end was never written', async () => {
    const { ledger, place } = await freshLedger();
    await ledger.beginPinTry('pin-1', startMs);
    expect(await ledger.pinFailures('pin-1')).toBe(1);
    await ledger.close();
    expect(await (await openAt(place)).pinFailures('pin-1')).toBe(1);
  });

  it('M11 are journaled when wrong, with their number and nothing that was typed', async () => {
    const { ledger, place } = await freshLedger();
    await tried(ledger, 'pin-1', false);
    await tried(ledger, 'pin-1', false);
    await tried(ledger, 'api_token', false);
    await tried(ledger, 'pin-1', true);
    expect(journalOf(place).filter(({ kind }) => kind === 'pin_wrong')).toEqual([
      { kind: 'pin_wrong', data: '{"failures":1,"of":"pin"}' },
      { kind: 'pin_wrong', data: '{"failures":2,"of":"pin"}' },
      { kind: 'pin_wrong', data: '{"failures":1,"of":"api_token"}' },
    ]);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it('end once, and their rows are neither deleted, replaced nor born with an end', async () => {
    const { ledger, place } = await freshLedger();
    const n = await ledger.beginPinTry('pin-1', startMs);
    await ledger.endPinTry(n, false, startMs);
    await expect(ledger.endPinTry(n, true, startMs)).rejects.toThrow('a try ends once');
    await ledger.close();
    const database = new DatabaseSync(place.path);
    database.exec('PRAGMA recursive_triggers = ON');
    for (const [statement, why] of [
      ['DELETE FROM pin_attempts', 'never deleted'],
      [`UPDATE pin_attempts SET subject = 'other'`, 'never change'],
      [`UPDATE pin_attempts SET outcome = NULL`, 'ends once'],
      [`INSERT OR REPLACE INTO pin_attempts (n, subject, at_ms) VALUES (${n}, 'other', 0)`, 'never replaced'],
      [`INSERT INTO pin_attempts (subject, at_ms, outcome) VALUES ('pin-1', 0, 'right')`, 'counted before'],
      ['DELETE FROM manager_changes', ''],
    ] as const) {
      if (why === '') expect(() => database.exec(statement)).not.toThrow();
      else expect(() => database.exec(statement)).toThrow(why);
    }
    database.close();
  });
});

describe('changes of PIN and limits', () => {
  it('M12 name their writing and what changed in the chain, and the person outside of it', async () => {
    const { ledger, place } = await freshLedger();
    expect(await ledger.lastManagerRecord()).toBeNull();
    const first = change();
    const second = change({ kind: 'limits_changed', data: { aboveCents: 50_00, notFromThisTill: true } });
    await ledger.noteManagerChange(first);
    await ledger.noteManagerChange(second);
    expect(await ledger.lastManagerRecord()).toBe(second.recordId);
    const journal = journalOf(place);
    expect(journal.slice(-2)).toEqual([
      { kind: 'pin_set', data: `{"aboveCents":0,"recordId":"${first.recordId}"}` },
      {
        kind: 'limits_changed',
        data: `{"aboveCents":5000,"notFromThisTill":true,"recordId":"${second.recordId}"}`,
      },
    ]);
    expect(JSON.stringify(journal)).not.toContain('Ada');
    const database = new DatabaseSync(place.path, { readOnly: true });
    expect(database.prepare('SELECT kind, who, at_ms FROM manager_changes ORDER BY n').all()).toEqual([
      { kind: 'pin_set', who: 'Ada Lovelace', at_ms: startMs },
      { kind: 'limits_changed', who: 'Ada Lovelace', at_ms: startMs },
    ]);
    database.close();
  });

  it('are written once, and whole or not at all', async () => {
    const { ledger, place } = await freshLedger();
    const only = change();
    await ledger.noteManagerChange(only);
    await expect(ledger.noteManagerChange({ ...only, kind: 'pin_reset' })).rejects.toThrow('never replaced');
    expect(journalOf(place).filter(({ kind }) => kind === 'pin_reset')).toEqual([]);
    await ledger.close();
    const database = new DatabaseSync(place.path);
    expect(() => database.exec('DELETE FROM manager_changes')).toThrow('never deleted');
    expect(() => database.exec(`UPDATE manager_changes SET kind = 'pin_set'`)).toThrow('never change');
    database.close();
  });
});

describe('a ledger of the first version', () => {
  it('gains the tables of tries and changes when it is opened', async () => {
    const { ledger, place } = await freshLedger();
    await ledger.close();
    const database = new DatabaseSync(place.path);
    database.exec(`DROP TABLE pin_attempts; DROP TABLE manager_changes; DROP TABLE audit;
      DROP TRIGGER transaction_personal_attempt_new; DROP TRIGGER transaction_personal_attempt_found;
      DROP INDEX transactions_by_last4; DROP INDEX transactions_by_approval_code;
      ALTER TABLE transaction_personal DROP COLUMN attempt_n;
      CREATE INDEX transactions_by_last4 ON transaction_personal (card_last4);
      CREATE INDEX transactions_by_approval_code ON transaction_personal (approval_code COLLATE NOCASE);
      DELETE FROM kysely_migration WHERE name >= '0004'; UPDATE ledger SET schema_version = 1`);
    database.close();
    const again = await openAt(place);
    expect(await again.beginPinTry('pin-1', startMs)).toBe(1);
    expect(await again.verifyChain()).toMatchObject({ ok: true });
  });
});
