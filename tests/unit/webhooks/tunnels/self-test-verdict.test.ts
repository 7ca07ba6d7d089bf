import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgeSelfTest,
  type SelfTestFacts,
} from '../../../../electron/webhooks/tunnels/self-test-verdict.ts';
import type { PostOutcome } from '../../../../electron/webhooks/tunnels/tunnel-network.ts';
import { type SelfTestProblem, selfTestProblems } from '../../../../shared/tunnel.ts';

const atMs = Date.UTC(2026, 2, 24, 17, 0, 0);
const nothing = { unsigned: 0, probes: 0, limited: 0 };
const arrived = { kind: 'arrived' } as const;

type Answer = Extract<PostOutcome, { kind: 'answered' }>;
const answer = (change: Partial<Answer> = {}): Answer => ({
  kind: 'answered',
  status: 204,
  contentType: null,
  location: null,
  dateMs: atMs,
  body: '',
  ...change,
});
const facts = (change: Partial<SelfTestFacts> = {}): SelfTestFacts => ({
  atMs,
  tookMs: 80,
  posted: answer(),
  arrival: arrived,
  meanwhile: nothing,
  helcim: { clockOffsetMs: 300, isAway: false },
  ...change,
});
const html = (body: string, status = 200): Partial<Answer> => ({
  status,
  contentType: 'text/html; charset=utf-8',
  body,
});

describe('a self-test that came back', () => {
  it('is well', () => {
    expect(judgeSelfTest(facts())).toEqual({ atMs, ok: true, tookMs: 80, problem: null, detail: null });
  });

  it.each([
    [5_000, null],
    [5_001, 'slow'],
  ])('after %i ms has the warning %s', (tookMs, problem) => {
    expect(judgeSelfTest(facts({ tookMs }))).toMatchObject({ ok: true, problem });
  });

  it.each([
    [0, null],
    [119_000, null],
    [-119_000, null],
    [125_000, 'clock_skew'],
    [-125_000, 'clock_skew'],
    [3_600_000, 'clock_skew'],
  ])('with an answer dated %i ms apart has the warning %s', (skewMs, problem) => {
    const posted = answer({ dateMs: atMs + skewMs });
    expect(judgeSelfTest(facts({ posted }))).toMatchObject({ ok: true, problem });
  });

  it('has no opinion of the clock without a date', () => {
    expect(judgeSelfTest(facts({ posted: answer({ dateMs: null }) })).problem).toBeNull();
  });

  it.each([
    [null, null],
    [120_000, null],
    [120_001, 'clock_skew'],
    [-3_600_000, 'clock_skew'],
  ])('with Helcim’s clock %s ms apart has the warning %s, whatever a proxy’s says', (offsetMs, problem) => {
    const helcim = { clockOffsetMs: offsetMs, isAway: false };
    expect(judgeSelfTest(facts({ helcim }))).toMatchObject({ ok: true, problem });
  });

  it.each<[Partial<Answer>, SelfTestProblem]>([
    [{ status: 500 }, 'unexpected_answer'],
    [{ status: 502, body: 'Bad gateway' }, 'tunnel_error'],
    [{ status: 302, location: '/elsewhere' }, 'redirected'],
  ])('but was answered %j outside is not well: Helcim would come again', (change, problem) => {
    expect(judgeSelfTest(facts({ posted: answer(change) }))).toMatchObject({ ok: false, problem });
  });

  it('but whose answer was lost is not well', () => {
    const posted = { kind: 'failed', code: 'ECONNRESET' } as const;
    expect(judgeSelfTest(facts({ posted }))).toMatchObject({
      ok: false,
      problem: 'cut',
      detail: 'ECONNRESET',
    });
  });
});

describe('a self-test that was refused by our endpoint', () => {
  it.each<[string, SelfTestProblem]>([
    ['too_new', 'time_refused'],
    ['too_old', 'time_refused'],
    ['no_match', 'body_changed'],
    ['missing_header', 'headers_removed'],
    ['bad_signature_list', 'headers_removed'],
  ])('as %s means %s', (why, problem) => {
    const arrival = { kind: 'refused', why } as const;
    expect(judgeSelfTest(facts({ posted: answer({ status: 401 }), arrival }))).toMatchObject({
      ok: false,
      problem,
      detail: why,
    });
  });
});

