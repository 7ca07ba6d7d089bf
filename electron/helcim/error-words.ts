/**
 * Finds what Helcim says in the body of a refusal, whatever its form, and makes it safe to show and to keep:
 * short, one line, without secrets or card numbers (M11, M12).
 * Forms: text, list of texts, map of field to text, map of code to a list of {code, message, …}, a transaction
 * with `errors`, a bare JSON string, an HTML page, nothing.
 * @see https://devdocs.helcim.com/docs/understanding-api-errors
 * @see https://devdocs.helcim.com/v2.2/docs/recurring-errors-and-error-handling
 */
export const wordsMax = 200;
const readMax = 4_000;
const depthMax = 4;
const hidden = '[hidden]';
/** As long as this and without a space: a token, a key, a hash. */
const secretRunMin = 24;
const tokenPieceLength = 8;

/** @returns null when the body says nothing. */
export function errorWords(body: string, secret: string): string | null {
  const said = wordsOfBody(body);
  return said === null ? null : safeWords(said, secret);
}

/** Makes any text from outside fit for a screen, a log line and the ledger. */
export function safeWords(text: string, secret: string): string | null {
  const line = text
    .slice(0, readMax)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const clean = hidePieces(line, secret)
    .replace(/\S+/g, hideLongRun)
    .replace(/\d[\d*Xx -]{10,}\d/g, hidden);
  const short = clean.length > wordsMax ? `${clean.slice(0, wordsMax - 1).trimEnd()}…` : clean;
  return short === '' ? null : short;
}

function wordsOfBody(body: string): string | null {
  const text = body.trim();
  if (text === '') return null;
  try {
    return joined(wordsOf(JSON.parse(text), 0));
  } catch {
    return isHtml(text) ? htmlWords(text) : text;
  }
}

export function isHtml(text: string): boolean {
  return /^\s*(<!doctype|<html|<head|<body|<\?xml)/i.test(text);
}

function htmlWords(text: string): string {
  const title = /<title[^>]*>([^<]{1,300})/i.exec(text.slice(0, readMax))?.[1]?.trim();
  return title ? `web page: ${title}` : 'web page';
}

function wordsOf(value: unknown, depth: number): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number' || typeof value === 'boolean') return [String(value)];
  if (value === null || typeof value !== 'object' || depth > depthMax) return [];
  if (Array.isArray(value)) return value.slice(0, 20).flatMap((item) => wordsOf(item, depth + 1));
  return wordsOfObject(value as Readonly<Record<string, unknown>>, depth);
}

function wordsOfObject(value: Readonly<Record<string, unknown>>, depth: number): readonly string[] {
  for (const name of ['errors', 'error', 'message']) {
    const said = Object.hasOwn(value, name) ? wordsOf(value[name], depth + 1) : [];
    if (said.length > 0) return said;
  }
  // At the top a body without any of these names is no refusal; what it holds may be a customer's data.
  if (depth === 0) return [];
  return Object.entries(value)
    .slice(0, 20)
    .flatMap(([field, held]) => wordsOf(held, depth + 1).map((said) => `${field}: ${said}`));
}

function joined(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join('; ');
}

/** A run of our own invoice number is no secret and is what support asks for. */
function hideLongRun(run: string): string {
  return run.length < secretRunMin || /^\W*TS-[0-9A-Z]{26}\W*$/.test(run) ? run : hidden;
}

/** Hides every stretch that repeats a piece of the secret, even when the other side cut or quoted it. */
function hidePieces(text: string, secret: string): string {
  const length = Math.min(tokenPieceLength, secret.length);
  if (length < 4) return text;
  const isHidden = new Array<boolean>(text.length).fill(false);
  for (let at = 0; at + length <= text.length; at += 1) {
    if (secret.includes(text.slice(at, at + length))) isHidden.fill(true, at, at + length);
  }
  if (!isHidden.includes(true)) return text;
  return [...isHidden.keys()]
    .map((at) => (!isHidden[at] ? text.charAt(at) : isHidden[at - 1] ? '' : hidden))
    .join('');
}
