/**
 * A till, a flood and a simulated Helcim, each in a process of its own (the simulator in the test's), all on loopback.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Simulator, startSimulator } from '../../../electron/simulator/simulator.ts';
import type { WebhookStatus } from '../../../shared/ipc-contract.ts';
import { type Child, startChild } from '../../bench/child.ts';
import { monotonicMs } from '../../bench/monotonic.ts';
import { waitUntil } from '../../fakes/wait-until.ts';
import type { FloodEnd, FloodKind, FloodOrder, FloodReport } from './flood-messages.ts';
import type { Burden, LoadQuestion, Opening, Sold } from './till-under-load-child.ts';

/** Milliseconds. */
export interface SaleTimes {
  readonly pressToShownMs: number;
  readonly tapToApprovedMs: number;
}

export interface InboxEntry {
  readonly webhookId: string;
  readonly outcome: string | null;
}

export interface LoadRig {
  readonly simulator: Simulator;
  /** A fresh till on an empty folder, with the whole of its budget; the process stays the same. */
  openTill(): Promise<WebhookStatus>;
  webhookUrl(): string;
  /** One sale at the first terminal, tapped as soon as it asks. */
  sell(): Promise<SaleTimes>;
  sales(count: number): Promise<readonly SaleTimes[]>;
  /** One at each terminal at the same time. */
  sellOnAll(): Promise<readonly SaleTimes[]>;
  webhook(): Promise<WebhookStatus>;
  burden(): Promise<Burden>;
  beginFlood(kinds: readonly FloodKind[], foreignIds?: readonly number[]): Promise<void>;
  endFlood(): Promise<FloodReport>;
  /** Purchases of other software at a terminal that is not paired here. @returns their transactions */
  payElsewhere(count: number): Promise<readonly number[]>;
  /** Closes the till and reads what it has on disk. */
  inboxOfClosedTill(): Promise<readonly InboxEntry[]>;
  close(): Promise<void>;
}

export const codes = ['AB12', 'CD34', 'EF56'] as const;
const foreignCode = 'ZZ99';

export async function openLoadRig(): Promise<LoadRig> {
  const ends: (() => Promise<unknown>)[] = [];
  const simulator = await startSimulator({ seed: 'load', devices: [...codes, foreignCode] });
  ends.push(() => simulator.close());
  // Helcim's own limits are no part of this; the till keeps to them by itself.
  simulator.setRateLimits({ perMinute: 100_000, perHour: 100_000 });
  const [till, flood] = await Promise.all([
    startChild(new URL('./till-under-load-child.ts', import.meta.url)),
    startChild(new URL('./flood-child.ts', import.meta.url)),
  ]);
  ends.push(till.stop, flood.stop);
  let folder = '';
  let webhookUrl = '';
  let floods = 0;
  const askTill = <Answer>(question: LoadQuestion) => ask<Answer>(till, question);

  async function tap(code: string): Promise<number> {
    await waitUntil(`${code} asks for a card`, () =>
      simulator.devices().some((device) => device.code === code && device.state === 'asking'),
    );
    const atMs = monotonicMs();
    const acted = await simulator.act(code, 'tap-credit');
    if (!acted.ok) throw new Error(acted.reason);
    return atMs;
  }

  async function sell(): Promise<SaleTimes> {
    const code = codes[0];
    const [sold, tappedMs] = await Promise.all([
      askTill<Sold>({ ask: 'sell', code, cents: 12_34 }),
      tap(code),
    ]);
    return timesOf(sold, tappedMs);
  }

  return {
    simulator,
    async openTill() {
      folder = await mkdtemp(join(tmpdir(), 'tillside-load-'));
      const ended = folder;
      ends.push(() => rm(ended, { recursive: true, force: true }));
      const { url, token, verifier } = simulator;
      const opening: Opening = { ask: 'open', folder, url, token, verifier, pair: codes };
      const status = await askTill<WebhookStatus>(opening);
      if (status.localUrl === null) throw new Error('the webhook endpoint does not listen');
      webhookUrl = status.localUrl;
      simulator.setWebhookUrl(webhookUrl);
      return status;
    },
    webhookUrl: () => webhookUrl,
    sell,
    async sales(count) {
      const all: SaleTimes[] = [];
      while (all.length < count) all.push(await sell());
      return all;
    },
    async sellOnAll() {
      const [{ sold }, tapped] = await Promise.all([
        askTill<{ sold: readonly Sold[] }>({ ask: 'sell-on-all', codes, cents: 5_00 }),
        Promise.all(codes.map(tap)),
      ]);
      return sold.map((each, index) => timesOf(each, tapped[index] ?? Number.NaN));
    },
    webhook: () => askTill<WebhookStatus>({ ask: 'webhook' }),
    burden: () => askTill<Burden>({ ask: 'burden' }),
    async beginFlood(kinds, foreignIds = []) {
      floods += 1;
      const { verifier } = simulator;
      const name = `flood${floods}`;
      await ask(flood, { ask: 'flood', kinds, url: webhookUrl, verifier, foreignIds, name } as FloodOrder);
    },
    endFlood: () => ask<FloodReport>(flood, { ask: 'end' } as FloodEnd),
    async payElsewhere(count) {
      simulator.setWebhookUrl(null);
      const before = simulator.transactions().length;
      for (let index = 0; index < count; index += 1) await payOnce(simulator, `POS-${before + index}`);
      simulator.setWebhookUrl(webhookUrl);
      return simulator
        .transactions()
        .slice(before)
        .map(({ transactionId }) => transactionId);
    },
    async inboxOfClosedTill() {
      await askTill({ ask: 'close' });
      return readInbox(folder);
    },
    async close() {
      for (const end of ends.reverse()) await end();
    },
  };
}

async function ask<Answer>(child: Child, question: LoadQuestion | FloodOrder | FloodEnd): Promise<Answer> {
  return (await child.ask(question)) as Answer;
}

const timesOf = ({ pressedMs, shownMs, approvedMs }: Sold, tappedMs: number): SaleTimes => ({
  pressToShownMs: shownMs - pressedMs,
  tapToApprovedMs: approvedMs - tappedMs,
});

async function payOnce(simulator: Simulator, invoiceNumber: string): Promise<void> {
  const answer = await fetch(`${simulator.url}/devices/${foreignCode}/payment/purchase`, {
    method: 'POST',
    headers: { 'api-token': simulator.token, 'content-type': 'application/json' },
    body: JSON.stringify({ currency: 'CAD', transactionAmount: 5, invoiceNumber }),
  });
  const acted = await simulator.act(foreignCode, 'tap-credit');
  if (answer.status !== 202 || !acted.ok) throw new Error(`a foreign purchase failed: ${answer.status}`);
}

async function readInbox(folder: string): Promise<readonly InboxEntry[]> {
  const file = (await readdir(folder)).find((name) => name.endsWith('.sqlite'));
  if (file === undefined) throw new Error('the till left no ledger');
  const db = new DatabaseSync(join(folder, file), { readOnly: true });
  try {
    const rows = db.prepare('select webhook_id, outcome from inbox order by id').all();
    return rows.map((row) => ({
      webhookId: String(row.webhook_id),
      outcome: row.outcome === null ? null : String(row.outcome),
    }));
  } finally {
    db.close();
  }
}
