/** A token that can change while the client lives is asked for at each call; null while there is none. */
export type TokenSource = string | (() => string | null);

/** The address of the API and the token of every call. */
export interface ApiOrigin {
  readonly origin: URL;
  /** Path of the base without a slash at its end, `/v2`. */
  readonly basePath: string;
  /** To be kept out of everything but the header (M11); null while there is none, and then nothing is sent. */
  readonly token: () => string | null;
}

/**
 * @throws TypeError for an address with credentials, query or another protocol, or a token no header can carry. The
 *   message never holds either.
 * @see https://devdocs.helcim.com/docs/api-message-format
 */
export function apiOrigin(baseUrl: string, token: TokenSource): ApiOrigin {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new TypeError('the API address is not a web address');
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('the API address holds more than a host and a path');
  }
  if (typeof token === 'string' && !isHeaderSafe(token))
    throw new TypeError('the API token holds characters no header can carry');
  const current = typeof token === 'string' ? () => token : token;
  return {
    origin: new URL(url.origin),
    basePath: url.pathname.replace(/\/+$/, ''),
    token() {
      const known = current();
      return known !== null && isHeaderSafe(known) ? known : null;
    },
  };
}

export function apiHeaders(token: string): Readonly<Record<string, string>> {
  return { 'api-token': token, accept: 'application/json', 'content-type': 'application/json' };
}

function isHeaderSafe(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token);
}

export type Query = Readonly<Record<string, string | number | undefined>>;

/** Path and query below the base; `parts` and values are escaped. */
export function apiPath(api: ApiOrigin, parts: readonly (string | number)[], query: Query = {}): string {
  const path = parts.map((part) => `/${encodeURIComponent(part)}`).join('');
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  const queryText = search.size === 0 ? '' : `?${search}`;
  return `${api.basePath}${path}${queryText}`;
}
