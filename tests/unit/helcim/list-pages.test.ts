import { describe, expect, it } from 'vitest';
import {
  allDevices,
  allTransactions,
  readTransactionPage,
  type TransactionPage,
} from '../../../electron/helcim/list-pages.ts';
import { appError } from '../../../shared/app-error.ts';

const row = (transactionId: number) => ({
  transactionId,
  type: 'purchase',
  status: 'APPROVED',
  amount: 1,
  currency: 'CAD',
});

function pageOf(rows: readonly unknown[]): TransactionPage {
  const page = readTransactionPage(rows);
  if (page === null) throw new Error('not a page');
  return page;
}

/** A Helcim with so many rows, whose first page has the given number. */
function server(rowTotal: number, firstNumber: 0 | 1) {
  const asked: (number | undefined)[] = [];
  const readPage = async (page: number | undefined) => {
    asked.push(page);
    const from = ((page ?? firstNumber) - firstNumber) * 1_000;
    const rows = Array.from({ length: Math.max(0, Math.min(1_000, rowTotal - from)) }, (_, at) =>
      row(from + at + 1),
    );
    return { ok: true as const, value: pageOf(rows) };
  };
  return { asked, readPage };
}

describe('lists in pages', () => {
  for (const firstNumber of [0, 1] as const) {
    it.each([0, 1, 999, 1_000, 1_001, 2_000, 3_500])(
      `U17 hold all of %i rows once when the first page is number ${firstNumber}`,
      async (total) => {
        const { readPage } = server(total, firstNumber);
        const result = await allTransactions(readPage);
        const ids = result.ok ? result.value.transactions.map((found) => found.transactionId) : [];
        expect(ids).toHaveLength(total);
        expect(new Set(ids).size).toBe(total);
      },
    );
  }

  it('ask once when the first page is short', async () => {
    const { asked, readPage } = server(3, 1);
    await allTransactions(readPage);
    expect(asked).toEqual([undefined]);
  });

  it('are an error, not a shortened list, when they have no end', async () => {
    const full = pageOf(Array.from({ length: 1_000 }, (_, at) => row(at + 1)));
    const result = await allTransactions(async () => ({ ok: true, value: full }));
    expect(result).toMatchObject({ ok: false, error: { code: 'helcim_unreadable' } });
  });

  it('are an error when one page fails', async () => {
    const { readPage } = server(3_000, 1);
    const result = await allTransactions(async (page) =>
      page === 2 ? { ok: false, error: appError('helcim_unreachable') } : readPage(page),
    );
    expect(result).toMatchObject({ ok: false, error: { code: 'helcim_unreachable' } });
  });

  it('count rows that cannot be read', () => {
    expect(pageOf([row(1), { transactionId: 2 }, null, 'x'])).toMatchObject({
      rowCount: 4,
      unreadableCount: 3,
      foreignUnreadableCount: 0,
    });
    expect(readTransactionPage({ errors: 'x' })).toBeNull();
  });

  it('M16 are unreadable with more than five times the rows that were asked for, so that no body can hold the program up', () => {
    expect(readTransactionPage(Array.from({ length: 5_000 }, () => null))).toMatchObject({
      rowCount: 5_000,
    });
    expect(readTransactionPage(Array.from({ length: 5_001 }, () => null))).toBeNull();
  });

  it.each([
    ['without a number', {}, true],
    ['whose number is null', { invoiceNumber: null }, true],
    ['whose number is empty', { invoiceNumber: '  ' }, true],
    ['whose number is no text', { invoiceNumber: 1_234 }, true],
    ['with a number of ours', { invoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS' }, true],
    ['with a number of ours in another case', { invoiceNumber: ' ts-0123 ' }, true],
    ['with the number of another program', { invoiceNumber: 'INV001234' }, false],
    ['with a number that only contains our prefix', { invoiceNumber: 'X-TS-1' }, false],
  ])('M6 tell an unreadable row %s apart: it may be ours: %j %s', async (_name, fields, isOurs) => {
    const found = await allTransactions(async () => ({
      ok: true,
      value: pageOf([row(1), { ...row(2), amount: 'much', ...fields }]),
    }));
    expect(found).toMatchObject({
      ok: true,
      value: { unreadableCount: isOurs ? 1 : 0, foreignUnreadableCount: isOurs ? 0 : 1 },
    });
  });

  it('keep the later reading of a row that is listed twice', async () => {
    const result = await allTransactions(async () => ({
      ok: true,
      value: pageOf([row(1), { ...row(1), status: 'DECLINED' }]),
    }));
    expect(result).toMatchObject({
      ok: true,
      value: { transactions: [{ transactionId: 1, status: 'declined' }] },
    });
  });

  it('collect devices by offset until a short page', async () => {
    const offsets: number[] = [];
    const result = await allDevices(async (offset) => {
      offsets.push(offset);
      const length = offset < 200 ? 100 : 1;
      return {
        ok: true,
        value: Array.from({ length }, (_, at) => ({ code: `D${offset + at}`, dateCreatedText: null })),
      };
    });
    expect(offsets).toEqual([0, 100, 200]);
    expect(result.ok && result.value).toHaveLength(201);
  });
});

describe('a long list that somebody waits for', () => {
  const patient = { pagesMax: 100, onPage: () => true, mayTryAgain: async () => false };

  it('may have more pages than a look-up reads, and tells of each', async () => {
    const { readPage } = server(45_500, 1);
    const told: number[] = [];
    const onPage = (pages: number) => {
      told.push(pages);
      return true;
    };
    const result = await allTransactions(readPage, { ...patient, onPage });
    expect(result.ok && result.value.transactions.length).toBe(45_500);
    expect(told.at(-1)).toBe(told.length);
    expect((await allTransactions(readPage)).ok).toBe(false);
  });

  it('ends where it is stopped, and is then no shortened list', async () => {
    const { asked, readPage } = server(45_500, 1);
    const result = await allTransactions(readPage, { ...patient, onPage: (pages) => pages < 3 });
    expect(result).toMatchObject({ ok: false, error: { code: 'close_stopped' } });
    expect(asked).toHaveLength(3);
  });

  it('asks for a page once more as long as it may, and reads on from there', async () => {
    const { readPage } = server(2_500, 1);
    let refusals = 3;
    const busy = async (page: number | undefined) => {
      if (page !== 2 || refusals === 0) return readPage(page);
      refusals -= 1;
      return { ok: false as const, error: appError('rate_limited') };
    };
    const mayTryAgain = async () => true;
    const result = await allTransactions(busy, { ...patient, mayTryAgain });
    expect(result.ok && result.value.transactions.length).toBe(2_500);
    refusals = 1;
    expect(await allTransactions(busy, patient)).toMatchObject({ error: { code: 'rate_limited' } });
  });
});
