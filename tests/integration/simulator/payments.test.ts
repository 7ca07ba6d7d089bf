import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Api, openSimulator, openTimedSimulator, paid } from './support.ts';

const KEY = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

const refund = (api: Api, originalTransactionId: number, amount: number, key: string = randomUUID()) =>
  api('/payment/refund', {
    body: { originalTransactionId, amount, ipAddress: '127.0.0.1' },
    headers: { 'idempotency-key': key },
  });

const reverse = (api: Api, cardTransactionId: number, key: string = randomUUID()) =>
  api('/payment/reverse', {
    body: { cardTransactionId, ipAddress: '127.0.0.1' },
    headers: { 'idempotency-key': key },
  });

describe('reverse', () => {
  it('undoes a credit payment of an open batch as a transaction of its own', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 20);
    const answer = await reverse(api, id);
    expect(answer).toMatchObject({
      status: 200,
      json: { type: 'reverse', amount: 20, invoiceNumber: 'TS-0' },
    });
    expect((await api(`/card-transactions/${id}`)).json).toMatchObject({
      type: 'purchase',
      status: 'APPROVED',
    });
  });

  it('is refused for a closed batch, a second time, debit and an unknown id', async () => {
    const { api, simulator } = await openSimulator();
    const debitId = await paid(simulator, api, 1, 'tap-debit');
    const creditId = await paid(simulator, api, 2);
    const laterId = await paid(simulator, api, 3);
    expect((await reverse(api, debitId)).status).toBe(400);
    await reverse(api, creditId);
    expect((await reverse(api, creditId)).status).toBe(400);
    expect((await reverse(api, 1)).status).toBe(404);
    simulator.closeBatch();
    expect(await reverse(api, laterId)).toMatchObject({
      status: 400,
      json: { errors: 'Card Transaction cannot be reversed' },
    });
  });

  it('does not take the name that refund gives to the original', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 20);
    const body = { originalTransactionId: id, ipAddress: '127.0.0.1' };
    const answer = await api('/payment/reverse', { body, headers: { 'idempotency-key': KEY } });
    expect(answer).toMatchObject({
      status: 400,
      json: { errors: { cardTransactionId: expect.any(String) } },
    });
  });
});

describe('refund', () => {
  it('gives back part of a credit payment of a closed batch', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 20);
    simulator.closeBatch();
    expect(await refund(api, id, 7.5)).toMatchObject({
      status: 200,
      json: { type: 'refund', status: 'APPROVED', amount: 7.5, invoiceNumber: 'TS-0' },
    });
    expect(simulator.batches().map(({ closed }) => closed)).toEqual([true, false]);
  });

  it.each([
    [400, 'string'],
    [400, 'map'],
    [422, 'string'],
    [422, 'map'],
  ] as const)('is refused in an open batch with %d and a %s', async (status, form) => {
    const { api, simulator } = await openSimulator({ behaviour: { refundRefusal: { status, form } } });
    const answer = await refund(api, await paid(simulator, api, 20), 5);
    const text = 'Card Transaction cannot be refunded';
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ errors: form === 'map' ? { originalTransactionId: text } : text });
  });

  it('is refused for in-person debit, a reversed payment, too much money and an unknown id', async () => {
    const { api, simulator } = await openSimulator();
    const debitId = await paid(simulator, api, 1, 'tap-debit');
    const reversedId = await paid(simulator, api, 2);
    const creditId = await paid(simulator, api, 3);
    await reverse(api, reversedId);
    simulator.closeBatch();
    expect((await refund(api, debitId, 1)).status).toBe(400);
    expect((await refund(api, reversedId, 2)).status).toBe(400);
    expect((await refund(api, creditId, 3.01)).json).toHaveProperty(['errors', 'amount']);
    expect((await refund(api, 1, 1)).status).toBe(404);
    expect(simulator.transactions().filter(({ type }) => type === 'refund')).toEqual([]);
  });

  it('caps only the single call unless told to cap the sum', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    expect((await refund(api, id, 6)).status).toBe(200);
    expect((await refund(api, id, 7)).status).toBe(200);
    simulator.setBehaviour({ capSumOfRefunds: true });
    expect((await refund(api, id, 1)).status).toBe(400);
  });

  it('answers a decline with 500, the whole transaction and a text', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    simulator.faults.add({ kind: 'decline', reason: 'OVER LIMIT' });
    const answer = await refund(api, id, 6);
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({
      transactionId: expect.any(Number),
      status: 'DECLINED',
      errors: 'Transaction Declined: OVER LIMIT',
    });
  });

  it('meets a batch that closes between check and call', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.faults.add({ kind: 'batch-closes-first', match: { path: '/payment/reverse' } });
    expect((await reverse(api, id)).status).toBe(400);
    expect((await refund(api, id, 10)).status).toBe(200);
  });

  it.each([
    {},
    { originalTransactionId: 1 },
    { originalTransactionId: '1', amount: 1, ipAddress: 'x' },
    'null',
  ])('refuses the body %j', async (body) => {
    const { api } = await openSimulator();
    const answer = await api('/payment/refund', { body, headers: { 'idempotency-key': KEY } });
    expect(answer.status).toBe(400);
  });
});

