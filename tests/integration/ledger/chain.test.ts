import { describe, expect, it } from 'vitest';
import { freshLedger, openAt, prepared, rawSql, startMs } from './ledger-rig.ts';

/** What a person with a database tool and bad intent would do first: take the guards away. */
async function tampered(statement: string) {
  const { ledger, place } = await freshLedger();
  await prepared(ledger);
  rawSql(place.path, (database) => {
    database.exec('DROP TRIGGER journal_unchanged; DROP TRIGGER journal_kept; DROP TRIGGER journal_next');
    database.exec(statement);
  });
  return { ledger, place };
}

describe('verifyChain', () => {
  it('M6 holds after ordinary work', async () => {
    const { ledger } = await freshLedger();
    await prepared(ledger);
    expect(await ledger.verifyChain()).toEqual({ ok: true, rows: 6, brokenAtSeq: null });
  });

  it.each([
    ["UPDATE journal SET data = replace(data, '1234', '1') WHERE seq = 6", 6],
    ["UPDATE journal SET source = 'webhook' WHERE seq = 3", 3],
    ['UPDATE journal SET attempt_id = NULL WHERE seq = 5', 5],
    ['DELETE FROM journal WHERE seq = 4', 4],
    ['DELETE FROM journal WHERE seq = 1', 1],
  ])('M6 finds %s', async (statement, brokenAtSeq) => {
    const { ledger } = await tampered(statement);
    expect(await ledger.verifyChain()).toMatchObject({ ok: false, brokenAtSeq });
  });

  it('M6 raises an alarm at opening when the end of the chain was changed', async () => {
    const { ledger, place } = await tampered("UPDATE journal SET source = 'person' WHERE seq = 5");
    await ledger.close();
    const again = await openAt(place);
    expect((await again.openAlarms()).map((alarm) => alarm.kind)).toContain('journal_broken');
  });

  it('M6 reads a chain longer than one step', async () => {
    const { ledger } = await freshLedger();
    const note = { kind: 'woken', source: 'app', data: {} } as const;
    const notes = Array.from({ length: 1_100 }, (_, index) => ledger.note(note, startMs + index));
    await Promise.all(notes);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true, rows: 1_104 });
  });
});
