import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { createHelcimClient } from '../../../electron/helcim/create-helcim-client.ts';
import { amountCents } from '../../../shared/money.ts';
import { clientFor, openGate, purchase, random, terminalCode, token } from './client-under-test.ts';
import { type ScriptedServer, startHttp, startRaw } from './scripted-server.ts';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Makes every kind of call and gives all that came out: results, status line, log. */
async function everythingSaid(server: ScriptedServer): Promise<string> {
  const { client, logged } = clientFor(server.baseUrl, { readHeadersMs: 300, moneyAnswerMs: 300 });
  cleanups.push(
    () => client.close(),
    () => server.close(),
  );
  const heard: unknown[] = [];
  client.onAnswer((answer) => heard.push(answer));
  const key = { ipAddress: '127.0.0.1', idempotencyKey: random.uuid() };
  const results = await Promise.all([
    client.connectionTest(),
    client.listDevices(),
    client.ping(terminalCode),
    client.transaction(7, 'openAttempt'),
    client.searchTransactions({ search: 'Jane Doe' }, 'inbox'),
    client.cardBatch(3),
  ]);
  const money = [
    await client.startPurchase(purchase(), openGate()),
    await client.settleBatch(3, openGate()),
    await client.refund({ originalTransactionId: 1, amountCents: amountCents(1), ...key }, openGate()),
    await client.reverse({ cardTransactionId: 1, ...key }, openGate()),
  ];
  return inspect(
    { results, money, heard, logged, client },
    { depth: 20, showHidden: true, maxStringLength: null },
  );
}

function expectNoPieceOfTheToken(said: string): void {
  for (let at = 0; at + 8 <= token.length; at += 1) expect(said).not.toContain(token.slice(at, at + 8));
}

describe('the token', () => {
  it.each([200, 400, 401, 403, 404, 409, 500])(
    'M11 is in no result, status or log line when a %i echoes it',
    async (status) => {
      const server = await startHttp((request, response) => {
        response.writeHead(status, { 'x-echo': token });
        response.end(
          JSON.stringify({ errors: [`token ${token} bad`, request.headers], message: token, warning: token }),
        );
      });
      expectNoPieceOfTheToken(await everythingSaid(server));
      expect(server.requests.every((request) => request.headers['api-token'] === token)).toBe(true);
    },
  );

  it.each(['reset', 'garbage', 'silence'])(
    'M11 is in no result, status or log line after %s',
    async (kind) => {
      const server = await startRaw((socket) => {
        if (kind === 'reset') socket.resetAndDestroy();
        if (kind === 'garbage') socket.end(`HTTP/9 ${token}\r\n\r\n`);
      });
      expectNoPieceOfTheToken(await everythingSaid(server));
    },
  );

  it('M12 keeps a search for a name out of the log', async () => {
    const server = await startHttp((_request, response) => response.writeHead(500).end());
    expect(await everythingSaid(server)).not.toContain('Jane');
  });

  it.each(['two\r\nlines', 'spaced out token', '', 'téken', 'nul\u0000'])(
    'M11 is refused as %j without being repeated',
    (badToken) => {
      const make = () =>
        createHelcimClient({
          baseUrl: 'http://127.0.0.1:1/v2',
          token: badToken,
          clock: {
            wallMs: () => 0,
            monotonicMs: () => 0,
            elapsedMs: () => 0,
            setTimer: () => ({ cancel: () => {} }),
          },
          random,
          logger: { info: () => {}, warn: () => {}, error: () => {} },
          tillsOnAccount: 1,
        });
      expect(make).toThrow(/^the API token holds characters no header can carry$/);
    },
  );

  it.each([
    '',
    'api',
    'ftp://a/v2',
    'https://user:pass@a/v2',
    'https://a/v2?x=1',
    'https://a/v2#x',
    'file:///v2',
  ])('is not given to %j', (baseUrl) => {
    expect(() => clientFor(baseUrl)).toThrow(TypeError);
  });
});
