/**
 * Proof that an event comes from Helcim: HMAC-SHA256 over id, time and the raw body, joined by dots.
 *
 * The bytes are hashed here and not by the `standardwebhooks` package, which asks the machine's clock itself,
 * refuses genuine retries older than five minutes before it looks at their signature, and turns the body into
 * text first, so that two bodies with different broken bytes pass for the same. The tests hold both to the same
 * answers wherever it can answer.
 * @see https://devdocs.helcim.com/docs/webhooks
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type HeaderValues, readSignatureHeaders, type SignatureProblem } from './signature-headers.ts';
import { decodeVerifier } from './verifier-key.ts';

export interface WebhookToVerify {
  readonly headers: HeaderValues;
  /** The body's bytes as they came, never re-serialised. */
  readonly rawBody: Uint8Array;
  /** Verifier tokens, more than one while a token is being replaced. Unusable ones are passed over. */
  readonly verifiers: readonly string[];
  /** UTC milliseconds of the wall clock. */
  readonly nowMs: number;
}

export type Verification =
  /** None of the signature headers is there. */
  | { readonly kind: 'no_signature' }
  | { readonly kind: 'invalid'; readonly why: SignatureProblem }
  | {
      readonly kind: 'valid';
      readonly webhookId: string;
      /** UTC milliseconds from the signed header. */
      readonly signedAtMs: number;
      /** False for a late retry: genuine, but only good for starting a look-up. */
      readonly isFresh: boolean;
    };

/** Never throws; what cannot be verified is invalid. */
export function verifyWebhook({ headers, rawBody, verifiers, nowMs }: WebhookToVerify): Verification {
  const read = readSignatureHeaders(headers, nowMs);
  if (read.kind !== 'signed') return read;
  const keys = usableKeys(verifiers);
  if (keys.length === 0) return { kind: 'invalid', why: 'no_usable_verifier' };
  const { webhookId, signedAtMs, isFresh } = read;
  const signedStart = `${webhookId}.${read.timestampText}.`;
  const isSigned = keys.some((key) => hasSignature(sign(key, signedStart, rawBody), read.signatures));
  return isSigned ? { kind: 'valid', webhookId, signedAtMs, isFresh } : { kind: 'invalid', why: 'no_match' };
}

/** Whether any of them can verify anything; without one, events have to be put off. */
export function hasUsableVerifier(verifiers: readonly string[]): boolean {
  return usableKeys(verifiers).length > 0;
}

function usableKeys(verifiers: readonly string[]): Buffer[] {
  return verifiers.map(decodeVerifier).filter((key) => key !== null);
}

function sign(key: Buffer, signedStart: string, rawBody: Uint8Array): Buffer {
  return createHmac('sha256', key).update(signedStart, 'latin1').update(rawBody).digest();
}

function hasSignature(expected: Buffer, signatures: readonly string[]): boolean {
  return signatures.some((signature) => timingSafeEqual(Buffer.from(signature, 'base64'), expected));
}
