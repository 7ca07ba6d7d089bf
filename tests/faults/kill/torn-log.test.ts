import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { drawFrom } from '../../fakes/drawing.ts';
import { copyLedger } from './ledger-file.ts';
import { tearLog } from './torn-log.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tillside-torn-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What a kill leaves: a file and a log that nobody closed. The last transaction is too big for the cache. */
function killedFile(rows: number): string {
  const path = join(folder, 'open.sqlite');
  const left = join(folder, 'left.sqlite');
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA cache_size = 5; CREATE TABLE kept (n INTEGER, text TEXT)');
  const insert = database.prepare('INSERT INTO kept VALUES (?, ?)');
  for (let n = 1; n <= rows; n += 1) insert.run(n, 'x'.repeat(200));
  database.exec('BEGIN');
  for (let n = 1; n <= 400; n += 1) insert.run(-n, 'y'.repeat(200));
  copyLedger(path, left);
  database.close();
  return left;
}

function rowsOf(path: string): readonly number[] {
  const database = new DatabaseSync(path);
  const check = database.prepare('PRAGMA integrity_check').get()?.integrity_check;
  const rows = database.prepare('SELECT n FROM kept ORDER BY n').all();
  database.close();
  expect(check).toBe('ok');
  return rows.map(({ n }) => Number(n));
}

describe('a torn log', () => {
  it.each(Array.from({ length: 20 }, (_run, index) => index))(
    'loses nothing that was committed and brings back nothing that was not (seed %i)',
    (seed) => {
      const path = killedFile(30);
      const sizeBefore = statSync(`${path}-wal`).size;
      expect(tearLog(path, drawFrom(seed))).toBe(true);
      expect(statSync(`${path}-wal`).size).not.toBe(sizeBefore);
      expect(rowsOf(path)).toEqual(Array.from({ length: 30 }, (_row, index) => index + 1));
    },
  );

  it('is left alone where there is none', () => {
    expect(tearLog(join(folder, 'nothing.sqlite'), drawFrom(1))).toBe(false);
  });
});
