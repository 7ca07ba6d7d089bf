/** The journal only grows, and each row carries the hash of the one before it. */
import { createHash } from 'node:crypto';
import type { JournalRow } from './ledger-rows.ts';
import type { Blame } from './sending-rules.ts';

export interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

export const chainStart: ChainEnd = { seq: 0, hash: '0'.repeat(64) };

/** @returns the end of the chain after these rows */
export function judgeJournal(end: ChainEnd, rows: readonly JournalRow[], blame: Blame): ChainEnd {
  let { seq, hash } = end;
  for (const row of rows) {
    const canonical = JSON.stringify([
      row.seq,
      row.at_ms,
      row.kind,
      row.source,
      row.attempt_id,
      row.epoch,
      row.data,
    ]);
    const wanted = createHash('sha256').update(`${hash}\n${canonical}`).digest('hex');
    if (row.seq !== seq + 1 || row.prev_hash !== hash || row.hash !== wanted) {
      blame('M14', `the journal is broken at ${row.seq}`);
      return end;
    }
    seq = row.seq;
    hash = row.hash;
  }
  return { seq, hash };
}
