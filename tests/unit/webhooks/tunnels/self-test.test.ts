import { describe, expect, it } from 'vitest';
import { createSelfTester, type SelfTestEvent } from '../../../../electron/webhooks/tunnels/self-test.ts';
import type { PostOutcome, SelfTestPost } from '../../../../electron/webhooks/tunnels/tunnel-network.ts';
import type { SelfTestView } from '../../../../shared/tunnel.ts';
import { createVirtualClock } from '../../../fakes/virtual-clock.ts';

const url = 'https://till.example.com/hook/x';
const hourMs = 3_600_000;
const turn = () => new Promise((resolve) => setImmediate(resolve));
const taken: PostOutcome = {
  kind: 'answered',
  status: 204,
  contentType: null,
  location: null,
  dateMs: null,
  body: '',
};
const refused: PostOutcome = { kind: 'failed', code: 'ECONNREFUSED' };

function rig() {
  const clock = createVirtualClock();
  const posts: { readonly post: SelfTestPost; readonly answer: (outcome: PostOutcome) => void }[] = [];
  const results: SelfTestView[] = [];
  const world = {
    url: url as string | null,
    isListening: true,
    arrives: true,
    forgotten: 0,
    helcimOffsetMs: 0,
  };
  const tester = createSelfTester({
    url: () => world.url,
    isListening: () => world.isListening,
    issue: (nowMs): SelfTestEvent => ({
      headers: { 'webhook-id': `at ${nowMs}` },
      body: '{}',
      arrival: () => (world.arrives ? { kind: 'arrived' } : null),
      forget: () => {
        world.forgotten += 1;
      },
    }),
    helcim: () => ({ clockOffsetMs: world.helcimOffsetMs, isAway: false }),
    counters: () => ({ unsigned: 0, probes: 0, limited: 0 }),
    post: (post) => new Promise((resolve) => posts.push({ post, answer: resolve })),
    clock,
    logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
    onResult: (view) => void results.push(view),
  });
  /** Answers the newest post. */
  async function answer(outcome: PostOutcome): Promise<void> {
    posts.at(-1)?.answer(outcome);
    await turn();
  }
  return { clock, posts, results, world, tester, answer };
}

describe('a self-test', () => {
  it('posts an event of its own to the whole address and tells how long it took', async () => {
    const { tester, posts, clock, world, results, answer } = rig();
    const running = tester.run();
    expect(posts[0]?.post).toEqual({ url, headers: { 'webhook-id': `at ${clock.wallMs()}` }, body: '{}' });
    const atMs = clock.wallMs();
    clock.advance(120);
    await answer(taken);
    const view = { atMs, ok: true, tookMs: 120, problem: null, detail: null };
    expect(await running).toEqual(view);
    expect(results).toEqual([view]);
    expect(tester.last()).toEqual(view);
    expect(world.forgotten).toBe(1);
  });

  it('that a person asks for is begun after the question, and shared by all who ask meanwhile', async () => {
    const { tester, posts, answer } = rig();
    const hourly = tester.run();
    const asked = [tester.runAnew(), tester.runAnew()];
    expect(posts).toHaveLength(1);
    await answer(refused);
    expect(posts).toHaveLength(2);
    await answer(taken);
    expect(await hourly).toMatchObject({ ok: false });
    expect(await Promise.all(asked)).toMatchObject([{ ok: true }, { ok: true }]);
    const later = tester.runAnew();
    await turn();
    expect(posts).toHaveLength(3);
    await answer(refused);
    expect(await later).toMatchObject({ ok: false });
  });

  it('M15 carries Helcim’s time, by which the endpoint judges it, and tells its own', async () => {
    const { tester, posts, clock, world, answer } = rig();
    world.helcimOffsetMs = -hourMs;
    const running = tester.run();
    expect(posts[0]?.post.headers).toEqual({ 'webhook-id': `at ${clock.wallMs() - hourMs}` });
    await answer(taken);
    expect(await running).toMatchObject({ atMs: clock.wallMs(), ok: true, problem: 'clock_skew' });
  });

  it('runs one at a time: who asks meanwhile gets the same result', async () => {
    const { tester, posts, results, answer } = rig();
    const both = [tester.run(), tester.run()];
    expect(posts).toHaveLength(1);
    await answer(taken);
    const [first, second] = await Promise.all(both);
    expect(first).toEqual(second);
    expect(results).toHaveLength(1);
  });

  it('comes again every hour while it is well', async () => {
    const { tester, posts, clock, answer } = rig();
    void tester.run();
    await answer(taken);
    clock.advance(hourMs - 1);
    expect(posts).toHaveLength(1);
    clock.advance(1);
    expect(posts).toHaveLength(2);
  });

  it('comes again within seconds while it is not, then every minute, and hourly again once it is well', async () => {
    const { tester, posts, clock, answer } = rig();
    void tester.run();
    for (const delayMs of [3_000, 10_000, 30_000, 60_000, 60_000, 60_000]) {
      await answer(refused);
      expect(clock.nextDueInMs()).toBe(delayMs);
      clock.advance(delayMs);
    }
    expect(posts).toHaveLength(7);
    await answer(taken);
    expect(clock.nextDueInMs()).toBe(hourMs);
  });

  it('on demand takes the place of the one that was planned', async () => {
    const { tester, posts, clock, answer } = rig();
    void tester.run();
    await answer(taken);
    clock.advance(hourMs / 2);
    void tester.run();
    await answer(taken);
    clock.advance(hourMs - 1);
    expect(posts).toHaveLength(2);
    expect(clock.pendingTimers()).toBe(1);
  });

  it('says that there is no tunnel, and tells nobody else', async () => {
    const { tester, posts, results, world, clock } = rig();
    world.url = null;
    expect(await tester.run()).toMatchObject({ ok: false, problem: 'no_tunnel' });
    expect([posts, results, clock.pendingTimers()]).toEqual([[], [], 0]);
  });

  it('says that our endpoint does not listen, without asking the network', async () => {
    const { tester, posts, results, world } = rig();
    world.isListening = false;
    expect(await tester.run()).toMatchObject({ ok: false, problem: 'not_listening' });
    expect(posts).toEqual([]);
    expect(results).toHaveLength(1);
  });

  it('of an address that was changed meanwhile says nothing about the new one', async () => {
    const { tester, posts, results, world, answer } = rig();
    const first = tester.run();
    world.url = 'https://other.example.com/hook/x';
    tester.forget();
    const second = tester.run();
    await turn();
    expect(posts).toHaveLength(1);
    await answer(refused);
    expect(await first).toMatchObject({ ok: false });
    expect(results).toEqual([]);
    expect(posts[1]?.post.url).toBe('https://other.example.com/hook/x');
    await answer(taken);
    expect(await second).toMatchObject({ ok: true });
    expect(results).toHaveLength(1);
  });

  it('plans nothing and tells nothing once it was stopped', async () => {
    const { tester, results, clock, answer } = rig();
    const running = tester.run();
    tester.stop();
    await answer(taken);
    expect(await running).toMatchObject({ ok: true });
    expect(results).toEqual([]);
    expect(clock.pendingTimers()).toBe(0);
  });
});
