/**
 * The body of a verified event. Reading is total: what is not understood is named as such, so that its inbox row
 * can be closed instead of coming back for ever. Fields that are not known are ignored.
 * @see https://devdocs.helcim.com/docs/webhooks
 */
import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { fromApiDecimal } from '../../shared/money.ts';
import type { WebhookEvent } from '../../shared/webhook-event.ts';

/** Our own event, sent through the public URL to see whether the tunnel carries. */
const selfTestType = 'tillside.selfTest';

const bodyLengthMax = 256 * 1024;
const textLengthMax = 100;
const unreadable: WebhookEvent = { kind: 'unreadable' };

const shortText = z.string().min(1).max(textLengthMax);
/** Text in the event, a number in the API; above 2^53 it could not be named to the API, so it is not readable. */
const transactionId = z
  .union([z.string().regex(/^\d{1,16}$/), z.number()])
  .transform(Number)
  .pipe(z.number().int().positive().max(Number.MAX_SAFE_INTEGER));
const amount = z
  .unknown()
  .transform(fromApiDecimal)
  .refine((cents) => cents !== null);
/** With its offset: a time without one could not be placed. */
const instant = z.iso.datetime({ offset: true }).max(textLengthMax).transform(Date.parse).pipe(z.number());
/** A field that may be missing, empty or null never spoils the event. */
const optionalText = shortText.nullish().catch(null);

const anyEvent = z.object({ type: shortText });
const cardTransaction = z.object({ id: transactionId });
const numberedCancel = z.object({
  data: z.object({
    invoiceNumber: shortText,
    deviceCode: optionalText,
    cancelledAt: instant.nullish().catch(null),
    currency: optionalText,
    transactionAmount: z.unknown().transform(fromApiDecimal),
  }),
});
const unnumberedCancel = z.object({
  data: z.object({
    cancelledAt: instant,
    currency: shortText,
    deviceCode: shortText,
    transactionAmount: amount,
  }),
});
const selfTest = z.object({ nonce: shortText });

/** @param body what {@link bodyToStore} made of the bytes, read back from the inbox */
export function parseWebhookEvent(body: string): WebhookEvent {
  const json = parseJson(body);
  const head = anyEvent.safeParse(json);
  if (!head.success) return unreadable;
  switch (head.data.type) {
    case 'cardTransaction':
      return parseTransaction(json);
    case 'terminalCancel':
      return parseCancel(json);
    case selfTestType:
      return parseSelfTest(json);
    default:
      return { kind: 'unknown_type', type: head.data.type };
  }
}

/**
 * The inbox keeps text. Bytes that are no UTF-8 become a JSON string of their base64, which is kept whole for
 * support and reads as `unreadable`, being no object.
 */
export function bodyToStore(rawBody: Uint8Array): string {
  const bytes = Buffer.from(rawBody.buffer, rawBody.byteOffset, rawBody.byteLength);
  return isUtf8(bytes) ? bytes.toString('utf8') : JSON.stringify(`base64:${bytes.toString('base64')}`);
}

function parseJson(text: string): unknown {
  if (text.length > bodyLengthMax) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function parseTransaction(json: unknown): WebhookEvent {
  const read = cardTransaction.safeParse(json);
  return read.success ? { kind: 'card_transaction', transactionId: read.data.id } : unreadable;
}

/** A number decides alone, so one that is there makes up for whatever else is missing or malformed. */
function parseCancel(json: unknown): WebhookEvent {
  const numbered = numberedCancel.safeParse(json);
  if (numbered.success) {
    const { invoiceNumber, deviceCode, cancelledAt, currency, transactionAmount } = numbered.data.data;
    return {
      kind: 'terminal_cancel',
      invoiceNumber,
      deviceCode: deviceCode ?? null,
      amountCents: transactionAmount,
      currency: currency ?? null,
      cancelledAtMs: cancelledAt ?? null,
    };
  }
  const read = unnumberedCancel.safeParse(json);
  if (!read.success || read.data.data.transactionAmount === null) return unreadable;
  const { cancelledAt, currency, deviceCode, transactionAmount } = read.data.data;
  return {
    kind: 'terminal_cancel',
    invoiceNumber: null,
    deviceCode,
    amountCents: transactionAmount,
    currency,
    cancelledAtMs: cancelledAt,
  };
}

function parseSelfTest(json: unknown): WebhookEvent {
  const read = selfTest.safeParse(json);
  return read.success ? { kind: 'self_test', nonce: read.data.nonce } : unreadable;
}
