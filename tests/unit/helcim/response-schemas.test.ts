import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseJson,
  readCardBatch,
  readCardTerminal,
  readConnectionTest,
  readDevice,
  readList,
  readTransaction,
} from '../../../electron/helcim/response-schemas.ts';

const row = {
  transactionId: 25764674,
  cardBatchId: 11,
  dateCreated: '2026-03-24 00:12:48',
  status: 'APPROVED',
  user: 'Helcim System',
  type: 'purchase',
  amount: 12.34,
  currency: 'CAD',
  avsResponse: 'M',
  cvvResponse: 'Y',
  cardType: 'VI',
  approvalCode: 'T1E2ST',
  cardToken: 'token-of-the-card',
  cardNumber: '4242424242',
  cardHolderName: 'Jane Doe',
  customerCode: 'CST1010',
  invoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS',
  warning: '',
};

describe('transactions as Helcim sends them', () => {
  it('are read whole', () => {
    expect(readTransaction(row)).toEqual({
      transactionId: 25764674,
      type: 'purchase',
      status: 'approved',
      statusText: 'APPROVED',
      amountCents: 1234,
      currency: 'CAD',
      invoiceNumber: 'TS-0123456789ABCDEFGHJKMNPQRS',
      cardBatchId: 11,
      cardType: 'VI',
      cardLast4: '4242',
      approvalCode: 'T1E2ST',
      warning: null,
      errors: null,
      dateCreatedText: '2026-03-24 00:12:48',
    });
  });

  it('M12 lose card token, card holder, customer and the first digits at once', () => {
    const kept = JSON.stringify(readTransaction(row));
    for (const gone of ['token-of-the-card', 'Jane', 'CST1010', '424242', 'Helcim System']) {
      expect(kept).not.toContain(gone);
    }
  });

  it.each([
    ['APPROVED', 'approved'],
    ['APPROVAL', 'approved'],
    [' approval ', 'approved'],
    ['Declined', 'declined'],
    ['PENDING', 'other'],
    ['APPROVED?', 'other'],
    ['NOT APPROVED', 'other'],
  ])('have status %j read as %s', (status, expected) => {
    expect(readTransaction({ ...row, status })?.status).toBe(expected);
  });

  it.each([
    ['numbers as texts', { transactionId: '25764674', cardBatchId: '11', amount: '12.3400' }],
    ['extra fields', { future: { a: [1] } }],
    ['other letter cases', { type: 'PURCHASE', currency: 'cad' }],
  ])('are read the same with %s', (_name, change) => {
    expect(readTransaction({ ...row, ...change })).toMatchObject({
      transactionId: 25764674,
      cardBatchId: 11,
      amountCents: 1234,
      type: 'purchase',
      currency: 'CAD',
    });
  });

  it('are read with everything optional absent, null or of a strange kind', () => {
    const { transactionId, status, type, amount, currency } = row;
    const bare = { transactionId, status, type, amount, currency };
    const nothing = {
      invoiceNumber: null,
      cardBatchId: null,
      cardType: null,
      cardLast4: null,
      approvalCode: null,
      warning: null,
      errors: null,
      dateCreatedText: '',
    };
    expect(readTransaction(bare)).toMatchObject(nothing);
    const optional = [
      'invoiceNumber',
      'cardBatchId',
      'cardType',
      'cardNumber',
      'approvalCode',
      'warning',
      'errors',
      'dateCreated',
    ];
    for (const strange of [null, '', {}, [], false]) {
      const odd = Object.fromEntries(optional.map((name) => [name, strange]));
      expect(readTransaction({ ...bare, ...odd }), JSON.stringify(strange)).not.toBeNull();
    }
  });

  it('M15 keep the raw time even when it names no instant', () => {
    expect(readTransaction({ ...row, dateCreated: '2026-03-08 02:30:00' })?.dateCreatedText).toBe(
      '2026-03-08 02:30:00',
    );
  });

  it.each([
    ['a text', 'suspected duplicate', 'suspected duplicate'],
    ['a list', ['a', 'b'], 'a; b'],
    ['a map', { card: 'expired' }, 'card: expired'],
  ])('carry errors given as %s', (_name, errors, expected) => {
    expect(readTransaction({ ...row, errors })?.errors).toBe(expected);
  });

  it.each(['errors', 'warning'])('U20 are read whole however deep their %s is nested', (field) => {
    const deep = parseJson('['.repeat(100_000) + ']'.repeat(100_000));
    expect(readTransaction({ ...row, [field]: deep })).toMatchObject({ status: 'approved', [field]: null });
  });

  it.each([
    ['no id', { transactionId: undefined }],
    ['id zero', { transactionId: 0 }],
    ['a broken id', { transactionId: 1.5 }],
    ['an id beyond safe numbers', { transactionId: '9007199254740993' }],
    ['a word as id', { transactionId: 'abc' }],
    ['no amount', { amount: undefined }],
    ['a third decimal', { amount: 12.345 }],
    ['a negative amount', { amount: -5 }],
    ['a word as amount', { amount: 'ten' }],
    ['an empty amount', { amount: '' }],
    ['no status', { status: undefined }],
    ['a number as status', { status: 1 }],
    ['no type', { type: '' }],
    ['no currency', { currency: null }],
  ])('are unreadable with %s', (_name, change) => {
    expect(readTransaction({ ...row, ...change })).toBeNull();
  });

  it.each([null, undefined, [], 'x', 5, true, {}])('are not found in %j', (value) => {
    expect(readTransaction(value)).toBeNull();
  });

  it('keep every amount exact through JSON', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999_999 }), (cents) => {
        const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
        const sent = parseJson(JSON.stringify(row).replace('12.34', text));
        expect(readTransaction(sent)?.amountCents).toBe(cents);
      }),
    );
  });

  it('are total for any JSON', () => {
    fc.assert(fc.property(fc.json(), (text) => void readTransaction(parseJson(text))));
  });
});

