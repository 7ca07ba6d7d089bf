import { describe, expect, it } from 'vitest';
import { askFor, openSimulator, openTimedSimulator, paid } from './support.ts';

describe('card transactions', () => {
  it('have the shape of the wire and nothing that the wire hides', async () => {
    const { api, simulator } = await openTimedSimulator();
    const id = await paid(simulator, api, 12.3);
    const { json } = await api(`/card-transactions/${id}`);
    expect(json).toEqual({
      transactionId: id,
      dateCreated: '2026-01-05 05:00:00',
      cardBatchId: simulator.batches()[0]?.id,
      status: 'APPROVED',
      user: 'Helcim System',
      type: 'purchase',
      amount: 12.3,
      currency: 'CAD',
      avsResponse: '',
      cvvResponse: '',
      cardType: 'VI',
      approvalCode: expect.stringMatching(/^T\d{5}S$/),
      cardToken: expect.any(String),
      cardNumber: '4500001234',
      cardHolderName: 'CASEY CUSTOMER',
      customerCode: 'CST1001',
      invoiceNumber: 'TS-0',
      warning: '',
    });
  });

  it('can say APPROVAL instead of APPROVED', async () => {
    const { api, simulator } = await openSimulator({ behaviour: { approvedWord: 'APPROVAL' } });
    await paid(simulator, api, 1);
    expect((await api('/card-transactions')).json).toMatchObject([{ status: 'APPROVAL' }]);
    expect(simulator.transactions()[0]?.status).toBe('APPROVED');
  });

  it.each([
    ['invoiceNumber=ts-1', [2]],
    ['invoiceNumber=TS', []],
    ['search=2', [2]],
    ['search=2.00', [2]],
    ['search=casey', [3, 2, 1]],
    ['search=4500001234', [3, 1]],
    ['search=nobody', []],
    ['customerCode=CST1002', [2]],
    ['cardToken=7f3c51simdebit00000001', [2]],
    ['dateFrom=2026-01-05&dateTo=2026-01-05', [3, 2, 1]],
    ['dateFrom=2026-01-06', []],
    ['dateTo=2026-01-04', []],
    ['cardBatchId=1', []],
    ['limit=2', [3, 2]],
    ['limit=2&page=2', [1]],
    ['limit=2&page=0', [3, 2]],
    ['limit=2&page=3', []],
  ])('are filtered by %s', async (query, amounts) => {
    const { api, simulator } = await openTimedSimulator();
    await paid(simulator, api, 1);
    await paid(simulator, api, 2, 'tap-debit');
    await paid(simulator, api, 3);
    const rows = (await api(`/card-transactions?${query}`)).json as { amount: number }[];
    expect(rows.map(({ amount }) => amount)).toEqual(amounts);
  });

  it.each([
    'limit=0',
    'limit=1001',
    'limit=ten',
    'page=x',
    'dateFrom=yesterday',
    'dateTo=2026-1-1',
    'cardBatchId=x',
  ])('refuse the filter %s', async (query) => {
    const { api } = await openSimulator();
    const answer = await api(`/card-transactions?${query}`);
    expect(answer.status).toBe(400);
    expect(answer.json).toHaveProperty(['errors', query.split('=')[0] ?? '']);
  });

  it('can be oldest first, page from zero, match parts and answer 404 for nothing', async () => {
    const { api, simulator } = await openSimulator({
      behaviour: {
        transactionOrder: 'oldest-first',
        firstPage: 0,
        invoiceFilter: 'contains',
        emptyListIs404: true,
      },
    });
    await paid(simulator, api, 1);
    await paid(simulator, api, 2);
    expect((await api('/card-transactions?invoiceNumber=TS&limit=1')).json).toMatchObject([{ amount: 1 }]);
    expect((await api('/card-transactions?limit=1&page=1')).json).toMatchObject([{ amount: 2 }]);
    expect((await api('/card-transactions?invoiceNumber=QQ')).status).toBe(404);
  });

  it.each(['0', '999', 'x', '-1'])('answer 404 for the id %s', async (id) => {
    const { api } = await openSimulator();
    expect((await api(`/card-transactions/${id}`)).status).toBe(404);
  });
});

