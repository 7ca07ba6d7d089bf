const prefix = 'whsec_';
const verifierLengthMax = 1_024;

/**
 * The signing key behind a verifier token: its base64, decoded. Using the token's text itself as the key is a
 * known mistake of other clients. The `whsec_` prefix that this signature scheme allows is dropped.
 * @returns null for anything that holds no key: empty, only a prefix, or not base64
 * @see https://devdocs.helcim.com/docs/webhooks
 */
export function decodeVerifier(verifier: string): Buffer | null {
  if (verifier.length > verifierLengthMax) return null;
  const text = verifier.trim();
  const bare = text.startsWith(prefix) ? text.slice(prefix.length) : text;
  const digits = bare.replace(/={1,2}$/, '');
  // A lone last digit holds no whole byte; padding, when there is any, has to fill the last group of four.
  if (!/^[A-Za-z0-9+/]{2,}$/.test(digits) || digits.length % 4 === 1) return null;
  if (bare.length !== digits.length && bare.length % 4 !== 0) return null;
  return Buffer.from(digits, 'base64');
}
