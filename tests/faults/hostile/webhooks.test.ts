/** Webhooks: their headers, their bodies, and a whole till with an open attempt behind the real endpoint. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AttemptFacts } from '../../../electron/ledger/ledger.ts';
import { bodyToStore, parseWebhookEvent } from '../../../electron/webhooks/event-schema.ts';
import { verifyWebhook } from '../../../electron/webhooks/signature.ts';
import { signWebhook, testVerifier } from '../../fakes/signed-webhook.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import { fastestMs, heldGrowthMb } from './bounds.ts';
import { cancelEvent, transactionEvent, transactionRow } from './genuine-payloads.ts';
import { type HostileTill, openHostileTill } from './hostile-till.ts';
import {
  type Changes,
  changed,
  changes,
  damaged,
  damages,
  deepList,
  hostileText,
  spoiled,
} from './hostile-values.ts';
import { field, isProof, numeric, parsed, word } from './own-fields.ts';

const nowMs = Date.UTC(2026, 2, 24, 17, 0, 0);
/** The endpoint takes no larger body. */
const bodyBytesMax = 65_536;

describe('the signature of a genuine event', () => {
  it('B26 holds for these very bytes, id and time, and for nothing that was damaged on the way', () => {
    const parts = fc.record({ body: damages, id: damages, timestamp: damages, signature: damages });
    fc.assert(
      fc.property(spoiled(cancelEvent), parts, (body, damage) => {
        const genuine = signWebhook({ webhookId: 'msg_genuine', atMs: nowMs, body });
        const spoil = (name: string, list: typeof damages extends fc.Arbitrary<infer List> ? List : never) =>
          damaged(Buffer.from(genuine[name] ?? ''), list).toString('latin1');
        const headers = {
          'webhook-id': spoil('webhook-id', damage.id),
          'webhook-timestamp': spoil('webhook-timestamp', damage.timestamp),
          'webhook-signature': spoil('webhook-signature', damage.signature),
        };
        const rawBody = damaged(body, damage.body);
        const verified = verifyWebhook({ headers, rawBody, verifiers: [testVerifier], nowMs });
        const isWhole =
          rawBody.equals(body) &&
          headers['webhook-id'] === genuine['webhook-id'] &&
          headers['webhook-timestamp'] === genuine['webhook-timestamp'];
        const isSignatureWhole = headers['webhook-signature'] === genuine['webhook-signature'];
        if (isWhole && isSignatureWhole) expect(verified).toMatchObject({ kind: 'valid', isFresh: true });
        if (!isWhole) expect(verified.kind).toBe('invalid');
      }),
      { numRuns: 250 },
    );
  });

  it('B26 is not found in hostile headers, whatever their number, names and letters', () => {
    const name = fc.constantFrom(
      'webhook-id',
      'Webhook-Id',
      'webhook-timestamp',
      'webhook-signature',
      '__proto__',
    );
    const value = fc.oneof(
      hostileText,
      fc.array(hostileText, { maxLength: 4 }),
      fc.constant(String(nowMs / 1_000)),
      fc.constant(`v1,${'A'.repeat(43)}= `.repeat(100)),
    );
    const headers = fc.array(fc.tuple(name, value), { maxLength: 5 }).map((list) => Object.fromEntries(list));
    fc.assert(
      fc.property(headers, hostileText, (given, body) => {
        const rawBody = Buffer.from(body);
        const verified = verifyWebhook({ headers: given, rawBody, verifiers: [testVerifier, body], nowMs });
        expect(verified.kind).not.toBe('valid');
      }),
      { numRuns: 500 },
    );
  });
});

