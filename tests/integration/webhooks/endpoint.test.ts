import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWebhookEndpoint } from '../../../electron/webhooks/endpoint.ts';
import type { VerifiedEvent } from '../../../electron/webhooks/intake.ts';
import { signWebhook, testVerifier } from '../../fakes/signed-webhook.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import { connectRaw, type Rig, rigPath, startWebhookRig } from '../../fakes/webhook-endpoint-rig.ts';

const body = '{"id":"5","type":"cardTransaction"}';
const minuteMs = 60_000;
const hourMs = 3_600_000;

let rig: Rig;
beforeEach(async () => {
  rig = await startWebhookRig();
});
afterEach(() => rig.close());

const signed = (change: Partial<Parameters<typeof signWebhook>[0]> = {}) =>
  signWebhook({ atMs: rig.clock.wallMs(), body, ...change });

describe('a signed event', () => {
  it('is stored as it came and answered 204', async () => {
    const text = ' {"id": "5",  "type":"cardTransaction", "é":"€"}\n';
    expect(await rig.sendSigned({ body: text })).toBe(204);
    const atMs = rig.clock.wallMs();
    const expected: VerifiedEvent = {
      webhookId: 'msg_1',
      signedAtMs: atMs,
      receivedAtMs: atMs,
      isFresh: true,
      body: text,
    };
    expect([...rig.stored.values()]).toEqual([expected]);
    expect(rig.endpoint.counters()).toMatchObject({ stored: 1, invalid: 0, lastVerifiedAtMs: atMs });
  });

  it.each([
    undefined,
    'application/json',
    'application/json; charset=latin1',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'no type at all',
    ';;;',
  ])('is stored whatever its content type (%j)', async (contentType) => {
    const headers = { ...signed(), ...(contentType === undefined ? {} : { 'content-type': contentType }) };
    expect(await rig.send({ headers, body })).toBe(204);
    expect(rig.stored.size).toBe(1);
  });

  it('is stored when it comes in pieces and without a length', async () => {
    expect(await rig.send({ headers: signed(), body, chunks: 7 })).toBe(204);
    expect(rig.stored.get('msg_1')?.body).toBe(body);
  });

  it('is stored when its bytes are no text, readable again as those bytes', async () => {
    const bytes = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(await rig.sendSigned({ body: bytes })).toBe(204);
    const kept = JSON.parse(rig.stored.get('msg_1')?.body ?? '');
    expect(kept).toBe(`base64:${Buffer.from(bytes).toString('base64')}`);
  });

  it('is stored with an empty body', async () => {
    expect(await rig.sendSigned({ body: '' })).toBe(204);
    expect(rig.stored.get('msg_1')?.body).toBe('');
  });

  it('is stored up to the size limit', async () => {
    expect(await rig.sendSigned({ body: 'x'.repeat(64 * 1024) })).toBe(204);
    expect(rig.stored.size).toBe(1);
  });

  it('is verified with a token set after the start', async () => {
    rig.behaviour.verifiers = [];
    expect(await rig.sendSigned()).toBe(503);
    rig.behaviour.verifiers = [testVerifier];
    expect(await rig.sendSigned()).toBe(204);
  });

  it('is announced once, after it is stored, and a failing listener harms nothing', async () => {
    let calls = 0;
    rig.endpoint.onStored(() => {
      throw new Error('a listener');
    });
    const stop = rig.endpoint.onStored(() => {
      expect(rig.stored.size).toBe(1);
      calls += 1;
    });
    expect(await rig.sendSigned()).toBe(204);
    expect(await rig.sendSigned()).toBe(204);
    expect(calls).toBe(1);
    stop();
    expect(await rig.sendSigned({ webhookId: 'msg_2' })).toBe(204);
    expect(calls).toBe(1);
  });
});

