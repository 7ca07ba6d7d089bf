import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor } from '../../../electron/log/redact.ts';

const { redact } = createRedactor();

describe('redactor', () => {
  it('M11 blanks out a known secret wherever it stands', () => {
    const redactor = createRedactor();
    redactor.addSecret('aT0k3n/with+signs==');
    const text = redactor.redact('a aT0k3n/with+signs== b aT0k3n%2Fwith%2Bsigns%3D%3D "aT0k3n/with+signs=="');
    expect(text).not.toContain('aT0k3n');
  });

  it('M11 blanks out a known secret inside JSON, where it is escaped', () => {
    const redactor = createRedactor();
    redactor.addSecret('quo"te\\d-secret');
    expect(redactor.redact(JSON.stringify({ value: 'quo"te\\d-secret' }))).not.toContain('d-secret');
  });

  it('M11 blanks out any known secret in any text', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z0-9+/=_-]{12,60}$/),
        fc.string(),
        fc.string(),
        (secret, before, after) => {
          const redactor = createRedactor();
          redactor.addSecret(secret);
          expect(redactor.redact(before + secret + after)).not.toContain(secret);
        },
      ),
    );
  });

  it('does not take a secret so short that it would blank out ordinary words', () => {
    const redactor = createRedactor();
    redactor.addSecret('a');
    redactor.addSecret('');
    expect(redactor.redact('a sale')).toBe('a sale');
  });

  it.each([
    ['api-token: abcDEF123', 'abcDEF123'],
    ['{"api-token":"abcDEF123"}', 'abcDEF123'],
    ["{ 'api-token': 'abcDEF123' }", 'abcDEF123'],
    ['apiToken=abcDEF123&x=1', 'abcDEF123'],
    ['Authorization: Bearer abc.DEF_123', 'abc.DEF_123'],
    ['authorization: Basic dXNlcjpwYXNz', 'dXNlcjpwYXNz'],
    ['sent bearer abcdefgh12345', 'abcdefgh12345'],
    ['key whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw=', 'MfKQ9r8'],
    ['GET /x?token=abcDEF123&page=2', 'abcDEF123'],
    ['https://user:hunter22@example.com/', 'hunter22'],
    ['authtoken: 2abcDEF_123', '2abcDEF_123'],
  ])('M11 blanks out what has the shape of a secret: %s', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
  });

  it.each([
    'pin',
    'oldPin',
    'newPin',
    'managerPin',
    'pinHash',
    'manager_pin',
    'pin_hash',
    'PIN',
    'salt',
    'scryptKey',
  ])('M11 blanks out a field that is named like a PIN: %s', (name) => {
    expect(createRedactor().redactField(name, 'anything at all')).toBe('[secret]');
  });

  it.each(['ping', 'spin', 'pinged', 'Pinning', 'opinion', 'terminalPing'])(
    'leaves a field alone whose name only looks like one: %s',
    (name) => {
      expect(createRedactor().redactField(name, 'listening')).toBe('listening');
    },
  );

  it.each([
    '{"pin":"482915"}',
    '{"oldPin":"482915","who":"Ada"}',
    "{ newPin: '482915' }",
    'manager_pin=482915',
    'pin: 482915',
  ])('M11 blanks out the digits of a PIN in a text: %s', (text) => {
    expect(redact(text)).not.toContain('482915');
  });

  it.each([
    ['4111111111111111', '[card ...1111]'],
    ['card 5454545454545454 declined', 'card [card ...5454] declined'],
    ['4111 1111 1111 1111', '[card ...1111]'],
    ['4111-1111-1111-1111', '[card ...1111]'],
    ['378282246310005', '[card ...0005]'],
    ['{"pan":4111111111111112}', '{"pan":[card ...1112]}'],
  ])('M12 keeps no more than four digits of a card number: %s', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    'sent at 1790899200000 ms',
    'invoice TS-0123456789ABCDEFGHJKMNPQRS',
    'attempt 9b2f3a52-6a0e-4c3a-9d6f-0a8f5a3c1d11',
    'attempt 22222222-3333-4444-8555-666666666666',
    'transaction 25764674, amount 1234',
    'card ending 5454',
    '2026-11-23 05:25:45.226',
    '5000 5000 5000 5001',
  ])('leaves what support needs: %s', (text) => {
    expect(redact(text)).toBe(text);
  });

  it.each(['apiToken', 'webhookVerifier', 'password', 'secret', 'managerPin pin', 'cookie'])(
    'M11 blanks out a whole field called %s',
    (name) => {
      expect(createRedactor().redactField(name, 'anything')).toBe('[secret]');
    },
  );
});
