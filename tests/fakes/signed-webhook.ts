import { createHmac } from 'node:crypto';

/** A verifier token as Helcim's settings page shows one: base64 of the key. */
export const testVerifier = Buffer.from('a key of thirty-two bytes, tests').toString('base64');

export interface ToSign {
  readonly webhookId?: string;
  /** UTC milliseconds. */
  readonly atMs: number;
  readonly body: string | Uint8Array;
  readonly verifier?: string;
}

/** The three headers of a signed event, made without any code of the app. */
export function signWebhook({
  webhookId = 'msg_1',
  atMs,
  body,
  verifier = testVerifier,
}: ToSign): Record<string, string> {
  const timestamp = String(Math.floor(atMs / 1_000));
  const signature = createHmac('sha256', Buffer.from(verifier, 'base64'))
    .update(`${webhookId}.${timestamp}.`)
    .update(body)
    .digest('base64');
  return { 'webhook-id': webhookId, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
