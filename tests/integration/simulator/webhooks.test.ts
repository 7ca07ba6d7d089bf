import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import {
  askFor,
  openReceiver,
  openSimulator,
  openTimedSimulator,
  paid,
  type ReceivedEvent,
} from './support.ts';

function verify(verifier: string, event: ReceivedEvent | undefined): unknown {
  const headers = Object.fromEntries(
    Object.entries(event?.headers ?? {}).map(([name, value]) => [name, String(value)]),
  );
  return new Webhook(verifier).verify(event?.raw ?? '', headers);
}

describe('a card event', () => {
  it('carries the id as text and nothing of the outcome, and verifies', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
    const id = await paid(simulator, api, 5);
    await receiver.hasReceived(1);
    expect(verify(simulator.verifier, receiver.events[0])).toEqual({
      id: String(id),
      type: 'cardTransaction',
    });
    expect(receiver.events[0]?.headers).toMatchObject({
      'webhook-id': expect.stringMatching(/^msg_[A-Za-z0-9]{27}$/),
      'user-agent': expect.stringMatching(/^Svix-Webhooks\//),
      'content-type': 'application/json',
    });
  });

  it('comes for a decline, a refund and a reverse too', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
    await askFor(api, 5, 'TS-1');
    await simulator.act('AAAA', 'decline');
    await simulator.act('AAAA', 'try-again');
    await simulator.act('AAAA', 'tap-credit');
    const cardTransactionId = simulator.transactions()[1]?.transactionId;
    await api('/payment/reverse', {
      body: { cardTransactionId, ipAddress: '127.0.0.1' },
      headers: { 'idempotency-key': 'x'.repeat(36) },
    });
    await receiver.hasReceived(3);
    expect(new Set(receiver.events.map(({ json }) => json.id))).toEqual(
      new Set(simulator.transactions().map(({ transactionId }) => String(transactionId))),
    );
  });

  it('goes nowhere without a URL, and to the new one after a change', async () => {
    const [first, second] = [await openReceiver(), await openReceiver()];
    const { api, simulator } = await openSimulator();
    await paid(simulator, api, 1);
    simulator.setWebhookUrl(first.url);
    await paid(simulator, api, 2);
    await simulator.webhooksIdle();
    simulator.setWebhookUrl(second.url);
    await paid(simulator, api, 3);
    await simulator.webhooksIdle();
    expect([first.events.length, second.events.length]).toEqual([1, 1]);
    expect(() => simulator.setWebhookUrl('http://elsewhere.example/')).toThrow();
  });
});

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

describe('a delivery that fails', () => {
  it('is tried again after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then given up', async () => {
    const receiver = await openReceiver();
    receiver.answerWith(503);
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(1);
    const waits = [
      5_000,
      5 * MINUTE_MS,
      30 * MINUTE_MS,
      2 * HOUR_MS,
      5 * HOUR_MS,
      10 * HOUR_MS,
      10 * HOUR_MS,
    ];
    for (const [index, waitMs] of waits.entries()) {
      clock.advance(waitMs - 1);
      await simulator.webhooksIdle();
      expect(receiver.events).toHaveLength(index + 1);
      clock.advance(1);
      await simulator.webhooksIdle();
      expect(receiver.events).toHaveLength(index + 2);
    }
    clock.advance(100 * HOUR_MS);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(8);
  });

  it('stops once it is taken, and keeps its id while its time is new', async () => {
    const receiver = await openReceiver();
    receiver.answerWith(500);
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    receiver.answerWith(204);
    clock.advance(5_000);
    await simulator.webhooksIdle();
    clock.advance(HOUR_MS);
    await simulator.webhooksIdle();
    const [first, second, third] = receiver.events;
    expect(third).toBeUndefined();
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(Number(second?.headers['webhook-timestamp'])).toBe(
      Number(first?.headers['webhook-timestamp']) + 5,
    );
    expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
  });

  it('can repeat the first signature instead', async () => {
    const receiver = await openReceiver();
    receiver.answerWith(500);
    const behaviour = { retrySignature: 'same' } as const;
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url, behaviour });
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    clock.advance(5_000);
    await simulator.webhooksIdle();
    const signatures = receiver.events.map(({ headers }) => headers['webhook-signature']);
    expect(signatures[1]).toBe(signatures[0]);
  });

  it('includes a redirect and a receiver that is not there', async () => {
    const receiver = await openReceiver();
    receiver.answerWith(302);
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    simulator.setWebhookUrl('http://127.0.0.1:1/closed');
    clock.advance(5_000);
    await simulator.webhooksIdle();
    simulator.setWebhookUrl(receiver.url);
    clock.advance(5 * MINUTE_MS);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(2);
  });
});

