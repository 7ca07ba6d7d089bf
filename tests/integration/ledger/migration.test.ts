import { spawnSync } from 'node:child_process';
import type { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { CamelCasePlugin, Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../electron/clock/system-random.ts';
import { machineDisk } from '../../../electron/ledger/disk.ts';
import { firstPrevHash, rowHash } from '../../../electron/ledger/journal.ts';
import { initialMigration } from '../../../electron/ledger/migrations/0001-initial.ts';
import { schemaVersion } from '../../../electron/ledger/migrations/run-migrations.ts';
import { nodeSqliteDialect } from '../../../electron/ledger/node-sqlite-dialect.ts';
import { openDatabase } from '../../../electron/ledger/open-database.ts';
import { openLedger } from '../../../electron/ledger/open-ledger.ts';
import type { LedgerDatabase } from '../../../electron/ledger/schema.ts';
import { wholeHistory } from '../../../shared/history-filter.ts';
import { makeInvoiceNumber } from '../../../shared/invoice-number.ts';
import { makePlace, openAt, optionsAt, type Place, rawSql, startMs } from './ledger-rig.ts';

const childScript = fileURLToPath(new URL('./migrating-child.ts', import.meta.url));
const states = [
  'prepared',
  'unknown',
  'closed_by_staff',
  'declined',
  'cancelled',
  'refused',
  'approved',
] as const;

/** A ledger as version 1 left it: attempts of every kind and end, with what hangs on them, and a whole chain. */
async function versionOne(): Promise<Place> {
  const place = makePlace();
  const database = openDatabase(machineDisk, place.path, true);
  const db = new Kysely<LedgerDatabase>({
    dialect: nodeSqliteDialect(database),
    plugins: [new CamelCasePlugin()],
  });
  const migrations = { '0001-initial': initialMigration };
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
  fillVersionOne(database);
  await db.destroy();
  return place;
}

function fillVersionOne(database: DatabaseSync): void {
  database.exec(`
    INSERT INTO tills VALUES ('till-1', 1);
    INSERT INTO ledger VALUES (1, 'ledger-1', 'demo', 1, NULL, 'till-1', 'created-1', 0, NULL, 1, 1, 1);
    INSERT INTO cashiers VALUES ('cashier-1', 1);
    INSERT INTO terminals VALUES ('AB12', 'front', 1, 1, NULL), ('CD34', NULL, 0, 1, NULL);
    INSERT INTO transactions VALUES
      (900, NULL, 'purchase', 'approved', 'APPROVED', 5000, 'CAD', 'TS-0123456789ABCDEFGHJKMNPQRS', NULL, NULL, NULL, NULL, '', 'lookup', 1);`);
  for (const [index, state] of states.entries()) {
    addAttempt(database, `sale-${index}`, `purchase-${state}`, state, null);
  }
  addAttempt(database, 'sale-r1', 'refund-declined', 'declined', 900);
  addAttempt(database, 'sale-r2', 'refund-unknown', 'unknown', 901);
  database.exec(`
    INSERT INTO doubt_confirmations VALUES ('purchase-declined', 'purchase-unknown', 'cashier-1', 1);
    INSERT INTO alarms VALUES ('alarm-1', 'late_approval', 'purchase-approved', NULL, NULL, 1, NULL, NULL);
    UPDATE transactions SET attempt_id = 'purchase-approved' WHERE transaction_id = 900;
    INSERT INTO transaction_personal VALUES (900, '4242', 'T5E6ST');`);
  const ids = database.prepare('SELECT id FROM attempts ORDER BY n').all() as { id: string }[];
  let prevHash = firstPrevHash;
  ids.forEach(({ id: attemptId }, index) => {
    const row = { seq: index + 1, atMs: 1, kind: 'attempt_prepared', source: 'app', attemptId } as const;
    const data = '{}';
    const hash = rowHash(prevHash, { ...row, epoch: 'created-1', data });
    database
      .prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
      .run(row.seq, row.atMs, row.kind, row.source, attemptId, 'created-1', data, prevHash, hash);
    prevHash = hash;
  });
}

function addAttempt(
  database: DatabaseSync,
  saleId: string,
  id: string,
  state: string,
  originalId: number | null,
): void {
  const kind = originalId === null ? 'purchase' : 'refund';
  const terminal = state === 'prepared' ? 'AB12' : 'CD34';
  database
    .prepare(`INSERT INTO sales VALUES (?, 'till-1', 'cashier-1', 5000, 'CAD', 'table 7', NULL, 1)`)
    .run(saleId);
  database
    .prepare(
      `INSERT INTO attempts (id, sale_id, kind, terminal_code, invoice_number, original_transaction_id, amount_cents,
        currency, till_id, cashier_id, state, prepared_at_ms, lookup_count)
      VALUES (?, ?, ?, ?, ?, ?, 5000, 'CAD', 'till-1', 'cashier-1', 'prepared', 7, 3)`,
    )
    .run(id, saleId, kind, terminal, makeInvoiceNumber(systemRandom), originalId);
  database
    .prepare(
      `UPDATE attempts SET state = ?, approved_cents = iif(? = 'approved', 5000, NULL),
        closed_by = iif(? = 'closed_by_staff', 'Ada', NULL),
        close_reason = iif(? = 'closed_by_staff', 'paid_otherwise', NULL) WHERE id = ?`,
    )
    .run(state, state, state, state, id);
}

const allAttempts = (path: string) =>
  rawSql(path, (database) =>
    database
      .prepare('SELECT * FROM attempts ORDER BY n')
      .all()
      .map((row) => ({ ...row })),
  );
const objects = (path: string) =>
  rawSql(path, (database) =>
    database
      .prepare(`SELECT type || ' ' || name AS name FROM sqlite_schema WHERE sql IS NOT NULL`)
      .all()
      .map((row) => String(row.name)),
  );
const versionsOf = (path: string) =>
  rawSql(path, (database) => database.prepare('SELECT schema_version, compatible_from FROM ledger').get());

describe('a ledger of version 1', () => {
  it('keeps every attempt, its chain and what hangs on it', async () => {
    const place = await versionOne();
    const before = allAttempts(place.path);
    const ledger = await openAt(place);
    const after = allAttempts(place.path);
    expect(after).toHaveLength(before.length);
    for (const [index, row] of before.entries()) expect(after[index]).toMatchObject(row);
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
    expect((await ledger.openAlarms()).map(({ attemptId }) => attemptId)).toContain('purchase-approved');
    expect((await ledger.attempt('purchase-approved'))?.transactions).toMatchObject([{ transactionId: 900 }]);
    expect(versionsOf(place.path)).toEqual({ schema_version: schemaVersion, compatible_from: 2 });
  });

  it.each(['4242', 't5e6st'])('finds a payment by %s of the card that paid it', async (text) => {
    const ledger = await openAt(await versionOne());
    const { items } = await ledger.attemptsPage(null, 10, { ...wholeHistory, text });
    expect(items.map(({ attempt }) => attempt.id)).toEqual(['purchase-approved']);
  });

  it('M9 knows of its refunds what could be known', async () => {
    const ledger = await openAt(await versionOne());
    expect((await ledger.attempt('refund-declined'))?.attempt).toMatchObject({
      road: 'debit_refund',
      originalInvoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS',
      originalAmountCents: 50_00,
    });
    expect((await ledger.attempt('refund-unknown'))?.attempt).toMatchObject({
      road: 'debit_refund',
      originalInvoiceNumber: null,
      originalAmountCents: 50_00,
    });
  });

  it('has every guard and index of a new one, and they hold', async () => {
    const place = await versionOne();
    await (await openAt(place)).close();
    const fresh = makePlace();
    await (await openAt(fresh)).close();
    expect(objects(place.path).sort()).toEqual(objects(fresh.path).sort());
    const refused = [
      ["UPDATE attempts SET state = 'unknown' WHERE id = 'purchase-approved'", 'never left'],
      ["UPDATE attempts SET amount_cents = 1 WHERE id = 'purchase-approved'", 'never change'],
      ["UPDATE attempts SET road = 'reverse' WHERE id = 'refund-declined'", 'never change'],
      ["DELETE FROM attempts WHERE id = 'purchase-approved'", 'never deleted'],
      ["UPDATE attempts SET state = 'prepared' WHERE id = 'purchase-declined'", 'never opened again'],
      ["UPDATE attempts SET invoice_number = 'X' WHERE id = 'purchase-declined'", 'never change'],
      ["DELETE FROM sales WHERE id = 'sale-0'", /never deleted|FOREIGN KEY/],
      ["INSERT INTO alarms VALUES ('a', 'x', 'nobody', NULL, NULL, 1, NULL, NULL)", 'FOREIGN KEY'],
    ] as const;
    for (const [statement, why] of refused) {
      expect(() => rawSql(place.path, (database) => database.exec(statement)), statement).toThrow(why);
    }
  });

  it.each([
    'INSERT INTO attempts_2',
    'DROP TABLE attempts',
    'ALTER TABLE',
    'UPDATE ledger SET schema_version',
  ])(
    'B30 is still whole and of version 1 after a kill before %j, and comes over at the next start',
    async (lastWords) => {
      const place = await versionOne();
      const before = allAttempts(place.path);
      const args = [childScript, place.path, place.witnessPath, lastWords];
      const child = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect(child).toMatchObject({ signal: 'SIGKILL', stdout: '' });
      expect(versionsOf(place.path)).toEqual({ schema_version: 1, compatible_from: 1 });
      expect(allAttempts(place.path)).toEqual(before);
      expect(await (await openAt(place)).verifyChain()).toMatchObject({ ok: true });
      expect(allAttempts(place.path)).toHaveLength(before.length);
    },
  );

  it('is left as it is where a row points at nothing', async () => {
    const place = await versionOne();
    rawSql(place.path, (database) => {
      database.exec(
        'PRAGMA foreign_keys = OFF; UPDATE alarms SET acknowledged_by = NULL; DROP TRIGGER sales_kept',
      );
      database.exec("DELETE FROM sales WHERE id = 'sale-0'");
    });
    expect(await openLedger(optionsAt(place))).toMatchObject({
      ok: false,
      error: { code: 'ledger_not_open' },
    });
    expect(versionsOf(place.path)).toEqual({ schema_version: 1, compatible_from: 1 });
  });
});

describe('a ledger of version 2', () => {
  it('opens again as it is', async () => {
    const place = makePlace();
    await (await openAt(place, { clock: { wallMs: () => startMs } })).close();
    const before = objects(place.path);
    await (await openAt(place)).close();
    expect(objects(place.path)).toEqual(before);
  });
});
