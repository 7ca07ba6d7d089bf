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
/** A refusal is short. What is longer is something else, and costs more to parse than any words in it are worth. */
const bodyLengthMax = 256 * 1024;
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

/** The same for a field that holds an error in any of these forms, as parsed: it is never written out as a whole. */
export function wordsOfField(value: unknown): string | null {
  const said = joined(wordsOf({ errors: value }, 0));
  return said === null ? null : safeWords(said, '');
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
  if (isHtml(text)) return htmlWords(text);
  if (text === '' || text.length > bodyLengthMax) return null;
  try {
    return joined(wordsOf(JSON.parse(text), 0));
  } catch {
    return text;
  }
}

export function isHtml(text: string): boolean {
  return /^\s*(<!doctype|<html|<head|<body|<\?xml)/i.test(text);
}

function htmlWords(text: string): string {
  const title = /<title[^>]*>([^<]{1,300})/i.exec(text.slice(0, readMax))?.[1]?.trim();
  return title ? `web page: ${title}` : 'web page';
}

/** One word after the other, so that a body of a million texts costs no more than the few that are read. */
function* wordsOf(value: unknown, depth: number): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'number' || typeof value === 'boolean') yield String(value);
  else if (value === null || typeof value !== 'object' || depth > depthMax) return;
  else if (Array.isArray(value)) for (const item of value.slice(0, 20)) yield* wordsOf(item, depth + 1);
  else yield* wordsOfObject(value as Readonly<Record<string, unknown>>, depth);
}

function* wordsOfObject(value: Readonly<Record<string, unknown>>, depth: number): Generator<string> {
  for (const name of ['errors', 'error', 'message']) {
    if (!Object.hasOwn(value, name)) continue;
    let isSaid = false;
    for (const said of wordsOf(value[name], depth + 1)) {
      isSaid = true;
      yield said;
    }
    if (isSaid) return;
  }
  // At the top a body without any of these names is no refusal; what it holds may be a customer's data.
  if (depth === 0) return;
  for (const [field, held] of Object.entries(value).slice(0, 20)) {
    for (const said of wordsOf(held, depth + 1)) yield `${field}: ${said}`;
  }
}

/** As much as `safeWords` reads. */
function joined(words: Iterable<string>): string | null {
  let text: string | null = null;
  for (const word of words) {
    text = text === null ? word : `${text}; ${word}`;
    if (text.length > readMax) break;
  }
  return text;
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
