/** What the till has read of originals, their batches and the rows beside them, as it stood in whole answers. */
import type { ApiRequest } from '../helcim.ts';
import { lookedUpNumber, type Moment } from './look-log.ts';
import { statusOf } from './seen.ts';

interface Read {
  readonly asked: Moment;
}

export interface RowsRead extends Read {
  readonly rows: readonly BesideRow[];
  /** Whether every row could be made sense of. */
  readonly isClear: boolean;
}

export interface BesideRow {
  readonly id: number;
  readonly type: string;
  readonly cents: number;
  readonly isDeclined: boolean;
}

export interface BatchRead extends Read {
  readonly isClosed: boolean;
}

export interface RefundReads {
  answered(request: ApiRequest, asked: Moment | null, bodyText: string): void;
  rowsOf(number: string): RowsRead | null;
  batch(id: number): BatchRead | null;
  original(id: number): Read | null;
  /** When a row of this id first stood in an answer; true time. */
  firstReadAtMs(rowId: number): number | null;
  ended(): void;
}

export function createRefundReads(nowMs: () => number): RefundReads {
  const rows = new Map<string, RowsRead>();
  const batches = new Map<number, BatchRead>();
  const originals = new Map<number, Read>();
  const firstRead = new Map<number, number>();

  function note(row: Readonly<Record<string, unknown>>, asked: Moment): void {
    const id = Number(row.transactionId);
    if (!firstRead.has(id)) firstRead.set(id, nowMs());
    if (isLatest(originals.get(id), asked)) originals.set(id, { asked });
  }

  return {
    answered(request, asked, bodyText) {
      if (request.method !== 'GET' || asked === null) return;
      const list = listIn(bodyText);
      if (list === null) return;
      if (request.path.startsWith('/card-batches')) {
        for (const batch of list) batches.set(Number(batch.id), { asked, isClosed: batch.closed === true });
        return;
      }
      if (!request.path.startsWith('/card-transactions')) return;
      for (const row of list) note(row, asked);
      const number = lookedUpNumber(request);
      if (number === null || !isLatest(rows.get(plain(number)), asked)) return;
      rows.set(plain(number), { asked, ...besideRows(list, number) });
    },
    rowsOf: (number) => rows.get(plain(number)) ?? null,
    batch: (id) => batches.get(id) ?? null,
    original: (id) => originals.get(id) ?? null,
    firstReadAtMs: (rowId) => firstRead.get(rowId) ?? null,
    ended() {
      rows.clear();
      batches.clear();
      originals.clear();
    },
  };
}

/** An answer that was long on its way does not take back what was asked after it. */
const isLatest = (known: Read | undefined, asked: Moment) => (known?.asked.atMs ?? 0) <= asked.atMs;
const plain = (number: unknown) => String(number).trim().toUpperCase();

function besideRows(list: readonly Readonly<Record<string, unknown>>[], number: string) {
  const beside = list.filter((row) => plain(row.invoiceNumber) === plain(number));
  const rows = beside.map((row) => ({
    id: Number(row.transactionId),
    type: String(row.type),
    cents: Math.round(Number(row.amount) * 100),
    isDeclined: statusOf(row.status) === 'declined',
  }));
  return { rows, isClear: rows.every(({ cents }) => Number.isFinite(cents)) };
}

function listIn(bodyText: string): readonly Readonly<Record<string, unknown>>[] | null {
  try {
    const value = JSON.parse(bodyText) as unknown;
    const list = Array.isArray(value) ? value : [value];
    return list.filter((each) => typeof each === 'object' && each !== null);
  } catch {
    return null;
  }
}
