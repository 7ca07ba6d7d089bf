import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../electron/helcim/exchange.ts';
import { moneyResult, paymentApiResult } from '../../../electron/helcim/money-result.ts';

const answer = (status: number, body: unknown = '', cutBy: string | null = null): HttpAnswer => ({
  kind: 'answer',
  status,
  headers: {},
  body: typeof body === 'string' ? body : JSON.stringify(body),
  cutBy,
  atMs: 0,
});
const device = (exchange: Parameters<typeof moneyResult>[0]) =>
  moneyResult(exchange, 202, 'device', 'secret-of-the-till');
const keyed = (exchange: Parameters<typeof paymentApiResult>[0]) =>
  paymentApiResult(exchange, 'secret-of-the-till');

const transaction = { transactionId: 9, type: 'refund', status: 'APPROVED', amount: 5, currency: 'CAD' };
const declined = { ...transaction, status: 'DECLINED', errors: 'do not honour' };

describe('classes of a device call', () => {
  it.each(['', '{}', 'null', 'garbage', '<html>'])('M4 take 202 with body %j as on the terminal', (body) => {
    expect(device(answer(202, body))).toEqual({ kind: 'accepted', status: 202 });
    expect(device(answer(202, body, 'ECONNRESET')).kind).toBe('accepted');
  });

  it.each([
    [400, 'request_rejected'],
    [401, 'token_invalid'],
    [403, 'token_lacks_permission'],
    [404, 'device_not_found'],
    [409, 'device_not_listening'],
    [422, 'request_rejected'],
    [429, 'rate_limited'],
    [451, 'request_rejected'],
    [499, 'request_rejected'],
  ])('M4 take %i as refused with %s', (status, code) => {
    expect(device(answer(status))).toMatchObject({ kind: 'refused', status, error: { code } });
    expect(device(answer(status, '{"err', 'TIMEOUT')).kind).toBe('refused');
  });

  it.each([
    200, 201, 203, 204, 206, 300, 301, 302, 304, 307, 308, 408, 500, 501, 502, 503, 504, 520, 524, 599, 700,
  ])('M4 take %i as unknown', (status) => {
    const result = device(answer(status, { errors: ['x'] }));
    expect(result).toMatchObject({ kind: 'unknown', status, error: { code: 'outcome_unclear' } });
  });

  it('M4 take silence after the write as unknown and a failure before it as not sent', () => {
    expect(device({ kind: 'no_answer', reason: 'TIMEOUT' })).toMatchObject({ kind: 'unknown', status: null });
    expect(device({ kind: 'not_sent', code: 'not_sent_network', reason: 'ECONNREFUSED' })).toMatchObject({
      kind: 'not_sent',
      error: { code: 'not_sent_network', detail: 'ECONNREFUSED' },
    });
  });
});

describe('classes of a Payment API call', () => {
  it('M5 take a transaction in a 200 as proof', () => {
    expect(keyed(answer(200, transaction))).toMatchObject({
      kind: 'transaction',
      transaction: { transactionId: 9, status: 'approved', type: 'refund' },
    });
  });

  it.each([200, 400, 402, 409, 422, 500, 502])(
    'take a DECLINED transaction with status %i as a decline',
    (status) => {
      expect(keyed(answer(status, declined))).toMatchObject({
        kind: 'transaction',
        transaction: { status: 'declined', errors: 'do not honour' },
      });
    },
  );

  it('M5 does not take an approval out of a failure', () => {
    expect(keyed(answer(500, transaction)).kind).toBe('unknown');
  });

  it.each([
    [200, ''],
    [200, '{"transactionId":9,"status":"APPRO'],
    [200, { message: 'ok' }],
    [200, [transaction]],
    [202, ''],
    [204, ''],
    [302, ''],
    [408, ''],
    [500, { errors: ['Internal'] }],
    [500, '<html>'],
    [503, ''],
  ])('M4 take %i with body %j as unknown', (status, body) => {
    expect(keyed(answer(status, body))).toMatchObject({
      kind: 'unknown',
      error: { code: 'outcome_unclear' },
    });
  });

  it('M4 take a clash of idempotency keys as unknown, because the key was used before', () => {
    expect(keyed(answer(409, { errors: 'key used with another payload' }))).toMatchObject({
      kind: 'unknown',
      status: 409,
    });
  });

  it.each([400, 401, 403, 404, 422, 429])('M4 take %i as refused', (status) => {
    expect(
      keyed(answer(status, { errors: { cardTransaction: 'Card Transaction cannot be refunded' } })),
    ).toMatchObject({
      kind: 'refused',
      status,
    });
  });
});
