/**
 * A whole till in a process of its own, asked one thing at a time, so that what a flood costs it can be measured
 * where it is paid. Moments are milliseconds of the machine's monotonic clock.
 */
import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Change, Snapshot, WebhookStatus } from '../../../shared/ipc-contract.ts';
import { type BenchTill, openBenchTill } from '../../bench/bench-till.ts';
import { monotonicMs } from '../../bench/monotonic.ts';

export interface Opening {
  readonly ask: 'open';
  readonly folder: string;
  readonly url: string;
  readonly token: string;
  readonly verifier: string;
  readonly pair: readonly string[];
}
export type LoadQuestion =
  | Opening
  /** Charges and waits for the approval: a `Sold`. */
  | { readonly ask: 'sell'; readonly code: string; readonly cents: number }
  /** The same on each of the terminals at once: `sold`, a list. */
  | { readonly ask: 'sell-on-all'; readonly codes: readonly string[]; readonly cents: number }
  /** A `Burden`, counted from the last time it was asked. */
  | { readonly ask: 'burden' }
  | { readonly ask: 'webhook' }
  | { readonly ask: 'close' };

export interface Sold {
  readonly pressedMs: number;
  /** The attempt's screen has what it shows. */
  readonly shownMs: number;
  readonly approvedMs: number;
}

export interface Burden {
  readonly heapBytes: number;
  readonly rssBytes: number;
  readonly rssPeakBytes: number;
  readonly turnP99Ms: number;
}

const sampleEveryMs = 20;
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const turns = monitorEventLoopDelay({ resolution: 5 });
turns.enable();
let rssPeakBytes = 0;
setInterval(() => {
  rssPeakBytes = Math.max(rssPeakBytes, process.memoryUsage.rss());
}, sampleEveryMs);

let till: BenchTill | null = null;
const waiting = new Map<string, (atMs: number) => void>();

/** What the window would be sent, copied as it would be. */
function noteChange(change: Change): void {
  const { slices } = structuredClone(change);
  for (const { id, state } of slices.unacknowledged ?? []) {
    if (state !== 'approved') continue;
    waiting.get(id)?.(monotonicMs());
    waiting.delete(id);
  }
}

async function open({ folder, url, token, verifier, pair }: Opening): Promise<WebhookStatus> {
  till = await openBenchTill({ url, token, verifier }, folder, noteChange);
  for (const code of pair) await till.call('terminals', 'pair', { code, nickname: null });
  return webhook();
}

function current(): BenchTill {
  if (!till) throw new Error('no till is open');
  return till;
}

async function webhook(): Promise<WebhookStatus> {
  return ((await current().call('app', 'snapshot', null)) as Snapshot).webhook;
}

async function sell(terminalCode: string, amountCents: number): Promise<Sold> {
  const pressId = randomUUID();
  const approved = new Promise<number>((resolve) => waiting.set(pressId, resolve));
  const pressedMs = monotonicMs();
  await current().call('payments', 'charge', {
    pressId,
    pressedAtMs: Date.now(),
    amountCents,
    terminalCode,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  });
  const shownMs = monotonicMs();
  const approvedMs = await approved;
  await current().call('payments', 'acknowledge', { attemptId: pressId });
  return { pressedMs, shownMs, approvedMs };
}

function burden(): Burden {
  const rssBytes = process.memoryUsage.rss();
  const answer = {
    rssBytes,
    rssPeakBytes: Math.max(rssPeakBytes, rssBytes),
    turnP99Ms: turns.percentile(99) / 1e6,
  };
  collect();
  const { heapUsed: heapBytes } = process.memoryUsage();
  rssPeakBytes = 0;
  turns.reset();
  return { ...answer, heapBytes };
}

async function close(): Promise<object> {
  await current().close();
  till = null;
  return { isClosed: true };
}

async function answer(question: LoadQuestion): Promise<object> {
  switch (question.ask) {
    case 'open':
      return open(question);
    case 'sell':
      return sell(question.code, question.cents);
    case 'sell-on-all':
      return { sold: await Promise.all(question.codes.map((code) => sell(code, question.cents))) };
    case 'burden':
      return burden();
    case 'webhook':
      return webhook();
    case 'close':
      return close();
  }
}

process.on('message', (question: LoadQuestion) => {
  void answer(question).then((message) => process.send?.(message));
});
process.on('disconnect', () => process.exit(0));
process.send?.({ isReady: true });