describe('other posts to the endpoint', () => {
  it('probe without any signature header', async () => {
    const receiver = await openReceiver();
    const { simulator } = await openSimulator();
    expect(await simulator.sendProbe(receiver.url)).toMatchObject({ status: 204 });
    expect(
      Object.keys(receiver.events[0]?.headers ?? {}).filter((name) => name.startsWith('webhook-')),
    ).toEqual([]);
    expect(await simulator.sendProbe()).toMatchObject({ status: null, error: 'no webhook URL' });
    await expect(simulator.sendProbe('http://shop.example/')).rejects.toThrow(/https/);
  });

  it.each(['signature', 'key', 'stale', 'body'] as const)(
    'forge by %s so that it does not verify',
    async (kind) => {
      const receiver = await openReceiver();
      const { simulator } = await openSimulator({ webhookUrl: receiver.url });
      expect(await simulator.sendForged(kind)).toMatchObject({ status: 204 });
      expect(() => verify(simulator.verifier, receiver.events[0])).toThrow();
    },
  );

  it('send an unknown type that verifies', async () => {
    const receiver = await openReceiver();
    const { simulator } = await openSimulator({ webhookUrl: receiver.url });
    await simulator.sendUnknownType();
    expect(verify(simulator.verifier, receiver.events[0])).toMatchObject({ type: 'deviceFirmware' });
  });

  it('send an earlier event again under its id', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
    await paid(simulator, api, 1);
    await receiver.hasReceived(1);
    const webhookId = String(receiver.events[0]?.headers['webhook-id']);
    expect(await simulator.resendEvent(webhookId)).toMatchObject({ status: 204, webhookId });
    expect(receiver.events[1]?.raw).toEqual(receiver.events[0]?.raw);
    expect(await simulator.resendEvent('msg_nobody')).toMatchObject({ status: null });
  });
});

describe('faults of delivery', () => {
  it('lose, double and delay events', async () => {
    const receiver = await openReceiver();
    const { api, simulator, clock } = await openTimedSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'webhook-lost' });
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(0);
    simulator.faults.add({ kind: 'webhook-doubled' });
    await paid(simulator, api, 2);
    await simulator.webhooksIdle();
    const ids = receiver.events.map(({ headers }) => headers['webhook-id']);
    expect(ids).toEqual([ids[0], ids[0]]);
    simulator.faults.add({ kind: 'webhook-late', ms: 90_000 });
    await paid(simulator, api, 3);
    clock.advance(89_999);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(2);
    clock.advance(1);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(3);
  });

  it('deliver an event after the next one', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openTimedSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'webhook-reordered' });
    const first = await paid(simulator, api, 1);
    const second = await paid(simulator, api, 2);
    await receiver.hasReceived(2);
    expect(receiver.events.map(({ json }) => json.id)).toEqual([String(second), String(first)]);
  });

  it('strike only the named event', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'webhook-lost', match: { event: 'terminalCancel' }, times: 'always' });
    await askFor(api, 1, 'TS-1');
    await simulator.act('AAAA', 'cancel');
    await paid(simulator, api, 1);
    await simulator.webhooksIdle();
    expect(receiver.events.map(({ json }) => json.type)).toEqual(['cardTransaction']);
  });

  it('deliver the event before the 202', async () => {
    const receiver = await openReceiver();
    const { api, simulator } = await openSimulator({ webhookUrl: receiver.url });
    simulator.faults.add({ kind: 'outcome-before-reply', match: { path: '/devices' } });
    await askFor(api, 1, 'TS-1');
    expect(receiver.events).toHaveLength(1);
    expect(simulator.transactions()).toHaveLength(1);
  });
});
