import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CallSubject,
  errorFromAnswer,
  errorFromFailure,
  failureReason,
  isRefusal,
} from '../../../electron/helcim/error-mapping.ts';
import { appErrorCodes } from '../../../shared/app-error.ts';

const secret = 'secret-token-of-the-shop';
const map = (status: number, body: string, subject: CallSubject = 'other', isMoney = false) =>
  errorFromAnswer({ status, body, subject, isMoney, secret });

const bodies = {
  text: '{"errors":"Unauthorized"}',
  list: '{"errors":["something is off"]}',
  map: '{"errors":{"transactionAmount":"is required"}}',
  nested:
    '{"errors":{"X":[{"code":"X","message":"no","source":"a","data":[]}]},"timestamp":"t","status":400}',
  transaction: '{"transactionId":1,"status":"DECLINED","errors":"declined"}',
  bare: '"no"',
  empty: '',
  garbage: '\u0000{[',
};

describe('error mapping', () => {
  for (const [form, body] of Object.entries(bodies)) {
    it.each([
      [400, 'other', 'request_rejected'],
      [401, 'other', 'token_invalid'],
      [403, 'other', 'token_lacks_permission'],
      [403, 'connection_test', 'token_invalid'],
      [404, 'other', 'not_found'],
      [404, 'device', 'device_not_found'],
      [405, 'other', 'request_rejected'],
      [408, 'other', 'helcim_failed'],
      [409, 'device', 'device_not_listening'],
      [409, 'other', 'request_rejected'],
      [422, 'other', 'request_rejected'],
      [429, 'device', 'rate_limited'],
      [301, 'other', 'network_intercepted'],
      [407, 'other', 'network_intercepted'],
      [511, 'other', 'network_intercepted'],
      [204, 'other', 'helcim_unreadable'],
      [500, 'device', 'helcim_failed'],
      [502, 'other', 'helcim_failed'],
      [503, 'other', 'helcim_failed'],
    ] as const)(`makes of %i about %s in the form ${form} the error %s`, (status, subject, code) => {
      expect(map(status, body, subject)).toMatchObject({ code, reference: null });
      expect(map(status, body, subject).detail).toMatch(new RegExp(`^${status}(: .+)?$`));
    });

    it.each([200, 201, 204, 302, 307, 408, 500, 502, 503, 504, 599])(
      `M4 makes of %i to a money call in the form ${form} an unclear outcome`,
      (status) => {
        expect(map(status, body, 'device', true).code).toBe('outcome_unclear');
        expect(isRefusal(status)).toBe(false);
      },
    );
  }

  it.each([
    [401, '{"errors":"No access permission"}', 'other', 'token_lacks_permission'],
    [403, '{"errors":"No access permission"}', 'connection_test', 'token_lacks_permission'],
    [403, '{"errors":"Invalid API token"}', 'other', 'token_invalid'],
  ] as const)(
    'tells a bad token from a missing permission by the words of %i %s',
    (status, body, subject, code) => {
      expect(map(status, body, subject).code).toBe(code);
    },
  );

  it.each([401, 403, 404, 409])(
    'does not blame token or terminal for a web page with status %i',
    (status) => {
      const page = '<!doctype html><title>Attention required</title>';
      expect(map(status, page, 'device')).toMatchObject({
        code: 'network_intercepted',
        detail: `${status}: web page: Attention required`,
      });
    },
  );

  it('takes a page of a failing server for just that', () => {
    expect(map(502, '<html><title>Bad gateway</title>', 'other').code).toBe('helcim_failed');
  });

  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'network_intercepted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'network_intercepted'],
    ['CERT_HAS_EXPIRED', 'helcim_unreachable'],
    ['ECONNREFUSED', 'helcim_unreachable'],
  ])(
    'makes of the failure %s of a read the error %s, and of a money call an unclear outcome',
    (reason, code) => {
      expect(errorFromFailure(reason, false)).toMatchObject({ code, detail: reason });
      expect(errorFromFailure(reason, true).code).toBe('outcome_unclear');
    },
  );

  it('names no code that the program does not know, for any status and body', () => {
    const subject = fc.constantFrom<CallSubject>('device', 'connection_test', 'other');
    fc.assert(
      fc.property(
        fc.integer({ min: 200, max: 999 }),
        fc.string(),
        subject,
        fc.boolean(),
        (status, body, about, isMoney) => {
          const error = map(status, body, about, isMoney);
          expect(appErrorCodes).toContain(error.code);
          expect((error.detail ?? '').length).toBeLessThanOrEqual(210);
        },
      ),
    );
  });

  it('M11 takes only the code of a network error, never its message', () => {
    const leaky = Object.assign(new Error(`invalid header ${secret}`), { code: 'ECONNRESET' });
    expect(failureReason(leaky)).toBe('ECONNRESET');
    expect(failureReason(new Error(secret))).toBe('FAILED');
    expect(failureReason(Object.assign(new Error('x'), { code: secret }))).toBe('FAILED');
    expect(failureReason(new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })]))).toBe(
      'ECONNREFUSED',
    );
    expect(failureReason(null)).toBe('FAILED');
    expect(failureReason(secret)).toBe('FAILED');
  });

  it.each([
    [false, 'helcim_unreachable'],
    [true, 'outcome_unclear'],
  ])('makes of a broken network with money %s the error %s', (isMoney, code) => {
    expect(errorFromFailure('ECONNRESET', isMoney)).toMatchObject({ code, detail: 'ECONNRESET' });
  });
});
