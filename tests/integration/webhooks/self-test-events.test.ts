import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseWebhookEvent } from '../../../electron/webhooks/event-schema.ts';
import { signWebhook } from '../../fakes/signed-webhook.ts';
import { type Rig, startWebhookRig } from '../../fakes/webhook-endpoint-rig.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startWebhookRig();
});
afterEach(() => rig.close());

const issue = () => rig.selfTests.issue(rig.clock.wallMs());

describe('a self-test that is waited for', () => {
  it('M10 is told to whoever waits, answered 204, and neither stored nor said to be an event of Helcim', async () => {
    let news = 0;
    rig.endpoint.onStored(() => {
      news += 1;
    });
    const test = issue();
    expect(test.arrival()).toBeNull();
    expect(await rig.send(test)).toBe(204);
    expect(test.arrival()).toEqual({ kind: 'arrived' });
    expect(rig.stored.size).toBe(0);
    expect(news).toBe(0);
    expect(rig.endpoint.counters()).toMatchObject({
      selfTests: 1,
      stored: 0,
      invalid: 0,
      lastVerifiedAtMs: null,
    });
  });

  it('needs neither a verifier nor an open ledger', async () => {
    rig.behaviour.verifiers = [];
    rig.behaviour.isReady = false;
    const test = issue();
    expect(await rig.send(test)).toBe(204);
    expect(test.arrival()).toEqual({ kind: 'arrived' });
  });

  it('is refused when a byte of its body was changed, and that is told', async () => {
    const test = issue();
    expect(await rig.send({ headers: test.headers, body: test.body.replace('}', ' }') })).toBe(401);
    expect(test.arrival()).toEqual({ kind: 'refused', why: 'no_match' });
    expect(await rig.send(test)).toBe(204);
    expect(test.arrival()).toEqual({ kind: 'arrived' });
  });

  it('is refused when the two clocks differ by more than is taken, and that is told', async () => {
    const late = rig.selfTests.issue(rig.clock.wallMs() + 3_600_000);
    expect(await rig.send(late)).toBe(401);
    expect(late.arrival()).toEqual({ kind: 'refused', why: 'too_new' });
  });

  it('counts once: shown again, it is a stranger', async () => {
    const test = issue();
    expect(await rig.send(test)).toBe(204);
    expect(await rig.send(test)).toBe(401);
    expect(test.arrival()).toEqual({ kind: 'arrived' });
    expect(rig.endpoint.counters().selfTests).toBe(1);
  });

  it('is a stranger once nobody waits for it any more', async () => {
    const test = issue();
    test.forget();
    expect(await rig.send(test)).toBe(401);
    expect(test.arrival()).toBeNull();
    expect(rig.stored.size).toBe(0);
  });

  it('is not opened by the key of another one', async () => {
    const [first, second] = [issue(), issue()];
    const headers = { ...first.headers, 'webhook-id': second.headers['webhook-id'] ?? '' };
    expect(await rig.send({ headers, body: first.body })).toBe(401);
    expect([first.arrival(), second.arrival()]).toEqual([null, { kind: 'refused', why: 'no_match' }]);
  });

  it('M10 B26 lets nobody in without a signature by its id alone', async () => {
    const test = issue();
    const id = test.headers['webhook-id'] ?? '';
    const forged = signWebhook({
      webhookId: id,
      atMs: rig.clock.wallMs(),
      body: '{"id":"5","type":"cardTransaction"}',
    });
    expect(await rig.send({ headers: forged, body: '{"id":"5","type":"cardTransaction"}' })).toBe(401);
    expect(rig.stored.size).toBe(0);
  });
});

describe('a self-test of another run or another till', () => {
  it('M10 that is signed with the verifier is stored like every signed event, and read as what it is', async () => {
    const body = '{"type":"tillside.selfTest","nonce":"of-yesterday"}';
    expect(await rig.sendSigned({ webhookId: 'msg_test', body })).toBe(204);
    expect(parseWebhookEvent(rig.stored.get('msg_test')?.body ?? '')).toEqual({
      kind: 'self_test',
      nonce: 'of-yesterday',
    });
    expect(rig.endpoint.counters()).toMatchObject({ selfTests: 0, stored: 1 });
  });
});
