import type { DatabaseSync } from 'node:sqlite';
import type { LedgerContext } from './ledger-context.ts';

/**
 * Erases what can point at a customer and is older than `beforeMs` (UTC milliseconds): card digits, approval codes,
 * customer codes, reasons in a person's own words, bodies of finished events (M12). None of it is in the hash chain, which stays whole. Erased content
 * is overwritten in the file and in its log; backups made before keep theirs.
 * @returns how many rows lost something.
 */
export async function erasePersonalData(
  context: LedgerContext,
  database: DatabaseSync,
  beforeMs: number,
): Promise<number> {
  const erased = await context.db.transaction().execute(async (tx) => {
    const old = tx.selectFrom('transactions').select('transactionId').where('firstSeenAtMs', '<', beforeMs);
    const digits = await tx
      .deleteFrom('transactionPersonal')
      .where('transactionId', 'in', old)
      .executeTakeFirst();
    const customers = await tx
      .updateTable('sales')
      .set({ customerCode: null })
      .where('createdAtMs', '<', beforeMs)
      .where('customerCode', 'is not', null)
      .executeTakeFirst();
    const events = await tx
      .updateTable('inbox')
      .set({ body: '' })
      .where('finishedAtMs', '<', beforeMs)
      .where('body', '!=', '')
      .executeTakeFirst();
    const words = await tx
      .updateTable('attempts')
      .set({ refundReasonText: null })
      .where('preparedAtMs', '<', beforeMs)
      .where('refundReasonText', 'is not', null)
      .executeTakeFirst();
    return words.numUpdatedRows + digits.numDeletedRows + customers.numUpdatedRows + events.numUpdatedRows;
  });
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  return Number(erased);
}