describe('the idempotency key', () => {
  it('replays the first successful reply without moving money again', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    const first = await refund(api, id, 6, KEY);
    const again = await refund(api, id, 6, KEY);
    expect(again).toMatchObject({ status: 200, text: first.text });
    expect(simulator.transactions().filter(({ type }) => type === 'refund')).toHaveLength(1);
  });

  it('clashes with another payload or another call', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    await refund(api, id, 6, KEY);
    expect((await refund(api, id, 5, KEY)).status).toBe(409);
    expect((await reverse(api, id, KEY)).status).toBe(409);
  });

  it('is forgotten after five minutes, and the same call then pays twice', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    await refund(api, id, 6, KEY);
    clock.advance(5 * 60_000 + 1);
    expect((await refund(api, id, 6, KEY)).status).toBe(200);
    expect(simulator.transactions().filter(({ type }) => type === 'refund')).toHaveLength(2);
  });

  it('processes a declined first try anew', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    simulator.faults.add({ kind: 'decline' });
    expect((await refund(api, id, 6, KEY)).status).toBe(500);
    expect((await refund(api, id, 6, KEY)).status).toBe(200);
  });

  it.each([undefined, '', 'short', 'x'.repeat(24), 'x'.repeat(37), `${'x'.repeat(30)}!`])(
    'refuses %j',
    async (key) => {
      const { api, simulator } = await openSimulator();
      const id = await paid(simulator, api, 10);
      simulator.closeBatch();
      const answer = await api('/payment/refund', {
        body: { originalTransactionId: id, amount: 1, ipAddress: '127.0.0.1' },
        headers: key === undefined ? {} : { 'idempotency-key': key },
      });
      expect(answer.status).toBe(400);
    },
  );

  it.each(['x'.repeat(25), 'a_b-'.repeat(9)])('takes %s', async (key) => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    expect((await refund(api, id, 1, key)).status).toBe(200);
  });
});

describe('a suspected duplicate', () => {
  it('declines an equal refund under a new key within five minutes', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    await refund(api, id, 4);
    const twin = await refund(api, id, 4);
    expect(twin).toMatchObject({
      status: 500,
      json: { status: 'DECLINED', errors: expect.stringMatching(/duplicate/i) },
    });
    expect((await refund(api, id, 3)).status).toBe(200);
    clock.advance(5 * 60_000);
    expect((await refund(api, id, 4)).status).toBe(200);
  });

  it('declines an equal tap only where that is switched on', async () => {
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 10);
    await paid(simulator, api, 10);
    simulator.setBehaviour({ duplicateCheckOnTerminals: true });
    await paid(simulator, api, 10);
    expect(simulator.transactions().map(({ status }) => status)).toEqual([
      'APPROVED',
      'APPROVED',
      'DECLINED',
    ]);
  });
});
