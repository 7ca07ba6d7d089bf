/** The soaked till: real files, real clock, real wire, in a process that can be killed. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { AttemptView, HistoryPage, Snapshot } from '../../../shared/ipc-contract.ts';
import { isOpen } from '../../../shared/lifecycle.ts';
import { type BenchTill, openBenchTill } from '../../bench/bench-till.ts';
import { monotonicMs } from '../../bench/monotonic.ts';
import { answerLink, tellParent } from './link.ts';

export type TillQuestion =
  | {
      readonly ask: 'open';
      readonly folder: string;
      readonly url: string;
      readonly token: string;
      readonly verifier: string;
    }
  | { readonly ask: 'pair'; readonly codes: readonly string[] }
  | { readonly ask: 'charge'; readonly pressId: string; readonly code: string; readonly cents: number }
  | { readonly ask: 'sample' }
  | { readonly ask: 'attempts' }
  | { readonly ask: 'close' };

/** Told once for each state that the window was shown; moments by the machine's monotonic clock. */
export interface SeenState {
  readonly attemptId: string;
  readonly state: AttemptView['state'];
  readonly atMs: number;
}

export interface Sample {
  readonly rssBytes: number;
  readonly heapBytes: number;
  readonly open: number;
}

/** What the oracle compares with the simulator's truth. */
export interface SoakedAttempt {
  readonly invoiceNumber: string;
  readonly state: AttemptView['state'];
  readonly isOpen: boolean;
  readonly approvedCents: number | null;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
let till: BenchTill | null = null;
const lastSeen = new Map<string, string>();

function note(views: readonly AttemptView[]): void {
  for (const { id, state } of views) {
    if (lastSeen.get(id) === state) continue;
    lastSeen.set(id, state);
    tellParent({ attemptId: id, state, atMs: monotonicMs() } satisfies SeenState);
    // The cashier takes note of each outcome.
    if (isOpen(state)) continue;
    lastSeen.delete(id);
    void till?.call('payments', 'acknowledge', { attemptId: id }).catch(() => undefined);
  }
}

function current(): BenchTill {
  if (!till) throw new Error('no till is open');
  return till;
}

const snapshot = async () => (await current().call('app', 'snapshot', null)) as Snapshot;

async function charge(pressId: string, code: string, cents: number): Promise<object> {
  const press = {
    pressId,
    pressedAtMs: Date.now(),
    amountCents: cents,
    terminalCode: code,
    reference: null,
    customerCode: null,
    saleId: null,
  };
  const { unknowns } = await snapshot();
  const confirmedDoubtIds = unknowns.filter((each) => each.terminalCode === code).map(({ id }) => id);
  const pressedMs = monotonicMs();
  await current().call('payments', 'charge', { ...press, confirmedDoubtIds });
  return { pressedMs };
}

async function attempts(): Promise<readonly SoakedAttempt[]> {
  const all: SoakedAttempt[] = [];
  let cursor: string | null = null;
  do {
    const page = (await current().call('history', 'page', { cursor, limit: 50 })) as HistoryPage;
    for (const { invoiceNumber, state, approvedCents } of page.attempts)
      all.push({ invoiceNumber, state, isOpen: isOpen(state), approvedCents });
    cursor = page.nextCursor;
  } while (cursor !== null);
  return all;
}

async function sample(): Promise<Sample> {
  const { openAttempts } = await snapshot();
  collect();
  const { rss: rssBytes, heapUsed: heapBytes } = process.memoryUsage();
  return { rssBytes, heapBytes, open: openAttempts.length };
}

answerLink<TillQuestion>(async (question) => {
  switch (question.ask) {
    case 'open': {
      till = await openBenchTill(question, question.folder, ({ slices }) =>
        note([...(slices.openAttempts ?? []), ...(slices.unacknowledged ?? [])]),
      );
      return { webhookUrl: (await snapshot()).webhook.localUrl };
    }
    case 'pair':
      for (const code of question.codes) await current().call('terminals', 'pair', { code, nickname: null });
      return null;
    case 'charge':
      return charge(question.pressId, question.code, question.cents);
    case 'sample':
      return sample();
    case 'attempts':
      return attempts();
    case 'close':
      return current().close();
  }
});
