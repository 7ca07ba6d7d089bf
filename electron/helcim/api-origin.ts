/** The address of the API and the headers of every call. */
export interface ApiOrigin {
  readonly origin: URL;
  /** Path of the base without a slash at its end, `/v2`. */
  readonly basePath: string;
  /** The token, to be kept out of everything but the header (M11). */
  readonly secret: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * @throws TypeError for an address with credentials, query or another protocol, or a token no header can carry. The
 *   message never holds either.
 * @see https://devdocs.helcim.com/docs/api-message-format
 */
export function apiOrigin(baseUrl: string, token: string): ApiOrigin {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw new TypeError('the API address is not a web address');
  if (url.username || url.password || url.search || url.hash) {
    throw new TypeError('the API address holds more than a host and a path');
  }
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new TypeError('the API token holds characters no header can carry');
  return {
    origin: new URL(url.origin),
    basePath: url.pathname.replace(/\/+$/, ''),
    secret: token,
    headers: { 'api-token': token, accept: 'application/json', 'content-type': 'application/json' },
  };
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