describe('a self-test that never reached us', () => {
  it('because of a name that nobody knows, while Helcim is away too, means that the network is', () => {
    const posted = { kind: 'failed', code: 'ENOTFOUND' } as const;
    const helcim = { clockOffsetMs: 0, isAway: true };
    expect(judgeSelfTest(facts({ posted, arrival: null, helcim }))).toMatchObject({
      problem: 'network_away',
      detail: 'ENOTFOUND',
    });
  });

  it.each<[string, SelfTestProblem]>([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'network_away'],
    ['ENETUNREACH', 'network_away'],
    ['EHOSTUNREACH', 'network_away'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['timeout', 'timeout'],
    ['ECONNRESET', 'cut'],
    ['CERT_HAS_EXPIRED', 'tls_expired'],
    ['CERT_NOT_YET_VALID', 'tls_expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_wrong_host'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls_untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls_untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls_untrusted'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
    ['EPROTO', 'tls_failed'],
    ['HPE_INVALID_CONSTANT', 'unexpected_answer'],
    ['something of tomorrow', 'cut'],
    ['constructor', 'cut'],
  ])('for %s means %s', (code, problem) => {
    const posted = { kind: 'failed', code } as const;
    expect(judgeSelfTest(facts({ posted, arrival: null }))).toEqual({
      atMs,
      ok: false,
      tookMs: 80,
      problem,
      detail: code,
    });
  });

  it.each<[string, Partial<Answer>, SelfTestProblem]>([
    [
      'a page of ngrok',
      html('<html>The endpoint till.ngrok.app is offline. ERR_NGROK_3200</html>', 404),
      'tunnel_error',
    ],
    ['a page of Cloudflare', html('<html>Error 1033 Argo Tunnel error</html>', 530), 'tunnel_error'],
    ['a word of Cloudflare', { status: 530, body: 'error code: 1033' }, 'tunnel_error'],
    ['a bare 502', { status: 502 }, 'tunnel_error'],
    ['a bare 504', { status: 504 }, 'tunnel_error'],
    ['a 521', { status: 521, body: 'error code: 521' }, 'tunnel_error'],
    ['a 503 with words', { status: 503, body: 'no server is available' }, 'tunnel_error'],
    ['a 404', { status: 404 }, 'wrong_path'],
    ['a 404 page', html('<html>Not found</html>', 404), 'wrong_path'],
    ['a 405', { status: 405 }, 'wrong_path'],
    ['a redirect', { status: 301, location: 'https://www.example.com/' }, 'redirected'],
    ['a redirect without a place', { status: 308 }, 'redirected'],
    [
      'a redirect to a login',
      { status: 302, location: 'https://x.cloudflareaccess.com/cdn-cgi/access/login' },
      'login_wall',
    ],
    ['a redirect to a sign-in', { status: 303, location: '/sign-in?next=/hook' }, 'login_wall'],
    ['a forbidding page', html('<html>Authentication required</html>', 401), 'login_wall'],
    ['a challenge page', html('<html>Just a moment...</html>', 403), 'login_wall'],
    ['a proxy that wants a password', { status: 407 }, 'login_wall'],
    ['a login form', html('<html><form><input name=p type="password"></form></html>'), 'login_wall'],
    ['a page', html('<html>Welcome</html>'), 'html_page'],
    ['a page that does not say so', { status: 200, body: '<!DOCTYPE html><html></html>' }, 'html_page'],
    ['a silent yes', {}, 'other_till'],
    ['a yes with words', { status: 200, body: '{"ok":true}' }, 'other_till'],
    ['a silent 401', { status: 401 }, 'other_till'],
    ['a silent 503', { status: 503 }, 'other_till'],
    ['a 429', { status: 429 }, 'busy'],
    ['a 500', { status: 500 }, 'unexpected_answer'],
    ['a 418', { status: 418, body: 'teapot' }, 'unexpected_answer'],
  ])('but was answered by %s means so', (_what, change, problem) => {
    expect(judgeSelfTest(facts({ posted: answer(change), arrival: null }))).toMatchObject({
      ok: false,
      problem,
    });
  });

  it.each<[Partial<typeof nothing>, Partial<Answer>, SelfTestProblem]>([
    [{ probes: 1 }, {}, 'method_changed'],
    [{ unsigned: 1 }, {}, 'headers_removed'],
    [{ limited: 1 }, { status: 503 }, 'busy'],
    [{ limited: 1 }, { status: 429 }, 'busy'],
    // Somebody else's request meanwhile explains no page.
    [{ probes: 1, unsigned: 1 }, html('<html>Welcome</html>'), 'html_page'],
    [{ unsigned: 1 }, { status: 404 }, 'wrong_path'],
  ])('while %j came in and %j was answered means %s', (meanwhile, change, problem) => {
    const posted = answer(change);
    expect(
      judgeSelfTest(facts({ posted, arrival: null, meanwhile: { ...nothing, ...meanwhile } })),
    ).toMatchObject({ ok: false, problem });
  });

  it('tells the code that the page shows', () => {
    const detailOf = (change: Partial<Answer>) =>
      judgeSelfTest(facts({ posted: answer(change), arrival: null })).detail;
    expect(detailOf(html('ERR_NGROK_3200', 404))).toBe('HTTP 404, ERR_NGROK_3200');
    expect(detailOf({ status: 530, body: 'error code: 1033' })).toBe('HTTP 530, 1033');
    expect(detailOf({ status: 200 })).toBe('HTTP 200');
  });
});

describe('every self-test', () => {
  it('is either well or has a problem from the list, and is well only when the event is here and was taken', () => {
    const posted: fc.Arbitrary<PostOutcome> = fc.oneof(
      fc.record({ kind: fc.constant('failed' as const), code: fc.string() }),
      fc.record({
        kind: fc.constant('answered' as const),
        status: fc.integer({ min: 100, max: 999 }),
        contentType: fc.option(fc.constantFrom('text/html', 'application/json', '')),
        location: fc.option(fc.string()),
        dateMs: fc.option(fc.integer({ min: 0, max: 2 * atMs })),
        body: fc.string(),
      }),
    );
    const arrival = fc.oneof(
      fc.constant(null),
      fc.constant(arrived),
      fc.record({ kind: fc.constant('refused' as const), why: fc.string() }),
    );
    const meanwhile = fc.record({ unsigned: fc.nat(2), probes: fc.nat(2), limited: fc.nat(2) });
    const helcim = fc.record({ clockOffsetMs: fc.option(fc.integer()), isAway: fc.boolean() });
    const any = fc.record({
      atMs: fc.constant(atMs),
      tookMs: fc.nat(20_000),
      posted,
      arrival,
      meanwhile,
      helcim,
    });
    fc.assert(
      fc.property(any, (one) => {
        const { ok, problem } = judgeSelfTest(one);
        const isTaken = one.posted.kind === 'answered' && one.posted.status >= 200 && one.posted.status < 300;
        expect(ok).toBe(isTaken && one.arrival?.kind === 'arrived');
        if (ok) expect([null, 'slow', 'clock_skew']).toContain(problem);
        else expect(selfTestProblems.slice(0, -2)).toContain(problem);
      }),
    );
  });
});
