import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWebhook } from '../../fakes/signed-webhook.ts';
import { connectRaw, type Rig, rigPath, startWebhookRig } from '../../fakes/webhook-endpoint-rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startWebhookRig({ refusalsPerSecond: 1_000_000 });
});
afterAll(() => rig.close());

/** What a header can carry over the wire. */
const headerText = fc.stringMatching(/^[ -~]{0,60}$/);
const seconds = () => String(Math.floor(rig.clock.wallMs() / 1_000));
const looseHeaders = fc.record(
  {
    'webhook-id': fc.oneof(headerText, fc.constant('msg_1')),
    'webhook-timestamp': fc.oneof(headerText, fc.constant('now')),
    'webhook-signature': fc.oneof(
      headerText,
      fc.base64String({ minLength: 44, maxLength: 44 }).map((text) => `v1,${text}`),
    ),
    'content-type': headerText,
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity'),
  },
  { requiredKeys: [] },
);

describe('any request', () => {
  it('B26 that is not signed is never stored and never breaks the endpoint', async () => {
    const requests = fc.asyncProperty(
      looseHeaders,
      fc.uint8Array({ maxLength: 300 }),
      async (headers, body) => {
        const timestamp = headers['webhook-timestamp'] === 'now' ? { 'webhook-timestamp': seconds() } : {};
        const status = await rig.send({ headers: { ...headers, ...timestamp }, body });
        const isNamed = Object.keys(headers).some((name) => name.startsWith('webhook-'));
        expect(status).toBe(isNamed ? 401 : 204);
        expect(rig.stored.size).toBe(0);
      },
    );
    await fc.assert(requests, { numRuns: 150 });
  });

  it('that is signed is stored with its very bytes', async () => {
    const requests = fc.asyncProperty(
      fc.uuid(),
      fc.uint8Array({ maxLength: 300 }),
      headerText,
      async (webhookId, body, type) => {
        rig.stored.clear();
        const headers = {
          ...signWebhook({ webhookId, atMs: rig.clock.wallMs(), body }),
          'content-type': type,
        };
        expect(await rig.send({ headers, body })).toBe(204);
        const kept = rig.stored.get(webhookId)?.body ?? '';
        const bytes = Buffer.from(body);
        const isText = Buffer.from(bytes.toString('utf8')).equals(bytes);
        const expected = isText
          ? bytes.toString('utf8')
          : JSON.stringify(`base64:${bytes.toString('base64')}`);
        expect(kept).toBe(expected);
      },
    );
    await fc.assert(requests, { numRuns: 100 });
    rig.stored.clear();
  });

  it('that is not even HTTP is never stored and never breaks the endpoint', async () => {
    const junk = fc.oneof(
      fc.stringMatching(/^[ -~\r\n]{1,200}$/),
      fc.stringMatching(/^[ -~]{0,40}$/).map((text) => `POST ${rigPath} HTTP/1.1\r\n${text}\r\n\r\n`),
      fc.constantFrom(
        `POST ${rigPath} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
        `POST ${rigPath} HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n`,
        `POST ${rigPath} HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(40_000)}\r\n\r\n`,
        'CONNECT x:1 HTTP/1.1\r\n\r\n',
      ),
    );
    const requests = fc.asyncProperty(junk, async (text) => {
      const { socket, ended } = connectRaw(rig.port, text);
      socket.end();
      await ended;
      expect(rig.stored.size).toBe(0);
    });
    await fc.assert(requests, { numRuns: 100 });
    expect(await rig.sendSigned()).toBe(204);
  });
});
