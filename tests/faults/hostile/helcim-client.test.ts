/** The whole client against servers that keep no rule of HTTP: every call ends in time, with a value or an error. */
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { HelcimClient } from '../../../electron/helcim/helcim-client.ts';
import { amountCents } from '../../../shared/money.ts';
import { clientFor, openGate, purchase, terminalCode } from '../../integration/helcim/client-under-test.ts';
import { startRaw } from '../../integration/helcim/scripted-server.ts';
import { heldGrowthMb } from './bounds.ts';
import { genuineNumber, transactionRow } from './genuine-payloads.ts';
import { spoiled } from './hostile-values.ts';

/** Short, so that silence is soon over. The size limit is the real one. */
const timeouts = {
  moneyConnectMs: 400,
  sendWithinMs: 500,
  moneyAnswerMs: 120,
  moneyBodyMs: 120,
  readConnectMs: 400,
  readHeadersMs: 120,
  readBodyMs: 120,
};
/** Far above the sum of the waits of one call, a second try of a read included, and far below for ever. */
const endsWithinMs = 8_000;

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
});

type Answer = (socket: Socket) => void;

async function against(answer: Answer) {
  const server = await startRaw((socket) => answer(socket));
  const { client } = clientFor(server.baseUrl, timeouts);
  open.push(client, server);
  return { server, client };
}

const says =
  (head: string, body: string | Uint8Array = ''): Answer =>
  (socket) => {
    socket.write(`${head}\r\n\r\n`);
    socket.write(body);
  };

/** Writes for as long as the other side takes it, and no faster. */
const endlessly =
  (head: string, piece: string | Uint8Array): Answer =>
  (socket) => {
    const more = () => {
      while (!socket.destroyed && socket.write(piece));
    };
    socket.write(head);
    socket.on('drain', more);
    more();
  };

const slowly =
  (text: string): Answer =>
  (socket) => {
    let at = 0;
    const timer = setInterval(() => socket.write(text[at++ % text.length] ?? ' '), 20);
    socket.once('close', () => clearInterval(timer));
  };

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: application/json';
const bomb = gzipSync(Buffer.alloc(64 * 1_048_576));
const rowText = JSON.stringify(transactionRow);

