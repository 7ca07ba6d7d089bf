import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyToStore, parseWebhookEvent } from '../../../electron/webhooks/event-schema.ts';

const parse = (value: unknown) => parseWebhookEvent(JSON.stringify(value));
const unreadable = { kind: 'unreadable' };

const cancelData = {
  cancelledAt: '2026-03-24T17:00:00.000Z',
  currency: 'CAD',
  deviceCode: 'DY6L',
  transactionAmount: 12.34,
};
const cancel = (data: object) => parse({ type: 'terminalCancel', data: { ...cancelData, ...data } });
const cancelEvent = {
  kind: 'terminal_cancel',
  deviceCode: 'DY6L',
  amountCents: 1_234,
  currency: 'CAD',
  cancelledAtMs: Date.UTC(2026, 2, 24, 17),
  invoiceNumber: null,
};

describe('cardTransaction', () => {
  it('names its transaction, as text or as number', () => {
    const read = { kind: 'card_transaction', transactionId: 47_098_562 };
    expect(parse({ id: '47098562', type: 'cardTransaction' })).toEqual(read);
    expect(parse({ id: 47_098_562, type: 'cardTransaction' })).toEqual(read);
  });

  it('U16 is read with fields that were added later', () => {
    const read = { kind: 'card_transaction', transactionId: 5 };
    expect(parse({ id: '5', type: 'cardTransaction', data: { a: 1 }, ['__proto__']: 1 })).toEqual(read);
    expect(parseWebhookEvent('{"__proto__":{"id":"6"},"id":"5","type":"cardTransaction"}')).toEqual(read);
  });

  it.each([
    [''],
    ['0'],
    ['-5'],
    ['5.5'],
    ['1e3'],
    [' 5'],
    ['5a'],
    ['9007199254740993'],
    ['1'.repeat(40)],
    [0],
    [-1],
    [1.5],
    [1e300],
    [null],
    [undefined],
    [true],
    [['5']],
    [{}],
  ])('is unreadable with the id %j', (id) => {
    expect(parse({ id, type: 'cardTransaction' })).toEqual(unreadable);
  });
});

describe('terminalCancel', () => {
  it('is read with the terminal, the exact amount, the currency and the time', () => {
    expect(cancel({})).toEqual(cancelEvent);
  });

  it('is read with and without an invoice number', () => {
    const named = { ...cancelEvent, invoiceNumber: 'TS-1' };
    expect(cancel({ invoiceNumber: 'TS-1', customerCode: 'CST1' })).toEqual(named);
    const bare = { currency: undefined, transactionAmount: 'much', cancelledAt: '2026-03-24 17:00:00' };
    expect(cancel({ invoiceNumber: 'TS-1', ...bare })).toEqual({
      ...named,
      cancelledAtMs: null,
      amountCents: null,
      currency: null,
    });
    for (const invoiceNumber of [null, '', 5, {}, 'x'.repeat(200)]) {
      expect(cancel({ invoiceNumber })).toEqual(cancelEvent);
    }
  });

  it.each([
    [12.34, 1_234],
    ['12.34', 1_234],
    ['12.3400', 1_234],
    [0.1, 10],
    [0.29, 29],
    [1_234.56, 123_456],
    [5, 500],
    [999_999.99, 99_999_999],
  ])('reads the amount %j without a rounding error', (transactionAmount, amountCents) => {
    expect(cancel({ transactionAmount })).toEqual({ ...cancelEvent, amountCents });
  });

  it.each([
    [12.345],
    ['12.345'],
    [-1],
    ['-1'],
    [1e21],
    ['1,234.56'],
    [''],
    [null],
    [undefined],
    [true],
    [{}],
  ])('is unreadable with the amount %j', (transactionAmount) => {
    expect(cancel({ transactionAmount })).toEqual(unreadable);
  });

  it.each([
    ['2026-03-24 17:00:00'],
    ['2026-03-24T17:00:00'],
    ['yesterday'],
    ['2026-02-30T00:00:00Z'],
    [''],
    [0],
    [null],
    [undefined],
  ])('is unreadable with the time %j, which cannot be placed', (cancelledAt) => {
    expect(cancel({ cancelledAt })).toEqual(unreadable);
  });

  it('reads a time with its offset', () => {
    expect(cancel({ cancelledAt: '2026-03-24T11:00:00-06:00' })).toEqual(cancelEvent);
  });

  it.each(['deviceCode', 'currency'])('is unreadable without %s', (name) => {
    for (const value of [undefined, null, '', 5, 'x'.repeat(200)])
      expect(cancel({ [name]: value })).toEqual(unreadable);
  });

  it('is unreadable without its data', () => {
    for (const data of [undefined, null, [], 'x'])
      expect(parse({ type: 'terminalCancel', data })).toEqual(unreadable);
  });
});

describe('other bodies', () => {
  it('gives the nonce of our own test event', () => {
    expect(parse({ type: 'tillside.selfTest', nonce: 'n1' })).toEqual({ kind: 'self_test', nonce: 'n1' });
    expect(parse({ type: 'tillside.selfTest' })).toEqual(unreadable);
    expect(parse({ type: 'tillside.selfTest', nonce: 'n'.repeat(200) })).toEqual(unreadable);
  });

  it('U16 names a type that is not known', () => {
    expect(parse({ type: 'deviceFirmware', data: 5 })).toEqual({
      kind: 'unknown_type',
      type: 'deviceFirmware',
    });
    expect(parse({ type: 'CARDTRANSACTION', id: '5' })).toEqual({
      kind: 'unknown_type',
      type: 'CARDTRANSACTION',
    });
    expect(parse({ type: 'constructor' })).toEqual({ kind: 'unknown_type', type: 'constructor' });
  });

  it.each([
    '',
    'null',
    '5',
    '"text"',
    '[]',
    '[{"type":"cardTransaction"}]',
    '{',
    '{}',
    '{"type":5}',
    '{"type":""}',
    `{"type":"${'x'.repeat(101)}"}`,
    '<html>',
    'NaN',
    '\u0000',
    '['.repeat(60_000),
  ])('calls the body %.20j unreadable', (body) => {
    expect(parseWebhookEvent(body)).toEqual(unreadable);
  });

  it('keeps the text of a body as it came', () => {
    for (const text of ['', '{"id":"5"}', ' é€😀\u0000\r\n', '\ufefftext'])
      expect(bodyToStore(Buffer.from(text))).toBe(text);
  });

  it('keeps bytes that are no text whole, and calls them unreadable', () => {
    const bytes = Buffer.concat([
      Buffer.from('{"id":"5","type":"cardTransaction","x":"'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    const stored = bodyToStore(bytes);
    expect(Buffer.from(JSON.parse(stored).replace('base64:', ''), 'base64')).toEqual(bytes);
    expect(parseWebhookEvent(stored)).toEqual(unreadable);
  });

  it('are read without a throw, whatever they are', () => {
    const kinds = ['card_transaction', 'terminal_cancel', 'self_test', 'unknown_type', 'unreadable'];
    const type = fc.constantFrom('cardTransaction', 'terminalCancel', 'tillside.selfTest', 'x');
    const shaped = fc
      .record({ type, id: fc.jsonValue(), data: fc.jsonValue(), nonce: fc.jsonValue() })
      .map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), shaped), (body) => {
        expect(kinds).toContain(parseWebhookEvent(body).kind);
      }),
    );
  });
});
