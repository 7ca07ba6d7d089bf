import { mkdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely } from 'kysely';
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Clock, Logger, Random } from '../../shared/ports.ts';
import { raiseAlarm } from './alarms.ts';
import { type LedgerDisk, machineDisk } from './disk.ts';
import { inspectFile, isUnreadable } from './inspect-file.ts';
import { appendFacts } from './journal.ts';
import type { LedgerInfo } from './ledger.ts';
import { appNote, fact, type LedgerContext } from './ledger-context.ts';
import { type LedgerIdentity, loadInfo } from './ledger-identity.ts';
import { runMigrations, schemaVersion } from './migrations/run-migrations.ts';
import { misplacement } from './misplaced-folder.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { openDatabase } from './open-database.ts';
import { beginRecovery, footprint, restoreSign } from './recovery.ts';
import type { LedgerDatabase, LedgerDb } from './schema.ts';
import { type SingleUse, takeSingleUse } from './single-use.ts';
import { type OpenedLedger, sqliteLedger } from './sqlite-ledger.ts';
import { verifyTail } from './verify-chain.ts';
import { readWitness, type WitnessRead } from './witness.ts';
import { WitnessKeeper } from './witness-keeper.ts';

export interface LedgerOptions extends LedgerIdentity {
  /** Absolute path of the file; its folder is made when missing. */
  readonly path: string;
  /** A file outside the ledger that remembers how far it had come (M14); without one no restore is noticed. */
  readonly witnessPath?: string;
  readonly random: Random;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly logger: Logger;
  /** `process.platform` unless a test says otherwise. */
  readonly platform?: string;
  /** The machine's own without it. */
  readonly disk?: LedgerDisk;
}

type HeldOptions = LedgerOptions & { readonly disk: LedgerDisk };

/**
 * Opens a ledger for this process alone, or makes one. The time it takes does not grow with the ledger's age: only
 * the tail of the chain is checked (a break raises `journal_broken`); `verifyChain` reads it all.
 *
 * Fails with `ledger_misplaced` (network, roaming or synced folder, or the ledger of another mode),
 * `ledger_unreadable` (damaged, or not a ledger), `ledger_newer` (made by a version this one must not write for),
 * `ledger_not_open` (another process has it, or the disk refuses). In all of these the file keeps every byte.
 */
export async function openLedger(options: LedgerOptions): Promise<Result<OpenedLedger>> {
  const why = misplacement(options.path, options.platform ?? process.platform);
  if (why) return failed('ledger_misplaced', { detail: why });
  const disk = options.disk ?? machineDisk;
  let hold: SingleUse | null = null;
  try {
    const path = realPath(options.path);
    const realWhy = misplacement(path, options.platform ?? process.platform);
    if (realWhy) return failed('ledger_misplaced', { detail: realWhy });
    hold = takeSingleUse(disk, path);
    if (!hold) return failed('ledger_not_open', { detail: 'another Tillside has this ledger open' });
    const opened = await openHeld({ ...options, path, disk }, hold);
    if (!opened.ok) hold.release();
    return opened;
  } catch (cause) {
    hold?.release();
    const detail = cause instanceof Error ? cause.message.slice(0, 200) : null;
    options.logger.error('the ledger could not be opened', { cause: detail });
    return failed(isUnreadable(cause) ? 'ledger_unreadable' : 'ledger_not_open', { detail });
  }
}

async function openHeld(options: HeldOptions, hold: SingleUse): Promise<Result<OpenedLedger>> {
  const read: WitnessRead = options.witnessPath
    ? await readWitness(options.disk, options.witnessPath)
    : { kind: 'missing' };
  const file = inspectFile(options.disk, options.path, read.kind !== 'missing');
  if (file.kind === 'unreadable') return failed('ledger_unreadable', { detail: file.why });
  if (file.kind === 'newer') return failed('ledger_newer', { detail: `schema ${file.schemaVersion}` });
  const database = openDatabase(options.disk, options.path, file.kind === 'new');
  const db: LedgerDb = new Kysely<LedgerDatabase>({
    dialect: nodeSqliteDialect(database),
    plugins: [new CamelCasePlugin()],
  });
  try {
    if (file.kind === 'new' || file.schemaVersion < schemaVersion) await runMigrations(db);
    const info = await loadInfo(db, options);
    if (info.ok) return ok(await begin(options, hold, database, db, info.value, read));
    await db.destroy();
    return info;
  } catch (cause) {
    await db.destroy();
    throw cause;
  }
}

async function begin(
  options: HeldOptions,
  hold: SingleUse,
  database: DatabaseSync,
  db: LedgerDb,
  info: LedgerInfo,
  read: WitnessRead,
): Promise<OpenedLedger> {
  const { clock, random, logger, disk, path, witnessPath } = options;
  const context: LedgerContext = { db, clock, random, logger, info };
  const atMs = clock.wallMs();
  const tail = await verifyTail(db);
  // Before this opening adds a row: the last one is what a restored ledger has to be caught up from.
  const sign = witnessPath ? restoreSign(read, await footprint(db, info.ledgerId, read)) : null;
  if (sign) await beginRecovery(context, sign, atMs);
  if (!tail.ok) {
    logger.error('the journal is broken', { seq: tail.brokenAtSeq });
    const alarm = {
      kind: 'journal_broken',
      attemptId: null,
      transactionId: null,
      terminalCode: null,
    } as const;
    await raiseAlarm(context, alarm, atMs);
  }
  const note = appNote('ledger_opened', { schemaVersion, tillId: context.info.tillId });
  await db.transaction().execute((tx) => appendFacts(tx, [fact(context, note, atMs)]));
  const keeper = new WitnessKeeper(context, database, disk, witnessPath ?? null);
  await keeper.write();
  return sqliteLedger({ context, database, path, keeper, hold });
}

/** The folder's real place, so that a link cannot hide a synced folder or give one file two locks. */
function realPath(path: string): string {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    return realpathSync(path);
  } catch {
    return join(realpathSync(folder), basename(path));
  }
}
