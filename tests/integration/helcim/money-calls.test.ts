import type { Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerNews, HelcimClient } from '../../../electron/helcim/helcim-client.ts';
import type { Timeouts } from '../../../electron/helcim/timeouts.ts';
import { amountCents } from '../../../shared/money.ts';
import { clientFor, heldGate, openGate, purchase, random, terminalCode, token } from './client-under-test.ts';
import { json, type ScriptedServer, startHttp, startRaw } from './scripted-server.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

async function served(starting: Promise<ScriptedServer>): Promise<ScriptedServer> {
  const server = await starting;
  cleanups.push(() => server.close());
  return server;
}

function client(baseUrl: string, timeouts: Partial<Timeouts> = {}): HelcimClient {
  const made = clientFor(baseUrl, timeouts).client;
  cleanups.unshift(() => made.close());
  return made;
}

const raw = (text: string) => (socket: Socket) => void socket.end(text);
const accepted = 'HTTP/1.1 202 Accepted\r\ncontent-length: 0\r\n\r\n';

describe('what a money call sends', () => {
  it('M2 sends a purchase with exact digits, our number and no idempotency key', async () => {
    const server = await served(startHttp((_request, response) => response.writeHead(202).end()));
    const request = purchase({ amountCents: amountCents(110), customerCode: 'WALK-IN' });
    expect(await client(server.baseUrl).startPurchase(request, openGate())).toEqual({
      kind: 'accepted',
      status: 202,
    });
    expect(server.requests).toHaveLength(1);
    const [sent] = server.requests;
    expect(sent).toMatchObject({ method: 'POST', url: '/v2/devices/DY6L/payment/purchase' });
    expect(sent?.body).toBe(
      `{"currency":"CAD","transactionAmount":1.10,"invoiceNumber":"${request.invoiceNumber}","customerCode":"WALK-IN"}`,
    );
    expect(sent?.headers).toMatchObject({
      'api-token': token,
      accept: 'application/json',
      'content-type': 'application/json',
      connection: 'close',
    });
    expect(Object.keys(sent?.headers ?? {})).not.toContain('idempotency-key');
  });

  it('M4 sends no idempotency key with a device refund', async () => {
    const server = await served(startHttp((_request, response) => response.writeHead(202).end()));
    const refund = { terminalCode, amountCents: amountCents(500), originalTransactionId: 77 };
    expect((await client(server.baseUrl).startDeviceRefund(refund, openGate())).kind).toBe('accepted');
    const [sent] = server.requests;
    expect(sent?.url).toBe('/v2/devices/DY6L/payment/refund');
    expect(sent?.body).toBe('{"transactionAmount":5.00,"originalTransactionId":77}');
    expect(Object.keys(sent?.headers ?? {})).not.toContain('idempotency-key');
  });

  it('M4 opens a fresh connection for every money call', async () => {
    const server = await served(startHttp((_request, response) => response.writeHead(202).end()));
    const helcim = client(server.baseUrl);
    for (let call = 0; call < 3; call += 1) await helcim.startPurchase(purchase(), openGate());
    expect(server.requests).toHaveLength(3);
    expect(server.connections()).toBe(3);
  });

  it('sends the key with a refund and reads the transaction of the answer', async () => {
    const answer = { transactionId: 9, type: 'refund', status: 'APPROVAL', amount: 5, currency: 'CAD' };
    const server = await served(startHttp((_request, response) => json(response, 200, answer)));
    const helcim = client(server.baseUrl);
    const idempotencyKey = random.uuid();
    const result = await helcim.refund(
      { originalTransactionId: 3, amountCents: amountCents(500), ipAddress: '127.0.0.1', idempotencyKey },
      openGate(),
    );
    expect(result).toMatchObject({
      kind: 'transaction',
      transaction: { transactionId: 9, status: 'approved' },
    });
    expect(server.requests[0]?.headers['idempotency-key']).toBe(idempotencyKey);
  });

  it('reads a DECLINED transaction in a 500 to a reverse as a decline', async () => {
    const answer = {
      transactionId: 9,
      type: 'reverse',
      status: 'DECLINED',
      amount: 5,
      currency: 'CAD',
      errors: 'no',
    };
    const server = await served(startHttp((_request, response) => json(response, 500, answer)));
    const result = await client(server.baseUrl).reverse(
      { cardTransactionId: 3, ipAddress: '127.0.0.1', idempotencyKey: random.uuid() },
      openGate(),
    );
    expect(result).toMatchObject({ kind: 'transaction', transaction: { status: 'declined', errors: 'no' } });
  });

  it.each(['', 'short', 'x'.repeat(37), 'has space has space has space'])(
    'sends nothing with %j as idempotency key',
    async (idempotencyKey) => {
      const server = await served(startHttp((_request, response) => response.writeHead(200).end()));
      const result = await client(server.baseUrl).reverse(
        { cardTransactionId: 3, ipAddress: '127.0.0.1', idempotencyKey },
        openGate(),
      );
      expect(result).toMatchObject({ kind: 'not_sent', error: { code: 'internal' } });
      expect(server.connections()).toBe(0);
    },
  );

  it('settles a batch without a body', async () => {
    const server = await served(
      startHttp((_request, response) => json(response, 200, { id: 5, closed: true })),
    );
    const gate = openGate();
    expect(await client(server.baseUrl).settleBatch(5, gate)).toEqual({ kind: 'accepted', status: 200 });
    expect(server.requests[0]).toMatchObject({ method: 'POST', url: '/v2/card-batches/5/settle', body: '' });
    expect(gate.steps).toEqual(['asked', 'written']);
  });
});

