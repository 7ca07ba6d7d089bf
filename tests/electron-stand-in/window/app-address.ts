/**
 * Chromium knows no `app://` without Electron, so a page of a registered scheme is loaded from an https origin that
 * exists nowhere (`.invalid`, RFC 2606) and is answered by interception: secure context, origin, CSP and modules
 * work as they do for a standard, secure scheme. Everything the app sees is mapped back.
 */
const SUFFIX = 'stand-in.invalid';

/** `app://host/path` as the address the browser loads; every other address unchanged. */
export function toBrowserUrl(url: string, schemes: ReadonlySet<string>): string {
  const match = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(url);
  const [, scheme = '', host = '', rest = ''] = match ?? [];
  if (!schemes.has(scheme.toLowerCase())) return url;
  return `https://${host || 'host'}.${scheme.toLowerCase()}.${SUFFIX}${rest.startsWith('/') ? '' : '/'}${rest}`;
}

/** The browser's address (or origin) as the app knows it; every other address unchanged. */
export function toAppUrl(url: string): string {
  return url.replace(/^https:\/\/([^/?#]+)\.([a-z0-9+-]+)\.stand-in\.invalid(?=[/?#]|$)/i, '$2://$1');
}

/** A header value (CSP and the like) with `app:` and `app://host` sources as the browser has to see them. */
export function toBrowserSources(value: string, schemes: ReadonlySet<string>): string {
  let mapped = value;
  for (const scheme of schemes) {
    mapped = mapped
      .replace(new RegExp(`(?<![\\w.-])${scheme}://([\\w.-]+)`, 'gi'), `https://$1.${scheme}.${SUFFIX}`)
      .replace(new RegExp(`(?<![\\w.-])${scheme}:(?=[\\s;,]|$)`, 'gi'), `https://*.${scheme}.${SUFFIX}`);
  }
  return mapped;
}
