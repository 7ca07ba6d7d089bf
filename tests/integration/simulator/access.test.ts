import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import { openSimulator } from './support.ts';

type Name = keyof Simulator['tokens'];

const calls = {
  connection: ['GET', '/connection-test'],
  devices: ['GET', '/devices'],
  transactions: ['GET', '/card-transactions'],
  purchase: ['POST', '/devices/AAAA/payment/purchase'],
  terminalRefund: ['POST', '/devices/AAAA/payment/refund'],
  refund: ['POST', '/payment/refund'],
  reverse: ['POST', '/payment/reverse'],
  settle: ['POST', '/card-batches/1/settle'],
} as const;

const allowed: Record<Name, readonly (keyof typeof calls)[]> = {
  full: [
    'connection',
    'devices',
    'transactions',
    'purchase',
    'terminalRefund',
    'refund',
    'reverse',
    'settle',
  ],
  readOnly: ['connection', 'devices', 'transactions'],
  purchaseOnly: ['connection', 'devices', 'transactions', 'purchase'],
  noSettings: ['connection', 'transactions', 'purchase', 'terminalRefund', 'refund', 'reverse', 'settle'],
  powerless: ['connection'],
};

describe('tokens', () => {
  it.each(Object.keys(allowed) as Name[])('%s is let through exactly where it may go', async (name) => {
    const { api, simulator } = await openSimulator();
    for (const what of Object.keys(calls) as (keyof typeof calls)[]) {
      const [method, path] = calls[what];
      const { status } = await api(path, { method, token: simulator.tokens[name] });
      expect({ what, forbidden: status === 403 }).toEqual({ what, forbidden: !allowed[name].includes(what) });
    }
  });

  it('gets 401 with a plain text when there is none', async () => {
    const { api } = await openSimulator();
    expect(await api('/connection-test', { token: null })).toMatchObject({
      status: 401,
      json: { errors: 'Unauthorized' },
    });
  });

  it.each([401, 403] as const)('gets %d, as set, when it is unknown', async (invalidTokenStatus) => {
    const { api } = await openSimulator({ behaviour: { invalidTokenStatus } });
    expect((await api('/connection-test', { token: 'nobody' })).status).toBe(invalidTokenStatus);
  });

  it('lacks permission in an array on devices and in a string elsewhere', async () => {
    const { api, simulator } = await openSimulator();
    const token = simulator.tokens.powerless;
    expect((await api('/devices', { token })).json).toEqual({ errors: ['No access permission'] });
    expect((await api('/card-transactions', { token })).json).toEqual({ errors: 'No access permission' });
  });

  it('differs by seed and is the same for the same seed', async () => {
    const [first, again, other] = await Promise.all(
      ['s', 's', 't'].map(async (seed) => (await openSimulator({ seed })).simulator),
    );
    expect(again?.tokens).toEqual(first?.tokens);
    expect(again?.verifier).toBe(first?.verifier);
    expect(other?.token).not.toBe(first?.token);
    expect(new Set(Object.values(first?.tokens ?? {})).size).toBe(5);
  });

  it('is never kept in what the simulator records', async () => {
    const { api, simulator } = await openSimulator();
    await api('/connection-test');
    await api('/connection-test', { token: 'a-stray-secret' });
    const kept = JSON.stringify([simulator.requests(), simulator.log()]);
    expect(kept).not.toContain(simulator.token);
    expect(kept).not.toContain('a-stray-secret');
    expect(simulator.requests().map(({ token }) => token)).toEqual(['full', 'unknown']);
  });
});

describe('calls that no endpoint takes', () => {
  it.each([
    ['GET', '/nothing', 404],
    ['GET', '/devices/AAAA/cancel', 404],
    ['DELETE', '/devices/AAAA', 405],
    ['GET', '/payment/refund', 405],
    ['POST', '/card-transactions', 405],
  ])('%s %s gets %d', async (method, path, status) => {
    const { api } = await openSimulator();
    const answer = await api(path, { method });
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ errors: expect.any(String) });
  });

  it('forbids a browser to send the token', async () => {
    const { api } = await openSimulator();
    const answer = await api('/devices', { method: 'OPTIONS', token: null });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-headers')).not.toContain('api-token');
  });

  it('refuses a body that is too large', async () => {
    const { api, simulator } = await openSimulator();
    const body = { currency: 'CAD', transactionAmount: 1, invoiceNumber: 'x'.repeat(70_000) };
    expect((await api('/devices/AAAA/payment/purchase', { body })).status).toBe(413);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it('are recorded with method, path, query, body, time and answer', async () => {
    const { api, simulator } = await openSimulator();
    const before = performance.now();
    await api('/devices/QQQQ/payment/purchase?x=1', { body: { currency: 'CAD', transactionAmount: 1.1 } });
    const recorded = simulator.requests()[0];
    expect(recorded).toMatchObject({
      sequence: 1,
      method: 'POST',
      path: '/devices/QQQQ/payment/purchase',
      query: { x: '1' },
      bodyText: '{"currency":"CAD","transactionAmount":1.1}',
      body: { currency: 'CAD', transactionAmount: 1.1 },
      token: 'full',
      answered: 404,
    });
    expect(recorded?.headers).not.toHaveProperty('api-token');
    expect(recorded?.firstByteMs).toBeGreaterThanOrEqual(before);
    expect(recorded?.firstByteMs).toBeLessThanOrEqual(performance.now());
  });
});

describe('options that make no sense', () => {
  it.each([
    [{ devices: ['abcd'] }, /abcd/],
    [{ devices: ['AAAAA'] }, /four/],
    [{ devices: ['AAAA', 'AAAA'] }, /differ/],
    [{ webhookUrl: 'ftp://127.0.0.1/x' }, /https/],
    [{ webhookUrl: 'http://shop.example/x' }, /https/],
    [{ webhookUrl: 'https://shop.example/helcim' }, /helcim/],
    [{ webhookUrl: 'nonsense' }, /no URL/],
  ])('%j are refused', async (options, reason) => {
    await expect(openSimulator(options)).rejects.toThrow(reason);
  });

  it('name a port that is taken', async () => {
    const { simulator } = await openSimulator();
    await expect(openSimulator({ port: Number(new URL(simulator.url).port) })).rejects.toThrow(/EADDRINUSE/);
  });
});
