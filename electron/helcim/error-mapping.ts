/**
 * Turns any answer that is not the wished one, and any failure of the network, into one of the program's errors.
 * Pure and total: every status and every body has a result.
 * @see https://devdocs.helcim.com/docs/http-response-codes
 */
import { type AppError, type AppErrorCode, appError } from '../../shared/app-error.ts';
import { errorWords, isHtml } from './error-words.ts';

/** What the call was about, where the same status means different things. */
export type CallSubject = 'device' | 'connection_test' | 'other';

export interface UnwishedAnswer {
  readonly status: number;
  readonly body: string;
  readonly subject: CallSubject;
  /** Whether the call could have moved money: then everything indefinite is `outcome_unclear`. */
  readonly isMoney: boolean;
  /** The API token, only to be kept out of the words. */
  readonly secret: string;
}

export function errorFromAnswer(answer: UnwishedAnswer): AppError {
  const words = errorWords(answer.body, answer.secret);
  const detail = words === null ? String(answer.status) : `${answer.status}: ${words}`;
  return appError(codeOf(answer, words ?? ''), { detail });
}

/** A definite refusal: nothing was started. 408 is none, the server may have acted and only given up waiting. */
export function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 408;
}

function codeOf({ status, body, subject, isMoney }: UnwishedAnswer, words: string): AppErrorCode {
  if (!isRefusal(status)) {
    if (isMoney) return 'outcome_unclear';
    if (isIntercepted(status, body)) return 'network_intercepted';
    return status >= 200 && status < 300 ? 'helcim_unreadable' : 'helcim_failed';
  }
  if (status === 429) return 'rate_limited';
  // Its status says nothing about token, terminal or row.
  if (isIntercepted(status, body)) return 'network_intercepted';
  switch (status) {
    case 401:
      return /permission/i.test(words) ? 'token_lacks_permission' : 'token_invalid';
    case 403:
      return isBadToken(subject, words) ? 'token_invalid' : 'token_lacks_permission';
    case 404:
      return subject === 'device' ? 'device_not_found' : 'not_found';
    case 409:
      return subject === 'device' ? 'device_not_listening' : 'request_rejected';
    default:
      return 'request_rejected';
  }
}

/**
 * Whether something in between has answered: a web page where only JSON is spoken, a way to somewhere else, or the
 * statuses by which a proxy (407) or a network (511) asks for a sign-in. A failing server's own page is none of these.
 */
function isIntercepted(status: number, body: string): boolean {
  if (status === 407 || status === 511) return true;
  if (status >= 300 && status < 400) return true;
  return status < 500 && isHtml(body);
}

/** The connection test needs no permission, so its 403 can only mean the token; elsewhere the words decide. */
function isBadToken(subject: CallSubject, words: string): boolean {
  if (/permission/i.test(words)) return false;
  return subject === 'connection_test' || /token/i.test(words);
}

/** Why there is no whole answer: a socket or TLS error code, or one of our own limits. Never free text (M11). */
export type FailureReason = string;

/** Takes only the code of a network error: its message may quote what was sent. */
export function failureReason(error: unknown): FailureReason {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,50}$/.test(code)) return code;
  return error instanceof AggregateError && error.errors.length > 0
    ? failureReason(error.errors[0])
    : 'FAILED';
}

/** A certificate that is not Helcim's own: somebody reads along, or stands in its place. */
const foreignCertificates: ReadonlySet<FailureReason> = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export function errorFromFailure(reason: FailureReason, isMoney: boolean): AppError {
  if (isMoney) return appError('outcome_unclear', { detail: reason });
  const code = foreignCertificates.has(reason) ? 'network_intercepted' : 'helcim_unreachable';
  return appError(code, { detail: reason });
}
