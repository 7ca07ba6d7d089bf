import { describe, expect, it } from 'vitest';
import { askFor, openReceiver, openSimulator, openTimedSimulator } from './support.ts';

describe('a card at the terminal', () => {
  it.each([
    ['tap-credit', 'VI', false],
    ['insert-credit', 'VI', false],
    ['tap-debit', 'IN', true],
    ['insert-debit', 'IN', true],
  ] as const)('approves with %s', async (action, type, isDebit) => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 12.5, 'TS-1');
    const result = await simulator.act('AAAA', action);
    expect(result).toMatchObject({
      ok: true,
      terminal: { state: 'ready', screenText: 'Approved' },
      transaction: { status: 'APPROVED', amountCents: 1250, card: { type, isDebit } },
    });
  });

  it('shows a US debit card on a US account', async () => {
    const { api, simulator } = await openSimulator({ currency: 'USD' });
    await api('/devices/AAAA/payment/purchase', { body: { currency: 'USD', transactionAmount: 3 } });
    await simulator.act('AAAA', 'insert-debit');
    expect((await api('/card-transactions')).json).toMatchObject([{ cardType: 'DB', currency: 'USD' }]);
  });

  it.each([0.51, 0.52, 0.53, 0.54, 0.55, 0.56, 0.57, 0.58])(
    'declines a total that ends in %d',
    async (cents) => {
      const { api, simulator } = await openSimulator();
      await askFor(api, 10 + cents, 'TS-1');
      await simulator.act('AAAA', 'insert-credit');
      expect(simulator.transactions()[0]?.status).toBe('DECLINED');
    },
  );

  it.each([0.5, 0.59, 0.99])('approves a total that ends in %d', async (cents) => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 10 + cents, 'TS-1');
    await simulator.act('AAAA', 'insert-credit');
    expect(simulator.transactions()[0]?.status).toBe('APPROVED');
  });

  it('adds tip and credit surcharge, and judges the cents of the final total', async () => {
    const { api, simulator } = await openSimulator({ behaviour: { surchargeBasisPoints: 240 } });
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', { action: 'add-tip', tipCents: 200 });
    await simulator.act('AAAA', 'tap-credit');
    expect(simulator.transactions()[0]).toMatchObject({
      amountCents: 1229,
      requestedCents: 1000,
      tipCents: 200,
      surchargeCents: 29,
    });
    expect((await api('/invoices?invoiceNumber=ts-1')).json).toMatchObject([
      { amountPaid: 12.29, tipAmount: 2, surchargingFee: 0.29, status: 'PAID' },
    ]);
  });

  it('takes no surcharge on debit', async () => {
    const { api, simulator } = await openSimulator({ behaviour: { surchargeBasisPoints: 240 } });
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'tap-debit');
    expect(simulator.transactions()[0]?.amountCents).toBe(1000);
  });

  it('can approve less than asked', async () => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 50, 'TS-1');
    await simulator.act('AAAA', { action: 'tap-credit', approvedCents: 500 });
    expect((await api('/card-transactions')).json).toMatchObject([{ amount: 5, status: 'APPROVED' }]);
  });
});

describe('after a decline', () => {
  it('offers Try Again for the same invoice number, and the second try can be approved', async () => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'wrong-pin');
    expect(simulator.devices()[0]).toMatchObject({ state: 'declined', request: { invoiceNumber: 'TS-1' } });
    expect(await simulator.act('AAAA', 'tap-credit')).toMatchObject({ ok: false });
    await simulator.act('AAAA', 'try-again');
    await simulator.act('AAAA', 'tap-credit');
    expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toMatchObject([
      { status: 'APPROVED' },
      { status: 'DECLINED', errors: 'Transaction Declined: INCORRECT PIN' },
    ]);
  });

  it('still holds the terminal until cancelled', async () => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'decline');
    const busy = await api('/devices/AAAA/payment/purchase', {
      body: { currency: 'CAD', transactionAmount: 1 },
    });
    expect(busy.status).toBe(409);
    await simulator.act('AAAA', 'cancel');
    expect(simulator.devices()[0]?.state).toBe('ready');
  });
});

