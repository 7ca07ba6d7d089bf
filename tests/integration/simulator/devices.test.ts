import { describe, expect, it } from 'vitest';
import { askFor, openSimulator, openTimedSimulator, paid } from './support.ts';

const purchase = { currency: 'CAD', transactionAmount: 12.3, invoiceNumber: 'TS-1' };

describe('the device list', () => {
  it('names each device by code and creation time only', async () => {
    const { api } = await openTimedSimulator();
    expect((await api('/devices')).json).toEqual([
      { code: 'AAAA', dateCreated: '2026-01-05 05:00:00' },
      { code: 'BBBB', dateCreated: '2026-01-05 05:00:00' },
    ]);
  });

  it('finds devices by a part of the code', async () => {
    const { api } = await openSimulator({ devices: ['AB12', 'XB19', 'QQQQ'] });
    const { json } = await api('/devices?code=B1');
    expect(json).toMatchObject([{ code: 'AB12' }, { code: 'XB19' }]);
  });

  it('pages by page or by offset', async () => {
    const { api } = await openSimulator({ devices: ['A111', 'A222', 'A333'] });
    expect((await api('/devices?limit=2&page=1')).json).toMatchObject([{ code: 'A333' }]);
    expect((await api('/devices?limit=1&offset=1')).json).toMatchObject([{ code: 'A222' }]);
  });

  it.each(['?page=0&offset=0', '?limit=0', '?limit=101', '?limit=x', '?page=-1', '?code=ABCDE'])(
    'refuses %s with 400',
    async (query) => {
      const { api } = await openSimulator();
      const { status, json } = await api(`/devices${query}`);
      expect(status).toBe(400);
      expect(json).toEqual({ errors: [expect.any(String)] });
    },
  );

  it('answers 404 when nothing matches', async () => {
    const { api } = await openSimulator();
    expect(await api('/devices?code=QQ')).toMatchObject({
      status: 404,
      json: { errors: ['Devices not found'] },
    });
  });

  it('gives one device, and 404 for a code in other letters', async () => {
    const { api } = await openSimulator();
    expect((await api('/devices/AAAA')).json).toMatchObject({ code: 'AAAA' });
    expect((await api('/devices/aaaa')).status).toBe(404);
  });
});

describe('a ping', () => {
  it('shows a message on the screen for a while', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    expect(await api('/devices/AAAA/ping')).toMatchObject({ status: 202, text: '' });
    expect(simulator.devices()[0]).toMatchObject({ state: 'ready', screenText: 'Ping received' });
    clock.advance(3_000);
    expect(simulator.devices()[0]?.screenText).toBe('Ready');
  });

  it('answers 409 with the code when the terminal is asleep', async () => {
    const { api, simulator } = await openSimulator();
    await simulator.act('AAAA', 'sleep');
    const { status, json } = await api('/devices/AAAA/ping');
    expect(status).toBe(409);
    expect(json).toEqual({ errors: ['Device AAAA is not listening'] });
  });

  it('hides the next request where that is switched on', async () => {
    const { api, simulator } = await openSimulator({ behaviour: { pingHidesNextRequest: true } });
    await api('/devices/AAAA/ping');
    await askFor(api, 1, 'TS-1');
    expect(simulator.devices()[0]?.state).toBe('ready');
    await askFor(api, 1, 'TS-2');
    expect(simulator.devices()[0]?.state).toBe('asking');
  });
});

