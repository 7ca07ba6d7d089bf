import { request } from 'node:http';
import { Script } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Simulator } from '../../../electron/simulator/simulator.ts';
import { askFor, openReceiver, openSimulator } from './support.ts';

function controlOf(simulator: Simulator) {
  const { origin, hash } = new URL(simulator.panelUrl);
  const key = hash.slice(1);
  const call = async (
    path: string,
    body?: unknown,
    headers: Record<string, string> = { 'x-simulator-key': key },
  ) => {
    const response = await fetch(`${origin}/sim${path}`, {
      headers,
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      json: (await response.json()) as Record<string, unknown>,
    };
  };
  return { origin, key, call };
}

describe('the panel', () => {
  it('is one page with its own script and style under a strict policy', async () => {
    const { simulator } = await openSimulator();
    const { origin } = new URL(simulator.panelUrl);
    for (const [path, type] of [
      ['panel', 'html'],
      ['panel.js', 'javascript'],
      ['panel.css', 'css'],
    ] as const) {
      const response = await fetch(`${origin}/sim/${path}`);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toContain(type);
      const policy = response.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      const text = await response.text();
      if (type === 'html') expect(text).not.toMatch(/<script(?![^>]*src=)|<style|\son\w+=|style=/);
      if (type === 'javascript') expect(() => new Script(text)).not.toThrow();
    }
  });

  it('keeps its key out of what browsers send, and changes it at each start', async () => {
    const [one, two] = [await openSimulator(), await openSimulator()];
    const [first, second] = [new URL(one.simulator.panelUrl), new URL(two.simulator.panelUrl)];
    expect(first.search).toBe('');
    expect(first.hash.length).toBeGreaterThan(20);
    expect(first.hash).not.toBe(second.hash);
  });

  it('plays the customer', async () => {
    const { api, simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    await askFor(api, 3, 'TS-1');
    expect((await call('/state')).json).toMatchObject({
      devices: [{ code: 'AAAA', state: 'asking' }, { code: 'BBBB' }],
    });
    expect((await call('/act', { code: 'AAAA', action: 'add-tip', tipCents: 50 })).json).toMatchObject({
      ok: true,
    });
    expect((await call('/act', { code: 'AAAA', action: 'tap-credit' })).json).toMatchObject({ ok: true });
    expect((await call('/act', { code: 'AAAA', action: 'tap-credit' })).json).toMatchObject({ ok: false });
    expect(simulator.transactions()).toMatchObject([{ amountCents: 350 }]);
  });
});

describe('the control calls', () => {
  const paths = [
    '/state',
    '/log',
    '/act',
    '/auto',
    '/faults',
    '/faults/clear',
    '/webhook',
    '/webhook-url',
    '/close-batch',
  ];

  it.each(paths)('%s refuses a caller without the key', async (path) => {
    const { simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    const body = ['/state', '/log'].includes(path) ? undefined : {};
    expect((await call(path, body, {})).status).toBe(403);
    expect((await call(path, body, { 'x-simulator-key': 'guess' })).status).toBe(403);
    expect((await call(`${path}?key=guess`, body, {})).status).toBe(403);
  });

  it('take the key in the address for reading only', async () => {
    const { simulator } = await openSimulator();
    const { call, key } = controlOf(simulator);
    expect((await call(`/state?key=${key}`, undefined, {})).status).toBe(200);
    expect((await call(`/close-batch?key=${key}`, {}, {})).status).toBe(403);
  });

  it('refuse another host name, key or not', async () => {
    const { simulator } = await openSimulator();
    const { origin, key } = controlOf(simulator);
    const status = await new Promise((resolve, reject) => {
      const sent = request(`${origin}/sim/state`, {
        headers: { host: 'evil.example', 'x-simulator-key': key },
      });
      sent.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end();
    });
    expect(status).toBe(421);
  });

  it('give no other site leave to call them', async () => {
    const { simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    expect((await call('/state')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('tell the truth as JSON at the log address', async () => {
    const { api, simulator } = await openSimulator({ seed: 'truth' });
    await askFor(api, 3, 'TS-1');
    await simulator.act('AAAA', 'tap-credit');
    const truth = (await (await fetch(simulator.logUrl)).json()) as Record<string, unknown>;
    expect(truth).toMatchObject({
      seed: 'truth',
      transactions: [{ invoiceNumber: 'TS-1', amountCents: 300, status: 'APPROVED' }],
      batches: [{ closed: false }],
      requests: [{ path: '/devices/AAAA/payment/purchase', answered: 202 }],
    });
    expect(JSON.stringify(truth)).not.toContain(simulator.token);
  });

  it('steer faults, webhooks, batches and the customer', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    expect((await call('/webhook-url', { url: receiver.url })).json).toEqual({ ok: true });
    expect((await call('/webhook', { send: 'probe' })).json).toMatchObject({ status: 204 });
    expect((await call('/webhook', { send: 'forged', forgery: 'stale' })).json).toMatchObject({
      status: 204,
    });
    expect((await call('/webhook', { send: 'unknown-type' })).json).toMatchObject({ status: 204 });
    await call('/auto', { auto: 'approve', delayMs: 0 });
    await askFor(api, 3, 'TS-1');
    await receiver.hasReceived(4);
    await call('/close-batch', {});
    expect(simulator.batches()[0]?.closed).toBe(true);
    await call('/faults', [{ kind: 'status', status: 500 }]);
    expect((await api('/connection-test')).status).toBe(500);
    await call('/faults', [{ kind: 'status', status: 500, times: 'always' }]);
    await call('/faults/clear', {});
    expect((await api('/connection-test')).status).toBe(200);
  });

  it.each([
    ['/act', { code: 'AAAA', action: 'dance' }],
    ['/act', { action: 'cancel' }],
    ['/auto', { auto: 'always' }],
    ['/webhook-url', { url: 'https://shop.example/helcim' }],
    ['/webhook', { send: 'money' }],
    ['/faults', [{ kind: 'explode' }]],
  ])('%s refuses %j with a reason', async (path, body) => {
    const { simulator } = await openSimulator();
    const { status, json } = await controlOf(simulator).call(path, body);
    expect(status).toBe(400);
    expect(json).toEqual({ ok: false, reason: expect.any(String) });
  });
});

describe('the rest of the account', () => {
  it('charges, gives back and alters records without any device, and says which row it made', async () => {
    const { simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    const made = (
      await call('/elsewhere/charge', { amountCents: 4_200, cardType: 'MC', invoiceNumber: 'WEB-1' })
    ).json;
    const transactionId = made.transactionId as number;
    await call('/elsewhere/give-back', { transactionId, type: 'refund', amountCents: 200 });
    await call('/elsewhere/alter', {
      transactionId,
      amountCents: 4_000,
      createdAtMs: Date.UTC(2026, 0, 2, 12),
    });
    expect(simulator.transactions()).toMatchObject([
      { amountCents: 4_000, deviceCode: null, invoiceNumber: 'WEB-1', dateCreated: '2026-01-02 05:00:00' },
      { type: 'refund', amountCents: 200, invoiceNumber: 'WEB-1', originalTransactionId: transactionId },
    ]);
  });

  it('hides a row, shows it unreadable, undated, undecided or in no batch, and misstates a batch', async () => {
    const { api, simulator } = await openSimulator();
    const { call } = controlOf(simulator);
    const { transactionId, cardBatchId } = simulator.elsewhere.charge({ amountCents: 100 });
    await call('/elsewhere/alter', { transactionId, isUnreadable: true });
    expect((await api('/card-transactions')).json).toMatchObject([{ transactionId, amount: 'n/a' }]);
    await call('/elsewhere/alter', { transactionId, isUnreadable: false, isHidden: true });
    expect((await api('/card-transactions')).json).toEqual([]);
    await call('/elsewhere/alter', { transactionId, isHidden: false, isUndated: true, status: 'PENDING' });
    expect((await api('/card-transactions?dateFrom=2000-01-01')).json).toMatchObject([
      { transactionId, status: 'PENDING', dateCreated: '' },
    ]);
    await call('/elsewhere/alter', { transactionId, status: 'APPROVED' });
    await call('/elsewhere/charge', { amountCents: 30, type: 'capture' });
    await call('/elsewhere/misstate-batch', { id: cardBatchId, offCents: 5 });
    expect((await api(`/card-batches/${cardBatchId}?collect-stats=true`)).json).toMatchObject({
      totalSales: '1.3500',
      countApproved: '2',
    });
    await call('/elsewhere/alter', { transactionId, cardBatchId: 0 });
    expect((await api(`/card-transactions/${transactionId}`)).json).toMatchObject({ cardBatchId: 0 });
  });

  it.each([
    ['/elsewhere/charge', { amountCents: 0 }],
    ['/elsewhere/charge', { amountCents: 1, currency: 'dollars' }],
    ['/elsewhere/give-back', { transactionId: 999, type: 'refund' }],
    ['/elsewhere/alter', { transactionId: 999, isHidden: true }],
    ['/elsewhere/misstate-batch', { id: 999, offCents: 1 }],
  ])('refuses %s with %j', async (path, body) => {
    const { simulator } = await openSimulator();
    expect((await controlOf(simulator).call(path, body)).status).toBe(400);
    expect(simulator.transactions()).toEqual([]);
  });
});
