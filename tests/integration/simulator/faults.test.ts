import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../electron/simulator/fault-schema.ts';
import { type Api, askFor, openReceiver, openSimulator, openTimedSimulator, paid } from './support.ts';

const buy = (api: Api) =>
  api('/devices/AAAA/payment/purchase', {
    body: { currency: 'CAD', transactionAmount: 1, invoiceNumber: 'TS-1' },
  });

const brokenConnections: FaultInput[] = [
  { kind: 'drop', when: 'before-effect' },
  { kind: 'drop', when: 'after-effect' },
  { kind: 'cut-body', when: 'before-effect' },
  { kind: 'cut-body', when: 'after-effect' },
];

const brokenReplies: [FaultInput & { when?: string }, number, string][] = [
  [{ kind: 'status', status: 503, when: 'before-effect' }, 503, '{"errors":["An error occurred"]}'],
  [
    { kind: 'status', status: 500, when: 'after-effect', errors: { amount: 'no' } },
    500,
    '{"errors":{"amount":"no"}}',
  ],
  [{ kind: 'status', status: 500, when: 'before-effect', form: 'text', errors: 'oops' }, 500, '"oops"'],
  [{ kind: 'status', status: 502, when: 'before-effect', form: 'empty' }, 502, ''],
  [{ kind: 'status', status: 502, when: 'after-effect', form: 'empty' }, 502, ''],
  [{ kind: 'status', status: 408, when: 'before-effect' }, 408, '{"errors":["An error occurred"]}'],
  [{ kind: 'redirect', location: 'http://127.0.0.1:1/x', when: 'before-effect' }, 302, ''],
  [{ kind: 'redirect', location: 'http://127.0.0.1:1/x', status: 307, when: 'after-effect' }, 307, ''],
];

describe('faults of the reply', () => {
  it.each(brokenConnections)('break the connection with %j', async (fault) => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add(fault);
    await expect(buy(api)).rejects.toThrow();
    const hasEffect = 'when' in fault && fault.when === 'after-effect';
    expect(simulator.devices()[0]?.state).toBe(hasEffect ? 'asking' : 'ready');
    await expect.poll(() => simulator.requests()[0]?.answered).toBe('dropped');
  });

  it.each(brokenReplies)('answer %j', async (fault, status, text) => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add(fault);
    expect(await buy(api)).toMatchObject({ status, text });
    expect(simulator.devices()[0]?.state).toBe(fault.when === 'after-effect' ? 'asking' : 'ready');
  });

  it('can be a page of HTML', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'status', status: 502, form: 'html' });
    const answer = await buy(api);
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(answer.text).toContain('<html>');
  });

  it('can be a 200 that is no JSON', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'garbage' });
    expect(await api('/card-transactions')).toMatchObject({ status: 200, json: null });
  });

  it('can be a reply that never comes', async () => {
    const { simulator } = await openSimulator();
    simulator.faults.add({ kind: 'hang' });
    const controller = new AbortController();
    const reply = fetch(`${simulator.url}/connection-test`, {
      headers: { 'api-token': simulator.token },
      signal: controller.signal,
    });
    await expect.poll(() => simulator.requests()[0]?.answered).toBeNull();
    controller.abort();
    await expect(reply).rejects.toThrow();
    await expect.poll(() => simulator.requests()[0]?.answered).toBe('dropped');
  });

  it('ends the connection, and says so in the log, when a script asks for the impossible', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'redirect', location: 'line\nbreak' });
    await expect(buy(api)).rejects.toThrow();
    expect(simulator.log().some(({ text }) => text.includes('the simulator itself failed'))).toBe(true);
  });

  it('can drip byte by byte', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'slow-drip', bytesPerStep: 7, stepMs: 1 });
    expect(await api('/connection-test')).toMatchObject({
      status: 200,
      json: { message: 'Connection Successful' },
    });
  });

  it('can be late, before the effect or after it', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    simulator.faults.add({ kind: 'delay', ms: 4_000, when: 'before-effect' });
    simulator.faults.add({
      kind: 'delay',
      ms: 6_000,
      when: 'after-effect',
      match: { path: '/devices/BBBB' },
    });
    const before = buy(api);
    await expect.poll(() => clock.pendingTimers()).toBe(1);
    expect(simulator.devices()[0]?.state).toBe('ready');
    const after = api('/devices/BBBB/payment/purchase', { body: { currency: 'CAD', transactionAmount: 1 } });
    await expect.poll(() => clock.pendingTimers()).toBe(2);
    expect(simulator.devices()[1]?.state).toBe('asking');
    clock.advance(6_000);
    expect((await before).status).toBe(202);
    expect((await after).status).toBe(202);
  });

  it('can be 429 with or without a hint, and nothing happens', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'rate-limited', retryAfterSeconds: 3 });
    const answer = await buy(api);
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('3');
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it('can hit a refund after its effect, and the key then replays it', async () => {
    const { api, simulator } = await openSimulator();
    const id = await paid(simulator, api, 10);
    simulator.closeBatch();
    simulator.faults.add({ kind: 'drop', match: { method: 'POST', path: '/payment/refund' } });
    const refund = () =>
      api('/payment/refund', {
        body: { originalTransactionId: id, amount: 4, ipAddress: '127.0.0.1' },
        headers: { 'idempotency-key': 'k'.repeat(36) },
      });
    await expect(refund()).rejects.toThrow();
    expect((await refund()).status).toBe(200);
    expect(simulator.transactions().filter(({ type }) => type === 'refund')).toHaveLength(1);
  });
});