describe('the gate of a money call', () => {
  it('M1 connects while the ledger is still writing, and sends nothing before it is done', async () => {
    const connections: Socket[] = [];
    const server = await served(startRaw(raw(accepted), (socket) => void connections.push(socket)));
    const gate = heldGate();
    const call = client(server.baseUrl).startPurchase(purchase(), gate);
    await vi.waitFor(() => expect(connections).toHaveLength(1));
    expect(connections[0]?.bytesRead).toBe(0);
    expect(gate.steps).toEqual([]);
    gate.open();
    expect(await call).toEqual({ kind: 'accepted', status: 202 });
    expect(gate.steps).toEqual(['asked', 'written']);
    expect(server.connections()).toBe(1);
  });

  it('M1 writes, and says so, in the very tick in which it asked', async () => {
    const server = await served(startRaw(raw(accepted)));
    const gate = openGate(() => {
      queueMicrotask(() => gate.steps.push('tick over'));
      return true;
    });
    await client(server.baseUrl).startPurchase(purchase(), gate);
    expect(gate.steps).toEqual(['asked', 'written', 'tick over']);
  });

  it.each(['refuse', 'fail'] as const)('M1 sends nothing when the ledger ends in %s', async (end) => {
    const server = await served(startRaw(raw(accepted)));
    const gate = heldGate();
    const call = client(server.baseUrl).startPurchase(purchase(), gate);
    await vi.waitFor(() => expect(server.connections()).toBe(1));
    gate[end]();
    expect(await call).toMatchObject({ kind: 'not_sent', error: { code: 'not_sent_ledger' } });
    expect(server.requests).toHaveLength(0);
    expect(gate.steps).toEqual([]);
  });

  it('M3 ends a call that the ledger refused quietly, with its connection and its place given back', async () => {
    const connections: Socket[] = [];
    const server = await served(startRaw(raw(accepted), (socket) => void connections.push(socket)));
    const { client: helcim, logged } = clientFor(server.baseUrl);
    cleanups.unshift(() => helcim.close());
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    for (let call = 0; call < 10; call += 1) {
      const gate = heldGate();
      const ended = helcim.startPurchase(purchase(), gate);
      gate.refuse();
      expect(await ended).toMatchObject({ kind: 'not_sent', error: { code: 'not_sent_ledger' } });
    }
    expect(news).toEqual([]);
    expect(logged).toEqual([]);
    await vi.waitFor(() => expect(connections.every((socket) => socket.destroyed)).toBe(true));
  });

  it('M1 logs a gate that failed', async () => {
    const server = await served(startRaw(raw(accepted)));
    const { client: helcim, logged } = clientFor(server.baseUrl);
    cleanups.unshift(() => helcim.close());
    const gate = heldGate();
    gate.fail();
    await helcim.startPurchase(purchase(), gate);
    expect(logged).toEqual([{ message: 'the gate of a money call failed', fields: { place: 'ready' } }]);
  });

  it('M1 sends nothing when it is too late at the moment of writing', async () => {
    const server = await served(startRaw(raw(accepted)));
    const gate = openGate(() => false);
    expect(await client(server.baseUrl).startPurchase(purchase(), gate)).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_too_late' },
    });
    expect(server.requests).toHaveLength(0);
    expect(gate.steps).toEqual(['asked']);
  });

  it('M1 sends nothing when the gate itself fails', async () => {
    const server = await served(startRaw(raw(accepted)));
    const gate = openGate(() => {
      throw new Error('clock broken');
    });
    const result = await client(server.baseUrl).startPurchase(purchase(), gate);
    expect(result).toMatchObject({ kind: 'not_sent', error: { code: 'not_sent_too_late' } });
    expect(server.requests).toHaveLength(0);
  });

  it('M1 gives up when the ledger never answers', async () => {
    const server = await served(startRaw(raw(accepted)));
    const helcim = client(server.baseUrl, { sendWithinMs: 200 });
    expect(await helcim.startPurchase(purchase(), heldGate())).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_too_late' },
    });
    expect(server.requests).toHaveLength(0);
  });

  it('M4 keeps the answer when the word about the write cannot be taken', async () => {
    const server = await served(startRaw(raw(accepted)));
    const gate = {
      ...openGate(),
      onWritten: () => {
        throw new Error('listener broken');
      },
    };
    expect(await client(server.baseUrl).startPurchase(purchase(), gate)).toEqual({
      kind: 'accepted',
      status: 202,
    });
  });

  it('M4 says not sent when the connection ends while the ledger is still writing', async () => {
    const ended = Promise.withResolvers<void>();
    const server = await served(
      startRaw(raw(accepted), (socket) => {
        socket.once('close', () => ended.resolve());
        socket.end();
      }),
    );
    const gate = heldGate();
    const call = client(server.baseUrl).startPurchase(purchase(), gate);
    await ended.promise;
    gate.open();
    expect(await call).toMatchObject({ kind: 'not_sent', error: { code: 'not_sent_network' } });
    expect(gate.steps).toEqual([]);
    expect(server.connections()).toBe(1);
  });

  it('M4 does not write to a connection that spoke first', async () => {
    const spoken = Promise.withResolvers<void>();
    const server = await served(
      startRaw(
        raw(accepted),
        (socket) => void socket.write('HTTP/1.1 408 Timeout\r\n\r\n', () => spoken.resolve()),
      ),
    );
    const gate = heldGate();
    const call = client(server.baseUrl).startPurchase(purchase(), gate);
    await spoken.promise;
    // One turn of the event loop reads what has arrived on our side.
    for (let turn = 0; turn < 2; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    gate.open();
    expect(await call).toMatchObject({ kind: 'not_sent', error: { code: 'not_sent_network' } });
    expect(server.requests).toHaveLength(0);
  });

  it('M1 refuses at once when nothing is left of the rate budget', async () => {
    const server = await served(
      startHttp((_request, response) => json(response, 409, { errors: ['not listening'] })),
    );
    const helcim = client(server.baseUrl);
    for (let call = 0; call < 100; call += 1) {
      expect((await helcim.startPurchase(purchase(), openGate())).kind).toBe('refused');
    }
    const gate = heldGate();
    expect(await helcim.startPurchase(purchase(), gate)).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_budget' },
    });
    expect(server.requests).toHaveLength(100);
  });
});

