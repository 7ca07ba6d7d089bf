/** The self-test over real TLS: through a proxy of the shop's own, well and badly behaved, to the real endpoint. */

import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../electron/clock/system-random.ts';
import { createWebhookEndpoint, type WebhookEndpoint } from '../../../../electron/webhooks/endpoint.ts';
import { createSelfTestDesk } from '../../../../electron/webhooks/self-test-desk.ts';
import { createSelfTester } from '../../../../electron/webhooks/tunnels/self-test.ts';
import { createSelfTestPost } from '../../../../electron/webhooks/tunnels/tunnel-network.ts';
import type { Logger } from '../../../../shared/ports.ts';
import type { SelfTestProblem } from '../../../../shared/tunnel.ts';
import {
  type CannedAnswer,
  type ProxyBehaviour,
  startTlsProxy,
  type TlsProxy,
  testAuthority,
} from '../../../fakes/tls-proxy.ts';
import { createVirtualClock, type VirtualClock } from '../../../fakes/virtual-clock.ts';
import { waitUntil } from '../../../fakes/wait-until.ts';

const path = '/hook/a-path-only-this-test-knows-0000';
const quiet: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

let clock: VirtualClock;
let endpoint: WebhookEndpoint;
let port: number;
let proxy: TlsProxy;
let stored: number;
let selfTests: ReturnType<typeof createSelfTestDesk>;
const closers: (() => Promise<void>)[] = [];

beforeEach(async () => {
  clock = createVirtualClock(Date.now());
  stored = 0;
  selfTests = createSelfTestDesk(systemRandom);
  ({ endpoint, port } = await listen());
  proxy = await startTlsProxy(() => port);
  closers.push(() => proxy.close());
});
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** An endpoint of this till, or with a desk of its own one of another. */
async function listen(desk = selfTests) {
  const made = createWebhookEndpoint({
    host: '127.0.0.1',
    port: 0,
    path,
    verifiers: () => [],
    store: async () => {
      stored += 1;
      return 'stored';
    },
    isReady: () => true,
    selfTests: desk,
    clock,
    logger: quiet,
  });
  const listening = await made.listen();
  if (!listening.ok) throw new Error(listening.detail);
  closers.push(() => made.close());
  return { endpoint: made, port: listening.port };
}

function run(url = proxy.url + path, authorities = [testAuthority]) {
  const tester = createSelfTester({
    url: () => url,
    isListening: () => true,
    issue: selfTests.issue,
    counters: endpoint.counters,
    helcim: () => ({ clockOffsetMs: 0, isAway: false }),
    post: createSelfTestPost(clock, authorities),
    clock,
    logger: quiet,
    onResult: () => undefined,
  });
  return tester.run().finally(tester.stop);
}

describe('a self-test through a proxy that is well', () => {
  it('M10 comes back, and nothing of it is stored', async () => {
    expect(await run()).toMatchObject({ ok: true, problem: null });
    expect(proxy.requests()).toBe(1);
    expect(stored).toBe(0);
    expect(endpoint.counters()).toMatchObject({ selfTests: 1, invalid: 0, noVerifier: 0 });
  });

  it('goes by the name of the host, whichever of its addresses answers', async () => {
    expect(await run(proxy.url.replace('localhost', '127.0.0.1') + path)).toMatchObject({ ok: true });
  });

  it('measures what the way there and back takes, and says when that is long', async () => {
    proxy.behave({ onRequest: () => clock.advance(6_000) });
    expect(await run()).toMatchObject({ ok: true, tookMs: 6_000, problem: 'slow' });
  });

  it('says when the world has another time', async () => {
    proxy.behave({ date: new Date(clock.wallMs() - 3_600_000).toUTCString() });
    expect(await run()).toMatchObject({ ok: true, problem: 'clock_skew' });
  });
});

