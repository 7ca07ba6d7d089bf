/**
 * The events of our own self-test, from their making to their arrival. A test goes out through the public address and
 * has to come back to this endpoint.
 *
 * Each is signed with a key of its own, made for it and forgotten with it, whether a verifier is set or not. The verifier
 * is the same text on both ends, so signing with it would prove nothing more; and so an address can be tried before Helcim
 * has given one, nothing that is signed with the real key ever leaves this till, and nobody who keeps a copy of a
 * test can show it a second time.
 */
import { createHmac } from 'node:crypto';
import type { Random } from '../../shared/ports.ts';
import { type HeaderValues, type SignatureProblem, webhookIdOf } from './signature-headers.ts';

/** What became of one on its way in. */
export type SelfTestArrival =
  | { readonly kind: 'arrived' }
  | { readonly kind: 'refused'; readonly why: SignatureProblem };

export interface IssuedSelfTest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Null while nothing of it has come to the endpoint. */
  arrival(): SelfTestArrival | null;
  /** From now on it is a stranger's event like any other. */
  forget(): void;
}

export interface SelfTestDesk {
  /** @param nowMs UTC milliseconds of the machine's wall clock */
  issue(nowMs: number): IssuedSelfTest;
  /** The key that an event has to be signed with, by its `webhook-id`; null for all that is not waited for. */
  keyOf(webhookId: string): string | null;
  noteArrived(webhookId: string): void;
  /** The endpoint refused a request with these headers. */
  noteRefused(headers: HeaderValues, why: SignatureProblem): void;
}

interface Awaited {
  readonly key: string;
  arrival: SelfTestArrival | null;
}

const keyBytes = 32;
const nonceBytes = 16;
const idPrefix = 'tillside_';

export function createSelfTestDesk(random: Random): SelfTestDesk {
  const awaited = new Map<string, Awaited>();

  return {
    issue(nowMs) {
      const nonce = Buffer.from(random.bytes(nonceBytes)).toString('hex');
      const key = Buffer.from(random.bytes(keyBytes)).toString('base64');
      const webhookId = `${idPrefix}${nonce}`;
      const body = JSON.stringify({ type: 'tillside.selfTest', nonce });
      const timestamp = String(Math.floor(nowMs / 1_000));
      const signature = createHmac('sha256', Buffer.from(key, 'base64'))
        .update(`${webhookId}.${timestamp}.${body}`)
        .digest('base64');
      const one: Awaited = { key, arrival: null };
      awaited.set(webhookId, one);
      return {
        headers: {
          'content-type': 'application/json',
          'webhook-id': webhookId,
          'webhook-timestamp': timestamp,
          'webhook-signature': `v1,${signature}`,
        },
        body,
        arrival: () => one.arrival,
        forget: () => void awaited.delete(webhookId),
      };
    },
    keyOf(webhookId) {
      const one = awaited.get(webhookId);
      // It counts once.
      return one && one.arrival?.kind !== 'arrived' ? one.key : null;
    },
    noteArrived(webhookId) {
      const one = awaited.get(webhookId);
      if (one) one.arrival = { kind: 'arrived' };
    },
    noteRefused(headers, why) {
      const webhookId = webhookIdOf(headers);
      const one = webhookId === null ? undefined : awaited.get(webhookId);
      if (one && one.arrival === null) one.arrival = { kind: 'refused', why };
    },
  };
}
