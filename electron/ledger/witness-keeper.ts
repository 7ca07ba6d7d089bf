import type { DatabaseSync } from 'node:sqlite';
import type { LedgerDisk } from './disk.ts';
import { chainEnd } from './journal.ts';
import type { LedgerContext } from './ledger-context.ts';
import { writeWitness } from './witness.ts';

/**
 * The log is folded into the file once it has this many pages: well before SQLite would do it by itself in the middle
 * of a commit, and not oftener, since the first commit after a fold has to flush twice.
 */
const foldAtPages = 400;

/**
 * Keeps the witness near the ledger's end without standing in a payment's way: calls during a write share the next
 * one. Folds the log into the file on the same occasion, so that a press seldom has to.
 */
export class WitnessKeeper {
  readonly #context: LedgerContext;
  readonly #database: DatabaseSync;
  readonly #disk: LedgerDisk;
  readonly #path: string | null;
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;

  constructor(context: LedgerContext, database: DatabaseSync, disk: LedgerDisk, path: string | null) {
    this.#context = context;
    this.#database = database;
    this.#disk = disk;
    this.#path = path;
  }

  /** Resolves once a witness at least as new as this call is on disk. */
  write(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      this.#running = this.#write();
      return this.#running;
    });
    return this.#next;
  }

  /** A witness that cannot be written makes a later restore harder to see, and stops no payment. */
  writeLater(): void {
    void this.write();
  }

  async #write(): Promise<void> {
    try {
      if (this.#path !== null) await this.#writeFile(this.#path);
      this.#fold();
    } catch (cause) {
      const detail = cause instanceof Error ? cause.message : null;
      this.#context.logger.warn('the witness of the ledger could not be written', { cause: detail });
    }
  }

  #fold(): void {
    const waiting = this.#database.prepare('PRAGMA wal_checkpoint(NOOP)').get();
    if (Number(waiting?.log) >= foldAtPages) this.#database.exec('PRAGMA wal_checkpoint(PASSIVE)');
  }

  async #writeFile(path: string): Promise<void> {
    const { db, info } = this.#context;
    const end = await chainEnd(db);
    await writeWitness(this.#disk, path, { format: 1, ledgerId: info.ledgerId, tillId: info.tillId, ...end });
  }
}
