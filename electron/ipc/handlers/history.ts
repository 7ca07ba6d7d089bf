import { failed, ok, type Result } from '../../../shared/app-error.ts';
import { csvByteOrderMark, csvLines } from '../../../shared/csv.ts';
import { type HistoryFilter, wholeHistory } from '../../../shared/history-filter.ts';
import type { AttemptDetail, SavedFile } from '../../../shared/ipc-contract.ts';
import { refundedCents } from '../../../shared/refund-count.ts';
import type { AttemptFacts, Ledger } from '../../ledger/ledger.ts';
import type { PaymentsRoom } from '../../till/payments-room.ts';
import type { Till } from '../../till/till.ts';
import { historyTableHead, historyTableRow } from '../history-table.ts';
import type { IpcHandlers } from '../register.ts';
import { createWithRoom } from '../with-room.ts';
import { viewOf, viewsOf } from './payments.ts';

/** Where a file goes is the person's to say. */
export interface FileDoor {
  /** Pieces are asked for only once a place was chosen; a content that throws leaves no file. */
  saveFile(name: string, content: string | Uint8Array | AsyncIterable<string>): Promise<Result<SavedFile>>;
}

/** Small enough that a payment which is pressed meanwhile waits for a few milliseconds only. */
const exportPieceRows = 200;

interface RunningExport {
  rows: number;
  isStopped: boolean;
}

export function historyHandlers(till: Till, doors: FileDoor): IpcHandlers['history'] {
  const withRoom = createWithRoom(till);
  const { mode, wireClock, nextTurn } = till.parts;
  let running: RunningExport | null = null;

  /** All pages, piece by piece: however long the history is, one piece of it is held. */
  async function* csvOf(room: PaymentsRoom, filter: HistoryFilter, progress: RunningExport) {
    yield csvByteOrderMark + csvLines([historyTableHead]);
    let cursor: string | null = null;
    do {
      const page = await room.ledger.attemptsPage(cursor, exportPieceRows, filter);
      const views = await viewsOf(till, room, page.items);
      yield csvLines(views.map((view) => historyTableRow(view, mode)));
      progress.rows += views.length;
      cursor = page.nextCursor;
      await nextTurn();
      if (progress.isStopped) throw new Error('the export was stopped');
    } while (cursor !== null);
  }

  return {
    page: ({ cursor, limit, filter = wholeHistory }) =>
      withRoom(async (room) => {
        const { items, ...rest } = await room.ledger.attemptsPage(cursor, limit, filter);
        return ok({ attempts: await viewsOf(till, room, items), ...rest });
      }),
    detail: ({ attemptId }) =>
      withRoom(async (room) => {
        const facts = await room.ledger.attempt(attemptId);
        return facts ? ok(await detailOf(till, room, facts)) : failed('attempt_unknown');
      }),
    export: ({ filter }) =>
      withRoom(async (room) => {
        if (running !== null) return failed('not_possible_now');
        const progress: RunningExport = { rows: 0, isStopped: false };
        running = progress;
        try {
          const day = new Date(wireClock.wallMs()).toISOString().slice(0, 10);
          const name = `tillside-${mode.practice ? 'practice-' : ''}history-${day}.csv`;
          const saved = await doors.saveFile(name, csvOf(room, filter, progress));
          if (!saved.ok && progress.isStopped) return ok({ fileName: null, rows: 0 });
          return saved.ok ? ok({ ...saved.value, rows: progress.rows }) : saved;
        } finally {
          running = null;
        }
      }),
    exportProgress: async () => ok(running === null ? null : { rows: running.rows }),
    async stopExport() {
      if (running !== null) running.isStopped = true;
      return ok(null);
    },
  };
}

async function detailOf(till: Till, room: PaymentsRoom, facts: AttemptFacts): Promise<AttemptDetail> {
  const { ledger } = room;
  const { attempt } = facts;
  const original = attempt.kind === 'refund' ? await originalOf(ledger, facts) : facts;
  const refunds = await refundsOf(ledger, facts);
  const refunded = refunds.reduce((sum, refund) => sum + refundedCents(refund.attempt), 0);
  const paidCents = attempt.kind === 'refund' ? attempt.originalAmountCents : attempt.approvedCents;
  return {
    attempt: await viewOf(till, room, facts),
    evidence: await ledger.evidenceOf(attempt.id),
    original: attempt.kind === 'refund' && original ? await viewOf(till, room, original) : null,
    refunds: await viewsOf(till, room, refunds),
    refunded: paidCents === null ? null : { cents: refunded, ofCents: paidCents },
  };
}

async function originalOf(ledger: Ledger, { attempt }: AttemptFacts): Promise<AttemptFacts | null> {
  if (attempt.originalTransactionId === null) return null;
  const row = await ledger.transaction(attempt.originalTransactionId);
  return row?.attemptId ? ledger.attempt(row.attemptId) : null;
}

/** All refunds of the payments that this attempt took, or of the one that it gives back. */
async function refundsOf(
  ledger: Ledger,
  { attempt, transactions }: AttemptFacts,
): Promise<readonly AttemptFacts[]> {
  const ids =
    attempt.originalTransactionId === null
      ? transactions.filter((row) => row.status === 'approved').map((row) => row.transactionId)
      : [attempt.originalTransactionId];
  const refunds: AttemptFacts[] = [];
  for (const id of ids) refunds.push(...(await ledger.refundsBeside(id, null)));
  return refunds;
}
