import type { Clock, Logger, Random } from '../../shared/ports.ts';
import type { JournalFact } from './journal.ts';
import type { JournalNote, LedgerInfo } from './ledger.ts';
import type { LedgerDb } from './schema.ts';

/** What every part of an open ledger works with. `info` changes with epochs and the end of recovery. */
export interface LedgerContext {
  readonly db: LedgerDb;
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly random: Random;
  readonly logger: Logger;
  info: LedgerInfo;
}

export function fact(
  context: LedgerContext,
  note: JournalNote,
  atMs: number,
  attemptId: string | null = null,
): JournalFact {
  return { ...note, atMs, attemptId, epoch: context.info.epoch };
}

export function appNote(kind: JournalNote['kind'], data: JournalNote['data']): JournalNote {
  return { kind, source: 'app', data };
}

export function personNote(kind: JournalNote['kind'], data: JournalNote['data']): JournalNote {
  return { kind, source: 'person', data };
}
