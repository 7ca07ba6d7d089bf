import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NewAttempt } from '../../../electron/ledger/ledger.ts';
import type { InvoiceNumber } from '../../../shared/invoice-number.ts';
import { type AmountCents, amountCents } from '../../../shared/money.ts';
import type { TerminalCode } from '../../../shared/terminal-code.ts';
import {
  anUnknown,
  aPress,
  approve,
  aRefund,
  aRow,
  endAs,
  freshLedger,
  openAt,
  prepared,
  terminalA,
  terminalB,
} from './ledger-rig.ts';

const aSale = (totalCents = 12_34) => ({
  newId: randomUUID(),
  totalCents: amountCents(totalCents),
  reference: null,
  customerCode: null,
});

describe('prepareAttempt', () => {
  it('M1 has the attempt, its sale and its journal rows in the file when it resolves', async () => {
    const { ledger, place } = await freshLedger();
    const press = aPress({ sale: { ...aSale(), reference: 'order 7', customerCode: 'CST1' } });
    const result = await ledger.prepareAttempt(press);
    expect(result).toMatchObject({ ok: true, value: { isNew: true } });
    await ledger.close();
    const again = await openAt(place);
    const facts = await again.attempt(press.id);
    expect(facts?.attempt).toMatchObject({
      state: 'prepared',
      invoiceNumber: press.invoiceNumber,
      amountCents: 12_34,
    });
    expect(facts?.sale).toMatchObject({
      reference: 'order 7',
      customerCode: 'CST1',
      tillId: again.info.tillId,
    });
    const kinds = (await again.evidenceOf(press.id)).map((entry) => entry.kind);
    expect(kinds).toEqual(['sale_created', 'attempt_prepared']);
    if (result.ok) expect(facts).toEqual(result.value.facts);
  });

  it('M3 makes one attempt of one press, however often it arrives', async () => {
    const { ledger } = await freshLedger();
    const press = aPress();
    const results = await Promise.all([1, 2, 3, 4].map(() => ledger.prepareAttempt(press)));
    expect(results.filter((result) => result.ok && result.value.isNew)).toHaveLength(1);
    expect(results.every((result) => result.ok)).toBe(true);
    expect((await ledger.attemptsPage(null, 10)).total).toBe(1);
  });

  it('M3 refuses a busy terminal and a busy sale, and names the holder', async () => {
    const { ledger } = await freshLedger();
    const sale = aSale();
    const id = await prepared(ledger, { sale });
    const busyTerminal = await ledger.prepareAttempt(aPress());
    const busySale = await ledger.prepareAttempt(
      aPress({ terminalCode: terminalB, sale: { id: sale.newId } }),
    );
    expect(busyTerminal).toMatchObject({ ok: false, error: { code: 'terminal_busy', attemptIds: [id] } });
    expect(busySale).toMatchObject({ ok: false, error: { code: 'sale_busy', attemptIds: [id] } });
  });

  it('M3 lets exactly one of many presses at once have a terminal and a sale', async () => {
    const { ledger } = await freshLedger();
    const codes = fc.array(fc.constantFrom(terminalA, terminalB), { minLength: 2, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(codes, async (terminals) => {
        const sales = [aSale(), aSale()];
        const presses = terminals.map((terminalCode, index) =>
          aPress({ terminalCode, sale: sales[index % 2] ?? aSale() }),
        );
        await Promise.all(presses.map((press) => ledger.prepareAttempt(press)));
        const open = (await ledger.openAttempts()).map((facts) => facts.attempt);
        expect(open.length).toBeGreaterThan(0);
        expect(new Set(open.map((attempt) => attempt.terminalCode)).size).toBe(open.length);
        expect(new Set(open.map((attempt) => attempt.saleId)).size).toBe(open.length);
        for (const attempt of open) await endAs(ledger, attempt.id, 'declined');
      }),
      { numRuns: 25 },
    );
  });

  it('M3 shows the doubt before the next send to a terminal, once', async () => {
    const { ledger } = await freshLedger();
    const doubt = await anUnknown(ledger);
    const refused = await ledger.prepareAttempt(aPress());
    expect(refused).toMatchObject({ ok: false, error: { code: 'terminal_in_doubt', attemptIds: [doubt] } });
    const id = await prepared(ledger, { confirmedDoubtIds: [doubt] });
    const kinds = (await ledger.evidenceOf(id)).map((entry) => [entry.kind, entry.source]);
    expect(kinds).toContainEqual(['doubt_confirmed', 'person']);
    await endAs(ledger, id, 'declined');
    expect(await ledger.prepareAttempt(aPress())).toMatchObject({ ok: true });
  });

  it('M3 asks anew for every attempt of a sale in doubt', async () => {
    const { ledger } = await freshLedger();
    const sale = aSale();
    const doubt = await anUnknown(ledger, { sale });
    const next = { terminalCode: terminalB, sale: { id: sale.newId } };
    const first = await prepared(ledger, { ...next, confirmedDoubtIds: [doubt] });
    await endAs(ledger, first, 'declined');
    const refused = await ledger.prepareAttempt(aPress(next));
    expect(refused).toMatchObject({ ok: false, error: { code: 'sale_in_doubt', attemptIds: [doubt] } });
  });

  it('M3 names the doubts of sale and terminal together', async () => {
    const { ledger } = await freshLedger();
    const sale = aSale();
    const inSale = await anUnknown(ledger, { sale });
    const onTerminal = await anUnknown(ledger, { terminalCode: terminalB });
    const refused = await ledger.prepareAttempt(
      aPress({ terminalCode: terminalB, sale: { id: sale.newId } }),
    );
    expect(refused).toMatchObject({ ok: false, error: { code: 'sale_in_doubt' } });
    if (!refused.ok) expect(new Set(refused.error.attemptIds)).toEqual(new Set([inSale, onTerminal]));
  });

  it('M3 takes no confirmation of a doubt that is none', async () => {
    const { ledger } = await freshLedger();
    const ended = await prepared(ledger);
    await endAs(ledger, ended, 'declined');
    const id = await prepared(ledger, { confirmedDoubtIds: [ended, 'nothing'] });
    const kinds = (await ledger.evidenceOf(id)).map((entry) => entry.kind);
    expect(kinds).not.toContain('doubt_confirmed');
  });

  it('M8 takes no more than is still to be paid, and nothing for a paid sale', async () => {
    const { ledger } = await freshLedger();
    const sale = aSale(10_00);
    const part = await prepared(ledger, { sale, amountCents: amountCents(4_00) });
    await approve(ledger, part, aRow(1, { amountCents: amountCents(4_00) }));
    const rest = { sale: { id: sale.newId } };
    const tooMuch = await ledger.prepareAttempt(aPress({ ...rest, amountCents: amountCents(6_01) }));
    expect(tooMuch).toMatchObject({ ok: false, error: { code: 'invalid_input', field: 'amountCents' } });
    const other = await prepared(ledger, { ...rest, amountCents: amountCents(6_00) });
    await approve(ledger, other, aRow(2, { amountCents: amountCents(6_50) }));
    const paid = await ledger.prepareAttempt(aPress({ ...rest, amountCents: amountCents(1) }));
    expect(paid).toMatchObject({ ok: false, error: { code: 'sale_paid' } });
  });

  it.each<[string, Partial<NewAttempt>, object]>([
    [
      'a terminal that is not paired',
      { terminalCode: 'ZZ99' as TerminalCode },
      { code: 'terminal_not_paired' },
    ],
    ['a sale that is not there', { sale: { id: 'nothing' } }, { code: 'sale_unknown' }],
    ['an empty press id', { id: '' }, { code: 'invalid_input', field: 'id' }],
    ['nothing to pay', { amountCents: amountCents(0) }, { code: 'invalid_input', field: 'amountCents' }],
    ['half a cent', { amountCents: 0.5 as AmountCents }, { code: 'invalid_input', field: 'amountCents' }],
    [
      'more than the sale',
      { amountCents: amountCents(12_35) },
      { code: 'invalid_input', field: 'amountCents' },
    ],
    [
      'a number not made here',
      { invoiceNumber: 'INV-1' as InvoiceNumber },
      { code: 'invalid_input', field: 'invoiceNumber' },
    ],
  ])('refuses %s and writes nothing', async (_what, wrong, error) => {
    const { ledger } = await freshLedger();
    expect(await ledger.prepareAttempt(aPress(wrong))).toMatchObject({ ok: false, error });
    expect((await ledger.attemptsPage(null, 10)).total).toBe(0);
  });

  it('refuses another currency than the sale has', async () => {
    const { ledger } = await freshLedger();
    const sale = aSale();
    await endAs(ledger, await prepared(ledger, { sale }), 'declined');
    const refused = await ledger.prepareAttempt(aPress({ sale: { id: sale.newId }, currency: 'USD' }));
    expect(refused).toMatchObject({ ok: false, error: { code: 'currency_mismatch' } });
  });

  it('M2 takes no invoice number twice', async () => {
    const { ledger } = await freshLedger();
    const press = aPress();
    await ledger.prepareAttempt(press);
    await endAs(ledger, press.id, 'declined');
    const again = await ledger.prepareAttempt(aPress({ invoiceNumber: press.invoiceNumber }));
    expect(again).toMatchObject({ ok: false, error: { code: 'not_sent_ledger' } });
    expect((await ledger.attemptsPage(null, 10)).total).toBe(1);
  });

  it('M9 has one unsettled refund of an original at a time', async () => {
    const { ledger } = await freshLedger();
    const first = await prepared(ledger, aRefund());
    const second = await ledger.prepareAttempt(aRefund({ road: 'debit_refund' }));
    const error = { code: 'refund_not_possible', detail: 'unsettled_refund', attemptIds: [first] };
    expect(second).toMatchObject({ ok: false, error });
  });
});
