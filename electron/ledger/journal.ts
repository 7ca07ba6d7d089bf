import { hash } from 'node:crypto';
import type { EvidenceData, EvidenceEntry } from '../../shared/evidence.ts';
import { fixedInsert, fixedQuery } from './fixed-query.ts';
import type { JournalNote } from './ledger.ts';
import { type JournalTable, journalColumns, type LedgerDb, type LedgerTx } from './schema.ts';

/** What stands before the first row. */
export const firstPrevHash = '0'.repeat(64);

export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/** A note with all that its row says beside the chain. */
export interface JournalFact extends JournalNote {
  readonly atMs: number;
  readonly attemptId: string | null;
  readonly epoch: string;
}

/** JSON with sorted keys, so that the same facts always give the same text and so the same hash. */
export function canonicalJson(data: EvidenceData): string {
  return JSON.stringify(Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))));
}

/** SHA-256, in hex, over the previous row's hash and the canonical row. */
export function rowHash(prevHash: string, row: Omit<JournalTable, 'prevHash' | 'hash'>): string {
  const canonical = JSON.stringify([
    row.seq,
    row.atMs,
    row.kind,
    row.source,
    row.attemptId,
    row.epoch,
    row.data,
  ]);
  return hash('sha256', `${prevHash}\n${canonical}`);
}

/** The rows that put these facts at the end of a chain. */
export function chainRows(end: ChainEnd, facts: readonly JournalFact[]): readonly JournalTable[] {
  let { seq, hash: prevHash } = end;
  return facts.map((fact) => {
    seq += 1;
    const row = {
      seq,
      atMs: fact.atMs,
      kind: fact.kind,
      source: fact.source,
      attemptId: fact.attemptId,
      epoch: fact.epoch,
      data: canonicalJson(fact.data),
    };
    const next = { ...row, prevHash, hash: rowHash(prevHash, row) };
    prevHash = next.hash;
    return next;
  });
}

const lastRow = fixedQuery((db) =>
  db.selectFrom('journal').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1),
);
const insertRow = fixedInsert('journal', journalColumns);

export async function chainEnd(db: LedgerDb | LedgerTx): Promise<ChainEnd> {
  return (await lastRow(db))[0] ?? { seq: 0, hash: firstPrevHash };
}

/** Appends facts inside the transaction that writes what they speak of. */
export async function appendFacts(tx: LedgerTx, facts: readonly JournalFact[]): Promise<void> {
  if (facts.length === 0) return;
  for (const row of chainRows(await chainEnd(tx), facts)) await insertRow(tx, row);
}

export function toEvidence(row: JournalTable): EvidenceEntry {
  const { seq, atMs, kind, source, attemptId } = row;
  return { seq, atMs, kind, source, attemptId, data: JSON.parse(row.data) as EvidenceData };
}