describe('a money call that never reaches Helcim', () => {
  it('M4 is not sent when nobody listens on the port', async () => {
    const server = await startRaw(raw(accepted));
    await server.close();
    const gate = openGate();
    expect(await client(server.baseUrl).startPurchase(purchase(), gate)).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_network', detail: 'ECONNREFUSED' },
    });
    expect(gate.steps).toEqual([]);
  });

  it('M4 is not sent when the name cannot be resolved', async () => {
    const helcim = client('http://tillside.invalid/v2');
    expect(await helcim.startPurchase(purchase(), openGate())).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_network' },
    });
  });

  it('M4 is not sent when TLS fails', async () => {
    const server = await served(startRaw(raw(accepted), (socket) => void socket.end('no TLS here\r\n')));
    const gate = openGate();
    const helcim = client(server.baseUrl.replace('http:', 'https:'));
    expect(await helcim.startPurchase(purchase(), gate)).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_network' },
    });
    expect(gate.steps).toEqual([]);
  });

  it('M1 is not sent within three seconds when connecting hangs', async () => {
    const server = await served(startRaw(raw(accepted)));
    const helcim = client(server.baseUrl.replace('http:', 'https:'));
    const startMs = performance.now();
    expect(await helcim.startPurchase(purchase(), openGate())).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_network', detail: 'TIMEOUT' },
    });
    expect(performance.now() - startMs).toBeLessThan(3_000);
    expect(server.connections()).toBe(1);
  });
});