describe('faults of the terminal', () => {
  it('accept a request that never reaches the screen', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'not-on-screen' });
    expect((await buy(api)).status).toBe(202);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it('show a request late', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    simulator.faults.add({ kind: 'late-on-screen', ms: 40_000 });
    await buy(api);
    clock.advance(39_999);
    expect(simulator.devices()[0]?.state).toBe('ready');
    clock.advance(1);
    expect(simulator.devices()[0]?.state).toBe('asking');
  });

  it('show a late request only once the terminal is awake and free', async () => {
    const { api, simulator, clock } = await openTimedSimulator();
    simulator.faults.add({ kind: 'late-on-screen', ms: 1_000 });
    await buy(api);
    await simulator.act('AAAA', 'sleep');
    clock.advance(1_000);
    expect(simulator.devices()[0]?.request).toBeNull();
    await simulator.act('AAAA', 'wake');
    expect(simulator.devices()[0]?.request?.invoiceNumber).toBe('TS-1');
  });

  it('approve after the cancel', async () => {
    const receiver = await openReceiver();
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'late-approval', ms: 30_000 });
    await buy(api);
    await simulator.act('AAAA', 'cancel');
    expect(simulator.transactions()).toEqual([]);
    clock.advance(30_000);
    expect(simulator.transactions()).toMatchObject([
      { status: 'APPROVED', invoiceNumber: 'TS-1', deviceCode: 'AAAA' },
    ]);
    await receiver.hasReceived(2);
    expect(new Set(receiver.events.map(({ json }) => json.type))).toEqual(
      new Set(['terminalCancel', 'cardTransaction']),
    );
  });

  it('show an approved request once more', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'repeat-on-screen' });
    await buy(api);
    await simulator.act('AAAA', 'tap-credit');
    expect(simulator.devices()[0]).toMatchObject({ state: 'asking', request: { invoiceNumber: 'TS-1' } });
    await simulator.act('AAAA', 'tap-credit');
    expect(simulator.devices()[0]?.state).toBe('ready');
    expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toMatchObject([
      { status: 'APPROVED' },
      { status: 'APPROVED' },
    ]);
  });

  it('hide a transaction from reads for a while, though its event is out', async () => {
    const receiver = await openReceiver();
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'hidden-transaction', ms: 8_000 });
    await buy(api);
    await simulator.act('AAAA', 'tap-credit');
    await receiver.hasReceived(1);
    const path = `/card-transactions/${receiver.events[0]?.json.id}`;
    expect((await api(path)).status).toBe(404);
    expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toEqual([]);
    clock.advance(8_000);
    expect((await api(path)).json).toMatchObject({ invoiceNumber: 'TS-1' });
  });
});

