import { describe, expect, it } from 'vitest';
import type { NewAttempt, NewRefund } from '../../../electron/ledger/ledger.ts';
import type { OpenedLedger } from '../../../electron/ledger/sqlite-ledger.ts';
import type { AttemptState, LaterProven } from '../../../shared/lifecycle.ts';
import { amountCents } from '../../../shared/money.ts';
import {
  anUnknown,
  approve,
  aRefund,
  aRow,
  endAs,
  freshLedger,
  openAt,
  prepared,
  rawSql,
  startMs,
  terminalA,
  terminalB,
} from './ledger-rig.ts';

/** Of the original of 12.34. */
const refundOf = (cents: number, refund: Partial<NewRefund> = {}): NewAttempt =>
  aRefund(refund, { amountCents: amountCents(cents) });

async function ended(
  ledger: OpenedLedger,
  cents: number,
  state: AttemptState,
  laterProven: LaterProven | null = null,
): Promise<string> {
  const id = await prepared(ledger, refundOf(cents));
  const approvedCents = state === 'approved' || laterProven === 'approved' ? amountCents(cents) : null;
  if (state === 'closed_by_staff') await endAs(ledger, id, 'unknown');
  await ledger.changeAttempt(id, () => ({
    patch: {
      state,
      laterProven,
      endedAtMs: startMs,
      ...(approvedCents !== null && { approvedCents }),
      ...(state === 'closed_by_staff' && { closedBy: 'Ada', closeReason: 'paid_otherwise' as const }),
    },
  }));
  return id;
}

const notPossible = (detail: string) => ({ ok: false, error: { code: 'refund_not_possible', detail } });

