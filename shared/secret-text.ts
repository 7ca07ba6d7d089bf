/**
 * What people paste into the fields of secrets, made usable or refused with a reason. Nothing of the text itself is in
 * an answer (M11).
 */

/** The secrets that a person hands over, each by its own name. */
export const secretNames = ['apiToken', 'verifier', 'ngrokAuthtoken', 'cloudflaredToken'] as const;
export type SecretName = (typeof secretNames)[number];

export const secretLengthMax = 2_000;

export const secretProblems = [
  'empty',
  'blanks_inside',
  'too_long',
  'too_short',
  'not_printable',
  'only_prefix',
  'not_base64',
] as const;
export type SecretProblem = (typeof secretProblems)[number];

export type CleanSecret =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly problem: SecretProblem };

/** Shorter ones are no token of anybody's, and too short to be blanked out of a log. */
const lengthMin = 8;
const verifierPrefix = 'whsec_';

/**
 * Blanks and line ends around a pasted text are no part of it; inside it they are a mistake, mostly half a line more
 * than was meant.
 */
export function cleanSecret(name: SecretName, pasted: string): CleanSecret {
  const text = pasted.trim();
  const value =
    name === 'verifier' && text.startsWith(verifierPrefix) ? text.slice(verifierPrefix.length) : text;
  const problem = problemOf(name, text, value);
  return problem === null ? { ok: true, value } : { ok: false, problem };
}

function problemOf(name: SecretName, text: string, value: string): SecretProblem | null {
  if (text === '') return 'empty';
  if (value === '') return 'only_prefix';
  if (/\s/.test(value)) return 'blanks_inside';
  if (value.length > secretLengthMax) return 'too_long';
  if (!/^[\x21-\x7e]+$/.test(value)) return 'not_printable';
  if (name === 'verifier' && !isBase64(value)) return 'not_base64';
  return value.length < lengthMin ? 'too_short' : null;
}

/** The verifier is the base64 of its key; padding may be missing. */
function isBase64(text: string): boolean {
  const digits = text.replace(/={1,2}$/, '');
  if (!/^[A-Za-z0-9+/]+$/.test(digits) || digits.length % 4 === 1) return false;
  return digits.length === text.length || text.length % 4 === 0;
}

/** What may be shown of a secret: its end, where enough of it stays hidden. */
export function endOfSecret(secret: string): string | null {
  return secret.length >= 12 ? secret.slice(-4) : null;
}