describe('fault scripts', () => {
  it('strike as often as told, after as many passes as told', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'status', status: 500, times: 2, skip: 1 });
    const statuses: number[] = [];
    for (let call = 0; call < 4; call++) statuses.push((await api('/connection-test')).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
    expect(simulator.faults.pending()).toEqual([]);
  });

  it.each([
    [{ path: '/devices/AAAA' }, 500],
    [{ path: '/v2/devices' }, 500],
    [{ path: '^/devices/[A-Z]{4}/payment/' }, 500],
    [{ path: 'payment/(purchase|refund)$' }, 500],
    [{ method: 'post' }, 500],
    [{ method: 'GET' }, 202],
    [{ path: '/devices/BBBB' }, 202],
    [{ path: '^/payment' }, 202],
  ])('match %j', async (match, status) => {
    const { api, simulator } = await openSimulator();
    simulator.faults.add({ kind: 'status', status: 500, match });
    expect((await buy(api)).status).toBe(status);
  });

  it('are loaded from JSON text, a list or an object', async () => {
    const { simulator } = await openSimulator();
    simulator.faults.loadScript('[{"kind":"drop"}]');
    simulator.faults.loadScript({ faults: [{ kind: 'hang', times: 'always' }] });
    expect(simulator.faults.pending().map(({ kind }) => kind)).toEqual(['drop', 'hang']);
    simulator.faults.clear();
    expect(simulator.faults.pending()).toEqual([]);
  });

  it.each([
    '{',
    '{"kind":"drop"}',
    [{ kind: 'explode' }],
    [{ kind: 'drop', when: 'sometime' }],
    [{ kind: 'status' }],
    [{ kind: 'delay', ms: -1 }],
    [{ kind: 'drop', times: 0 }],
    [{ kind: 'drop', match: { path: '(' } }],
    [{ kind: 'drop', typo: true }],
  ])('refuse %j and plan nothing', async (script) => {
    const { simulator } = await openSimulator();
    expect(() => simulator.faults.loadScript(script)).toThrow();
    expect(simulator.faults.pending()).toEqual([]);
  });

  it('meet one reply fault a call, and other kinds beside it', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.loadScript([
      { kind: 'status', status: 500 },
      { kind: 'status', status: 502 },
      { kind: 'not-on-screen' },
    ]);
    expect((await buy(api)).status).toBe(500);
    expect(simulator.devices()[0]?.state).toBe('ready');
    expect((await buy(api)).status).toBe(502);
    expect(simulator.devices()[0]?.state).toBe('asking');
  });

  it('by chance are the same for the same seed', async () => {
    const run = async (seed: string) => {
      const { api, simulator } = await openSimulator({ seed });
      simulator.faults.seeded({ status: 0.4, redirect: 0.2 });
      const statuses: number[] = [];
      for (let call = 0; call < 20; call++) statuses.push((await api('/connection-test')).status);
      return statuses;
    };
    const first = await run('one');
    expect(await run('one')).toEqual(first);
    expect(await run('two')).not.toEqual(first);
    expect(first).toContain(200);
    expect(first.some((status) => status !== 200)).toBe(true);
  });

  it('by chance strike only what matches', async () => {
    const { api, simulator } = await openSimulator();
    simulator.faults.seeded({ drop: 1 }, { method: 'POST' });
    expect((await api('/connection-test')).status).toBe(200);
    await expect(buy(api)).rejects.toThrow();
    simulator.faults.clear();
    await askFor(api, 1, 'TS-2', 'BBBB');
  });
});
