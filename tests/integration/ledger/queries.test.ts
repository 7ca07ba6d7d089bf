import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import {
  anUnknown,
  endAs,
  freshLedger,
  makePlace,
  openAt,
  prepared,
  rawSql,
  startMs,
  terminalA,
  terminalB,
} from './ledger-rig.ts';

describe('attemptsPage', () => {
  it('pages 1,000 attempts newest first, each once, though new ones arrive meanwhile', async () => {
    const { ledger } = await freshLedger();
    const made: string[] = [];
    for (let count = 0; count < 1_000; count += 1) {
      const id = await prepared(ledger);
      await endAs(ledger, id, 'declined');
      made.push(id);
    }
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await ledger.attemptsPage(cursor, 150);
      seen.push(...page.items.map((facts) => facts.attempt.id));
      cursor = page.nextCursor;
      await endAs(ledger, await prepared(ledger), 'declined');
    } while (cursor !== null);
    expect(seen).toEqual(made.reverse());
  });

  it.each(['', 'x', '-1', '1e9', '1; DROP TABLE attempts', '99999999999999999999'])(
    'ends the list for the cursor %j that it never gave',
    async (cursor) => {
      const { ledger } = await freshLedger();
      await prepared(ledger);
      expect(await ledger.attemptsPage(cursor, 10)).toMatchObject({ items: [], nextCursor: null, total: 1 });
    },
  );
});

describe('the lists that work is taken from', () => {
  it('M6 hold the attempts of each kind, oldest first', async () => {
    const { ledger } = await freshLedger();
    const unknown = await anUnknown(ledger);
    const declined = await prepared(ledger, { confirmedDoubtIds: [unknown] });
    await endAs(ledger, declined, 'declined');
    const seen = await prepared(ledger);
    await ledger.changeAttempt(seen, () => ({
      patch: { state: 'cancelled', endedAtMs: startMs, acknowledgedAtMs: startMs, watchClosedAtMs: startMs },
    }));
    const open = await prepared(ledger, { terminalCode: terminalB });
    const ids = async (list: Promise<readonly { attempt: { id: string } }[]>) =>
      (await list).map((facts) => facts.attempt.id);
    expect(await ids(ledger.openAttempts())).toEqual([open]);
    expect(await ids(ledger.unknownAttempts())).toEqual([unknown]);
    expect(await ids(ledger.unacknowledgedOutcomes())).toEqual([unknown, declined]);
    expect(await ids(ledger.watchedAttempts())).toEqual([unknown, declined, open]);
  });

  it('bring the newest only, oldest first, where the window is sent all of them', async () => {
    const { ledger } = await freshLedger();
    const made: string[] = [];
    for (let count = 0; count < 205; count += 1) {
      const id = await prepared(ledger, { confirmedDoubtIds: made });
      await endAs(ledger, id, 'unknown');
      made.push(id);
    }
    const ids = (list: readonly { attempt: { id: string } }[]) => list.map(({ attempt }) => attempt.id);
    expect(ids(await ledger.unknownAttempts())).toEqual(made.slice(-200));
    expect(ids(await ledger.unacknowledgedOutcomes())).toEqual(made.slice(-50));
  });

  it('are read by their indexes, so that a long past makes no change slower', async () => {
    const statements = new Set<string>();
    class NotingDatabase extends DatabaseSync {
      override prepare(text: string): StatementSync {
        statements.add(text);
        return super.prepare(text);
      }
    }
    const place = makePlace();
    const ledger = await openAt(place, {
      disk: { ...machineDisk, openDatabase: (path, options) => new NotingDatabase(path, options) },
    });
    statements.clear();
    await ledger.openAttempts();
    await ledger.unknownAttempts();
    await ledger.unacknowledgedOutcomes();
    await ledger.watchedAttempts();
    await ledger.openAlarms();
    const plans = rawSql(place.path, (database) =>
      [...statements].flatMap((text) => database.prepare(`EXPLAIN QUERY PLAN ${text}`).all()),
    ).map(({ detail }) => String(detail));
    expect(plans.length).toBeGreaterThanOrEqual(5);
    expect(plans.filter((plan) => /^SCAN (attempts|alarms)$/.test(plan))).toEqual([]);
  });

  it('M15 give a terminal its attempts since a moment, in any state', async () => {
    const { ledger } = await freshLedger();
    await endAs(ledger, await prepared(ledger, { atMs: startMs }), 'declined');
    const later = await prepared(ledger, { atMs: startMs + 50 });
    await prepared(ledger, { atMs: startMs + 60, terminalCode: terminalB });
    const found = await ledger.attemptsOnTerminal(terminalA, startMs + 50);
    expect(found.map((attempt) => attempt.id)).toEqual([later]);
  });

  it('M2 find an attempt by its number alone', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger);
    const facts = await ledger.attempt(id);
    if (!facts) throw new Error('just made');
    expect(await ledger.attemptByInvoiceNumber(facts.attempt.invoiceNumber)).toEqual(facts);
    expect(await ledger.attempt(facts.attempt.invoiceNumber)).toBeNull();
  });
});
