/** Everything that reads an answer of Helcim, fed with what Helcim would never send. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callEndOf, helcimTimeMs } from '../../../electron/helcim/answer-headers.ts';
import { errorFromAnswer } from '../../../electron/helcim/error-mapping.ts';
import { errorWords, safeWords, wordsMax } from '../../../electron/helcim/error-words.ts';
import {
  allDevices,
  allTransactions,
  noTransactions,
  readTransactionPage,
} from '../../../electron/helcim/list-pages.ts';
import { paymentApiResult } from '../../../electron/helcim/money-result.ts';
import { instantsOfMountainText, mountainText } from '../../../electron/helcim/mountain-time.ts';
import {
  parseJson,
  readCardBatch,
  readCardTerminal,
  readConnectionTest,
  readDevice,
  readList,
  readTransaction,
} from '../../../electron/helcim/response-schemas.ts';
import { appErrorCodes } from '../../../shared/app-error.ts';
import { fastestMs, heldGrowthMb } from './bounds.ts';
import {
  cardBatch,
  cardTerminal,
  connectionTest,
  declinedRow,
  device,
  errorBodies,
  transactionRow,
} from './genuine-payloads.ts';
import { deepList, deepObject, hostileText, spoiled } from './hostile-values.ts';
import { numeric, word } from './own-fields.ts';

const secret = 'aM2T3NEpnksEOKIC#ajd%!-IE.TRXEqUIi_Ct8P';
const answered = { kind: 'answer', headers: {}, cutBy: null, atMs: 0 } as const;

function expectShort(value: object): void {
  for (const held of Object.values(value)) {
    if (typeof held === 'string') expect([...held].length).toBeLessThanOrEqual(200);
    else expect(held === null || typeof held === 'boolean' || Number.isFinite(held)).toBe(true);
  }
}

describe('a spoiled transaction', () => {
  const rows = fc.oneof(spoiled(transactionRow), spoiled(declinedRow));

  it('M5 M8 is unreadable, or says in its own fields what was read from it', () => {
    fc.assert(
      fc.property(rows, (bytes) => {
        const json = parseJson(bytes.toString('utf8'));
        const read = readTransaction(json);
        if (read === null) return;
        const isApproved = ['APPROVED', 'APPROVAL'].includes(word(json, 'status'));
        expect(read.status === 'approved').toBe(isApproved);
        expect(read.type.toUpperCase()).toBe(word(json, 'type'));
        expect(read.currency).toBe(word(json, 'currency'));
        expect(read.transactionId).toBe(numeric(json, 'transactionId'));
        // The same amount by another road than the reader's: as a fraction, which is exact enough to tell cents apart.
        expect(numeric(json, 'amount')).toBeCloseTo(read.amountCents / 100, 3);
        expect(Number.isSafeInteger(read.transactionId) && read.transactionId > 0).toBe(true);
        expect(Number.isSafeInteger(read.amountCents) && read.amountCents >= 0).toBe(true);
        expectShort(read);
      }),
      { numRuns: 500 },
    );
  });

  it('M12 never carries card token, holder or customer further', () => {
    fc.assert(
      fc.property(rows, (bytes) => {
        const read = readTransaction(parseJson(bytes.toString('utf8')));
        const allowed = Object.keys(readTransaction(transactionRow) ?? {});
        expect(Object.keys(read ?? {}).filter((name) => !allowed.includes(name))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('is counted in a page as readable, as perhaps ours or as another tool’s, and no other row is lost', () => {
    fc.assert(
      fc.property(fc.array(rows, { maxLength: 4 }), (list) => {
        const good = list.filter((bytes) => parseJson(bytes.toString('utf8')) !== undefined);
        const text = `[${[...good, JSON.stringify(transactionRow)].join(',')}]`;
        const page = readTransactionPage(parseJson(text));
        if (page === null) throw new Error('a list of rows was not read as a page');
        const { transactions, rowCount, unreadableCount, foreignUnreadableCount } = page;
        expect(rowCount).toBe(good.length + 1);
        expect(transactions.length + unreadableCount + foreignUnreadableCount).toBe(rowCount);
        expect(transactions.at(-1)).toEqual(readTransaction(transactionRow));
      }),
      { numRuns: 100 },
    );
  });

  it('M4 as the answer of a keyed call never makes a refusal of what may have moved money', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 200, max: 599 }), (bytes, status) => {
        const result = paymentApiResult({ ...answered, status, body: bytes.toString('utf8') }, secret);
        const isDefinite = status >= 400 && status < 500 && status !== 408 && status !== 409;
        if (result.kind === 'refused') expect(isDefinite).toBe(true);
        if (result.kind === 'transaction' && status >= 300)
          expect(result.transaction.status).toBe('declined');
      }),
      { numRuns: 500 },
    );
  });
});

describe('any other spoiled answer', () => {
  it.each([
    ['a device', device, readDevice],
    ['a batch', cardBatch, readCardBatch],
    ['a card terminal', cardTerminal, readCardTerminal],
    ['a connection test', connectionTest, readConnectionTest],
    ['a list of devices', [device, { ...device, code: 'AB12' }], readList(readDevice)],
    ['a list of batches', [cardBatch], readList(readCardBatch)],
  ] as const)('in the place of %s is unreadable or short and plain', (_name, payload, read) => {
    fc.assert(
      fc.property(spoiled(payload), (bytes) => {
        const value = read(parseJson(bytes.toString('utf8')));
        for (const row of Array.isArray(value) ? value : value === null ? [] : [value]) expectShort(row);
      }),
      { numRuns: 150 },
    );
  });

  it('M11 in the place of an error gives short words, of one line, without a piece of the token', () => {
    const bodies = fc.constantFrom(...errorBodies).chain((body) => spoiled(body));
    const loud = fc.tuple(bodies, fc.nat(1_000_000), hostileText).map(([body, where, text]) => {
      const at = Math.floor((where * body.length) / 1_000_001);
      return `${body.subarray(0, at)}${text}${secret}${text}${body.subarray(at)}`;
    });
    fc.assert(
      fc.property(fc.oneof(bodies.map(String), loud), (body) => {
        for (const words of [errorWords(body, secret), safeWords(body, secret)]) {
          if (words === null) continue;
          expect(words.length).toBeLessThanOrEqual(wordsMax);
          expect(words).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
          for (let at = 0; at + 8 <= words.length; at += 1)
            expect(secret.includes(words.slice(at, at + 8))).toBe(false);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with any status has an error, which for money says "refused" only where nothing was started', () => {
    const subjects = fc.constantFrom('device', 'connection_test', 'other' as const);
    const bodies = fc.oneof(hostileText, spoiled(errorBodies[3]).map(String));
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 999 }), bodies, subjects, fc.boolean(), (...drawn) => {
        const [status, body, subject, isMoney] = drawn;
        const error = errorFromAnswer({ status, body, subject, isMoney, secret });
        expect(appErrorCodes).toContain(error.code);
        const isDefinite = status >= 400 && status < 500 && status !== 408;
        if (isMoney) expect(error.code === 'outcome_unclear').toBe(!isDefinite);
      }),
      { numRuns: 300 },
    );
  });
});

describe('hostile headers', () => {
  const values = fc.oneof(
    hostileText,
    fc.array(hostileText, { maxLength: 3 }),
    fc.constantFrom('99999999999999999999', '-1', '1e9', '9999999', '0', 'Wed, 21 Oct 275760 07:28:00 GMT'),
  );
  const names = ['retry-after', 'minute-limit-remaining', 'hour-limit-remaining', 'date'] as const;
  const headers = fc.record(
    { [names[0]]: values, [names[1]]: values, [names[2]]: values, [names[3]]: values },
    { requiredKeys: [] },
  );

  it('U18 give counts within bounds, a wait with an end, and a time or none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), headers, (status, given) => {
        const end = callEndOf(status, given);
        for (const count of [end.minuteRemaining, end.hourRemaining])
          expect(count === null || (count >= 0 && count <= 1e6)).toBe(true);
        expect(end.retryAfterMs === null || (end.retryAfterMs >= 0 && end.retryAfterMs <= 1e9)).toBe(true);
        const atMs = helcimTimeMs(given);
        expect(atMs === null || Number.isFinite(atMs)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('M15 and hostile Mountain times stand for no instant, or for ones that read the same', () => {
    const digits = fc.tuple(fc.nat(9_999), fc.array(fc.nat(99), { minLength: 5, maxLength: 5 }));
    const likely = digits.map(([year, [month, day, ...time]]) => {
      const two = (part = 0) => String(part).padStart(2, '0');
      return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${time.map(two).join(':')}`;
    });
    fc.assert(
      fc.property(fc.oneof(hostileText, likely), (text) => {
        const instants = instantsOfMountainText(text);
        expect(instants.length).toBeLessThanOrEqual(2);
        for (const instantMs of instants) expect(mountainText(instantMs)).toBe(text.trim());
      }),
      { numRuns: 300 },
    );
  });
});

describe('a list that never ends or never makes sense', () => {
  it('U17 is given up after some pages, whatever stands on them', async () => {
    const full = Array.from({ length: 1_000 }, (_each, index) => ({
      ...transactionRow,
      transactionId: index + 1,
    }));
    const page = readTransactionPage(full) ?? noTransactions;
    let asked = 0;
    const rows = await allTransactions(async () => {
      asked += 1;
      return { ok: true, value: page };
    });
    const devices = await allDevices(async () => {
      asked += 1;
      return { ok: true, value: Array.from({ length: 100 }, () => ({ code: 'X', dateCreatedText: null })) };
    });
    expect([rows.ok, devices.ok]).toEqual([false, false]);
    expect(asked).toBeLessThanOrEqual(100);
  });
});

describe('256 KB of anything', () => {
  const size = 256 * 1_024;
  const texts: readonly (readonly [string, string])[] = [
    ['nested lists', deepList],
    ['nested objects', deepObject],
    ['a field nested a hundred thousand deep', JSON.stringify(transactionRow).replace('""', deepList)],
    ['spaces', ' '.repeat(size)],
    ['digits in one text', `{"transactionId":"${'9'.repeat(size)}"}`],
    ['zeros behind a point', JSON.stringify({ ...transactionRow, amount: `1.${'0'.repeat(size)}x` })],
    [
      'words in words',
      JSON.stringify({ errors: new Array(20).fill(new Array(20).fill(new Array(20).fill(['x', 'y', 'z']))) }),
    ],
    ['one name again and again', `{${'"errors":{},'.repeat(size / 12)}"errors":1}`],
    ['many names', `{"errors":{${Array.from({ length: size / 14 }, (_, n) => `"k${n}":1`).join(',')}}}`],
    ['a web page of nothing but beginnings', '<title'.repeat(size / 6)],
    ['dashes and digits', `{"errors":"${'4 - '.repeat(size / 4)}"}`],
    ['halves of pairs', '\ud800'.repeat(size / 2)],
    ['empty rows', `[${'{},'.repeat(size / 3)}{}]`],
  ];
  const readers = [
    readTransaction,
    readTransactionPage,
    readCardBatch,
    readConnectionTest,
    readList(readDevice),
  ];

  const uses: readonly ((text: string) => unknown)[] = [
    ...readers.map((read) => (text: string) => read(parseJson(text))),
    (text) => errorFromAnswer({ status: 400, body: text, subject: 'device', isMoney: true, secret }),
    (text) => instantsOfMountainText(text),
  ];

  it.each(texts)('as %s is read by every reader within 200 ms', (_name, text) => {
    for (const use of uses) expect(fastestMs(200, () => use(text))).toBeLessThan(200);
  });

  it('M16 is not the most expensive body: the most rows that are tried at all take less than a second', () => {
    const mostRows = `[${'{},'.repeat(4_999)}{}]`;
    expect(readTransactionPage(parseJson(mostRows))).toMatchObject({ rowCount: 5_000 });
    expect(fastestMs(1_000, () => readTransactionPage(parseJson(mostRows)))).toBeLessThan(1_000);
  });

  it('leaves nothing behind after thousands of readings', async () => {
    const spoiledTexts = fc
      .sample(fc.oneof(spoiled(transactionRow), spoiled(cardBatch)), 150)
      .filter((bytes) => bytes.length < 4_000)
      .map(String);
    const readAll = () => {
      for (const text of spoiledTexts) for (const use of uses) use(text);
    };
    readAll();
    const growthMb = await heldGrowthMb(() => {
      for (let round = 0; round < 6; round += 1) readAll();
    });
    expect(growthMb).toBeLessThan(20);
  });
});
