/**
 * Whether a URL's `hostname` is this machine itself. The URL parser has already brought every spelling of an IPv4
 * address into four decimal parts.
 */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
}