describe('a refund in the ledger', () => {
  it('M1 M9 is on disk with what joins it to its original and had been read before', async () => {
    const { ledger, place } = await freshLedger();
    const refund = { rowsBefore: [900, 901, 900], reason: 'other', reasonText: 'scratched' } as const;
    const id = await prepared(ledger, refundOf(5_00, refund));
    await ledger.close();
    const facts = await (await openAt(place)).attempt(id);
    expect(facts?.attempt).toMatchObject({
      kind: 'refund',
      terminalCode: null,
      road: 'credit_refund',
      originalTransactionId: 900,
      originalInvoiceNumber: 'INV-900',
      originalAmountCents: 12_34,
      refundReason: 'other',
      refundReasonText: 'scratched',
    });
    expect([...(facts?.rowsBefore ?? [])].sort()).toEqual([900, 901]);
  });

  it('M12 keeps a person’s words and another tool’s number out of the chain, and erases the words', async () => {
    const { ledger, place } = await freshLedger();
    const id = await prepared(ledger, refundOf(5_00, { reason: 'other', reasonText: 'for Casey' }));
    await endAs(ledger, id, 'declined');
    const journal = JSON.stringify(
      rawSql(place.path, (database) => database.prepare('SELECT data FROM journal').all()),
    );
    expect(journal).not.toMatch(/Casey|INV-900/);
    await ledger.erasePersonalData(startMs + 1);
    expect((await ledger.attempt(id))?.attempt.refundReasonText).toBeNull();
    expect(await ledger.verifyChain()).toMatchObject({ ok: true });
  });

  it.each<[AttemptState, LaterProven | null, number]>([
    ['approved', null, 7_34],
    ['closed_by_staff', null, 7_34],
    ['closed_by_staff', 'declined', 7_34],
    ['declined', 'approved', 7_34],
    ['cancelled', 'approved', 7_34],
    ['declined', null, 12_34],
    ['cancelled', null, 12_34],
    ['refused', null, 12_34],
  ])(
    'M9 after one of 5.00 that is %s, later proven %s, takes %i cents and not one more',
    async (state, later, left) => {
      const { ledger } = await freshLedger();
      await ended(ledger, 5_00, state, later);
      expect(await ledger.prepareAttempt(refundOf(left + 1))).toMatchObject(notPossible('above_remainder'));
      expect(await ledger.prepareAttempt(refundOf(left))).toMatchObject({ ok: true });
    },
  );

  it('M9 takes what others gave back off, and nothing where nothing is left', async () => {
    const { ledger } = await freshLedger();
    const others = { refundedByOthersCents: 10_00 };
    expect(await ledger.prepareAttempt(refundOf(2_35, others))).toMatchObject(notPossible('above_remainder'));
    const all = { refundedByOthersCents: 12_34 };
    expect(await ledger.prepareAttempt(refundOf(1, all))).toMatchObject(notPossible('nothing_left'));
    expect(await ledger.prepareAttempt(refundOf(2_34, others))).toMatchObject({ ok: true });
  });

  it.each(['prepared', 'sending', 'on_terminal', 'checking', 'unknown'] as const)(
    'M9 waits for one that is %s, of its own original or another under its number',
    async (state) => {
      const { ledger } = await freshLedger();
      const id = await prepared(ledger, refundOf(1_00));
      if (state !== 'prepared') await ledger.changeAttempt(id, () => ({ patch: { state } }));
      const error = { code: 'refund_not_possible', detail: 'unsettled_refund', attemptIds: [id] };
      expect(await ledger.prepareAttempt(refundOf(1_00))).toMatchObject({ ok: false, error });
      const beside = { originalTransactionId: 901, originalInvoiceNumber: 'inv-900' };
      expect(await ledger.prepareAttempt(refundOf(1_00, beside))).toMatchObject({ ok: false, error });
      const elsewhere = { originalTransactionId: 901, originalInvoiceNumber: 'INV-901' };
      expect(await ledger.prepareAttempt(refundOf(1_00, elsewhere))).toMatchObject({ ok: true });
    },
  );

  it('M9 lets exactly one of many at once through', async () => {
    const { ledger } = await freshLedger();
    const results = await Promise.all(
      Array.from({ length: 8 }, () => ledger.prepareAttempt(refundOf(12_34))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it('M9 is held by the file itself: no insert goes beyond what was paid', async () => {
    const { ledger, place } = await freshLedger();
    await ended(ledger, 5_00, 'approved');
    await ledger.close();
    const columns = rawSql(place.path, (database) =>
      database
        .prepare(
          "SELECT name FROM pragma_table_info('attempts') WHERE name NOT IN ('n','id','invoice_number','amount_cents','state','approved_cents','ended_at_ms')",
        )
        .all(),
    )
      .map((row) => String(row.name))
      .join();
    const insert = (cents: number) => () =>
      rawSql(place.path, (database) =>
        database.exec(`INSERT INTO attempts (id, invoice_number, amount_cents, state, ${columns})
          SELECT 'raw', 'TS-0123456789ABCDEFGHJKMNPQRS', ${cents}, 'prepared', ${columns} FROM attempts LIMIT 1`),
      );
    expect(insert(7_35)).toThrow('refund_above_paid');
    expect(insert(7_34)).not.toThrow();
    expect(insert(1)).toThrow(/refund_above_paid|refund_unsettled/);
  });

  it('is in the sale of its original, or in one that all refunds of a foreign original share', async () => {
    const { ledger } = await freshLedger();
    const first = await ended(ledger, 5_00, 'approved');
    const second = await ended(ledger, 5_00, 'declined');
    const sales = await Promise.all([first, second].map((id) => ledger.attempt(id)));
    expect(sales[0]?.sale.id).toBe(sales[1]?.sale.id);
    expect(sales[1]?.siblings.map(({ id }) => id)).toEqual([first]);
  });

  it('M3 lets no purchase into a sale that only refunds belong to', async () => {
    const { ledger } = await freshLedger();
    const id = await ended(ledger, 5_00, 'approved');
    const sale = { id: (await ledger.attempt(id))?.sale.id ?? '' };
    const purchase = { ...aRefund(), terminalCode: terminalA, refund: null, sale };
    expect(await ledger.prepareAttempt(purchase)).toMatchObject({ ok: false, error: { code: 'sale_paid' } });
  });

  it('M3 goes past a purchase of its sale whose end is unknown, since it takes nothing from anybody', async () => {
    const { ledger } = await freshLedger();
    const sale = { newId: 'sale-x', totalCents: amountCents(12_34), reference: null, customerCode: null };
    const doubt = await anUnknown(ledger, { sale });
    const paid = await prepared(ledger, {
      sale: { id: 'sale-x' },
      terminalCode: terminalB,
      confirmedDoubtIds: [doubt],
    });
    await approve(ledger, paid, aRow(900));
    expect(await ledger.prepareAttempt({ ...refundOf(12_34), sale: { id: 'sale-x' } })).toMatchObject({
      ok: true,
    });
  });

  it('M3 a refund on the terminal finds it busy or in doubt as a purchase does', async () => {
    const { ledger } = await freshLedger();
    const debit = { road: 'debit_refund', originalTransactionId: 1, originalInvoiceNumber: 'A' } as const;
    const id = await prepared(ledger, refundOf(1_00, debit));
    const other = { ...debit, originalTransactionId: 2, originalInvoiceNumber: 'B' };
    expect(await ledger.prepareAttempt(refundOf(1_00, other))).toMatchObject({
      ok: false,
      error: { code: 'terminal_busy', attemptIds: [id] },
    });
    await endAs(ledger, id, 'unknown');
    expect(await ledger.prepareAttempt(refundOf(1_00, other))).toMatchObject({
      ok: false,
      error: { code: 'terminal_in_doubt', attemptIds: [id] },
    });
    const confirmed = { ...refundOf(1_00, other), confirmedDoubtIds: [id] };
    expect(await ledger.prepareAttempt(confirmed)).toMatchObject({ ok: true });
  });

  it.each<[string, NewAttempt, string]>([
    ['on a terminal without needing one', { ...aRefund(), terminalCode: terminalA }, 'terminalCode'],
    [
      'of debit without a terminal',
      { ...aRefund({ road: 'debit_refund' }), terminalCode: null },
      'terminalCode',
    ],
    ['of nothing', aRefund({ originalTransactionId: 0 }), 'originalTransactionId'],
    ['of half a transaction', aRefund({ originalTransactionId: 1.5 }), 'originalTransactionId'],
    ['without a number to find it by', aRefund({ originalInvoiceNumber: '' }), 'originalInvoiceNumber'],
    ['of no money', refundOf(0), 'amountCents'],
  ])('refuses one %s', async (_what, wrong, field) => {
    const { ledger } = await freshLedger();
    expect(await ledger.prepareAttempt(wrong)).toMatchObject({
      ok: false,
      error: { code: 'invalid_input', field },
    });
  });

  it('is found by its original and by its number, in any letter case', async () => {
    const { ledger } = await freshLedger();
    const id = await prepared(ledger, refundOf(5_00));
    const idsOf = (list: readonly { attempt: { id: string } }[]) => list.map(({ attempt }) => attempt.id);
    expect(idsOf(await ledger.refundsUnderNumber('inv-900'))).toEqual([id]);
    expect(idsOf(await ledger.refundsUnderNumber('INV-9'))).toEqual([]);
    expect(idsOf(await ledger.refundsBeside(900, null))).toEqual([id]);
    expect(idsOf(await ledger.refundsBeside(901, 'INV-900'))).toEqual([id]);
    expect(idsOf(await ledger.refundsBeside(901, null))).toEqual([]);
  });
});