describe('other answers', () => {
  it('read devices, with and without a creation time', () => {
    expect(
      readList(readDevice)([{ code: 'DY6L', dateCreated: '2024-02-09 14:08:08' }, { code: 'nbl7' }]),
    ).toEqual([
      { code: 'DY6L', dateCreatedText: '2024-02-09 14:08:08' },
      { code: 'nbl7', dateCreatedText: null },
    ]);
  });

  it.each([[{}], [[{ code: 5 }]], [[null]], [null], ['[]']])('refuse %j as a list of devices', (value) => {
    expect(readList(readDevice)(value)).toBeNull();
  });

  it('read a batch with its mix of numbers and texts', () => {
    const sent = {
      id: 2488717,
      dateCreated: '2022-11-30 13:14:53',
      dateClosed: '0000-00-00 00:00:00',
      closed: false,
      terminalId: 1411,
      batchNumber: 6,
      netSales: 819,
      totalSales: '819.0000',
      totalRefunds: '0.0000',
      countApproved: '8',
      countTotal: 8,
    };
    expect(readCardBatch(sent)).toEqual({
      id: 2488717,
      batchNumber: '6',
      terminalId: 1411,
      closed: false,
      currency: null,
      netSalesCents: 81_900,
      totalSalesCents: 81_900,
      totalRefundsCents: 0,
      countApproved: 8,
      countTotal: 8,
      dateClosedText: null,
    });
  });

  it.each([
    [true, true],
    [false, false],
    [1, true],
    [0, false],
    ['true', true],
    ['0', false],
  ])('read closed %j as %s', (closed, expected) => {
    expect(readCardBatch({ id: 1, closed })?.closed).toBe(expected);
  });

  it.each([[{ id: 1 }], [{ id: 1, closed: null }], [{ id: 1, closed: 'maybe' }], [{ closed: true }]])(
    'refuse %j as a batch, because open or closed decides the road of a refund',
    (value) => {
      expect(readCardBatch(value)).toBeNull();
    },
  );

  it('read card terminals and drop their address', () => {
    expect(
      readCardTerminal({
        id: '7',
        nickname: 'Till',
        currency: 'cad',
        status: 'ACTIVE',
        address: { street1: 'x' },
      }),
    ).toEqual({
      id: 7,
      nickname: 'Till',
      currency: 'CAD',
      status: 'ACTIVE',
    });
  });

  it.each([
    [{ message: 'Connection Successful' }, 'Connection Successful'],
    [{ message: 5 }, null],
    [{}, null],
    [null, null],
    ['Success', null],
  ])('take a connection test with %j', (body, message) => {
    expect(readConnectionTest(body)).toEqual({ message });
  });
});
