import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, auditValueMax } from '../../../shared/audit.ts';
import { freshLedger, openAt, startMs } from './ledger-rig.ts';

function entry(more: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: randomUUID(),
    atMs: startMs,
    kind: 'setting_changed',
    who: 'Ada Lovelace',
    subject: 'cashiers',
    before: '[]',
    after: '[{"number":7,"name":"Grace Hopper"}]',
    ...more,
  };
}

describe('the audit of a ledger', () => {
  it('holds entries over a restart, newest first in the order of writing, whatever their clocks said', async () => {
    const { ledger, place } = await freshLedger();
    const entries = [
      entry(),
      entry({ atMs: startMs - 5_000, kind: 'a_kind_of_a_newer_version' }),
      entry({ who: null }),
    ];
    await ledger.noteAudit(entries.slice(0, 2));
    await ledger.noteAudit(entries.slice(2));
    await ledger.close();
    const again = await openAt(place);
    expect(await again.auditPage(null, 10)).toEqual({ entries: entries.toReversed(), nextCursor: null });
  });

  it('takes the same entry once, and all of a call or nothing of it', async () => {
    const { ledger } = await freshLedger();
    const first = entry();
    await ledger.noteAudit([first]);
    await ledger.noteAudit([first, entry({ after: '1' })]);
    const tooLong = entry({ after: 'x'.repeat(auditValueMax + 1) });
    await expect(ledger.noteAudit([entry({ after: '2' }), tooLong])).rejects.toThrow('CHECK');
    const { entries } = await ledger.auditPage(null, 10);
    expect(entries.map(({ after }) => after)).toEqual(['1', first.after]);
  });

  it('is paged without a gap or a repeat while entries are added', async () => {
    const { ledger } = await freshLedger();
    await ledger.noteAudit(['1', '2', '3', '4', '5'].map((after) => entry({ after })));
    const first = await ledger.auditPage(null, 2);
    await ledger.noteAudit([entry({ after: '6' })]);
    const second = await ledger.auditPage(first.nextCursor, 2);
    const third = await ledger.auditPage(second.nextCursor, 2);
    expect([first, second, third].flatMap(({ entries }) => entries.map(({ after }) => after))).toEqual([
      '5',
      '4',
      '3',
      '2',
      '1',
    ]);
    expect(third.nextCursor).toBeNull();
  });

  it.each(['0', '-1', 'x', '1.5', '1e99', 'NaN'])('gives nothing for the cursor %j', async (cursor) => {
    const { ledger } = await freshLedger();
    await ledger.noteAudit([entry()]);
    expect(await ledger.auditPage(cursor, 10)).toEqual({ entries: [], nextCursor: null });
  });

  it('M12 is in the hash chain without names and values, and its rows stand', async () => {
    const { ledger, place } = await freshLedger();
    await ledger.noteAudit([entry()]);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    await ledger.close();
    const database = new DatabaseSync(place.path);
    const journal = JSON.stringify(database.prepare('SELECT * FROM journal').all());
    expect(journal).toContain('audit_noted');
    expect(journal).not.toMatch(/Ada Lovelace|Grace Hopper/);
    expect(() => database.exec('DELETE FROM audit')).toThrow('never deleted');
    expect(() => database.exec(`UPDATE audit SET kind = 'unlocked'`)).toThrow('never change');
    expect(() => database.exec('INSERT OR REPLACE INTO audit SELECT * FROM audit')).toThrow('never replaced');
    // A name can be taken out on request, and the chain stays whole.
    database.exec('UPDATE audit SET who = NULL, before = NULL, after = NULL');
    database.close();
    expect(await (await openAt(place)).verifyChain()).toMatchObject({ ok: true });
  });
});
