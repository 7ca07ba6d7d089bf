import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Clock, Random } from '../../shared/ports.ts';
import { isSameAccount, joinFingerprints } from './account-fingerprint.ts';
import { appendFacts } from './journal.ts';
import type { LedgerInfo } from './ledger.ts';
import { appNote, fact, type LedgerContext } from './ledger-context.ts';
import { compatibleFrom, schemaVersion } from './migrations/run-migrations.ts';
import type { LedgerDb, LedgerTable } from './schema.ts';

export interface LedgerIdentity {
  readonly mode: LedgerInfo['mode'];
  readonly practice: boolean;
}

interface Sources extends LedgerIdentity {
  readonly random: Random;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/**
 * Who this ledger is; a new one gets its identity here. A ledger of another mode is refused, so that practice and
 * money never share a file (M13).
 */
export async function loadInfo(db: LedgerDb, sources: Sources): Promise<Result<LedgerInfo>> {
  const row = await db.selectFrom('ledger').selectAll().executeTakeFirst();
  if (!row) return ok(await createIdentity(db, sources));
  const info = toInfo(row, await restoredAtMs(db, row.tillId));
  if (info.mode === sources.mode && info.practice === sources.practice) return ok(info);
  return failed('ledger_misplaced', { detail: `a ledger of mode ${info.mode}, practice ${info.practice}` });
}

async function createIdentity(db: LedgerDb, sources: Sources): Promise<LedgerInfo> {
  const atMs = sources.clock.wallMs();
  const tillId = sources.random.uuid();
  const ledgerId = sources.random.uuid();
  const row: Omit<LedgerTable, 'one'> = {
    ledgerId,
    mode: sources.mode,
    practice: sources.practice ? 1 : 0,
    accountFingerprint: null,
    tillId,
    epoch: `created-${new Date(atMs).toISOString()}-${ledgerId.slice(0, 8)}`,
    inRecovery: 0,
    recoverFromMs: null,
    schemaVersion,
    compatibleFrom,
    createdAtMs: atMs,
  };
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('tills').values({ id: tillId, begunAtMs: atMs }).execute();
    await tx
      .insertInto('ledger')
      .values({ ...row, one: 1 })
      .execute();
    const note = appNote('epoch_begun', { reason: 'created', ledgerId, tillId, mode: row.mode });
    await appendFacts(tx, [{ ...note, atMs, attemptId: null, epoch: row.epoch }]);
  });
  return toInfo(row, null);
}

/** Every till after the first began when a restore or a copy was noticed. */
async function restoredAtMs(db: LedgerDb, tillId: string): Promise<number | null> {
  const tills = await db.selectFrom('tills').selectAll().execute();
  const own = tills.find(({ id }) => id === tillId);
  return tills.length > 1 && own ? own.begunAtMs : null;
}

/** Binds the ledger to the account whose fingerprint this is (M14), and goes with the account's new terminals. */
export async function bindAccount(context: LedgerContext, fingerprint: string): Promise<Result<null>> {
  const bound = context.info.accountFingerprint;
  if (bound !== null && !isSameAccount(bound, fingerprint)) return failed('account_changed');
  const accountFingerprint = joinFingerprints(bound, fingerprint);
  if (accountFingerprint === bound) return ok(null);
  await context.db.transaction().execute(async (tx) => {
    await tx.updateTable('ledger').set({ accountFingerprint }).execute();
    const note = appNote('ledger_opened', { boundToAccount: accountFingerprint });
    await appendFacts(tx, [fact(context, note, context.clock.wallMs())]);
  });
  context.info = { ...context.info, accountFingerprint };
  return ok(null);
}

function toInfo(row: Omit<LedgerTable, 'one'>, restoredAtMs: number | null): LedgerInfo {
  const { ledgerId, tillId, mode, accountFingerprint, epoch, recoverFromMs } = row;
  const practice = row.practice === 1;
  const inRecovery = row.inRecovery === 1;
  return {
    ledgerId,
    tillId,
    mode,
    practice,
    accountFingerprint,
    epoch,
    inRecovery,
    recoverFromMs,
    restoredAtMs,
  };
}
