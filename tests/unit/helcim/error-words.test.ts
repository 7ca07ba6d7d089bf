import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { errorWords, safeWords, wordsMax } from '../../../electron/helcim/error-words.ts';

const token = 'aM2T3NEpnksEOKIC#ajd%!-IE.TRXEqUIi_Ct8P.K18z1L%aV3zTl*R4PGoDco%y';
const say = (body: unknown) => errorWords(typeof body === 'string' ? body : JSON.stringify(body), token);

describe('words of a refusal', () => {
  it('M12 M16 are not looked for in a body that is far too long for a refusal', () => {
    const long = 'x'.repeat(256 * 1_024);
    expect(say({ errors: 'Unauthorized', more: long })).toBeNull();
    expect(say(long + long)).toBeNull();
    expect(say(`<html><title>Bad gateway</title>${long}`)).toBe('web page: Bad gateway');
  });

  it.each([
    ['a text', { errors: 'Unauthorized' }, 'Unauthorized'],
    [
      'a list of texts',
      { errors: ['Device DY6L is not listening', 'wake it'] },
      'Device DY6L is not listening; wake it',
    ],
    [
      'a map of fields',
      { errors: { amount: 'is required', currency: 'unknown' } },
      'amount: is required; currency: unknown',
    ],
    [
      'a map of lists',
      { errors: { amount: ['too low', 'not a number'] } },
      'amount: too low; amount: not a number',
    ],
    [
      'the nested form',
      {
        errors: { INVALID: [{ code: 'INVALID', message: 'plan unknown', source: 'planId', data: [] }] },
        timestamp: '2026-01-01',
        status: 400,
      },
      'INVALID: plan unknown',
    ],
    [
      'a declined transaction',
      { transactionId: 5, status: 'DECLINED', errors: 'DO NOT HONOUR' },
      'DO NOT HONOUR',
    ],
    ['a message', { message: 'Not Found' }, 'Not Found'],
    ['a bare JSON string', '"No access"', 'No access'],
    ['plain text', 'upstream connect error', 'upstream connect error'],
    [
      'a web page',
      '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head></html>',
      'web page: 502 Bad Gateway',
    ],
    ['a web page without a title', '<html><body>x</body></html>', 'web page'],
    ['broken JSON', '{"errors": "cut of', '{"errors": "cut of'],
  ])('are found in %s', (_name, body, expected) => {
    expect(say(body)).toBe(expected);
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \n '],
    ['an empty list', { errors: [] }],
    ['nulls', { errors: null }],
    ['JSON null', 'null'],
    ['a row without errors', { cardHolderName: 'Jane Doe', cardToken: 'abc' }],
    ['an empty text', { errors: '' }],
  ])('are absent from %s', (_name, body) => {
    expect(say(body)).toBeNull();
  });

  it('M11 never repeat the token or a piece of it', () => {
    expect(say({ errors: `token ${token} is wrong` })).toBe('token [hidden] is wrong');
    expect(say({ errors: `starts with ${token.slice(0, 12)} hm` })).toBe('starts with [hidden] hm');
    expect(say({ errors: `ends (${token.slice(-10)})` })).toBe('ends ([hidden])');
  });

  it('M11 hide anything that looks like a token, but not our invoice number', () => {
    expect(say({ errors: `bad ${'Zx9_'.repeat(8)}` })).toBe('bad [hidden]');
    expect(say({ errors: 'invoice TS-0123456789ABCDEFGHJKMNPQRS exists' })).toBe(
      'invoice TS-0123456789ABCDEFGHJKMNPQRS exists',
    );
  });

  it('M12 hide card numbers', () => {
    expect(say({ errors: 'card 4242 4242 4242 4242 refused' })).toBe('card [hidden] refused');
    expect(say({ errors: 'card 424242******4242 refused' })).toBe('card [hidden] refused');
  });

  it('are one short line without control characters', () => {
    expect(safeWords('a\u0000b\r\nc\u202Ed\u2028e', '')).toBe('a b c d e');
    expect(safeWords('word '.repeat(500), '')?.length).toBeLessThanOrEqual(wordsMax);
  });

  it('M11 are total and stay short, whatever the body holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.object().map((errors) => JSON.stringify({ errors })),
        ),
        (body) => {
          const words = errorWords(body, token);
          expect(words === null || (words.length > 0 && words.length <= wordsMax)).toBe(true);
        },
      ),
    );
  });

  it('M11 hold no eight characters of the token, wherever it stands', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.nat(50),
        fc.integer({ min: 8, max: 66 }),
        fc.string(),
        (before, from, length, after) => {
          const words =
            errorWords(
              JSON.stringify({ errors: [before + token.slice(from, from + length) + after] }),
              token,
            ) ?? '';
          for (let at = 0; at + 8 <= token.length; at += 1)
            expect(words).not.toContain(token.slice(at, at + 8));
        },
      ),
    );
  });

  it('survive deep nesting', () => {
    expect(errorWords(`${'['.repeat(50_000)}${']'.repeat(50_000)}`, token)).toBeNull();
  });
});
