/**
 * From the press's arrival over IPC to its first byte at Helcim, the flush of the ledger included, beside one bare
 * flushed insert and one bare POST. The receivers run in processes of their own, as Helcim does: in ours, the till's
 * own work after the send would delay the very moment that is measured. Both sides stamp the machine's monotonic clock
 * when the request's head has been read.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AttemptView } from '../../shared/ipc-contract.ts';
import type { AmountCents } from '../../shared/money.ts';
import { openBareLedger } from './bare/flushed-insert.ts';
import { barePost } from './bare/loopback-post.ts';
import { type BenchTill, openBenchTill } from './bench-till.ts';
import { type Child, startChild } from './child.ts';
import { type Comparison, compare } from './figures.ts';
import { monotonicMs } from './monotonic.ts';
import type { SimulatorQuestion } from './simulator-child.ts';

const amountCents = 12_34;
/** A cashier needs seconds between two presses; this is enough for all that follows an outcome to have ended. */
const restMs = 25;
/** About what the till writes of an attempt. */
const rowText = JSON.stringify({ attempt: randomUUID(), kind: 'purchase', amountCents }).padEnd(400, '.');
const bodyText = JSON.stringify({
  currency: 'CAD',
  transactionAmount: 12.34,
  invoiceNumber: `TS-${'0'.repeat(26)}`,
});

export async function measurePressToWire(rounds: number, warmUpRounds: number): Promise<Comparison> {
  const folder = await mkdtemp(join(tmpdir(), 'tillside-bench-'));
  const simulator = await startChild(new URL('./simulator-child.ts', import.meta.url));
  const receiver = await startChild(new URL('./bare/first-byte-server.ts', import.meta.url));
  const { url, token, verifier, code } = simulator.ready as Record<
    'url' | 'token' | 'verifier' | 'code',
    string
  >;
  const till = await openBenchTill({ url, token, verifier }, folder);
  const ledger = openBareLedger(join(folder, 'bare.sqlite'));
  const oursMs: number[] = [];
  const insertMs: number[] = [];
  const postMs: number[] = [];
  const ours = async () => oursMs.push(await pressOnce(till, simulator, code));
  const bare = async () => {
    insertMs.push(timed(() => ledger.insert(rowText)));
    postMs.push(
      await postOnce(`http://127.0.0.1:${receiver.ready.port}/v2/devices/${code}/payment/purchase`),
    );
  };
  try {
    await till.call('terminals', 'pair', { code, nickname: null });
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      for (const run of round % 2 === 0 ? [ours, bare] : [bare, ours]) {
        await run();
        await pause(restMs);
      }
    }
  } finally {
    ledger.close();
    await till.close();
    await Promise.all([simulator.stop(), receiver.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
  for (const series of [oursMs, insertMs, postMs]) series.splice(0, warmUpRounds);
  const sumMs = insertMs.map((ms, round) => ms + (postMs[round] ?? Number.NaN));
  return compare('press to wire', oursMs, sumMs, { 'bare insert': insertMs, 'bare POST': postMs });
}

async function pressOnce(till: BenchTill, simulator: Child, terminalCode: string): Promise<number> {
  const input = {
    pressId: randomUUID(),
    pressedAtMs: Date.now(),
    amountCents: amountCents as AmountCents,
    terminalCode,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  };
  let pressedMs = 0;
  // As Electron does it: a call arrives by an event of its own, not in the middle of other work.
  const answered = new Promise<unknown>((resolve) => {
    setImmediate(() => {
      pressedMs = monotonicMs();
      resolve(till.call('payments', 'charge', input));
    });
  });
  const view = (await answered) as AttemptView;
  await till.room().runner.settled();
  const { invoiceNumber } = view;
  const arrival = await ask(simulator, { ask: 'firstByte', invoiceNumber });
  await approve(till, simulator, view);
  if (typeof arrival.firstByteMs !== 'number') throw new Error(`${invoiceNumber} never arrived`);
  return arrival.firstByteMs - pressedMs;
}

/**
 * Frees the terminal for the next round. The row is handed to the till as if it had been read: a GET for each round
 * would use up the hundred calls a minute that the till may make.
 */
async function approve(till: BenchTill, simulator: Child, view: AttemptView): Promise<void> {
  const { transactionId } = await ask(simulator, { ask: 'tap' });
  const observed = await till.room().runner.observe(view.id, {
    kind: 'rows_read',
    source: 'lookup',
    isLookup: true,
    rows: [
      {
        transactionId: Number(transactionId),
        type: 'purchase',
        status: 'approved',
        statusText: 'APPROVED',
        amountCents: view.amountCents,
        currency: view.currency,
        invoiceNumber: view.invoiceNumber,
        cardBatchId: null,
        cardType: null,
        cardLast4: null,
        approvalCode: null,
        warning: null,
        errors: null,
        dateCreatedText: '2026-01-05 10:11:12',
      },
    ],
  });
  if (!observed.ok) throw new Error(`the outcome was not taken: ${observed.error.code}`);
  await till.call('payments', 'acknowledge', { attemptId: view.id });
}

async function postOnce(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json', 'content-length': String(bodyText.length) };
  const startedMs = monotonicMs();
  return Number(await barePost(url, headers, bodyText)) - startedMs;
}

function timed(run: () => void): number {
  const startedMs = monotonicMs();
  run();
  return monotonicMs() - startedMs;
}

function ask(simulator: Child, question: SimulatorQuestion): Promise<Readonly<Record<string, unknown>>> {
  return simulator.ask(question);
}