describe('a self-test on a bad day', () => {
  it.each<[string, ProxyBehaviour, SelfTestProblem]>([
    ['another path', { path: '/hook/another' }, 'wrong_path'],
    ['another method', { method: 'GET' }, 'method_changed'],
    ['another body', { body: (body) => `${body} ` }, 'body_changed'],
    ['no body', { body: () => '' }, 'body_changed'],
    ['no signature', { dropsHeader: (name) => name.startsWith('webhook-') }, 'headers_removed'],
    ['one header less', { dropsHeader: (name) => name === 'webhook-timestamp' }, 'headers_removed'],
    ['a cut line', { cuts: true }, 'cut'],
  ])('through a proxy that sends on %s is told apart', async (_what, behaviour, problem) => {
    proxy.behave(behaviour);
    expect(await run()).toMatchObject({ ok: false, problem });
    expect(stored).toBe(0);
  });

  it.each<[string, CannedAnswer, SelfTestProblem]>([
    ['a redirect', { status: 301, headers: { location: 'https://localhost:1/hook' } }, 'redirected'],
    [
      'a redirect to a login',
      { status: 302, headers: { location: 'https://localhost:1/login' } },
      'login_wall',
    ],
    ['a login page', { status: 401, headers: { 'content-type': 'text/html' }, body: '<html>' }, 'login_wall'],
    ['a proxy that asks for a sign-in', { status: 407, body: 'Proxy authentication' }, 'login_wall'],
    ['a page', { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>Welcome' }, 'html_page'],
    ['a tunnel without an end', { status: 530, body: 'error code: 1033' }, 'tunnel_error'],
    ['a 404', { status: 404 }, 'wrong_path'],
    ['a yes of somebody else', { status: 200 }, 'other_till'],
  ])('is answered by %s', async (_what, answer, problem) => {
    proxy.behave({ answer });
    expect(await run()).toMatchObject({ ok: false, problem });
    // No redirect was followed.
    expect(proxy.requests()).toBe(1);
  });

  it('ends at another till behind the same address', async () => {
    const other = await listen(createSelfTestDesk(systemRandom));
    ({ port } = other);
    expect(await run()).toMatchObject({ ok: false, problem: 'other_till' });
    expect(other.endpoint.counters().noVerifier).toBe(1);
  });

  it('ends at a proxy behind which nothing listens', async () => {
    await endpoint.close();
    expect(await run()).toMatchObject({ ok: false, problem: 'tunnel_error', detail: 'HTTP 502' });
  });

  it('ends at a body that has no end, whose beginning is all that is read', async () => {
    proxy.behave({
      answer: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>'.repeat(500_000) },
    });
    expect(await run()).toMatchObject({ ok: false, problem: 'html_page' });
  });

  it('is given up after ten seconds without an answer', async () => {
    let isThere = false;
    proxy.behave({
      hangs: true,
      onRequest: () => {
        isThere = true;
      },
    });
    const running = run();
    await waitUntil('the proxy has it', () => isThere);
    clock.advance(9_999);
    clock.advance(1);
    expect(await running).toMatchObject({ ok: false, problem: 'timeout', tookMs: 10_000 });
  });

  it('is refused when the clock was set while it was on its way', async () => {
    proxy.behave({ onRequest: () => clock.jumpWall(-3_600_000) });
    expect(await run()).toMatchObject({ ok: false, problem: 'time_refused', detail: 'too_new' });
  });

  it.each([
    ['expired', 'tls_expired'],
    ['wrong-host', 'tls_wrong_host'],
    ['self-signed', 'tls_untrusted'],
  ] as const)('meets a certificate that is %s', async (certificate, problem) => {
    const bad = await startTlsProxy(() => port, certificate);
    closers.push(() => bad.close());
    expect(await run(bad.url + path)).toMatchObject({ ok: false, problem });
    expect(bad.requests()).toBe(0);
  });

  it('meets a certificate of an authority that only this machine knows', async () => {
    expect(await run(proxy.url + path, [])).toMatchObject({ ok: false, problem: 'tls_untrusted' });
  });

  it('meets a port that speaks no TLS', async () => {
    expect(await run(`https://localhost:${port}${path}`)).toMatchObject({ ok: false, problem: 'tls_failed' });
  });

  it('meets a port where nobody listens', async () => {
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const { port: nobody } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    expect(await run(`https://127.0.0.1:${nobody}${path}`)).toMatchObject({ ok: false, problem: 'refused' });
  });

  it('meets a name that no one has', async () => {
    const view = await run(`https://till.invalid${path}`);
    // Without any name server the system says so in another way.
    expect(view).toMatchObject({ ok: false });
    expect(['dns', 'network_away']).toContain(view.problem);
  });
});