describe('without a payment', () => {
  it('announces a cancel with device, amount, time and, as set, the invoice number', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openTimedSimulator({ webhookUrl: receiver.url });
    await askFor(api, 10.25, 'TS-1');
    await simulator.act('AAAA', 'cancel');
    await receiver.hasReceived(1);
    expect(receiver.events[0]?.json).toEqual({
      type: 'terminalCancel',
      data: {
        cancelledAt: '2026-01-05T12:00:00.000Z',
        currency: 'CAD',
        deviceCode: 'AAAA',
        transactionAmount: 10.25,
        invoiceNumber: 'TS-1',
        customerCode: 'CST1001',
      },
    });
    expect(simulator.transactions()).toEqual([]);
  });

  it('leaves the invoice number out of a cancel where that is set', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({
      webhookUrl: receiver.url,
      cancelCarriesInvoiceNumber: false,
    });
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'cancel');
    await receiver.hasReceived(1);
    expect(receiver.events[0]?.json.data).not.toHaveProperty('invoiceNumber');
  });

  it.each(['ignore', 'unplug', 'remove-request'] as const)(
    'makes no transaction and no event for %s',
    async (action) => {
      const receiver = await openReceiver();
      const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
      await askFor(api, 10, 'TS-1');
      expect(await simulator.act('AAAA', action)).toMatchObject({ ok: true, terminal: { request: null } });
      await simulator.webhooksIdle();
      expect(receiver.events).toEqual([]);
      expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toEqual([]);
    },
  );

  it('gives up by itself after the time-out where one is set', async () => {
    const { api, simulator, clock } = await openTimedSimulator({ behaviour: { terminalTimeOutMs: 90_000 } });
    await askFor(api, 10, 'TS-1');
    clock.advance(89_999);
    expect(simulator.devices()[0]?.state).toBe('asking');
    clock.advance(1);
    expect(simulator.devices()[0]?.state).toBe('ready');
  });

  it.each([
    ['tap-credit', 'ready'],
    ['try-again', 'ready'],
    ['cancel', 'ready'],
    ['wake', 'ready'],
  ] as const)('refuses %s on a terminal that is %s', async (action, state) => {
    const { simulator } = await openSimulator();
    const result = await simulator.act('AAAA', action);
    expect(result).toMatchObject({ ok: false, reason: expect.stringContaining(`AAAA is ${state}`) });
  });

  it('refuses an unknown terminal and a tip that is no whole number of cents', async () => {
    const { api, simulator } = await openSimulator();
    await askFor(api, 10, 'TS-1');
    expect(await simulator.act('QQQQ', 'cancel')).toMatchObject({ ok: false });
    expect(await simulator.act('AAAA', { action: 'add-tip', tipCents: 1.5 })).toMatchObject({ ok: false });
  });
});

describe('the customer who acts by himself', () => {
  it.each([
    ['approve', ['APPROVED']],
    ['decline', ['DECLINED']],
    ['cancel', []],
    ['ignore', []],
  ] as const)('%s leaves the terminal ready', async (auto, statuses) => {
    const { api, simulator, clock } = await openTimedSimulator({ auto, autoDelayMs: 700 });
    await askFor(api, 10, 'TS-1');
    clock.advance(699);
    expect(simulator.devices()[0]?.state).toBe('asking');
    clock.advance(701);
    expect(simulator.devices()[0]?.state).toBe('ready');
    expect(simulator.transactions().map(({ status }) => status)).toEqual(statuses);
  });

  it('does not act on a request that somebody else ended', async () => {
    const { api, simulator, clock } = await openTimedSimulator({ auto: 'approve' });
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'cancel');
    await askFor(api, 11, 'TS-2');
    clock.advance(1_000);
    expect(simulator.transactions().map(({ invoiceNumber }) => invoiceNumber)).toEqual(['TS-2']);
  });

  it('tells listeners of each change and keeps the truth in order', async () => {
    const { api, simulator } = await openSimulator();
    let changes = 0;
    const stop = simulator.on('change', () => changes++);
    await askFor(api, 10, 'TS-1');
    await simulator.act('AAAA', 'tap-credit');
    expect(changes).toBeGreaterThan(3);
    const seen = changes;
    stop();
    await simulator.act('BBBB', 'sleep');
    expect(changes).toBe(seen);
    const kinds = simulator.log().map(({ kind }) => kind);
    expect(kinds.indexOf('request')).toBeLessThan(kinds.indexOf('screen'));
    expect(kinds.indexOf('customer')).toBeLessThan(kinds.indexOf('card'));
    expect(kinds.indexOf('card')).toBeLessThan(kinds.indexOf('event'));
  });
});
