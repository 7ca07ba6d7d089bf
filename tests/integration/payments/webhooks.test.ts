import { afterEach, describe, expect, it } from 'vitest';
import { openTillWorld, type TillWorld, type TillWorldOptions } from '../../fakes/till-world.ts';
import { waitUntil } from '../../fakes/wait-until.ts';

let world: TillWorld;
const open = async (options?: TillWorldOptions) => {
  world = await openTillWorld(options);
  return world;
};
afterEach(() => world.close());

const hourMs = 3_600_000;
const toDo = () => world.ledger().nextEventDueAtMs();
/** A row is closed after its outcome has left for the window, so it may be a moment behind what can be seen. */
const nothingLeftToDo = () => waitUntil('the end of every row', async () => (await toDo()) === null);
const reads = (id: number) =>
  world.simulator.requests().filter(({ path }) => path === `/card-transactions/${id}`).length;
const newestId = () => world.simulator.transactions().at(-1)?.transactionId ?? 0;
const purchaseElsewhere = async (invoiceNumber: string, code = 'NBL7') => {
  const { url, token } = world.simulator;
  const { status } = await fetch(`${url}/devices/${code}/payment/purchase`, {
    method: 'POST',
    headers: { 'api-token': token, 'content-type': 'application/json' },
    body: JSON.stringify({ currency: 'CAD', transactionAmount: 12.34, invoiceNumber }),
  });
  expect(status).toBe(202);
};
const cancelOf = (
  attempt: { amountCents: number; invoiceNumber: string; terminalCode: string | null },
  atMs: number,
) => ({
  type: 'terminalCancel',
  data: {
    cancelledAt: new Date(atMs).toISOString(),
    currency: 'CAD',
    deviceCode: attempt.terminalCode,
    transactionAmount: attempt.amountCents / 100,
    invoiceNumber: attempt.invoiceNumber,
  },
});

describe('the time of a webhook', () => {
  it.each([
    ['tap-credit', 'approved'],
    ['decline', 'declined_may_retry'],
    ['cancel', 'cancelled'],
  ] as const)('B23 is taken before the 202 (%s)', async (action, phase) => {
    await open();
    const match = { method: 'POST', path: '/devices/' };
    world.simulator.faults.add({ kind: 'outcome-before-reply', action, match });
    world.simulator.faults.add({ kind: 'delay', when: 'after-effect', ms: 400, match });
    const id = await world.charged();
    await world.reach(id, phase);
    const isAnswered = () =>
      world.simulator.requests().some(({ path, answered }) => path.endsWith('/purchase') && answered === 202);
    expect(isAnswered()).toBe(false);
    await waitUntil('the 202', isAnswered);
    await waitUntil('the note of it', async () => (await world.evidence(id)).includes('send_accepted'));
    expect(await world.phase(id)).toBe(phase);
    expect(world.purchases()).toBe(1);
  });

  it('B25 M5 an old decline that comes after the approval takes nothing back', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'webhook-reordered', ms: 30_000 });
    const id = await world.charged();
    await world.asking();
    await world.act('decline');
    await world.act('try-again');
    await world.act('tap-credit');
    await world.settle();
    await world.settle();
    const { attempt, transactions } = await world.reach(id, 'approved');
    expect(attempt.approvedCents).toBe(12_34);
    expect(transactions.map(({ status }) => status).sort()).toEqual(['approved', 'declined']);
    await world.pass(60_000);
    expect(await world.phase(id)).toBe('approved');
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('B25 M6 an approval that comes after the cancel of its request is money, and an alarm', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    const { attempt } = await world.facts(id);
    expect(await world.post({ body: cancelOf(attempt, world.clock.wallMs()) })).toBe(204);
    await world.reach(id, 'cancelled');
    await world.act('tap-credit');
    await world.settle();
    const { attempt: after } = await world.facts(id);
    expect(after).toMatchObject({ state: 'cancelled', laterProven: 'approved', approvedCents: 12_34 });
    expect(await world.alarmKinds()).toEqual(['late_approval']);
  });

  it('B28 M10 a retry signed anew brings a cancel hours later', async () => {
    await open({ isOneClock: true });
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await world.act('cancel');
    await world.pass(hourMs);
    await world.startTill();
    await world.pass(3 * hourMs);
    expect(await world.phase(id)).toBe('cancelled');
    await nothingLeftToDo();
  });

  it('B28 M10 a retry that repeats its first signature is taken as a hint, hours later', async () => {
    await open({ isOneClock: true, simulator: { behaviour: { retrySignature: 'same' } } });
    const id = await world.charged();
    await world.asking();
    await world.stopTill();
    await world.act('cancel');
    await world.pass(hourMs);
    await world.startTill();
    await world.pass(3 * hourMs);
    expect(await world.phase(id)).toBe('unknown');
    expect(await world.evidence(id)).toContain('stale_cancel_reported');
    await nothingLeftToDo();
  });

  it('B28 a cancel signed 27 hours ago only starts a look-up, which finds the approval', async () => {
    await open({ webhooks: false });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    const { attempt } = await world.facts(id);
    const signedAtMs = Date.now() - 27 * hourMs;
    expect(await world.post({ body: cancelOf(attempt, signedAtMs), signedAtMs })).toBe(204);
    const { transactions } = await world.reach(id, 'approved');
    expect(transactions[0]?.source).toBe('lookup');
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('B28 an event signed two days ago is refused', async () => {
    await open();
    const signedAtMs = Date.now() - 49 * hourMs;
    expect(await world.post({ body: { id: '1', type: 'cardTransaction' }, signedAtMs })).toBe(401);
    await nothingLeftToDo();
  });

  it.each([20 * 60_000, -20 * 60_000])(
    'M15 is judged by Helcim’s clock, %i ms away from this machine’s',
    async (skewMs) => {
      await open({ simulator: { cancelCarriesInvoiceNumber: false } });
      world.simulator.setClockSkew(skewMs);
      await world.handlers().terminals.discover(null);
      const paid = await world.charged();
      await world.asking();
      await world.act('tap-credit');
      const { transactions } = await world.reach(paid, 'approved');
      expect(transactions[0]?.source).toBe('webhook');
      const cancelled = await world.charged({ cents: 50_00 });
      await world.asking();
      await world.act('cancel');
      await world.reach(cancelled, 'cancelled');
    },
  );
});

