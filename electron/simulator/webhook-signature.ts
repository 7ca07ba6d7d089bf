import { createHmac } from 'node:crypto';

/**
 * Headers of a signed event: HMAC-SHA256, keyed with the base64-decoded verifier, over id, time and raw body
 * joined by dots (https://devdocs.helcim.com/docs/webhooks).
 * @param timestampSeconds Unix seconds
 */
export function signedHeaders(
  verifier: string,
  webhookId: string,
  timestampSeconds: number,
  bodyText: string,
): Record<string, string> {
  const signature = createHmac('sha256', Buffer.from(verifier, 'base64'))
    .update(`${webhookId}.${timestampSeconds}.${bodyText}`)
    .digest('base64');
  return {
    'webhook-id': webhookId,
    'webhook-timestamp': String(timestampSeconds),
    'webhook-signature': `v1,${signature}`,
  };
}
