import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { backup, DatabaseSync } from 'node:sqlite';
import { CamelCasePlugin, Kysely } from 'kysely';
import type { LedgerContext } from './ledger-context.ts';
import { nodeSqliteDialect } from './node-sqlite-dialect.ts';
import { beginEpoch } from './recovery.ts';
import type { LedgerDatabase } from './schema.ts';
import { verifyChain } from './verify-chain.ts';

/**
 * Copies the ledger into one new file by SQLite's backup API, reads the copy in full, and only then gives it its name.
 * The copy is one moment's state, whatever is written meanwhile. The chain here goes on in a new epoch.
 * @throws Error when the file exists already, or the copy does not hold.
 */
export async function backupLedger(
  context: LedgerContext,
  from: string,
  to: string,
  atMs: number,
): Promise<void> {
  if (existsSync(to)) throw new Error('a backup never replaces a file');
  const draft = `${to}.part`;
  await rm(draft, { force: true });
  try {
    await copy(from, draft);
    const rows = await verifyCopy(draft, context.info.ledgerId);
    await rename(draft, to);
    const epoch = await context.db
      .transaction()
      .execute((tx) => beginEpoch(context, tx, 'backed_up', { rows }, atMs));
    context.info = { ...context.info, epoch };
  } finally {
    await rm(draft, { force: true });
  }
}

async function copy(from: string, to: string): Promise<void> {
  // All pages in one step are one moment's state; the step runs off the main thread.
  const everyPage = 0x7fff_ffff;
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(source, to, { rate: everyPage });
  } finally {
    source.close();
  }
}

async function verifyCopy(path: string, ledgerId: string): Promise<number> {
  const database = new DatabaseSync(path);
  // One file on its own: a copy that needs its log beside it would be half of one once it is carried away.
  database.exec('PRAGMA journal_mode = DELETE');
  const db = new Kysely<LedgerDatabase>({
    dialect: nodeSqliteDialect(database),
    plugins: [new CamelCasePlugin()],
  });
  try {
    const check = database.prepare('PRAGMA integrity_check(1)').get()?.integrity_check;
    if (check !== 'ok') throw new Error(`the copy is damaged: ${String(check)}`);
    const ledger = await db.selectFrom('ledger').select('ledgerId').executeTakeFirst();
    if (ledger?.ledgerId !== ledgerId) throw new Error('the copy is another ledger');
    const chain = await verifyChain(db);
    if (!chain.ok) throw new Error(`the copy's journal is broken at ${chain.brokenAtSeq}`);
    return chain.rows;
  } finally {
    await db.destroy();
  }
}