describe('the body of a signed event', () => {
  it('M5 is read as what its own fields say, or as unreadable', () => {
    const bodies = fc.oneof(spoiled(cancelEvent), spoiled(transactionEvent));
    fc.assert(
      fc.property(bodies, (bytes) => {
        const text = bodyToStore(bytes);
        const event = parseWebhookEvent(text);
        const json = parsed(text);
        const data = field(json, 'data');
        if (event.kind === 'card_transaction') {
          expect(field(json, 'type')).toBe('cardTransaction');
          expect(String(event.transactionId)).toBe(String(numeric(json, 'id')));
          expect(Number.isSafeInteger(event.transactionId) && event.transactionId > 0).toBe(true);
        }
        if (event.kind !== 'terminal_cancel') return;
        expect(field(json, 'type')).toBe('terminalCancel');
        if (event.invoiceNumber !== null) expect(event.invoiceNumber).toBe(field(data, 'invoiceNumber'));
        else {
          const { deviceCode, currency, amountCents, cancelledAtMs } = event;
          expect([deviceCode, currency]).toEqual([field(data, 'deviceCode'), field(data, 'currency')]);
          expect(amountCents / 100).toBeCloseTo(numeric(data, 'transactionAmount'), 3);
          expect(new Date(cancelledAtMs)).toEqual(new Date(field(data, 'cancelledAt') as string));
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nested lists', deepList],
    ['a cancel nested deep', JSON.stringify(cancelEvent).replace('12.34', deepList)],
    ['digits', `{"type":"cardTransaction","id":"${'9'.repeat(250_000)}"}`],
    ['a time without end', JSON.stringify(cancelEvent).replace('.000Z', `.${'0'.repeat(250_000)}`)],
    ['spaces', ' '.repeat(262_000)],
  ])('of 256 KB, %s, is read within 200 ms', (_name, text) => {
    expect(fastestMs(200, () => parseWebhookEvent(bodyToStore(Buffer.from(text))))).toBeLessThan(200);
  });

  it('leaves nothing behind after thousands of readings', async () => {
    const bodies = fc.sample(spoiled(cancelEvent), 150).filter((bytes) => bytes.length < 4_000);
    const readAll = () => {
      for (const body of bodies) parseWebhookEvent(bodyToStore(body));
    };
    readAll();
    const growthMb = await heldGrowthMb(() => {
      for (let round = 0; round < 12; round += 1) readAll();
    });
    expect(growthMb).toBeLessThan(20);
  });
});

describe('a till with an open attempt', () => {
  let till: HostileTill;
  beforeAll(async () => {
    till = await openHostileTill();
  });
  afterAll(() => till.close());

  /** Posts an event twice and waits until the till has worked it. */
  async function postTwice(body: Uint8Array): Promise<void> {
    const webhookId = `msg_${randomUUID()}`;
    const headers = signWebhook({
      webhookId,
      atMs: Date.now(),
      body,
      verifier: till.world.simulator.verifier,
    });
    const isTooLong = body.length > bodyBytesMax;
    for (let turn = 0; turn < 2; turn += 1) {
      const answer = await fetch(till.world.webhookUrl(), {
        method: 'POST',
        headers,
        body: new Uint8Array(body),
      });
      expect(answer.status).toBe(isTooLong ? 413 : 204);
    }
    if (isTooLong) return expect(till.inbox(webhookId).count).toBe(0);
    await waitUntil('the event is worked', () => till.inbox(webhookId).tries > 0);
    expect(till.inbox(webhookId).count).toBe(1);
  }

  /** A cancel of this attempt by its number, by the rest of what it is known by, or of another. */
  function cancelOf({ attempt }: AttemptFacts, isNumbered: boolean, isOther: boolean) {
    const { invoiceNumber, terminalCode, amountCents } = attempt;
    const other = isOther ? 1 : 0;
    const number = isOther ? `TS-${'7'.repeat(26)}` : invoiceNumber;
    return {
      type: 'terminalCancel',
      data: {
        cancelledAt: new Date().toISOString(),
        currency: 'CAD',
        deviceCode: terminalCode,
        transactionAmount: (amountCents + other) / 100,
        ...(isNumbered && { invoiceNumber: number }),
      },
    };
  }

  /** Whether a body is a genuine cancel of the attempt, told by another road than the till's. */
  function isItsCancel(text: string, { attempt }: AttemptFacts): boolean {
    const json = parsed(text);
    const data = field(json, 'data');
    if (field(json, 'type') !== 'terminalCancel') return false;
    const number = field(data, 'invoiceNumber');
    if (typeof number === 'string' && number.trim().toUpperCase() === attempt.invoiceNumber) return true;
    // Without a readable number everything else has to be there and to fit.
    const isNumberless = typeof number !== 'string' || number === '' || number.length > 100;
    const cancelledAt = field(data, 'cancelledAt');
    const cancelledAtMs = typeof cancelledAt === 'string' ? Date.parse(cancelledAt) : Number.NaN;
    return (
      isNumberless &&
      word(data, 'deviceCode') === attempt.terminalCode &&
      word(data, 'currency') === attempt.currency &&
      Math.round(numeric(data, 'transactionAmount') * 100) === attempt.amountCents &&
      Math.abs(cancelledAtMs - Date.now()) < 3_600_000
    );
  }

  it('M5 M10 is moved by signed hostile bodies only where they are its genuine cancel, and stores each once', async () => {
    const seen = { cancelled: 0, open: 0 };
    const drawn = fc.record({
      isNumbered: fc.boolean(),
      isOther: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
      list: fc.oneof(fc.constant<Changes>([]), changes),
      damage: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: damages }),
    });
    const events = fc.asyncProperty(drawn, async ({ isNumbered, isOther, list, damage }) => {
      const before = await till.openAttempt();
      const others = till.money(before.attempt.id);
      till.forgetCalls();
      const body = damaged(Buffer.from(changed(cancelOf(before, isNumbered, isOther), list)), damage);
      await postTwice(body);
      const { attempt } = await till.world.facts(before.attempt.id);
      const isCancel = isItsCancel(bodyToStore(body), before) && body.length <= bodyBytesMax;
      const isCancelled = attempt.state === 'cancelled';
      seen[isCancelled ? 'cancelled' : 'open'] += 1;
      if (isCancelled) expect(isCancel).toBe(true);
      else expect(attempt).toEqual(before.attempt);
      // A cancel that nobody spoiled must be understood.
      if (list.length === 0 && damage.length === 0) expect(isCancelled).toBe(!isOther);
      expect(till.money(attempt.id)).toEqual(others);
    });
    await fc.assert(events, { numRuns: 35 });
    expect(Math.min(seen.cancelled, seen.open)).toBeGreaterThan(1);
  });

  it('M5 is approved by a signed event only through the row that was read, under its own number', async () => {
    let nextId = 50_000_000;
    const drawn = fc.record({
      rowChanges: fc.oneof(fc.constant<Changes>([]), changes),
      eventChanges: fc.oneof(
        { weight: 3, arbitrary: fc.constant<Changes>([]) },
        { weight: 1, arbitrary: changes },
      ),
      status: fc.constantFrom('APPROVED', 'APPROVED', 'approval', 'DECLINED', 'OTHER'),
    });
    const events = fc.asyncProperty(drawn, async ({ rowChanges, eventChanges, status }) => {
      const before = await till.openAttempt();
      const { id, invoiceNumber, amountCents } = before.attempt;
      const others = till.money(id);
      nextId += 1;
      const row = {
        ...transactionRow,
        transactionId: nextId,
        status,
        invoiceNumber,
        amount: amountCents / 100,
      };
      const rowText = changed(row, rowChanges);
      till.forgetCalls();
      till.says(rowText);
      await postTwice(Buffer.from(changed({ ...transactionEvent, id: String(nextId) }, eventChanges)));
      till.says('[]');
      const { attempt } = await till.world.facts(id);
      const isProven = isProof(parsed(rowText), invoiceNumber);
      if (attempt.state === 'approved') expect(isProven).toBe(true);
      else expect(attempt).toMatchObject({ state: 'on_terminal', approvedCents: null });
      if (rowChanges.length + eventChanges.length === 0) expect(attempt.state === 'approved').toBe(isProven);
      expect(till.money(id)).toEqual(others);
    });
    await fc.assert(events, { numRuns: 35 });
  });

  it('B26 B27 stores no event that is forged, and takes no notice of it', async () => {
    const before = await till.openAttempt();
    const money = till.money();
    const count = till.inboxCount();
    const body = JSON.stringify(cancelOf(before, true, false));
    const headerDamage = fc.record({
      name: fc.constantFrom('webhook-id', 'webhook-timestamp', 'webhook-signature', 'body', 'all'),
      text: fc.stringMatching(/^[ -~]{0,60}$/),
      flip: fc.integer({ min: 1, max: 200 }),
    });
    const forgeries = fc.asyncProperty(headerDamage, async ({ name, text, flip }) => {
      const { verifier } = till.world.simulator;
      const genuine = signWebhook({ webhookId: `msg_${randomUUID()}`, atMs: Date.now(), body, verifier });
      const headers: Record<string, string> = name === 'all' ? {} : { ...genuine };
      if (headers[name] !== undefined) headers[name] = text;
      const sent = name === 'body' ? `${body.slice(0, flip % body.length)} ` : body;
      const answer = await fetch(till.world.webhookUrl(), { method: 'POST', headers, body: sent });
      expect(name === 'all' ? [204, 429] : [401, 429]).toContain(answer.status);
    });
    await fc.assert(forgeries, { numRuns: 35 });
    expect(till.inboxCount()).toBe(count);
    expect(till.money()).toEqual(money);
  });
});
