/**
 * The disk of one machine: real SQLite files in a folder in memory, behind a port at every statement that writes. A
 * process that ends leaves exactly what had been written; a power cut may add torn bytes behind it, and takes what was
 * committed without being flushed.
 */
import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from 'node:sqlite';
import type { LedgerDisk } from '../../../electron/ledger/disk.ts';
import type { Drawing } from '../../fakes/drawing.ts';
import type { Ports, Process } from './process.ts';

export interface MachineDisk {
  folder(): string;
  /** Lays a file into the folder. */
  put(from: string, name: string): void;
  /** Path of the ledger, null before there is one. */
  ledgerPath(): string | null;
  setFull(isFull: boolean): void;
  isFull(): boolean;
  forProcess(process: Process, ports: Ports): LedgerDisk;
  /** What a process that has just ended left behind is from here on the disk. */
  takeOver(process: Process, isPowerCut: boolean): void;
  /** Keeps a copy of the ledger as it is now. */
  copy(): DiskCopy;
  restore(copy: DiskCopy): void;
  /** The open ledger of the running process, past all ports, to be read between its transactions; null without one. */
  openLedger(): DatabaseSync | null;
  /** Called after each commit with the tables that were written. */
  onCommit(listener: (tables: ReadonlySet<string>) => void): void;
  close(): void;
}

export interface DiskCopy {
  readonly folder: string;
}

const isLedgerFile = (name: string) => /\.sqlite(-wal)?$/.test(name);

export function createMachineDisk(root: string, draw: Drawing): MachineDisk {
  const texts = new Map<string, string>();
  const open = new Map<Process, Set<DatabaseSync>>();
  const listeners: ((tables: ReadonlySet<string>) => void)[] = [];
  const written = new Set<string>();
  let ledger: DatabaseSync | null = null;
  let generation = 0;
  let folder = newFolder();
  let isFull = false;

  function newFolder(): string {
    const path = join(root, `d${generation++}`);
    mkdirSync(path, { recursive: true });
    return path;
  }

  function copyLedger(from: string, to: string): void {
    for (const name of readdirSync(from).filter(isLedgerFile)) copyFileSync(join(from, name), join(to, name));
  }

  let foundIn = '';
  let foundPath: string | null = null;
  function ledgerPath(): string | null {
    if (foundIn === folder && foundPath !== null) return foundPath;
    const name = readdirSync(folder).find((each) => /^ledger-.*\.sqlite$/.test(each));
    foundIn = folder;
    foundPath = name === undefined ? null : join(folder, name);
    return foundPath;
  }

  function tellCommitted(): void {
    if (written.size === 0) return;
    const tables = new Set(written);
    written.clear();
    for (const listener of listeners) listener(tables);
  }

  function fullDisk(database: DatabaseSync): Error {
    // SQLite itself rolls the transaction back when it finds the disk full, or leaves that to the program.
    if (database.isTransaction && draw.chance(0.5)) DatabaseSync.prototype.exec.call(database, 'ROLLBACK');
    return Object.assign(new Error('database or disk is full'), { errcode: 13, code: 'ERR_SQLITE_ERROR' });
  }

  /** Every statement of a ledger comes through here. */
  function run<Value>(
    process: Process,
    ports: Ports,
    database: DatabaseSync,
    sql: string,
    act: () => Value,
  ): Value {
    const verb = verbOf(sql);
    if (verb === null) return ports.quietCall(process, act);
    const value = ports.call(process, `sql ${verb.name}`, () => {
      if (isFull && verb.isWrite) throw fullDisk(database);
      const result = act();
      if (verb.table !== null) written.add(verb.table);
      if (verb.name === 'rollback') written.clear();
      else if (!database.isTransaction) tellCommitted();
      return result;
    });
    return value;
  }

  function watched(process: Process, ports: Ports, path: string, options: DatabaseSyncOptions): DatabaseSync {
    class WatchedDatabase extends DatabaseSync {
      override prepare(sql: string): StatementSync {
        const statement = super.prepare(sql);
        const through = <Value>(act: () => Value) => run(process, ports, this, sql, act);
        return {
          all: (...values: never[]) => through(() => statement.all(...values)),
          get: (...values: never[]) => through(() => statement.get(...values)),
          run: (...values: never[]) => through(() => statement.run(...values)),
          iterate: (...values: never[]) => through(() => statement.iterate(...values)),
          columns: () => statement.columns(),
        } as unknown as StatementSync;
      }
      override exec(sql: string): void {
        run(process, ports, this, sql, () => super.exec(sql));
      }
      override close(): void {
        ports.quietCall(process, () => super.close());
        if (ledger === this) ledger = null;
        open.get(process)?.delete(this);
      }
    }
    const database = new WatchedDatabase(path, options);
    if (isLedgerFile(path) && options.readOnly !== true) {
      // Nobody else opens it, and without a shared index a read costs no system call.
      DatabaseSync.prototype.exec.call(database, 'PRAGMA locking_mode = EXCLUSIVE');
      ledger = database;
    }
    const known = open.get(process) ?? new Set();
    open.set(process, known.add(database));
    return database;
  }

  function closeAllOf(process: Process): void {
    for (const database of open.get(process) ?? []) DatabaseSync.prototype.close.call(database);
    open.delete(process);
    ledger = null;
  }

  function flushesCommits(process: Process): boolean {
    for (const database of open.get(process) ?? []) {
      const prepare = DatabaseSync.prototype.prepare.bind(database);
      if (prepare('PRAGMA journal_mode').get()?.journal_mode !== 'wal') continue;
      if (Number(prepare('PRAGMA synchronous').get()?.synchronous) < 2) return false;
    }
    return true;
  }

  function tear(): void {
    const path = ledgerPath();
    if (path === null || !existsSync(`${path}-wal`)) return;
    const garbage = Buffer.from(Array.from({ length: draw.whole(1, 6_000) }, () => draw.whole(0, 255)));
    appendFileSync(`${path}-wal`, garbage);
  }

  return {
    folder: () => folder,
    put: (from, name) => copyFileSync(from, join(folder, name)),
    ledgerPath,
    setFull(value) {
      isFull = value;
    },
    isFull: () => isFull,
    forProcess: (process, ports) => ({
      openDatabase: (path, options) => ports.quietCall(process, () => watched(process, ports, path, options)),
      readText: async (path) => ports.quietCall(process, () => texts.get(nameOf(path)) ?? null),
      replaceText: async (path, text) =>
        ports.call(process, 'write text', () => {
          if (isFull) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
          texts.set(nameOf(path), text);
        }),
    }),
    takeOver(process, isPowerCut) {
      const old = folder;
      const isFlushed = flushesCommits(process);
      folder = newFolder();
      copyLedger(old, folder);
      written.clear();
      // In this order: SQLite would tidy up a file that is still there when it closes it.
      rmSync(old, { recursive: true, force: true });
      closeAllOf(process);
      if (!isPowerCut) return;
      const path = ledgerPath();
      if (!isFlushed && path !== null) rmSync(`${path}-wal`, { force: true });
      else tear();
    },
    copy() {
      const to = newFolder();
      copyLedger(folder, to);
      return { folder: to };
    },
    restore(copy) {
      const old = folder;
      folder = newFolder();
      copyLedger(copy.folder, folder);
      rmSync(old, { recursive: true, force: true });
    },
    openLedger: () => ledger,
    onCommit: (listener) => void listeners.push(listener),
    close() {
      rmSync(root, { recursive: true, force: true });
      for (const process of [...open.keys()]) closeAllOf(process);
    },
  };
}