describe('a money call whose answer says nothing certain', () => {
  const cases: Record<string, (socket: Socket) => void> = {
    'the connection is closed after the request': (socket) => void socket.end(),
    'the connection is reset after the request': (socket) => void socket.resetAndDestroy(),
    'the status line is cut': raw('HTTP/1.1 20'),
    'the headers are cut': raw('HTTP/1.1 202 Accepted\r\ncontent-le'),
    'the answer is no HTTP': raw('hello there\r\n\r\n'),
    'only an early hint comes': raw('HTTP/1.1 103 Early Hints\r\n\r\n'),
    'the protocol is switched': raw(
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ),
    'a 500 is cut in its body': raw('HTTP/1.1 500 Oops\r\ncontent-length: 100\r\n\r\n{"err'),
    'a 502 brings a web page': raw('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 6\r\n\r\n<html>'),
    'a 408 comes': raw('HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n'),
    'a 200 comes': raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}'),
    'a 204 comes': raw('HTTP/1.1 204 No Content\r\n\r\n'),
    'a 503 asks to retry': raw('HTTP/1.1 503 Busy\r\nretry-after: 0\r\ncontent-length: 0\r\n\r\n'),
    'a 599 comes': raw('HTTP/1.1 599 Odd\r\ncontent-length: 0\r\n\r\n'),
    'nothing comes at all': () => {},
  };

  for (const [name, answer] of Object.entries(cases)) {
    it(`M4 is unknown and never sent again when ${name}`, async () => {
      const server = await served(startRaw(answer));
      const helcim = client(server.baseUrl, { moneyAnswerMs: 400 });
      const [first, next] = [purchase(), purchase()];
      const gate = openGate();
      expect(await helcim.startPurchase(first, gate)).toMatchObject({
        kind: 'unknown',
        error: { code: 'outcome_unclear' },
      });
      expect(gate.steps).toEqual(['asked', 'written']);
      // By the end of another whole call, anything that sends again behind our back would have done so.
      await helcim.startPurchase(next, openGate());
      expect(server.requests.map((request) => JSON.parse(request.body).invoiceNumber)).toEqual([
        first.invoiceNumber,
        next.invoiceNumber,
      ]);
      expect(server.connections()).toBe(2);
    });
  }

  it.each([301, 302, 303, 307, 308])('M4 is unknown and follows nothing when a %i comes', async (status) => {
    const elsewhere = await served(startHttp((_request, response) => response.writeHead(202).end()));
    const server = await served(
      startHttp((_request, response) =>
        response.writeHead(status, { location: `${elsewhere.baseUrl}/x` }).end(),
      ),
    );
    expect(await client(server.baseUrl).startPurchase(purchase(), openGate())).toMatchObject({
      kind: 'unknown',
      status,
    });
    expect(server.requests).toHaveLength(1);
    expect(elsewhere.connections()).toBe(0);
  });

  it('M4 is unknown when the client is closed while it waits', async () => {
    const server = await served(startRaw(() => {}));
    const helcim = client(server.baseUrl);
    const call = helcim.startPurchase(purchase(), openGate());
    await vi.waitFor(() => expect(server.requests).toHaveLength(1));
    await helcim.close();
    expect(await call).toMatchObject({ kind: 'unknown' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('what a money call teaches the status line', () => {
  it.each([
    ['a refusal', raw('HTTP/1.1 409 Busy\r\ncontent-length: 0\r\n\r\n'), true, undefined],
    [
      'an answer that is unclear',
      raw('HTTP/1.1 500 X\r\ncontent-length: 0\r\n\r\n'),
      true,
      'outcome_unclear',
    ],
    ['no answer', () => {}, false, 'outcome_unclear'],
    ['a cut connection', (socket: Socket) => void socket.destroy(), false, 'outcome_unclear'],
  ])('is whether a status came: %s', async (_name, answer, answered, code) => {
    const server = await served(startRaw(answer));
    const helcim = client(server.baseUrl, { moneyAnswerMs: 200 });
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    await helcim.startPurchase(purchase(), openGate());
    expect(news).toMatchObject([{ answered }]);
    expect(news[0]?.error?.code).toBe(code);
  });

  it('is that nothing can be reached when no connection comes about', async () => {
    const server = await startRaw(raw(accepted));
    await server.close();
    const helcim = client(server.baseUrl);
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    await helcim.startPurchase(purchase(), openGate());
    expect(news).toMatchObject([{ answered: false, error: { code: 'not_sent_network' } }]);
  });

  it('is nothing when the press was too old to be sent', async () => {
    const server = await served(startRaw(raw(accepted)));
    const helcim = client(server.baseUrl);
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    await helcim.startPurchase(
      purchase(),
      openGate(() => false),
    );
    expect(news).toEqual([]);
  });
});

describe('a money call that is given up after its request was written', () => {
  it('M4 resets its connection, so that nothing of it can arrive late', async () => {
    const ended = Promise.withResolvers<string>();
    const server = await served(
      startRaw(
        () => {},
        (socket) => {
          socket.once('error', (error: NodeJS.ErrnoException) => ended.resolve(String(error.code)));
          socket.once('end', () => ended.resolve('closed in good order'));
        },
      ),
    );
    const call = client(server.baseUrl, { moneyAnswerMs: 100 }).startPurchase(purchase(), openGate());
    expect((await call).kind).toBe('unknown');
    expect(await ended.promise).toBe('ECONNRESET');
  });
});

describe('a money call with a certain answer', () => {
  it.each([
    ['an empty body', accepted],
    ['a JSON body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 2\r\n\r\n{}'],
    ['garbage in the body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 3\r\n\r\n\u0000{['],
    ['a cut body', 'HTTP/1.1 202 Accepted\r\ncontent-length: 500\r\n\r\n{"a'],
    ['a broken chunk', 'HTTP/1.1 202 Accepted\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n'],
    ['early hints before it', `HTTP/1.1 103 Early Hints\r\n\r\n${accepted}`],
  ])('M4 is on the terminal after a 202 with %s', async (_name, answer) => {
    const server = await served(startRaw(raw(answer)));
    expect(await client(server.baseUrl).startPurchase(purchase(), openGate())).toEqual({
      kind: 'accepted',
      status: 202,
    });
    expect(server.requests).toHaveLength(1);
  });

  it('M4 does not wait for the body of a 202', async () => {
    const server = await served(
      startRaw((socket) => void socket.write('HTTP/1.1 202 Accepted\r\ncontent-length: 9\r\n\r\n{')),
    );
    const helcim = client(server.baseUrl, { moneyBodyMs: 60_000 });
    expect((await helcim.startPurchase(purchase(), openGate())).kind).toBe('accepted');
  });

  it.each([
    [
      400,
      { errors: { transactionAmount: 'is required' } },
      'request_rejected',
      '400: transactionAmount: is required',
    ],
    [401, { errors: 'Unauthorized' }, 'token_invalid', '401: Unauthorized'],
    [403, { errors: ['No access permission'] }, 'token_lacks_permission', '403: No access permission'],
    [404, { errors: ['Device not found'] }, 'device_not_found', '404: Device not found'],
    [
      409,
      { errors: ['Device DY6L is not listening'] },
      'device_not_listening',
      '409: Device DY6L is not listening',
    ],
    [422, { errors: ['x'] }, 'request_rejected', '422: x'],
    [429, '', 'rate_limited', '429'],
  ])('M4 is refused after a %i', async (status, body, code, detail) => {
    const server = await served(startHttp((_request, response) => json(response, status, body)));
    const result = await client(server.baseUrl).startPurchase(purchase(), openGate());
    expect(result).toMatchObject({ kind: 'refused', status, error: { code, detail } });
    expect(result.kind === 'refused' && result.error.reference).toMatch(/^[0-9A-F]{8}$/);
    expect(server.requests).toHaveLength(1);
  });

  it('M4 is refused when the body of a 409 never ends', async () => {
    const server = await served(
      startRaw((socket) => void socket.write('HTTP/1.1 409 Conflict\r\ncontent-length: 99\r\n\r\n{"errors"')),
    );
    const helcim = client(server.baseUrl, { moneyBodyMs: 150 });
    expect(await helcim.startPurchase(purchase(), openGate())).toMatchObject({
      kind: 'refused',
      status: 409,
    });
  });

  it('M4 is refused when the body of a 404 is endless', async () => {
    const server = await served(
      startHttp((_request, response) => {
        response.writeHead(404);
        response.on('error', () => {});
        const pour = (): void => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.on('drain', pour);
        pour();
      }),
    );
    const helcim = client(server.baseUrl, { bodyMaxBytes: 200_000, moneyBodyMs: 10_000 });
    expect(await helcim.startPurchase(purchase(), openGate())).toMatchObject({
      kind: 'refused',
      status: 404,
    });
  });
});
