import { isAbsolute, join, relative } from 'node:path';

export const appScheme = 'app';
const appHost = 'tillside';
/** What the window loads. */
export const appPageUrl = `${appScheme}://${appHost}/`;

/** Everything the build puts into the folder of the window; nothing else is served. */
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};
const urlLengthMax = 1_000;
/** Names as the build makes them: no hidden files, no drive letters, no streams, no backslashes. */
const safePath = /^(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/;

export type PagePath =
  | { readonly ok: true; readonly file: string; readonly contentType: string }
  | { readonly ok: false; readonly status: 400 | 404 | 405 };

/**
 * Turns a request of the window into a file inside `root`, or a status that says why not: 405 for a method other than
 * GET, 400 for another host or an address that cannot be read, 404 for a name outside what a build makes.
 */
export function resolvePagePath(method: string, url: string, root: string): PagePath {
  if (method !== 'GET') return { ok: false, status: 405 };
  if (url.length > urlLengthMax || !URL.canParse(url)) return { ok: false, status: 400 };
  const { protocol, host, username, password, pathname } = new URL(url);
  const isOurs = protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
  if (!isOurs) return { ok: false, status: 400 };

  // SECURITY: 18 - %2f and %5c survive the URL parser, so the name is judged after decoding, and decoded only once.
  const decoded = decode(pathname);
  if (decoded === null) return { ok: false, status: 400 };
  const name = decoded === '/' || decoded === '' ? '/index.html' : decoded;
  const contentType = contentTypes[/\.[a-z0-9]+$/.exec(name)?.[0] ?? ''];
  if (!safePath.test(name) || contentType === undefined) return { ok: false, status: 404 };
  const file = join(root, name);
  return isInside(root, file) ? { ok: true, file, contentType } : { ok: false, status: 404 };
}

function decode(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/** SECURITY: 18 - the second lock: whatever the name looked like, the file must lie below the folder. */
function isInside(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}
