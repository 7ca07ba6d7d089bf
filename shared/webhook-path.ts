const pathShape = /^(?:\/[A-Za-z0-9._~-]+)+$/;
const pathLengthMax = 200;

/**
 * Whether a path can be served by the webhook endpoint and given to Helcim, which refuses an address with its own
 * name in it. Segments of dots alone are refused too: clients and proxies resolve them away.
 * @see https://devdocs.helcim.com/docs/webhooks
 */
export function isWebhookPath(text: string): boolean {
  if (text.length > pathLengthMax || !pathShape.test(text)) return false;
  return !/\/\.+(?:\/|$)/.test(text) && !text.toLowerCase().includes('helcim');
}
