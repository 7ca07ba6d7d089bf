/**
 * The three headers of a signed event, read strictly before anything else is looked at.
 *
 * Only the `webhook-*` names count, since those are the ones Helcim documents. The `svix-*` names of the service
 * behind it are neither read nor refused: a request that has only those is unsigned.
 * @see https://devdocs.helcim.com/docs/webhooks
 */

/** As in `IncomingMessage.headersDistinct`, so that every copy of a header is seen. Names in any case. */
export type HeaderValues = Readonly<Record<string, string | readonly string[] | undefined>>;

export type SignatureProblem =
  | 'missing_header'
  | 'contradicting_copies'
  | 'bad_id'
  | 'bad_timestamp'
  | 'bad_signature_list'
  | 'too_old'
  | 'too_new'
  | 'no_usable_verifier'
  | 'no_match';

interface SignatureHeaders {
  readonly kind: 'signed';
  readonly webhookId: string;
  /** As sent: these very digits are part of the signed text. */
  readonly timestampText: string;
  readonly signedAtMs: number;
  readonly isFresh: boolean;
  /** The base64 of every item of version 1. */
  readonly signatures: readonly string[];
}

export type SignatureHeadersRead =
  | { readonly kind: 'no_signature' }
  | { readonly kind: 'invalid'; readonly why: SignatureProblem }
  | SignatureHeaders;

/** Signed within this time of now, either way, an event counts as news. */
const freshForMs = 5 * 60_000;
/** Helcim's last retry comes about 27.5 hours after the first; nothing genuine is twice as old. */
const acceptedForMs = 48 * 3_600_000;

const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const;
type Name = (typeof names)[number];

const signatureListLengthMax = 4_096;
/** No dot: the signed text joins id, time and body by dots, and must be readable in one way only. */
const idShape = /^[!-\-/-~]{1,200}$/;
const timestampShape = /^[1-9]\d{0,11}$/;
/** HMAC-SHA256 is 32 bytes, which is always 43 digits and one `=`. */
const signatureShape = /^v1,([A-Za-z0-9+/]{43}=)$/;

/** @param nowMs UTC milliseconds of the wall clock */
export function readSignatureHeaders(headers: HeaderValues, nowMs: number): SignatureHeadersRead {
  const copies = collect(headers);
  if (copies.size === 0) return { kind: 'no_signature' };
  const id = single(copies.get('webhook-id'));
  const timestamp = single(copies.get('webhook-timestamp'));
  const lists = copies.get('webhook-signature');
  if (id === undefined || timestamp === undefined || lists === undefined) return invalid('missing_header');
  if (id === null || timestamp === null) return invalid('contradicting_copies');
  if (!idShape.test(id)) return invalid('bad_id');
  if (!timestampShape.test(timestamp)) return invalid('bad_timestamp');
  const signatures = readSignatureList(lists.join(' '));
  if (signatures.length === 0) return invalid('bad_signature_list');
  const signedAtMs = Number(timestamp) * 1_000;
  const ageMs = nowMs - signedAtMs;
  // Asked this way round, so that a clock which gives no number refuses.
  if (!(ageMs <= acceptedForMs)) return invalid('too_old');
  if (!(ageMs >= -freshForMs)) return invalid('too_new');
  const isFresh = ageMs <= freshForMs;
  return { kind: 'signed', webhookId: id, timestampText: timestamp, signedAtMs, isFresh, signatures };
}

/** The id that a request gives itself, whatever is wrong with the rest of it; null where there is none or several. */
export function webhookIdOf(headers: HeaderValues): string | null {
  const id = single(collect(headers).get('webhook-id'));
  return id !== undefined && id !== null && idShape.test(id) ? id : null;
}

function invalid(why: SignatureProblem): SignatureHeadersRead {
  return { kind: 'invalid', why };
}

function collect(headers: HeaderValues): Map<Name, string[]> {
  const copies = new Map<Name, string[]>();
  for (const [key, value] of Object.entries(headers)) {
    const name = names.find((known) => known === key.toLowerCase());
    if (name === undefined || value === undefined) continue;
    copies.set(name, [...(copies.get(name) ?? []), ...(typeof value === 'string' ? [value] : value)]);
  }
  return copies;
}

/** A proxy may double a header; copies that say the same are one, others are null. */
function single(values: readonly string[] | undefined): string | null | undefined {
  if (values === undefined) return undefined;
  const [first] = values;
  return values.every((value) => value === first) ? first : null;
}

/** The list is separated by spaces; several header lines, or a proxy that joined them with commas, are one list. */
function readSignatureList(text: string): readonly string[] {
  if (text.length > signatureListLengthMax) return [];
  return text.split(/,? +/).flatMap((item) => signatureShape.exec(item)?.[1] ?? []);
}