describe('card batches', () => {
  it('open with the first approved payment and not with a declined one', async () => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 1, 'TS-1');
    await simulator.act('AAAA', 'decline');
    expect(simulator.batches()).toEqual([]);
    expect(simulator.transactions()[0]?.cardBatchId).toBe(0);
    await simulator.act('AAAA', 'try-again');
    await simulator.act('AAAA', 'tap-credit');
    expect(simulator.batches()).toHaveLength(1);
    simulator.closeBatch();
    await paid(simulator, api, 2);
    expect(simulator.batches().map(({ closed }) => closed)).toEqual([true, false]);
  });

  it('mix numbers and texts in their statistics', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 819);
    const id = simulator.batches()[0]?.id;
    const { json } = await api(`/card-batches/${id}?collect-stats=true`);
    expect(json).toMatchObject({
      netSales: 819,
      totalSales: '819.0000',
      countApproved: '1',
      countTotal: 1,
      closed: false,
      dateClosed: '0000-00-00 00:00:00',
    });
    expect((await api(`/card-batches/${id}`)).json).not.toHaveProperty('netSales');
  });

  it('are found by number, not by id, and by terminal', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 1);
    const batch = simulator.batches()[0];
    expect((await api('/card-batches?batchNumber=1')).json).toMatchObject([{ id: batch?.id }]);
    expect((await api(`/card-batches?batchNumber=${batch?.id}`)).json).toEqual([]);
    expect((await api(`/card-batches?terminalId=${batch?.terminalId}`)).json).toHaveLength(1);
    expect((await api('/card-batches?terminalId=1')).json).toEqual([]);
    expect((await api('/card-batches?batchNumber=x')).status).toBe(400);
  });

  it('settle once', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 1);
    const path = `/card-batches/${simulator.batches()[0]?.id}/settle`;
    expect((await api(path, { method: 'POST' })).json).toMatchObject({ closed: true });
    expect((await api(path, { method: 'POST' })).status).toBe(400);
    expect((await api('/card-batches/1/settle', { method: 'POST' })).status).toBe(404);
    expect((await api('/card-batches/1')).status).toBe(404);
  });

  it('close at 17:00 Mountain Time where that is switched on', async () => {
    const { api, simulator, clock } = await openTimedSimulator({ behaviour: { closesBatchesDaily: true } });
    await paid(simulator, api, 1);
    clock.advance(12 * 3_600_000 - 1);
    expect(simulator.batches()[0]?.closed).toBe(false);
    clock.advance(1);
    expect(simulator.batches()[0]).toMatchObject({ closed: true, dateClosed: '2026-01-05 17:00:00' });
  });
});

describe('the rest of the account', () => {
  it('has one active card terminal in its currency, the same for the same seed', async () => {
    const first = await openSimulator();
    const again = await openSimulator();
    const other = await openSimulator({ seed: 'another' });
    const { json } = await first.api('/card-terminals?currency=CAD&status=ACTIVE');
    expect(json).toMatchObject([{ currency: 'CAD', status: 'ACTIVE' }]);
    expect((await again.api('/card-terminals')).json).toEqual(json);
    expect((await other.api('/card-terminals')).json).not.toEqual(json);
    expect((await first.api('/card-terminals?currency=USD')).json).toEqual([]);
  });

  it('makes an invoice and a customer for each purchase without known ones', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 1);
    await paid(simulator, api, 2);
    const invoices = (await api('/invoices')).json as { invoiceId: number }[];
    const customers = (await api('/customers')).json as { id: number }[];
    expect([invoices.length, customers.length]).toEqual([2, 2]);
    expect((await api(`/invoices/${invoices[0]?.invoiceId}`)).json).toEqual(invoices[0]);
    expect((await api(`/customers/${customers[1]?.id}`)).json).toEqual(customers[1]);
  });

  it('links a second payment to a known invoice and customer', async () => {
    const { api, simulator } = await openSimulator();
    const body = { currency: 'CAD', transactionAmount: 5, invoiceNumber: 'SAME', customerCode: 'WALK-IN' };
    for (const _time of [1, 2]) {
      await api('/devices/AAAA/payment/purchase', { body });
      await simulator.act('AAAA', 'tap-credit');
    }
    expect((await api('/invoices')).json).toMatchObject([
      { invoiceNumber: 'SAME', amount: 5, amountPaid: 10, amountDue: 0 },
    ]);
    expect((await api('/customers?customerCode=WALK-IN')).json).toHaveLength(1);
  });

  it('finds customers by part, and refuses two filters or a large limit', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 1);
    expect((await api('/customers?search=case')).json).toHaveLength(1);
    expect((await api('/customers?search=zzz')).json).toEqual([]);
    expect((await api('/customers?search=a&customerCode=b')).status).toBe(400);
    expect((await api('/customers?limit=101')).status).toBe(400);
    expect((await api('/invoices?page=0')).status).toBe(400);
    expect((await api('/invoices/1')).status).toBe(404);
    expect((await api('/customers/1')).status).toBe(404);
  });
});
