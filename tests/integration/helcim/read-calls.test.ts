import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AnswerNews, HelcimClient } from '../../../electron/helcim/helcim-client.ts';
import type { Timeouts } from '../../../electron/helcim/timeouts.ts';
import type { AppError } from '../../../shared/app-error.ts';
import { clientFor, terminalCode } from './client-under-test.ts';
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

const row = { transactionId: 7, type: 'purchase', status: 'APPROVED', amount: 12.34, currency: 'CAD' };
const refused = (code: string) => ({ ok: false, error: { code } });

describe('reads', () => {
  it('ask with the right paths and filters', async () => {
    const server = await served(
      startHttp((request, response) => {
        if (request.url.includes('ping')) response.writeHead(202).end();
        else if (request.url.endsWith('/devices/DY6L')) json(response, 200, { code: 'DY6L' });
        else if (/card-batches\/5/.test(request.url)) json(response, 200, { id: 5, closed: false });
        else if (/card-transactions\/7/.test(request.url)) json(response, 200, row);
        else json(response, 200, request.url.includes('connection-test') ? { message: 'ok' } : []);
      }),
    );
    const helcim = client(server.baseUrl);
    expect(await helcim.connectionTest()).toEqual({ ok: true, value: { message: 'ok' } });
    expect(await helcim.listDevices()).toEqual({ ok: true, value: [] });
    expect(await helcim.device(terminalCode)).toMatchObject({ ok: true, value: { code: 'DY6L' } });
    expect(await helcim.ping(terminalCode)).toEqual({ ok: true, value: null });
    expect(await helcim.transaction(7, 'inbox')).toMatchObject({ ok: true, value: { amountCents: 1234 } });
    expect(
      await helcim.searchTransactions({ invoiceNumber: 'TS-1 &x', cardBatchId: 5 }, 'openAttempt'),
    ).toEqual({
      ok: true,
      value: { transactions: [], unreadableCount: 0, foreignUnreadableCount: 0 },
    });
    expect(await helcim.cardBatches({ terminalId: 3 })).toEqual({ ok: true, value: [] });
    expect(await helcim.cardBatch(5)).toMatchObject({ ok: true, value: { closed: false } });
    expect(await helcim.cardTerminals()).toEqual({ ok: true, value: [] });
    expect(server.requests.map((request) => `${request.method} ${request.url}`)).toEqual([
      'GET /v2/connection-test',
      'GET /v2/devices?limit=100&offset=0',
      'GET /v2/devices/DY6L',
      'GET /v2/devices/DY6L/ping',
      'GET /v2/card-transactions/7',
      'GET /v2/card-transactions?invoiceNumber=TS-1+%26x&cardBatchId=5&limit=1000',
      'GET /v2/card-batches?terminalId=3&collect-stats=true',
      'GET /v2/card-batches/5?collect-stats=true',
      'GET /v2/card-terminals',
    ]);
    // Kept alive: far fewer connections than calls.
    expect(server.connections()).toBeLessThanOrEqual(3);
  });

  it.each([
    [401, 'token_invalid'],
    [403, 'token_lacks_permission'],
    [404, 'not_found'],
    [429, 'rate_limited'],
    [500, 'helcim_failed'],
    [301, 'network_intercepted'],
    [408, 'helcim_failed'],
    [204, 'helcim_unreadable'],
  ])('end with %i as %s', async (status, code) => {
    const server = await served(
      startHttp((_request, response) => response.writeHead(status, { location: '/elsewhere' }).end()),
    );
    expect(await client(server.baseUrl).transaction(7, 'rest')).toMatchObject(refused(code));
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [409, 'device_not_listening'],
    [404, 'device_not_found'],
  ])('make of a ping answered with %i the error %s', async (status, code) => {
    const server = await served(startHttp((_request, response) => json(response, status, { errors: ['x'] })));
    expect(await client(server.baseUrl).ping(terminalCode)).toMatchObject(refused(code));
  });

  it.each([
    ['a cut body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"tr', 'helcim_unreachable'],
    ['no HTTP', 'garbage\r\n\r\n', 'helcim_unreachable'],
    ['a web page', 'HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n<html>', 'network_intercepted'],
    ['an empty body', 'HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n', 'helcim_unreadable'],
    ['half a row', 'HTTP/1.1 200 OK\r\ncontent-length: 19\r\n\r\n{"transactionId":7}', 'helcim_unreadable'],
    ['a 502 page', 'HTTP/1.1 502 Bad\r\ncontent-length: 6\r\n\r\n<html>', 'helcim_failed'],
  ])('end with %s as an error', async (_name, answer, code) => {
    const server = await served(startRaw((socket) => void socket.end(answer)));
    expect(await client(server.baseUrl).transaction(7, 'rest')).toMatchObject(refused(code));
  });

  it('refuse a transaction that was not asked for', async () => {
    const server = await served(
      startHttp((_request, response) => json(response, 200, { ...row, transactionId: 8 })),
    );
    expect(await client(server.baseUrl).transaction(7, 'rest')).toMatchObject(refused('helcim_unreadable'));
  });

  it('stop a body that is too large', async () => {
    const server = await served(
      startHttp((_request, response) => json(response, 200, [{ ...row, user: 'x'.repeat(300_000) }])),
    );
    const helcim = client(server.baseUrl, { bodyMaxBytes: 100_000 });
    expect(await helcim.searchTransactions({}, 'rest')).toMatchObject(refused('helcim_unreadable'));
  });

  it('do not unpack a compressed body', async () => {
    const server = await served(
      startHttp((_request, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end(gzipSync(JSON.stringify(row)));
      }),
    );
    expect(await client(server.baseUrl).transaction(7, 'rest')).toMatchObject(refused('helcim_unreadable'));
    expect(server.requests[0]?.headers['accept-encoding']).toBeUndefined();
  });

  it.each([
    ['the status line', () => {}],
    [
      'the body',
      (socket: { write(text: string): unknown }) =>
        void socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
    ],
  ])('give up when %s never comes', async (_name, answer) => {
    const server = await served(startRaw(answer));
    const helcim = client(server.baseUrl, { readHeadersMs: 200, readBodyMs: 200 });
    expect(await helcim.transaction(7, 'rest')).toMatchObject(refused('helcim_unreachable'));
    expect(server.requests).toHaveLength(1);
  });

  it('give up on a body that drips without end', async () => {
    const server = await served(
      startHttp((_request, response) => {
        response.writeHead(200);
        const drip = setInterval(() => response.write(' '), 20);
        response.once('close', () => clearInterval(drip));
      }),
    );
    const helcim = client(server.baseUrl, { readBodyMs: 250 });
    expect(await helcim.transaction(7, 'rest')).toMatchObject(refused('helcim_unreachable'));
  });

  it('say unreachable when nobody listens', async () => {
    const server = await startRaw(() => {});
    await server.close();
    expect(await client(server.baseUrl).connectionTest()).toMatchObject(refused('helcim_unreachable'));
  });

  it('ask once more, and only once, when a kept connection turns out dead', async () => {
    const body = JSON.stringify(row);
    const ok = `HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
    const server = await served(
      startRaw((socket, count) => (count === 2 || count > 3 ? socket.resetAndDestroy() : socket.write(ok))),
    );
    const helcim = client(server.baseUrl);
    expect((await helcim.transaction(7, 'rest')).ok).toBe(true);
    expect((await helcim.transaction(7, 'rest')).ok).toBe(true);
    expect(server.requests).toHaveLength(3);
    expect(await helcim.transaction(7, 'rest')).toMatchObject(refused('helcim_unreachable'));
    expect(server.requests).toHaveLength(5);
  });

  it('take a 404 of Helcim for an empty list, but not one of something in between', async () => {
    const bodies = ['{"errors":["devices not found"]}', '<html>not here</html>', ''];
    const server = await served(
      startHttp((_request, response) => response.writeHead(404).end(bodies[server.requests.length - 1])),
    );
    const helcim = client(server.baseUrl);
    expect(await helcim.listDevices()).toEqual({ ok: true, value: [] });
    expect((await helcim.listDevices()).ok).toBe(false);
    expect((await helcim.searchTransactions({}, 'rest')).ok).toBe(false);
  });

  it('U17 page through transactions and count what cannot be read', async () => {
    const server = await served(
      startHttp((request, response) => {
        const page = Number(new URL(request.url, server.baseUrl).searchParams.get('page') ?? 1);
        const first = (page - 1) * 1_000;
        const rows = Array.from({ length: page < 3 ? 1_000 : 5 }, (_, at) => ({
          ...row,
          transactionId: first + at + 1,
        }));
        json(response, 200, page === 3 ? [...rows, { transactionId: 'x' }] : rows);
      }),
    );
    const result = await client(server.baseUrl).searchTransactions({ dateFrom: '2026-01-01' }, 'unknown');
    expect(result.ok && result.value.transactions).toHaveLength(2_005);
    expect(result.ok && result.value.unreadableCount).toBe(1);
  });

  it('never have more than five calls under way', async () => {
    let underWay = 0;
    let most = 0;
    const server = await served(
      startHttp((_request, response) => {
        underWay += 1;
        most = Math.max(most, underWay);
        setTimeout(() => {
          underWay -= 1;
          json(response, 200, row);
        }, 20);
      }),
    );
    const helcim = client(server.baseUrl);
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, at) => helcim.transaction(7, at % 2 === 0 ? 'rest' : 'openAttempt')),
    );
    expect(results.every((result) => result.ok)).toBe(true);
    expect(most).toBeLessThanOrEqual(4);
  });

  it('end when the client is closed, waiting or under way, and afterwards', async () => {
    const server = await served(startRaw(() => {}));
    const helcim = client(server.baseUrl);
    const calls = Array.from({ length: 8 }, () => helcim.transaction(7, 'rest'));
    await vi.waitFor(() => expect(server.requests).toHaveLength(3));
    await helcim.close();
    const results = await Promise.all(calls);
    expect(results.every((result) => !result.ok)).toBe(true);
    expect(await helcim.connectionTest()).toMatchObject(refused('not_possible_now'));
    expect(server.requests).toHaveLength(3);
  });
});

describe('what is learned beside the answer', () => {
  it("M15 is Helcim's clock, from the Date of its answers", async () => {
    const aheadMs = 3 * 3_600_000;
    const server = await served(
      startHttp((_request, response) =>
        json(response, 200, {}, { date: new Date(Date.now() + aheadMs).toUTCString() }),
      ),
    );
    const helcim = client(server.baseUrl);
    expect(helcim.clockOffsetMs()).toBeNull();
    await helcim.connectionTest();
    expect(Math.abs((helcim.clockOffsetMs() ?? 0) - aheadMs)).toBeLessThan(2_000);
  });

  it('is whether Helcim can be reached; a missing row or terminal is no trouble', async () => {
    const statuses = [200, 404, 409, 500, 401];
    const server = await served(
      startHttp((_request, response) => json(response, statuses[server.requests.length - 1] ?? 200, {})),
    );
    const helcim = client(server.baseUrl);
    const seen: (AppError | null)[] = [];
    const answered: boolean[] = [];
    const stop = helcim.onAnswer((news) => {
      seen.push(news.error);
      answered.push(news.answered);
    });
    helcim.onAnswer(() => {
      throw new Error('a listener that fails harms nobody');
    });
    await helcim.connectionTest();
    await helcim.transaction(7, 'rest');
    await helcim.ping(terminalCode);
    await helcim.transaction(7, 'rest');
    await helcim.transaction(7, 'rest');
    stop();
    await helcim.connectionTest();
    expect(new Set(answered)).toEqual(new Set([true]));
    expect(seen.map((error) => error?.code ?? null)).toEqual([
      null,
      null,
      null,
      'helcim_failed',
      'token_invalid',
    ]);
  });

  const ends: [string, ((socket: Socket) => void) | null, boolean, string | RegExp][] = [
    ['nobody listens', null, false, 'ECONNREFUSED'],
    ['nothing is said', () => {}, false, 'TIMEOUT'],
    ['the connection is cut', (socket: Socket) => void socket.destroy(), false, /SOCKET|ECONNRESET/],
    [
      'the body is cut',
      (socket: Socket) => void socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n{'),
      true,
      /SOCKET|CLOSED|RES|FAILED/,
    ],
    ['a web page comes', (socket: Socket) => void socket.end('HTTP/1.1 502 X\r\n\r\n<html>'), true, '502'],
  ];

  it.each(ends)('is whether any status came when %s', async (_name, answer, answered, detail) => {
    const server = await startRaw(answer ?? (() => {}));
    if (answer === null) await server.close();
    else cleanups.push(() => server.close());
    const helcim = client(server.baseUrl, { readHeadersMs: 200 });
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    await helcim.transaction(7, 'rest');
    expect(news).toMatchObject([{ answered }]);
    expect(news[0]?.error?.detail).toMatch(detail);
  });

  it('is nothing when our own budget stopped the call', async () => {
    const server = await served(startRaw(() => {}));
    const helcim = client(server.baseUrl, { readHeadersMs: 60_000 });
    const calls = Array.from({ length: 3 }, () => helcim.transaction(7, 'rest'));
    await vi.waitFor(() => expect(server.requests).toHaveLength(3));
    const news: AnswerNews[] = [];
    helcim.onAnswer((each) => news.push(each));
    const waiting = Array.from({ length: 201 }, () => helcim.transaction(7, 'rest'));
    expect(await waiting[200]).toMatchObject(refused('rate_limited'));
    expect(news).toEqual([]);
    await helcim.close();
    await Promise.all([...calls, ...waiting]);
  });
});
