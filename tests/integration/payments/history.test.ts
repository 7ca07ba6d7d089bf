import { afterEach, describe, expect, it } from 'vitest';
import { historyHandlers } from '../../../electron/ipc/handlers/history.ts';
import { ok } from '../../../shared/app-error.ts';
import { wholeHistory } from '../../../shared/history-filter.ts';
import type { AttemptDetail } from '../../../shared/ipc-contract.ts';
import { parseCsv } from '../../fakes/parse-csv.ts';
import { openTillWorld, type TillWorld } from '../../fakes/till-world.ts';
import { refunded, sell } from './refund-rig.ts';

let world: TillWorld;
afterEach(() => world.close());

async function detailOf(attemptId: string): Promise<AttemptDetail> {
  const detail = await world.handlers().history.detail({ attemptId });
  if (!detail.ok) throw new Error(detail.error.code);
  return detail.value;
}

/** Saves into a text, piece by piece, as the shell would into a file. */
function savingInto(pieces: string[], beforePiece: (count: number) => void = () => undefined) {
  return historyHandlers(world.till(), {
    async saveFile(name, content) {
      if (typeof content === 'string' || content instanceof Uint8Array) throw new Error('not in pieces');
      try {
        for await (const piece of content) {
          pieces.push(piece);
          beforePiece(pieces.length);
        }
      } catch {
        return {
          ok: false,
          error: { code: 'file_not_saved', detail: null, reference: null, field: null, attemptIds: [] },
        };
      }
      return ok({ fileName: name });
    },
  });
}

const cancelledSale = async (reference: string) => {
  const id = await world.charged({ cents: 5_00, reference });
  await world.asking();
  await world.act('cancel');
  await world.reach(id, 'cancelled');
  return id;
};

describe('the detail of a payment and of its refunds', () => {
  it('M9 leads from each to the other and tells how much has gone back', async () => {
    world = await openTillWorld();
    const sold = await sell(world, 'credit', 25_00);
    world.simulator.closeBatch();
    const refundId = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(refundId, 'approved');
    const sale = await detailOf(sold.attemptId);
    expect(sale.refunds.map(({ id }) => id)).toEqual([refundId]);
    expect(sale.refunded).toEqual({ cents: 10_00, ofCents: 25_00 });
    expect(sale.original).toBeNull();
    const refund = await detailOf(refundId);
    expect(refund.original?.id).toBe(sold.attemptId);
    expect(refund.refunded).toEqual({ cents: 10_00, ofCents: 25_00 });
    expect(refund.evidence.length).toBeGreaterThan(0);
  });

  it('has nothing to tell where nothing was paid', async () => {
    world = await openTillWorld();
    const detail = await detailOf(await cancelledSale('table 4'));
    expect(detail).toMatchObject({ original: null, refunds: [], refunded: null });
  });
});

describe('the export of the history', () => {
  it('holds what the filter asks for, with formulas defused and refunds below zero', async () => {
    world = await openTillWorld();
    const cancelled = await cancelledSale('=HYPERLINK("http://x")');
    const sold = await sell(world, 'credit', 25_00);
    world.simulator.closeBatch();
    const refundId = await refunded(world, sold.transactionId, { cents: 10_00 });
    await world.reach(refundId, 'approved');
    const read = async (filter: Partial<typeof wholeHistory>) => {
      const pieces: string[] = [];
      const saved = await savingInto(pieces).export({ filter: { ...wholeHistory, ...filter } });
      const [head = [], ...rows] = parseCsv(pieces.join(''));
      const lines = rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
      return { saved, lines };
    };
    const all = await read({});
    expect(all.saved).toMatchObject({ ok: true, value: { rows: 3 } });
    expect(all.saved.ok && all.saved.value.fileName).toMatch(/^tillside-history-\d{4}-\d\d-\d\d\.csv$/);
    expect(all.lines.map((line) => line.attempt_id)).toEqual([refundId, sold.attemptId, cancelled]);
    expect(all.lines[0]).toMatchObject({
      kind: 'refund',
      approved: '-10.00',
      asked: '-10.00',
      practice: 'no',
    });
    expect(all.lines[1]).toMatchObject({ kind: 'purchase', approved: '25.00', refunded_of_it: '10.00' });
    expect(all.lines[2]).toMatchObject({
      outcome: 'cancelled',
      approved: '',
      reference: `'=HYPERLINK("http://x")`,
    });
    expect((await read({ outcome: 'cancelled' })).lines.map((line) => line.attempt_id)).toEqual([cancelled]);
  });

  it('is one at a time, tells how far it is, and leaves nothing when it is stopped', async () => {
    world = await openTillWorld();
    for (let count = 0; count < 2; count += 1) await cancelledSale(`order ${count}`);
    const told: unknown[] = [];
    let second: unknown;
    const handlers = savingInto([], (count) => {
      if (count !== 1) return;
      second = handlers.export({ filter: wholeHistory });
      told.push(handlers.exportProgress(null));
      void handlers.stopExport(null);
    });
    expect(await handlers.export({ filter: wholeHistory })).toEqual({
      ok: true,
      value: { fileName: null, rows: 0 },
    });
    expect(await second).toMatchObject({ ok: false, error: { code: 'not_possible_now' } });
    expect(await told[0]).toEqual({ ok: true, value: { rows: 0 } });
    expect(await handlers.exportProgress(null)).toEqual({ ok: true, value: null });
  });
});