describe('a webhook twice', () => {
  it('B24 M10 is one event, one transaction and one amount', async () => {
    await open();
    world.simulator.faults.add({ kind: 'webhook-doubled' });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    await world.settle();
    const { attempt, transactions } = await world.facts(id);
    expect(attempt.approvedCents).toBe(12_34);
    expect(transactions).toHaveLength(1);
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('B24 changes nothing under another webhook-id, and asks Helcim nothing', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.reach(id, 'approved');
    await world.settle();
    const before = reads(newestId());
    const evidence = await world.evidence(id);
    for (let copy = 0; copy < 3; copy += 1) {
      expect(await world.post({ body: { id: String(newestId()), type: 'cardTransaction' } })).toBe(204);
    }
    await world.settle();
    expect(reads(newestId())).toBe(before);
    expect(await world.evidence(id)).toEqual(evidence);
    await nothingLeftToDo();
  });

  it('B24 a cancel reported twice is one cancel', async () => {
    await open();
    const id = await world.charged();
    await world.asking();
    await world.act('cancel');
    const { attempt } = await world.reach(id, 'cancelled');
    expect(await world.post({ body: cancelOf(attempt, Date.now()) })).toBe(204);
    await world.settle();
    expect(await world.phase(id)).toBe('cancelled');
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('a webhook that nobody can vouch for', () => {
  it.each(['signature', 'key', 'body'] as const)(
    'B26 is refused and stored nowhere (forged %s)',
    async (kind) => {
      await open();
      const id = await world.charged();
      await world.reach(id, 'waiting');
      expect(await world.simulator.sendForged(kind)).toMatchObject({ status: 401 });
      await nothingLeftToDo();
      expect(world.simulator.requests().filter(({ path }) => path === '/card-transactions/12345678')).toEqual(
        [],
      );
    },
  );

  it('B26 cannot cancel an attempt', async () => {
    await open();
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'waiting');
    const { status } = await fetch(world.webhookUrl(), {
      method: 'POST',
      headers: {
        'webhook-id': 'msg_forged',
        'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
        'webhook-signature': `v1,${Buffer.alloc(32, 7).toString('base64')}`,
      },
      body: JSON.stringify(cancelOf(attempt, Date.now())),
    });
    expect(status).toBe(401);
    await world.settle();
    expect(await world.phase(id)).toBe('waiting');
  });

  it('B27 without any signature is answered like Helcim’s Save button expects, and stored nowhere', async () => {
    await open();
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'waiting');
    expect(await world.simulator.sendProbe()).toMatchObject({ status: 204 });
    const cancel = JSON.stringify(cancelOf(attempt, Date.now()));
    const { status } = await fetch(world.webhookUrl(), { method: 'POST', body: cancel });
    expect(status).toBe(204);
    await world.settle();
    expect(await world.phase(id)).toBe('waiting');
    await nothingLeftToDo();
  });

  it('M5 a genuine one that calls itself an approval proves nothing', async () => {
    await open();
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'waiting');
    const body = {
      id: '99999999',
      type: 'cardTransaction',
      status: 'APPROVED',
      amount: 12.34,
      invoiceNumber: attempt.invoiceNumber,
    };
    expect(await world.post({ body })).toBe(204);
    await waitUntil('the read', () => reads(99_999_999) === 1);
    await world.settle();
    expect(await world.phase(id)).toBe('waiting');
    expect(await toDo()).not.toBeNull();
  });

  it('U16 an unknown type is filed at once', async () => {
    await open();
    expect(await world.simulator.sendUnknownType()).toMatchObject({ status: 204 });
    await nothingLeftToDo();
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('a webhook about somebody else', () => {
  it('B29 files a transaction of another tool quietly, and approves nothing', async () => {
    await open();
    const id = await world.charged();
    await world.reach(id, 'waiting');
    await purchaseElsewhere('INV001234');
    await world.act('tap-credit', 'NBL7');
    await waitUntil('the row', async () => (await world.ledger().transaction(newestId())) !== null);
    expect(await world.ledger().transaction(newestId())).toMatchObject({
      attemptId: null,
      invoiceNumber: null,
    });
    expect(await world.phase(id)).toBe('waiting');
    expect(await world.alarmKinds()).toEqual([]);
    await nothingLeftToDo();
  });

  it('B29 files a transaction with a number of another till', async () => {
    await open();
    const id = await world.charged();
    await world.reach(id, 'waiting');
    await purchaseElsewhere(`TS-${'7'.repeat(26)}`);
    await world.act('tap-credit', 'NBL7');
    await waitUntil('the row', async () => (await world.ledger().transaction(newestId())) !== null);
    expect(await world.ledger().transaction(newestId())).toMatchObject({
      attemptId: null,
      status: 'approved',
    });
    expect(await world.phase(id)).toBe('waiting');
    expect(await world.alarmKinds()).toEqual([]);
  });

  it('B29 a cancel on our terminal that no send of ours fits warns of another till', async () => {
    await open();
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'waiting');
    const strange = { ...attempt, invoiceNumber: 'INV000077' };
    expect(await world.post({ body: cancelOf(strange, Date.now()) })).toBe(204);
    await waitUntil('the alarm', async () => (await world.alarmKinds()).length > 0);
    expect(await world.alarmKinds()).toEqual(['other_till_uses_terminal']);
    expect(await world.phase(id)).toBe('waiting');
  });

  it('B29 a cancel of another amount on our terminal, without a number, warns and cancels nothing', async () => {
    await open();
    const id = await world.charged();
    const { attempt } = await world.reach(id, 'waiting');
    const { data, type } = cancelOf(
      { ...attempt, amountCents: 99 as typeof attempt.amountCents },
      Date.now(),
    );
    const { invoiceNumber: _none, ...rest } = data;
    expect(await world.post({ body: { type, data: rest } })).toBe(204);
    await waitUntil('the alarm', async () => (await world.alarmKinds()).length > 0);
    expect(await world.alarmKinds()).toEqual(['other_till_uses_terminal']);
    expect(await world.phase(id)).toBe('waiting');
  });

  it('B29 a cancel on a terminal that is not paired here is filed without a word', async () => {
    await open();
    await purchaseElsewhere('INV000078');
    await world.act('cancel', 'NBL7');
    await world.simulator.webhooksIdle();
    await nothingLeftToDo();
    expect(await world.alarmKinds()).toEqual([]);
  });
});

describe('an event on disk', () => {
  it('M10 is refused with 503 while no ledger is open, and taken when it comes again', async () => {
    await open({
      isOneClock: true,
      isProxied: true,
      pair: false,
      token: ({ token }) => token,
      prepare: (proxy) => proxy.setRewrite(() => ({ status: 500, body: '' })),
    });
    expect(world.till().room()).toBeNull();
    await purchaseElsewhere('INV000079');
    await world.act('tap-credit', 'NBL7');
    await world.simulator.webhooksIdle();
    expect(
      world.simulator.log().filter(({ kind, text }) => kind === 'delivery' && text.endsWith('503')),
    ).toHaveLength(1);
    world.proxy().setRewrite((_call, answer) => answer);
    world.clock.advance(3_000);
    await waitUntil('the ledger', () => world.till().room() !== null);
    await world.pass(6_000);
    expect(await world.ledger().transaction(newestId())).not.toBeNull();
    await nothingLeftToDo();
  });

  it('M10 U22 is worked after a restart when the app ended between storing and working it', async () => {
    await open({ isProxied: true });
    const id = await world.charged();
    await world.asking();
    let asked = 0;
    world.proxy().setGate(({ path }) => {
      if (!/^\/card-transactions/.test(path)) return Promise.resolve('forward');
      asked += 1;
      return new Promise(() => undefined);
    });
    await world.act('tap-credit');
    await waitUntil('the read that hangs', () => asked > 0);
    world.simulator.setWebhookUrl(null);
    await world.stopTill();
    world.proxy().setGate(async () => 'forward');
    await world.startTill();
    const { transactions } = await world.reach(id, 'approved');
    expect(transactions[0]?.source).toBe('webhook');
    await nothingLeftToDo();
  });

  it('M10 U5 stays to do, with growing waits, while its transaction cannot be read', async () => {
    await open({ isOneClock: true });
    world.simulator.faults.add({ kind: 'hidden-transaction', ms: 100_000, match: { path: '/devices/' } });
    const id = await world.charged();
    await world.asking();
    await world.act('tap-credit');
    await world.pass(99_000);
    expect(await world.phase(id)).toBe('waiting');
    expect(await toDo()).not.toBeNull();
    expect(reads(newestId())).toBeGreaterThanOrEqual(6);
    expect(reads(newestId())).toBeLessThanOrEqual(8);
    await world.pass(40_000);
    expect(await world.phase(id)).toBe('approved');
    await world.pass(60_000);
    await nothingLeftToDo();
  });
});