/** Texts lie beside the ledger, whose folder is another one after each end. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/**
 * Among the tables that were written: that an attempt was looked at, and nothing else of it. Most commits by far are such,
 * and nobody who reads attempts need read them again for it.
 */
export const looks = 'attempts: looks';
const lookOnly = /^update "attempts" set "last_lookup_at_ms" = \?, "lookup_count" = \? where "id" = \?$/;

interface Verb {
  readonly name: string;
  readonly table: string | null;
  readonly isWrite: boolean;
}

const verbs = new Map<string, Verb | null>();

/** What a statement does to the file; null for one that only reads. */
function verbOf(sql: string): Verb | null {
  const known = verbs.get(sql);
  if (known !== undefined) return known;
  const verb = readVerb(sql);
  if (verbs.size < 1_000) verbs.set(sql, verb);
  return verb;
}

function readVerb(sql: string): Verb | null {
  const text = sql.trim().toLowerCase();
  if (lookOnly.test(text)) return { name: 'update attempts', table: looks, isWrite: true };
  const change = /^(insert|update|delete)\b.*?"(\w+)"/s.exec(text);
  if (change) return { name: `${change[1]} ${change[2]}`, table: change[2] ?? null, isWrite: true };
  if (text.startsWith('begin')) return { name: 'begin', table: null, isWrite: false };
  if (text.startsWith('commit')) return { name: 'commit', table: null, isWrite: true };
  if (text.startsWith('rollback')) return { name: 'rollback', table: null, isWrite: false };
  return null;
}
