import type { EvidenceData } from '../../shared/evidence.ts';
import { writeAlarm } from './alarms.ts';
import { appendFacts, type ChainEnd, chainEnd } from './journal.ts';
import { appNote, fact, type LedgerContext } from './ledger-context.ts';
import type { LedgerDb, LedgerTx } from './schema.ts';
import type { WitnessRead } from './witness.ts';

/**
 * Why a ledger may not be the last one this till wrote (M14):
 * - `another_ledger`: the witness knows another ledger here, so this one was put in its place or begun after a loss;
 * - `behind`: the witness has seen rows that this file lacks, so an older copy was restored;
 * - `diverged`: the row that the witness names is another one here, so this is a copy that lived on elsewhere;
 * - `no_witness`: attempts but no (readable) witness, so the file came here without the machine's own knowledge of it.
 * Ahead of the witness on the same chain is ordinary: the witness is written after the ledger, and a crash may come
 * between. Not seen: file and witness copied or restored together, and an older copy no older than the witness.
 */
export type RestoreSign = 'another_ledger' | 'behind' | 'diverged' | 'no_witness';

export interface LedgerFootprint {
  readonly ledgerId: string;
  readonly end: ChainEnd;
  readonly hasAttempts: boolean;
  /** Hash of this ledger's row at the place the witness names, null without one. */
  readonly hashAtWitness: string | null;
}

export function restoreSign(read: WitnessRead, ledger: LedgerFootprint): RestoreSign | null {
  if (read.kind !== 'found') return ledger.hasAttempts ? 'no_witness' : null;
  const { witness } = read;
  if (witness.ledgerId !== ledger.ledgerId) return 'another_ledger';
  if (witness.seq > ledger.end.seq) return 'behind';
  return witness.seq === 0 || witness.hash === ledger.hashAtWitness ? null : 'diverged';
}

export async function footprint(db: LedgerDb, ledgerId: string, read: WitnessRead): Promise<LedgerFootprint> {
  const attempt = await db.selectFrom('attempts').select('n').limit(1).executeTakeFirst();
  const seq = read.kind === 'found' ? read.witness.seq : 0;
  const named = await db.selectFrom('journal').select('hash').where('seq', '=', seq).executeTakeFirst();
  return {
    ledgerId,
    end: await chainEnd(db),
    hasAttempts: attempt !== undefined,
    hashAtWitness: named?.hash ?? null,
  };
}

/**
 * How far back to read where this ledger cannot say what it lacks. Longer than the time in which a card payment is
 * commonly refunded or disputed, and short enough to be read in a few calls.
 */
const lostReachMs = 120 * 86_400_000;

/** A restored or copied ledger goes on as another till, and says so until Helcim's rows are imported. */
export async function beginRecovery(context: LedgerContext, sign: RestoreSign, atMs: number): Promise<void> {
  const tillId = context.random.uuid();
  const before = context.info.tillId;
  await context.db.transaction().execute(async (tx) => {
    await tx.insertInto('tills').values({ id: tillId, begunAtMs: atMs }).execute();
    const recoverFromMs = await reachBack(context, tx, sign, atMs);
    await tx.updateTable('ledger').set({ tillId, inRecovery: 1, recoverFromMs }).execute();
    const data = { sign, tillId, tillBefore: before, recoverFromMs };
    const epoch = await beginEpoch(context, tx, 'restored', data, atMs);
    context.info = {
      ...context.info,
      tillId,
      epoch,
      inRecovery: true,
      recoverFromMs,
      restoredAtMs: atMs,
    };
    const alarm = {
      kind: 'ledger_restored',
      attemptId: null,
      transactionId: null,
      terminalCode: null,
    } as const;
    await writeAlarm(context, tx, alarm, atMs);
  });
  context.logger.warn('the ledger is not the last one this till wrote', { sign });
}

/**
 * An older copy lacks what came after its last row. Another ledger, or one that lived on elsewhere, says nothing of when
 * the one that was here began to differ. What an unfinished recovery was to read is still to be read.
 */
async function reachBack(
  { info }: LedgerContext,
  tx: LedgerTx,
  sign: RestoreSign,
  nowMs: number,
): Promise<number> {
  const last = await tx
    .selectFrom('journal')
    .select('atMs')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const isOlderCopy = sign === 'behind' || sign === 'no_witness';
  // The earliest of all: a row from a clock that was ahead must not shorten the reach (M15).
  return Math.min(
    last?.atMs ?? nowMs,
    isOlderCopy ? nowMs : nowMs - lostReachMs,
    info.recoverFromMs ?? nowMs,
  );
}

export async function finishRecovery(context: LedgerContext, atMs: number): Promise<void> {
  if (!context.info.inRecovery) return;
  const epoch = await context.db.transaction().execute(async (tx) => {
    await tx.updateTable('ledger').set({ inRecovery: 0, recoverFromMs: null }).execute();
    return beginEpoch(context, tx, 'recovered', {}, atMs);
  });
  context.info = { ...context.info, epoch, inRecovery: false, recoverFromMs: null };
}

/** Names a new stretch of the chain; rows from here on carry the name. The caller keeps it in `info` once written. */
export async function beginEpoch(
  context: LedgerContext,
  tx: LedgerTx,
  reason: 'created' | 'restored' | 'recovered' | 'backed_up',
  data: EvidenceData,
  atMs: number,
): Promise<string> {
  const epoch = `${reason}-${new Date(atMs).toISOString()}-${context.random.uuid().slice(0, 8)}`;
  await tx.updateTable('ledger').set({ epoch }).execute();
  await appendFacts(tx, [{ ...fact(context, appNote('epoch_begun', { reason, ...data }), atMs), epoch }]);
  return epoch;
}
