/**
 * What a self-test says about the way from the internet to our endpoint: what was answered outside, and what came in
 * meanwhile. Pure and total.
 */
import type { SelfTestProblem, SelfTestView } from '../../../shared/tunnel.ts';
import type { PostOutcome } from './tunnel-network.ts';

export interface SelfTestFacts {
  /** When it was sent, UTC milliseconds of this machine. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly posted: PostOutcome;
  /** What the endpoint saw of this very event. */
  readonly arrival: Arrival | null;
  /** What else came to the endpoint between sending and answer. */
  readonly meanwhile: Meanwhile;
  readonly helcim: HelcimKnown;
}

export interface HelcimKnown {
  /** Helcim's clock less ours in milliseconds; null before its first answer. */
  readonly clockOffsetMs: number | null;
  /** Helcim does not answer either. */
  readonly isAway: boolean;
}

export type Arrival = { readonly kind: 'arrived' } | { readonly kind: 'refused'; readonly why: string };

export interface Meanwhile {
  /** Posts without a signature. */
  readonly unsigned: number;
  /** GET and HEAD. */
  readonly probes: number;
  /** Told to slow down. */
  readonly limited: number;
}

type Answer = Extract<PostOutcome, { kind: 'answered' }>;
type Judged = readonly [problem: SelfTestProblem | null, detail: string | null];

/** A sale is waited for on a screen: what takes longer is felt at the counter. */
const slowAfterMs = 5_000;
/** Helcim's events may be five minutes off; this leaves room for the clock to drift on. */
const skewAllowedMs = 2 * 60_000;

export function judgeSelfTest(facts: SelfTestFacts): SelfTestView {
  const { atMs, tookMs, posted, arrival } = facts;
  const ok = arrival?.kind === 'arrived' && posted.kind === 'answered' && isTaken(posted.status);
  const [problem, detail] = ok ? warningOf(facts, posted) : problemOf(facts);
  return { atMs, ok, tookMs, problem, detail };
}

function warningOf({ atMs, tookMs, helcim }: SelfTestFacts, { dateMs }: Answer): Judged {
  // Half of the way there and back, and the second that a date is cut to, lie between the two clocks at best.
  const farSkewMs = dateMs === null ? 0 : Math.abs(dateMs + 500 - (atMs + tookMs / 2)) - tookMs / 2;
  // A proxy on this machine has this machine's clock, so Helcim's word counts beside it.
  const skewMs = Math.max(farSkewMs, Math.abs(helcim.clockOffsetMs ?? 0));
  if (skewMs > skewAllowedMs) return ['clock_skew', `${Math.round(skewMs / 1_000)} s`];
  return tookMs > slowAfterMs ? ['slow', `${tookMs} ms`] : [null, null];
}

function problemOf({ posted, arrival, meanwhile, helcim }: SelfTestFacts): Judged {
  if (arrival?.kind === 'refused') return refusalProblem(arrival.why);
  if (posted.kind === 'failed') return [failureProblem(posted.code, helcim.isAway), posted.code];
  const detail = detailOf(posted);
  if (arrival === null && isTaken(posted.status) && !isHtml(posted)) {
    if (meanwhile.probes > 0) return ['method_changed', detail];
    if (meanwhile.unsigned > 0) return ['headers_removed', detail];
  }
  if (meanwhile.limited > 0 && posted.body === '') return ['busy', detail];
  return [answerProblem(posted), detail];
}

/** The endpoint has seen the event, and says what is wrong with it. */
function refusalProblem(why: string): Judged {
  if (why === 'too_old' || why === 'too_new') return ['time_refused', why];
  return [why === 'no_match' ? 'body_changed' : 'headers_removed', why];
}

const failures: ReadonlyMap<string, SelfTestProblem> = new Map(
  Object.entries<SelfTestProblem>({
    ENOTFOUND: 'dns',
    ENODATA: 'dns',
    EAI_AGAIN: 'network_away',
    ENETUNREACH: 'network_away',
    ENETDOWN: 'network_away',
    EHOSTUNREACH: 'network_away',
    EADDRNOTAVAIL: 'network_away',
    ECONNREFUSED: 'refused',
    ETIMEDOUT: 'timeout',
    timeout: 'timeout',
    ECONNRESET: 'cut',
    ECONNABORTED: 'cut',
    EPIPE: 'cut',
    CERT_HAS_EXPIRED: 'tls_expired',
    CERT_NOT_YET_VALID: 'tls_expired',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tls_wrong_host',
    DEPTH_ZERO_SELF_SIGNED_CERT: 'tls_untrusted',
    SELF_SIGNED_CERT_IN_CHAIN: 'tls_untrusted',
    UNABLE_TO_GET_ISSUER_CERT: 'tls_untrusted',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'tls_untrusted',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'tls_untrusted',
    CERT_UNTRUSTED: 'tls_untrusted',
    CERT_REVOKED: 'tls_untrusted',
    EPROTO: 'tls_failed',
  }),
);

function failureProblem(code: string, isHelcimAway: boolean): SelfTestProblem {
  const known = failures.get(code);
  // Without a network, Windows and macOS say of every name that it does not exist.
  if (known === 'dns' && isHelcimAway) return 'network_away';
  if (known !== undefined) return known;
  if (code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS')) return 'tls_failed';
  return code.startsWith('HPE_') ? 'unexpected_answer' : 'cut';
}

/** Pages with which ngrok and Cloudflare say that nothing is behind the address, by the codes printed on them. */
const tunnelPage =
  /ERR_NGROK_\d+|error(?: code)?:? ?(?:1033|10\d\d|5[23]\d)\b|argo tunnel error|cloudflare tunnel error/i;
const loginPlace = /\b(?:log-?in|sign-?in|o?auth2?|sso|access)\b|cloudflareaccess/i;
const passwordField = /<input[^>]+type=["']?password/i;

function answerProblem(answer: Answer): SelfTestProblem {
  const { status, location, body } = answer;
  if (status >= 300 && status < 400) return loginPlace.test(location ?? '') ? 'login_wall' : 'redirected';
  if (tunnelPage.test(body)) return 'tunnel_error';
  if (status === 407 || (isHtml(answer) && (status === 401 || status === 403))) return 'login_wall';
  if (status === 404 || status === 405 || status === 410) return 'wrong_path';
  if (status === 429) return 'busy';
  // An endpoint of ours says this without a word, and it was not this one.
  if (body === '' && (isTaken(status) || status === 401 || status === 503)) return 'other_till';
  if (status === 502 || status === 503 || status === 504 || (status >= 520 && status <= 530))
    return 'tunnel_error';
  if (isHtml(answer)) return passwordField.test(body) ? 'login_wall' : 'html_page';
  return isTaken(status) ? 'other_till' : 'unexpected_answer';
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

function isHtml({ contentType, body }: Answer): boolean {
  return /html/i.test(contentType ?? '') || /^\s*<(?:!doctype|html)/i.test(body);
}

function detailOf({ status, body }: Answer): string {
  const code = /ERR_NGROK_\d+/.exec(body)?.[0] ?? /error code: (\d{3,5})/i.exec(body)?.[1];
  return code === undefined ? `HTTP ${status}` : `HTTP ${status}, ${code}`;
}
