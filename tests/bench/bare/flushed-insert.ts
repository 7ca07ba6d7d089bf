/** The least that "written before sent" costs: one row in one table, on disk when the call returns. */
import { DatabaseSync } from 'node:sqlite';

export interface BareLedger {
  /** Returns once the row is flushed. */
  insert(text: string): void;
  close(): void;
}

/** The same durability as the till's ledger, and nothing else of it. */
export function openBareLedger(path: string): BareLedger {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('PRAGMA fullfsync = ON');
  database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO rows (text) VALUES (?)');
  return {
    insert: (text) => void insert.run(text),
    close: () => database.close(),
  };
}