const servers: readonly (readonly [string, Answer])[] = [
  ['a body without end', endlessly(`${ok}\r\n\r\n`, ' '.repeat(65_536))],
  [
    'chunks without end',
    endlessly(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n`, `8000\r\n${'['.repeat(32_768)}\r\n`),
  ],
  [
    'an answer of 202 with a body without end',
    endlessly('HTTP/1.1 202 Accepted\r\n\r\n', '{"a":'.repeat(10_000)),
  ],
  [
    'a refusal with a body without end',
    endlessly('HTTP/1.1 409 Conflict\r\n\r\n', '"not listening" '.repeat(4_000)),
  ],
  [
    'a chunk of more bytes than there are',
    says(`${ok}\r\ntransfer-encoding: chunked`, 'ffffffffffffffff\r\n[]'),
  ],
  [
    'a chunk with a name without end',
    endlessly(`${ok}\r\ntransfer-encoding: chunked\r\n\r\n2;`, 'x'.repeat(65_536)),
  ],
  ['a zipped bomb', says(`${ok}\r\ncontent-encoding: gzip\r\ncontent-length: ${bomb.length}`, bomb)],
  ['a length that is too long', says(`${ok}\r\ncontent-length: 99999`, rowText)],
  ['a length that is too short', says(`${ok}\r\ncontent-length: 3`, rowText)],
  ['a length below zero', says(`${ok}\r\ncontent-length: -1`, rowText)],
  ['a length that is none', says(`${ok}\r\ncontent-length: 1e3`, rowText)],
  ['two lengths', says(`${ok}\r\ncontent-length: 2\r\ncontent-length: ${rowText.length}`, rowText)],
  [
    'a length and chunks',
    says(`${ok}\r\ncontent-length: 2\r\ntransfer-encoding: chunked`, '2\r\n[]\r\n0\r\n\r\n'),
  ],
  ['a hundred thousand headers', says(`${ok}\r\n${'a: b\r\n'.repeat(100_000)}x: y`, '[]')],
  ['one header of a megabyte', says(`${ok}\r\nx: ${'y'.repeat(1_048_576)}`, '[]')],
  ['headers without end', endlessly(`${ok}\r\n`, 'x: y\r\n'.repeat(1_000))],
  ['news of what is to come without end', endlessly('', 'HTTP/1.1 103 Early Hints\r\nlink: x\r\n\r\n')],
  ['a status of five digits', says('HTTP/1.1 99999 OK', '[]')],
  ['a status of no digits', says('HTTP/1.1 OK', '[]')],
  ['another protocol', says('SSH-2.0-OpenSSH_9.6', '\0\0\0')],
  ['bare line ends and a null', says('HTTP/1.1 200 OK\nx: \0\n', '[]')],
  [
    'an upgrade nobody asked for',
    says('HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade'),
  ],
  [
    'a way to somewhere else',
    says('HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0'),
  ],
  ['an answer a letter at a time', slowly(`${ok}\r\ncontent-length: 9999\r\n\r\n[`)],
  ['silence', () => undefined],
  ['the end', (socket) => socket.end()],
  ['a cut', (socket) => socket.resetAndDestroy()],
  [
    'a cut in the middle',
    (socket) => socket.write(`${ok}\r\n\r\n[{"transactionId":`, () => socket.resetAndDestroy()),
  ],
  ['two answers at once', says(`${ok}\r\ncontent-length: 2`, `[]${ok}\r\ncontent-length: 2\r\n\r\n[]`)],
];

/** One read of each kind: a row, pages, no body, a list, anything; all begun at once. */
function oneOfEachRead(client: HelcimClient): Promise<{ readonly ok: boolean }>[] {
  return [
    client.transaction(1, 'openAttempt'),
    client.searchTransactions({ invoiceNumber: genuineNumber }, 'openAttempt'),
    client.ping(terminalCode),
    client.cardTerminals(),
    client.connectionTest(),
  ];
}

async function inTime<Value>(running: Promise<Value>): Promise<Value> {
  const startedAtMs = performance.now();
  const value = await running;
  expect(performance.now() - startedAtMs).toBeLessThan(endsWithinMs);
  return value;
}

describe('a read answered with', () => {
  it.each(servers)('%s ends as a value or an error', async (_name, answer) => {
    const { client } = await against(answer);
    const results = await inTime(Promise.all(oneOfEachRead(client)));
    for (const result of results)
      expect(result).toMatchObject(result.ok ? { ok: true } : { error: { reference: expect.any(String) } });
  });
});

describe('a money call answered with', () => {
  it.each(servers)(
    'M4 %s ends in one class, was sent once, and is no refusal without a 4xx',
    async (name, answer) => {
      const { client, server } = await against(answer);
      const gate = openGate();
      const result = await inTime(client.startPurchase(purchase(), gate));
      expect(server.requests).toHaveLength(1);
      expect(gate.steps).toContain('written');
      const expected = name.includes('202') ? 'accepted' : name.includes('refusal') ? 'refused' : 'unknown';
      expect(result.kind).toBe(expected);
      const keyed = { originalTransactionId: 1, amountCents: amountCents(1), ipAddress: '127.0.0.1' };
      const idempotencyKey = 'a'.repeat(25);
      const refund = await inTime(client.refund({ ...keyed, idempotencyKey }, openGate()));
      // Only the whole row's text counts as one, here where more was promised than came.
      const isWholeRow = name.includes('too long');
      // The keyed call's 409 is a clash of keys, after which nothing is certain.
      expect(refund.kind).toBe(isWholeRow ? 'transaction' : 'unknown');
      expect(server.requests).toHaveLength(2);
    },
  );
});

describe('memory', () => {
  it('stays bounded while many servers send without end', async () => {
    const endless = servers.filter(([name]) => /^(a body|chunks|headers) without end|bomb/.test(name));
    const growthMb = await heldGrowthMb(async () => {
      for (const [, answer] of endless) {
        const { client, server } = await against(answer);
        await Promise.all(oneOfEachRead(client).slice(0, 2));
        await client.close();
        await server.close();
      }
    });
    expect(growthMb).toBeLessThan(40);
  });
});

describe('a spoiled body under any status and any headers', () => {
  const headerLines = fc.array(
    fc.constantFrom(
      ...['retry-after: 0', 'retry-after: -5', 'retry-after: 99999999999', 'minute-limit-remaining: NaN'],
      ...[
        'hour-limit-remaining: 1e9',
        'date: Wed, 21 Oct 275760 07:28:00 GMT',
        'date: x',
        'connection: close',
      ],
      ...['content-type: text/html', 'content-encoding: br', 'set-cookie: a=b', 'x-\u00e9: \u00ff'],
    ),
    { maxLength: 4 },
  );
  const statuses = fc.oneof(
    fc.constantFrom(200, 200, 200, 202, 204, 304, 400, 401, 404, 408, 409, 429, 500),
    fc.integer({ min: 200, max: 999 }),
  );
  const bodies = fc.oneof(spoiled(transactionRow), spoiled([transactionRow]));

  it('M4 M5 never rejects, and a transaction that is handed on has the id that was asked for', async () => {
    let next = '';
    let body: Uint8Array = Buffer.alloc(0);
    const server = await startRaw((socket) => {
      socket.write(next, 'latin1');
      socket.end(body);
    });
    open.push(server);
    const exchanges = fc.asyncProperty(statuses, headerLines, bodies, async (status, lines, drawn) => {
      body = drawn;
      next = [`HTTP/1.1 ${status} x`, ...lines, `content-length: ${body.length}`, '', ''].join('\r\n');
      const { client } = clientFor(server.baseUrl, timeouts);
      const { transactionId } = transactionRow;
      const one = client.transaction(transactionId, 'openAttempt');
      const search = client.searchTransactions({ invoiceNumber: genuineNumber }, 'openAttempt');
      const money = client.startPurchase(purchase(), openGate());
      const [read, found, sent] = await inTime(Promise.all([one, search, money]));
      await client.close();
      if (read.ok) expect([status, read.value.transactionId]).toEqual([200, transactionId]);
      if (found.ok) expect([200, 404]).toContain(status);
      if (sent.kind === 'accepted') expect(status).toBe(202);
      if (sent.kind === 'refused') expect(status >= 400 && status < 500 && status !== 408).toBe(true);
    });
    await fc.assert(exchanges, { numRuns: 40 });
  });
});
