import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeVerifier } from '../../../electron/webhooks/verifier-key.ts';
import { cleanSecret, endOfSecret, secretLengthMax, secretNames } from '../../../shared/secret-text.ts';

const token = 'aToken-of.this_account+1';
const verifier = 'c2VjcmV0LW9mLXRoZS13ZWJob29rcw==';

describe('cleanSecret', () => {
  it.each([
    ['apiToken', token, token],
    ['apiToken', `  ${token}\r\n`, token],
    ['apiToken', `\u00a0${token}\n\n`, token],
    ['verifier', verifier, verifier],
    ['verifier', `whsec_${verifier}\n`, verifier],
    ['verifier', verifier.replace(/=+$/, ''), verifier.replace(/=+$/, '')],
    ['ngrokAuthtoken', '2abcDEF_ghi', '2abcDEF_ghi'],
  ] as const)('takes the %s %j', (name, pasted, value) => {
    expect(cleanSecret(name, pasted)).toEqual({ ok: true, value });
  });

  it.each([
    ['apiToken', '', 'empty'],
    ['apiToken', ' \n\t ', 'empty'],
    ['apiToken', 'half a-token-of-the-account', 'blanks_inside'],
    ['apiToken', 'a-token-of\nthe-account', 'blanks_inside'],
    ['apiToken', 'tökën-of-the-account', 'not_printable'],
    ['apiToken', 'a-token\u0000-of-the', 'not_printable'],
    ['apiToken', 'short', 'too_short'],
    ['cloudflaredToken', 'x'.repeat(secretLengthMax + 1), 'too_long'],
    ['verifier', 'whsec_', 'only_prefix'],
    ['verifier', 'not*base64*at*all', 'not_base64'],
    ['verifier', 'c2VjcmV0LW9mLXRoZS13ZWJob29rcw=', 'not_base64'],
    ['verifier', 'QUJDREVGR', 'not_base64'],
  ] as const)('refuses the %s %j: %s', (name, pasted, problem) => {
    expect(cleanSecret(name, pasted)).toEqual({ ok: false, problem });
  });

  it('takes a verifier exactly when there is a key behind it, and says nothing of any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.constantFrom(...secretNames), (text, name) => {
        const clean = cleanSecret(name, text);
        if (clean.ok) {
          expect(clean.value).toMatch(/^[\x21-\x7e]+$/);
          if (name === 'verifier') expect(decodeVerifier(clean.value)).not.toBeNull();
        } else if (text.trim().length > 12) expect(JSON.stringify(clean)).not.toContain(text.trim());
      }),
    );
  });

  it('shows the end of a secret only where enough of it stays hidden', () => {
    expect(endOfSecret('0123456789abcd4f2a')).toBe('4f2a');
    expect(endOfSecret('0123456789a')).toBeNull();
  });
});