describe('storing before answering', () => {
  it('M10 answers nothing before the event is on disk', async () => {
    const writing = Promise.withResolvers<'stored'>();
    let isAnswered = false;
    let isStarted = false;
    rig.behaviour.store = () => {
      isStarted = true;
      return writing.promise;
    };
    const status = rig.sendSigned().finally(() => {
      isAnswered = true;
    });
    await waitUntil('the store to begin', () => isStarted);
    // Another request goes the whole way meanwhile, so the first had every chance to be answered.
    expect(await rig.send({ method: 'GET' })).toBe(204);
    expect(isAnswered).toBe(false);
    writing.resolve('stored');
    expect(await status).toBe(204);
  });

  it('M10 answers 503 when the event cannot be stored, and takes it when it comes again', async () => {
    rig.behaviour.store = () => Promise.reject(new Error('database or disk is full'));
    expect(await rig.sendSigned()).toBe(503);
    rig.behaviour.store = () => {
      throw new Error('thrown at once');
    };
    expect(await rig.sendSigned()).toBe(503);
    expect(rig.endpoint.counters()).toMatchObject({ stored: 0, storeFailures: 2 });
    rig.behaviour.store = null;
    expect(await rig.sendSigned()).toBe(204);
    expect(rig.stored.size).toBe(1);
  });

  it('M10 answers 503 when the ledger is too slow, and still announces what was stored late', async () => {
    const writing = Promise.withResolvers<'stored'>();
    let announced = 0;
    rig.endpoint.onStored(() => {
      announced += 1;
    });
    rig.behaviour.store = () => writing.promise;
    const status = rig.sendSigned();
    await waitUntil('the deadline to be set', () => rig.clock.pendingTimers() > 0);
    rig.clock.advance(8_000);
    expect(await status).toBe(503);
    expect(announced).toBe(0);
    writing.resolve('stored');
    await waitUntil('the late event to be announced', () => announced === 1);
    expect(rig.endpoint.counters()).toMatchObject({ stored: 1, storeFailures: 1 });
  });

  it('M10 answers 503 while the ledger is not open, and stores nothing', async () => {
    rig.behaviour.isReady = false;
    expect(await rig.sendSigned()).toBe(503);
    expect(rig.stored.size).toBe(0);
    expect(rig.endpoint.counters()).toMatchObject({ notReady: 1, stored: 0 });
  });

  it('M10 B24 takes the same event twice as one, and says so to the sender as success', async () => {
    expect(await rig.sendSigned()).toBe(204);
    const first = rig.stored.get('msg_1');
    rig.clock.advance(5_000);
    expect(await rig.sendSigned()).toBe(204);
    expect(rig.stored.get('msg_1')).toBe(first);
    expect(rig.endpoint.counters()).toMatchObject({ stored: 1, duplicates: 1 });
  });

  it('M10 stores an event whose sender hangs up before the answer', async () => {
    const writing = Promise.withResolvers<void>();
    rig.behaviour.store = async (event) => {
      await writing.promise;
      rig.stored.set(event.webhookId, event);
      return 'stored';
    };
    const head = Object.entries(signed()).map(([name, value]) => `${name}: ${value}\r\n`);
    const text = `POST ${rigPath} HTTP/1.1\r\nhost: x\r\n${head.join('')}content-length: ${body.length}\r\n\r\n${body}`;
    const { socket, ended } = connectRaw(rig.port, text);
    await waitUntil('the store to begin', () => rig.clock.pendingTimers() > 0);
    socket.destroy();
    await ended;
    writing.resolve();
    await waitUntil('the event to be stored', () => rig.stored.size === 1);
  });
});

describe('a late event', () => {
  it.each([
    [6 * minuteMs, '6 minutes'],
    [27 * hourMs, '27 hours'],
  ])('B28 is stored as stale (%i ms: %s)', async (ageMs) => {
    expect(await rig.sendSigned({ atMs: rig.clock.wallMs() - ageMs })).toBe(204);
    expect(rig.stored.get('msg_1')?.isFresh).toBe(false);
  });

  it('B28 is refused after 3 days, as one from the future is', async () => {
    expect(await rig.sendSigned({ atMs: rig.clock.wallMs() - 72 * hourMs })).toBe(401);
    expect(rig.endpoint.counters().lastInvalidWhy).toBe('too_old');
    expect(await rig.sendSigned({ atMs: rig.clock.wallMs() + 6 * minuteMs })).toBe(401);
    expect(rig.endpoint.counters().lastInvalidWhy).toBe('too_new');
    expect(rig.stored.size).toBe(0);
  });

  it('U16 is one event with its first delivery when the retry is signed anew', async () => {
    expect(await rig.sendSigned()).toBe(204);
    rig.clock.advance(30 * minuteMs);
    expect(await rig.sendSigned()).toBe(204);
    expect(rig.stored.size).toBe(1);
  });
});

