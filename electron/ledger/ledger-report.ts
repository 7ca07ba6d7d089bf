import type { EvidenceEntry } from '../../shared/evidence.ts';
import { factsOf, transactionRows } from './facts.ts';
import { toEvidence } from './journal.ts';
import type { AttemptFacts, LedgerTransaction } from './ledger.ts';
import { attemptColumns, type LedgerDb } from './schema.ts';

export type LedgerReport = Awaited<ReturnType<typeof ledgerReport>>;

/**
 * All attempts with their evidence, oldest first, as plain JSON: instants as ISO texts, amounts in cents. Of card
 * data it has the card's type; digits, approval codes and names stay in the ledger (M12).
 */
export async function ledgerReport(db: LedgerDb) {
  const ledger = await db.selectFrom('ledger').selectAll().executeTakeFirstOrThrow();
  const attempts = await db.selectFrom('attempts').select(attemptColumns).orderBy('n').execute();
  const journal = await db
    .selectFrom('journal')
    .selectAll()
    .where('attemptId', 'is not', null)
    .orderBy('seq')
    .execute();
  const evidence = Map.groupBy(journal.map(toEvidence), (entry) => entry.attemptId);
  const alarms = await db.selectFrom('alarms').selectAll().orderBy('raisedAtMs').execute();
  const filed = await transactionRows(db).where('transactions.attemptId', 'is', null).execute();
  const inbox = await db.selectFrom('inbox').selectAll().orderBy('id').execute();
  return {
    ledger: {
      ledgerId: ledger.ledgerId,
      tillId: ledger.tillId,
      mode: ledger.mode,
      practice: ledger.practice === 1,
      epoch: ledger.epoch,
      inRecovery: ledger.inRecovery === 1,
      schemaVersion: ledger.schemaVersion,
    },
    attempts: (await factsOf(db, attempts)).map((facts) =>
      attemptReport(facts, evidence.get(facts.attempt.id) ?? []),
    ),
    /** Kept without an owner: of other tools, other tills, or of a time before this ledger was restored. */
    filedTransactions: filed.map(transactionReport),
    alarms: alarms.map((alarm) => ({
      id: alarm.id,
      kind: alarm.kind,
      attemptId: alarm.attemptId,
      transactionId: alarm.transactionId,
      terminalCode: alarm.terminalCode,
      raisedAt: iso(alarm.raisedAtMs),
      acknowledgedAt: iso(alarm.acknowledgedAtMs),
    })),
    inbox: inbox.map(({ webhookId, outcome, tries }) => ({ webhookId, outcome, tries })),
  };
}

function attemptReport({ attempt, sale, transactions }: AttemptFacts, evidence: readonly EvidenceEntry[]) {
  const { id, saleId, kind, terminalCode, invoiceNumber, amountCents, currency, state } = attempt;
  const { laterProven, approvedCents, errorCode, road, originalTransactionId, refundReason } = attempt;
  return {
    ...{ id, saleId, kind, terminalCode, invoiceNumber, amountCents, currency, state },
    ...{ laterProven, approvedCents, errorCode },
    ...{ road, originalTransactionId, refundReason },
    preparedAt: iso(attempt.preparedAtMs),
    sendBegunAt: iso(attempt.sendBegunAtMs),
    endedAt: iso(attempt.endedAtMs),
    reference: sale.reference,
    transactions: transactions.map(transactionReport),
    evidence: evidence.map(({ seq, atMs, kind: what, source, data }) => ({
      seq,
      at: iso(atMs),
      kind: what,
      source,
      data,
    })),
  };
}

function transactionReport(row: LedgerTransaction) {
  return {
    transactionId: row.transactionId,
    type: row.type,
    status: row.status,
    amountCents: row.amountCents,
    currency: row.currency,
    invoiceNumber: row.invoiceNumber,
    cardType: row.cardType,
    dateCreated: row.dateCreatedText,
    source: row.source,
    firstSeenAt: iso(row.firstSeenAtMs),
  };
}

function iso(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}
