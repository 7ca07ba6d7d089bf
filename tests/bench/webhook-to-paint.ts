/**
 * From the moment a signed webhook leaves to the frame in which the window shows the approval: the built app on its
 * host, beside a bare app on the same kind of host. Both get their webhooks from this process, by the same code, and
 * read the transaction from a server in a process of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { launchTill, type TillApp } from '../e2e/till-app.ts';
import { signWebhook } from '../fakes/signed-webhook.ts';
import { barePost } from './bare/loopback-post.ts';
import { type BareApp, launchBareApp } from './bare-app.ts';
import { type Child, startChild } from './child.ts';
import { type Comparison, compare } from './figures.ts';
import { clockLeadMs, nowMs, paintedAtMs, watchForApproval } from './painted.ts';
import type { SimulatorQuestion } from './simulator-child.ts';

/** A customer takes seconds between the amount on the terminal and the tap; by then the window is at rest. */
const restMs = 150;

interface Sides {
  readonly till: TillApp;
  readonly bareApp: BareApp;
  readonly simulator: Child;
  readonly verifier: string;
}

export async function measureWebhookToPaint(rounds: number, warmUpRounds: number): Promise<Comparison> {
  const folder = await mkdtemp(join(tmpdir(), 'tillside-bench-'));
  const ends: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  try {
    const sides = await openSides(folder, ends);
    const { localUrl } = (await sides.till.snapshot()).webhook;
    if (localUrl === null) throw new Error('the webhook endpoint of the app does not listen');
    const oursMs: number[] = [];
    const bareMs: number[] = [];
    const ours = async () => oursMs.push(await approveOnce(sides, localUrl));
    const bare = async () => bareMs.push(await bareOnce(sides, bareMs.length + 1));
    for (let round = 0; round < warmUpRounds + rounds; round += 1) {
      for (const run of round % 2 === 0 ? [ours, bare] : [bare, ours]) await run();
    }
    return compare('webhook to paint', oursMs.slice(warmUpRounds), bareMs.slice(warmUpRounds));
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

/** Whatever was opened is noted in `ends` at once, so that a failure half-way leaves nothing running. */
async function openSides(folder: string, ends: (() => Promise<unknown>)[]): Promise<Sides> {
  const simulator = await startChild(new URL('./simulator-child.ts', import.meta.url));
  ends.push(simulator.stop);
  const { url, token, verifier, code } = simulator.ready as Record<
    'url' | 'token' | 'verifier' | 'code',
    string
  >;
  const records = await startChild(new URL('./bare/transaction-server.ts', import.meta.url));
  ends.push(records.stop);
  const [tillFolder, bareFolder] = [
    await mkdtemp(join(folder, 'till-')),
    await mkdtemp(join(folder, 'bare-')),
  ];
  const till = await launchTill({
    folder: tillFolder,
    simulator: { url, token, verifier, setWebhookUrl: () => undefined },
    webhooks: false,
  });
  ends.push(till.close);
  const getUrl = `http://127.0.0.1:${records.ready.port}/v2/card-transactions`;
  const bareApp = await launchBareApp(bareFolder, verifier, getUrl);
  ends.push(bareApp.close);
  await till.pair(code);
  return { till, bareApp, simulator, verifier };
}

async function approveOnce({ till, simulator, verifier }: Sides, webhookUrl: string): Promise<number> {
  const id = await till.charge('12.34');
  await till.sees(id, 'on_terminal');
  const question: SimulatorQuestion = { ask: 'tap' };
  const { transactionId } = await simulator.ask(question);
  const tookMs = await untilPainted(till.window, id, webhookUrl, verifier, String(transactionId));
  await till.done();
  return tookMs;
}

/** The bare page names its rows by the number that the bare server gives them. */
function bareOnce({ bareApp, verifier }: Sides, number: number): Promise<number> {
  const { window, webhookUrl } = bareApp;
  return untilPainted(window, `bare-${number}`, webhookUrl, verifier, String(number));
}

async function untilPainted(
  page: Page,
  attemptId: string,
  webhookUrl: string,
  verifier: string,
  transactionId: string,
): Promise<number> {
  await watchForApproval(page, attemptId);
  const leadMs = await clockLeadMs(page);
  await pause(restMs);
  const body = JSON.stringify({ id: transactionId, type: 'cardTransaction' });
  const signed = signWebhook({ webhookId: `msg_${attemptId}`, atMs: Date.now(), body, verifier });
  const headers = { ...signed, 'content-type': 'application/json', 'content-length': String(body.length) };
  const leftMs = nowMs();
  await barePost(webhookUrl, headers, body);
  return (await paintedAtMs(page)) - leadMs - leftMs;
}