describe('what is refused', () => {
  it('B27 answers an unsigned request 204 and stores nothing', async () => {
    expect(await rig.send({ body })).toBe(204);
    expect(await rig.send({ body, chunks: 3 })).toBe(204);
    expect(rig.stored.size).toBe(0);
    expect(rig.endpoint.counters()).toMatchObject({ unsigned: 2, stored: 0 });
  });

  it('B27 answers the probe of the Save button 204, also before a token is set or the ledger is open', async () => {
    rig.behaviour.verifiers = [];
    rig.behaviour.isReady = false;
    expect(await rig.send({ body: '{}' })).toBe(204);
    expect(await rig.send({ method: 'GET' })).toBe(204);
    expect(await rig.send({ method: 'HEAD' })).toBe(204);
    expect(rig.endpoint.counters()).toMatchObject({ unsigned: 1, probes: 2 });
  });

  it('B27 stores nothing for a GET, even a signed one', async () => {
    expect(await rig.send({ method: 'GET', headers: signed({ body: '' }) })).toBe(204);
    expect(rig.stored.size).toBe(0);
  });

  it('B26 answers a forged event 401 and stores nothing', async () => {
    const otherKey = signed({ verifier: Buffer.alloc(32, 1).toString('base64') });
    expect(await rig.send({ headers: otherKey, body })).toBe(401);
    expect(await rig.send({ headers: signed(), body: body.replace('5', '6') })).toBe(401);
    for (const name of Object.keys(signed())) {
      const { [name]: _left, ...others } = signed();
      expect(await rig.send({ headers: others, body })).toBe(401);
    }
    expect(await rig.send({ headers: { 'webhook-signature': '' }, body })).toBe(401);
    expect(await rig.send({ headers: { ...signed(), 'webhook-id': ['msg_1', 'msg_2'] }, body })).toBe(401);
    expect(rig.stored.size).toBe(0);
    expect(rig.endpoint.counters()).toMatchObject({ invalid: 7, stored: 0 });
  });

  it('B26 answers 401 to a forged event with a verifier that is not base64 or empty beside the real one', async () => {
    rig.behaviour.verifiers = ['', 'not base64!', testVerifier];
    expect(
      await rig.send({
        headers: { ...signed(), 'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}` },
        body,
      }),
    ).toBe(401);
    expect(await rig.sendSigned()).toBe(204);
  });

  it('answers 503 while no usable verifier is set', async () => {
    for (const verifiers of [[], [''], ['whsec_'], ['%%%']]) {
      rig.behaviour.verifiers = verifiers;
      expect(await rig.sendSigned()).toBe(503);
    }
    expect(rig.endpoint.counters()).toMatchObject({ noVerifier: 4, invalid: 0, stored: 0 });
  });

  it('answers 413 to a body over 64 KiB, with its length declared or not', async () => {
    const big = 'x'.repeat(65 * 1024);
    expect(await rig.send({ headers: signed({ body: big }), body: big })).toBe(413);
    const undeclared = rig.send({ headers: signed({ body: big }), body: big, chunks: 5 });
    expect([413, 'cut']).toContain(await statusOrCut(undeclared));
    expect(rig.stored.size).toBe(0);
    expect(rig.endpoint.counters().tooLarge).toBe(2);
    expect(await rig.sendSigned()).toBe(204);
  });

  it.each([
    ['POST', '/'],
    ['POST', `${rigPath}/`],
    ['POST', `${rigPath}x`],
    ['POST', rigPath.toUpperCase()],
    ['POST', '/hook/'],
    ['GET', '/'],
    ['GET', '/favicon.ico'],
    ['PUT', rigPath],
    ['DELETE', rigPath],
    ['OPTIONS', rigPath],
    ['POST', '/%zz'],
  ])('answers 404 to %s %s, and says nothing more', async (method, path) => {
    expect(await rig.send({ method, path, headers: signed(), ...(method === 'POST' ? { body } : {}) })).toBe(
      404,
    );
    expect(rig.stored.size).toBe(0);
    expect(rig.endpoint.counters().otherPaths).toBe(1);
  });

  it('M11 writes no body, path, signature or verifier into the log', async () => {
    const forged = signed({ verifier: Buffer.alloc(32, 1).toString('base64') });
    await rig.send({ headers: forged, body: '{"cardNumber":"4111111111111111"}' });
    await rig.send({ body: '{"cardNumber":"4111111111111111"}' });
    rig.behaviour.verifiers = [`${testVerifier}!`];
    await rig.sendSigned();
    rig.behaviour.verifiers = [testVerifier];
    rig.behaviour.store = () => Promise.reject(new Error('disk full'));
    await rig.sendSigned();
    const log = rig.logLines.join('\n');
    expect(rig.logLines).toHaveLength(4);
    for (const secret of ['4111', testVerifier, rigPath, ...Object.values(forged)])
      expect(log).not.toContain(secret);
  });
});

describe('the listening port', () => {
  it('is on loopback alone, at the address that was told', async () => {
    expect(rig.url).toBe(`http://127.0.0.1:${rig.port}${rigPath}`);
    expect((await fetch(rig.url, { method: 'HEAD' })).status).toBe(204);
  });

  it('is refused with its reason when another program has it, and free to try again', async () => {
    const log = () => undefined;
    const second = createWebhookEndpoint({
      host: '127.0.0.1',
      port: rig.port,
      path: rigPath,
      verifiers: () => [],
      isReady: () => true,
      store: async () => 'stored',
      clock: createVirtualClock(),
      logger: { info: log, warn: log, error: log },
    });
    expect(await second.listen()).toEqual({ ok: false, why: 'port_in_use', detail: 'EADDRINUSE' });
    const free = await second.move(0);
    if (!free.ok) throw new Error(free.detail);
    expect(free.port).not.toBe(rig.port);
    // Where it cannot go, it stays.
    expect(await second.move(rig.port)).toMatchObject({ ok: false, why: 'port_in_use' });
    expect((await fetch(free.url)).status).toBe(204);
    await rig.close();
    expect(await second.move(rig.port)).toMatchObject({ ok: true, port: rig.port });
    await expect(fetch(free.url)).rejects.toThrow();
    await expect(second.listen()).rejects.toThrow(/already/);
    await second.close();
    await second.close();
  });

  it('is closed once the request under way has its answer', async () => {
    const writing = Promise.withResolvers<'stored'>();
    rig.behaviour.store = () => writing.promise;
    const status = rig.sendSigned();
    await waitUntil('the store to begin', () => rig.clock.pendingTimers() > 0);
    const closing = rig.close();
    writing.resolve('stored');
    expect(await status).toBe(204);
    await closing;
    await expect(rig.send({ method: 'GET' })).rejects.toThrow(/ECONNREFUSED/);
  });

  it('is closed by force when a request does not end', async () => {
    rig.behaviour.store = () => new Promise(() => undefined);
    const status = statusOrCut(rig.sendSigned());
    await waitUntil('the store to begin', () => rig.clock.pendingTimers() > 0);
    const closing = rig.close();
    rig.clock.advance(2_000);
    await closing;
    expect(await status).toBe('cut');
  });

  it.each(['/', '/my-helcim-hook', 'hook', '/:id', '/*'])('is never opened for the path %j', (path) => {
    const log = () => undefined;
    const logger = { info: log, warn: log, error: log };
    const make = () =>
      createWebhookEndpoint({
        host: '127.0.0.1',
        port: 0,
        path,
        verifiers: () => [],
        isReady: () => true,
        store: async () => 'stored',
        clock: createVirtualClock(),
        logger,
      });
    expect(make).toThrow(RangeError);
  });
});

/** A refused upload may be cut while the client still writes. */
async function statusOrCut(sending: Promise<number>): Promise<number | 'cut'> {
  return sending.catch((cause: unknown) => {
    if (cause instanceof Error && /ECONNRESET|EPIPE|socket hang up/.test(`${cause.message}`)) return 'cut';
    throw cause;
  });
}
