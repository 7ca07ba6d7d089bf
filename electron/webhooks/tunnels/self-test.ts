/**
 * Sends an event of our own through the public address and sees whether it comes back: at the start, on demand, after each
 * time the tunnel comes up, every hour, and every few seconds while it does not. One at a time.
 */
import type { Clock, Logger, Timer } from '../../../shared/ports.ts';
import type { SelfTestProblem, SelfTestView } from '../../../shared/tunnel.ts';
import { type Arrival, type HelcimKnown, judgeSelfTest, type Meanwhile } from './self-test-verdict.ts';
import type { PostSelfTest } from './tunnel-network.ts';

export interface SelfTestEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  arrival(): Arrival | null;
  forget(): void;
}

export interface SelfTesterParts {
  /** The whole address Helcim posts to; null without a tunnel. */
  readonly url: () => string | null;
  readonly isListening: () => boolean;
  readonly issue: (nowMs: number) => SelfTestEvent;
  /** What has come to the endpoint so far. */
  readonly counters: () => Meanwhile;
  /** What is known of Helcim: it shows which clock is wrong, and whether there is a network at all. */
  readonly helcim: () => HelcimKnown;
  readonly post: PostSelfTest;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Not called for an address that was changed meanwhile, nor while there is none. */
  readonly onResult: (view: SelfTestView) => void;
}

export interface SelfTester {
  /** Tests now, or joins the test that is under way. */
  run(): Promise<SelfTestView>;
  /**
   * A test that is begun after this call: one under way may still show what has been put right since. It is let out
   * first, and calls that wait for it share the next one.
   */
  runAnew(): Promise<SelfTestView>;
  /** The last result for the address in use. */
  last(): SelfTestView | null;
  /** The address is another one, or there is none any more. */
  forget(): void;
  stop(): void;
}

const hourMs = 3_600_000;
/** A new tunnel takes a moment until the whole internet knows of it. */
const afterFailureMs = [3_000, 10_000, 30_000, 60_000] as const;

export function createSelfTester(parts: SelfTesterParts): SelfTester {
  const { clock, logger } = parts;
  let running: { readonly url: string | null; readonly result: Promise<SelfTestView> } | null = null;
  let anew: Promise<SelfTestView> | null = null;
  let last: SelfTestView | null = null;
  let next: Timer | null = null;
  let failures = 0;
  let isStopped = false;

  async function test(url: string | null): Promise<SelfTestView> {
    const atMs = clock.wallMs();
    if (url === null) return untested(atMs, 'no_tunnel');
    if (!parts.isListening()) return untested(atMs, 'not_listening');
    // By Helcim's time, as the endpoint judges it (M15): a clock of this machine that is off holds no event of Helcim's up.
    const event = parts.issue(atMs + (parts.helcim().clockOffsetMs ?? 0));
    const before = parts.counters();
    const begunMs = clock.monotonicMs();
    try {
      const posted = await parts.post({ url, headers: event.headers, body: event.body });
      const tookMs = Math.round(clock.monotonicMs() - begunMs);
      const meanwhile = difference(before, parts.counters());
      return judgeSelfTest({
        atMs,
        tookMs,
        posted,
        arrival: event.arrival(),
        meanwhile,
        helcim: parts.helcim(),
      });
    } finally {
      event.forget();
    }
  }

  async function testAndTell(url: string | null): Promise<SelfTestView> {
    const view = await test(url);
    running = null;
    if (isStopped || url === null || url !== parts.url()) return view;
    last = view;
    failures = view.ok ? 0 : failures + 1;
    const { ok, problem, detail, tookMs } = view;
    logger[ok ? 'info' : 'warn']('the self-test of the tunnel ended', { ok, problem, detail, tookMs });
    planNext();
    parts.onResult(view);
    return view;
  }

  async function beginAnew(underWay: Promise<SelfTestView> | undefined): Promise<SelfTestView> {
    try {
      await underWay;
      while (running !== null) await running.result;
    } finally {
      anew = null;
    }
    return tester.run();
  }

  function planNext(): void {
    next?.cancel();
    const delayMs = failures === 0 ? hourMs : (afterFailureMs[failures - 1] ?? afterFailureMs[3]);
    next = clock.setTimer(delayMs, () => void tester.run());
  }

  const tester: SelfTester = {
    async run() {
      const url = parts.url();
      // A test of another address says nothing about this one: it is let out first.
      while (running !== null && running.url !== url) await running.result;
      if (running !== null) return running.result;
      next?.cancel();
      const result = testAndTell(url);
      running = { url, result };
      return result;
    },
    runAnew() {
      anew ??= beginAnew(running?.result);
      return anew;
    },
    last: () => last,
    forget() {
      next?.cancel();
      last = null;
      failures = 0;
    },
    stop() {
      isStopped = true;
      next?.cancel();
    },
  };
  return tester;
}

function untested(atMs: number, problem: SelfTestProblem): SelfTestView {
  return { atMs, ok: false, tookMs: 0, problem, detail: null };
}

function difference(before: Meanwhile, after: Meanwhile): Meanwhile {
  return {
    unsigned: after.unsigned - before.unsigned,
    probes: after.probes - before.probes,
    limited: after.limited - before.limited,
  };
}