describe('a purchase request', () => {
  it('is accepted with 202 and no body, and asks for a card', async () => {
    const { api, simulator } = await openSimulator();
    const answer = await api('/devices/AAAA/payment/purchase', { body: purchase });
    expect(answer).toMatchObject({ status: 202, text: '' });
    expect(answer.headers.get('location')).toBeNull();
    expect(simulator.devices()[0]).toMatchObject({
      state: 'asking',
      request: { kind: 'purchase', invoiceNumber: 'TS-1', amountCents: 1230, currency: 'CAD' },
    });
    expect(simulator.transactions()).toEqual([]);
  });

  it('can be told to answer with a body', async () => {
    const { api } = await openSimulator({ behaviour: { acceptedBody: { message: 'ok' } } });
    const answer = await api('/devices/AAAA/payment/purchase', { body: purchase });
    expect(answer).toMatchObject({ status: 202, json: { message: 'ok' } });
  });

  it('gets an invented invoice number when it brings none', async () => {
    const { api, simulator } = await openSimulator();
    await api('/devices/AAAA/payment/purchase', { body: { currency: 'CAD', transactionAmount: 1 } });
    expect(simulator.devices()[0]?.request?.invoiceNumber).toBeNull();
    await simulator.act('AAAA', 'tap-credit');
    expect(simulator.transactions()[0]?.invoiceNumber).toMatch(/^INV\d+$/);
  });

  it.each([
    ['another currency', { ...purchase, currency: 'USD' }, 'currency'],
    ['no currency', { transactionAmount: 1 }, 'currency'],
    ['no amount', { currency: 'CAD' }, 'transactionAmount'],
    ['an amount in text', { ...purchase, transactionAmount: '12.30' }, 'transactionAmount'],
    ['three decimals', { ...purchase, transactionAmount: 12.345 }, 'transactionAmount'],
    ['zero', { ...purchase, transactionAmount: 0 }, 'transactionAmount'],
    ['a negative amount', { ...purchase, transactionAmount: -1 }, 'transactionAmount'],
    ['a number for the invoice', { ...purchase, invoiceNumber: 7 }, 'invoiceNumber'],
  ])('is refused with a map of fields for %s', async (_what, body, field) => {
    const { api, simulator } = await openSimulator();
    const answer = await api('/devices/AAAA/payment/purchase', { body });
    expect(answer.status).toBe(400);
    expect(answer.json).toHaveProperty(['errors', field]);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it.each(['', '[]', '{"currency":'])('is refused for the body %j', async (body) => {
    const { api } = await openSimulator();
    expect((await api('/devices/AAAA/payment/purchase', { method: 'POST', body })).status).toBe(400);
  });

  it('is refused with 404 for an unknown code and 409 for an unplugged terminal', async () => {
    const { api, simulator } = await openSimulator();
    expect((await api('/devices/QQQQ/payment/purchase', { body: purchase })).status).toBe(404);
    await simulator.act('AAAA', 'unplug');
    expect((await api('/devices/AAAA/payment/purchase', { body: purchase })).status).toBe(409);
    await simulator.act('AAAA', 'plug');
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it.each([
    ['refuse', 409, 'TS-1'],
    ['replace', 202, 'TS-2'],
    ['swallow', 202, 'TS-1'],
  ] as const)('meets a busy terminal that is set to %s', async (busyTerminal, status, shown) => {
    const { api, simulator } = await openSimulator({ behaviour: { busyTerminal } });
    await askFor(api, 5, 'TS-1');
    const second = await api('/devices/AAAA/payment/purchase', {
      body: { ...purchase, invoiceNumber: 'TS-2' },
    });
    expect(second.status).toBe(status);
    expect(simulator.devices()[0]?.request?.invoiceNumber).toBe(shown);
  });
});

describe('a refund request', () => {
  const refund = (originalTransactionId: number, transactionAmount: number) => ({
    body: { originalTransactionId, transactionAmount },
  });

  it('gives debit of a closed batch back to the card, with the same invoice number', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 20, 'tap-debit');
    simulator.closeBatch();
    expect((await api('/devices/AAAA/payment/refund', refund(id, 5))).status).toBe(202);
    expect(simulator.devices()[0]?.request).toMatchObject({ kind: 'refund', originalTransactionId: id });
    await simulator.act('AAAA', 'insert-debit');
    expect(simulator.transactions().at(-1)).toMatchObject({
      type: 'refund',
      status: 'APPROVED',
      amountCents: 500,
      invoiceNumber: 'TS-0',
      originalTransactionId: id,
    });
  });

  it('declines another card than the one that paid', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 20, 'tap-debit');
    simulator.closeBatch();
    await api('/devices/AAAA/payment/refund', refund(id, 5));
    await simulator.act('AAAA', { action: 'insert-debit', cardNumber: '6030110000' });
    expect(simulator.transactions().at(-1)).toMatchObject({ type: 'refund', status: 'DECLINED' });
  });

  it('is refused in an open batch, above the original, for credit and for an unknown id', async () => {
    const { api, simulator } = await openSimulator();
    const debitId = await paid(simulator, api, 20, 'tap-debit');
    const creditId = await paid(simulator, api, 30);
    expect((await api('/devices/AAAA/payment/refund', refund(debitId, 5))).status).toBe(400);
    simulator.closeBatch();
    expect((await api('/devices/AAAA/payment/refund', refund(debitId, 20.01))).status).toBe(400);
    expect((await api('/devices/AAAA/payment/refund', refund(creditId, 5))).status).toBe(400);
    expect((await api('/devices/AAAA/payment/refund', refund(1, 5))).status).toBe(404);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });
});
