import { readFile } from 'node:fs/promises';
import type { Random } from '../../shared/ports.ts';
import { resolvePagePath } from './page-path.ts';

/** The build writes this where a nonce belongs; each load of the page gets a fresh one. */
const noncePlaceholder = '__NONCE__';
const nonceBytes = 16;

/**
 * SECURITY: 7 - starts from nothing; styles the UI library injects carry the nonce of this load. Text turns into markup
 * or script only through the page's own default policy, which refuses everything with a tag in it.
 */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** The part of a request that decides the answer. */
export interface PageRequest {
  readonly method: string;
  readonly url: string;
}

/**
 * Answers requests of the window with files of the built folder, read with `fs` (the session's own filter refuses
 * file URLs). Every answer, refusals included, carries the policy headers. Never rejects.
 * @param root absolute path of the built renderer folder.
 */
export function createPageResponder(
  root: string,
  random: Random,
): (request: PageRequest) => Promise<Response> {
  return async ({ method, url }) => {
    const nonce = Buffer.from(random.bytes(nonceBytes)).toString('base64');
    const found = resolvePagePath(method, url, root);
    if (!found.ok) return respond(found.status, '', 'text/plain', nonce);
    try {
      const bytes = await readFile(found.file);
      const isPage = found.contentType.startsWith('text/html');
      const body = isPage
        ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce)
        : new Uint8Array(bytes);
      return respond(200, body, found.contentType, nonce);
    } catch {
      return respond(404, '', 'text/plain', nonce);
    }
  };
}

function respond(
  status: number,
  body: string | Uint8Array<ArrayBuffer>,
  contentType: string,
  nonce: string,
): Response {
  return new Response(body, {
    status,
    headers: {
      'Content-Type': contentType,
      'Content-Security-Policy': contentSecurityPolicy(nonce),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      // A page kept by the browser would keep its nonce as well.
      'Cache-Control': 'no-store',
    },
  });
}
