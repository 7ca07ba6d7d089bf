import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Simulator, startSimulator } from '../../../electron/simulator/simulator.ts';
import { createVirtualClock } from '../../fakes/virtual-clock.ts';
import { askFor, openReceiver, openSimulator, paid, type ReceivedEvent } from './support.ts';

async function newPath(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'lasting-state-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'deeper', 'simulator.json');
}

interface Saved {
  counters: { transaction: number };
  transactions: { transactionId: number; invoiceNumber: string; customerCode: string }[];
  invoices: { rows: { invoiceNumber: string }[] };
  customers: { rows: { customerCode: string }[] };
  undelivered: unknown[];
}

async function saved(path: string): Promise<Saved> {
  return JSON.parse(await readFile(path, 'utf8')) as Saved;
}

function logText(simulator: Simulator): string {
  return simulator
    .log()
    .map(({ text }) => text)
    .join('\n');
}

/** Throws unless the event is signed with this verifier; its time is not looked at. */
function expectSignedWith(verifier: string, event: ReceivedEvent | undefined): void {
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = event?.headers ?? {};
  const own = new Webhook(verifier).sign(String(id), new Date(Number(at) * 1000), String(event?.raw));
  expect(signature).toBe(own);
}

describe('an account that outlives the program', () => {
  it('lets the customer pay after a restart what was asked before it', async () => {
    const receiver = await openReceiver();
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    await askFor(first.api, 12.5, 'TS-1');
    await first.simulator.act('AAAA', { action: 'add-tip', tipCents: 200 });
    const before = first.simulator.devices();
    await first.simulator.close();

    const { api, simulator } = await openSimulator({ statePath });
    expect(simulator.devices()).toEqual(before);
    simulator.setWebhookUrl(receiver.url);
    const result = await simulator.act('AAAA', 'tap-credit');
    expect(result).toMatchObject({ ok: true, transaction: { amountCents: 1450, tipCents: 200 } });
    expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toMatchObject([
      { status: 'APPROVED', amount: 14.5, invoiceNumber: 'TS-1' },
    ]);
    await receiver.hasReceived(1);
    expect(receiver.events[0]?.json.id).toBe(String(simulator.transactions()[0]?.transactionId));
    expectSignedWith(first.simulator.verifier, receiver.events[0]);
  });

  it('keeps tokens, verifier and seed where no seed is given', async () => {
    const statePath = await newPath();
    const first = await startSimulator({ statePath });
    await first.close();
    const second = await startSimulator({ statePath });
    onTestFinished(() => second.close());
    expect(second).toMatchObject({ seed: first.seed, verifier: first.verifier, tokens: first.tokens });
    const other = await startSimulator({ statePath: await newPath() });
    onTestFinished(() => other.close());
    expect(other.token).not.toBe(first.token);
  });

  it('still offers Try Again, and knows who is asleep or unplugged', async () => {
    const statePath = await newPath();
    const devices = ['AAAA', 'BBBB', 'CCCC'];
    const first = await openSimulator({ statePath, devices });
    await askFor(first.api, 10, 'TS-1');
    await first.simulator.act('AAAA', 'wrong-pin');
    await first.simulator.act('BBBB', 'sleep');
    await first.simulator.act('CCCC', 'unplug');
    await first.simulator.close();

    const { api, simulator } = await openSimulator({ statePath, devices });
    expect(simulator.devices().map(({ state }) => state)).toEqual(['declined', 'asleep', 'unplugged']);
    await simulator.act('AAAA', 'try-again');
    await simulator.act('AAAA', 'tap-credit');
    expect((await api('/card-transactions?invoiceNumber=TS-1')).json).toMatchObject([
      { status: 'APPROVED' },
      { status: 'DECLINED' },
    ]);
  });

  it('lets the customer who acts by himself go on', async () => {
    const statePath = await newPath();
    const clock = createVirtualClock();
    const first = await openSimulator({ statePath, clock });
    await askFor(first.api, 10, 'TS-1');
    await first.simulator.close();
    const { simulator } = await openSimulator({ statePath, clock, auto: 'approve', autoDelayMs: 700 });
    clock.advance(700);
    expect(simulator.transactions()).toMatchObject([{ invoiceNumber: 'TS-1', status: 'APPROVED' }]);
  });

  it('reverses a sale of an earlier start in its still open batch', async () => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    const cardTransactionId = await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    const { api, simulator } = await openSimulator({ statePath });
    const reply = await api('/payment/reverse', {
      body: { cardTransactionId, ipAddress: '127.0.0.1' },
      headers: { 'idempotency-key': 'a'.repeat(36) },
    });
    expect(reply).toMatchObject({ status: 200, json: { type: 'reverse', amount: 10 } });
    expect(simulator.batches()).toMatchObject([{ closed: false, batchNumber: 1 }]);
    expect((await api('/invoices')).json).toMatchObject([{ status: 'REFUNDED' }]);
  });

  it('closes a batch whose hour came while the program was off', async () => {
    const statePath = await newPath();
    const clock = createVirtualClock(Date.UTC(2026, 0, 5, 12));
    const behaviour = { closesBatchesDaily: true };
    const first = await openSimulator({ statePath, clock, behaviour });
    await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    clock.advance(24 * 3_600_000);
    const { simulator } = await openSimulator({ statePath, clock, behaviour });
    clock.advance(0);
    expect(simulator.batches()).toMatchObject([{ closed: true }]);
  });

  it('hides a transaction for the rest of its time only', async () => {
    const statePath = await newPath();
    const clock = createVirtualClock();
    const first = await openSimulator({ statePath, clock });
    first.simulator.faults.add({ kind: 'hidden-transaction', ms: 60_000 });
    const id = await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    clock.advance(20_000);
    const { api } = await openSimulator({ statePath, clock });
    expect((await api(`/card-transactions/${id}`)).status).toBe(404);
    clock.advance(40_000);
    expect((await api(`/card-transactions/${id}`)).status).toBe(200);
  });

  it('gives no id twice, not even after its file was lost', async () => {
    const statePath = await newPath();
    const receiver = await openReceiver();
    const seen: Record<string, unknown[]> = { transactions: [], invoices: [], customers: [], batches: [] };
    for (const isLost of [false, false, true]) {
      if (isLost) await rm(statePath);
      const { api, simulator } = await openSimulator({ statePath, webhookUrl: receiver.url });
      const before = simulator.transactions().length;
      await api('/devices/AAAA/payment/purchase', { body: { currency: 'CAD', transactionAmount: 10 } });
      await simulator.act('AAAA', 'tap-credit');
      simulator.closeBatch();
      await simulator.webhooksIdle();
      const [row] = simulator.transactions().slice(before);
      const [invoice] = (await api(`/invoices?invoiceNumber=${row?.invoiceNumber}`)).json as {
        invoiceId: number;
        customerId: number;
      }[];
      seen.transactions?.push(row?.transactionId);
      seen.invoices?.push(invoice?.invoiceId);
      seen.customers?.push(invoice?.customerId);
      seen.batches?.push(row?.cardBatchId);
      await simulator.close();
    }
    seen.webhooks = receiver.events.map(({ headers }) => headers['webhook-id']);
    for (const [name, ids] of Object.entries(seen)) {
      expect(ids, name).toHaveLength(3);
      expect(new Set(ids).size, name).toBe(3);
    }
  });

  it('keeps the newest 5,000 transactions and what they mention', async () => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    const state = await saved(statePath);
    const [row] = state.transactions;
    const [invoice] = state.invoices.rows;
    const [customer] = state.customers.rows;
    if (!row || !invoice || !customer) throw new Error('nothing was saved');
    const numbered = Array.from({ length: 5_003 }, (_, at) => at);
    state.transactions = numbered.map((at) => ({
      ...row,
      transactionId: row.transactionId + at,
      invoiceNumber: `N-${at}`,
      customerCode: `C-${at}`,
    }));
    state.counters.transaction += numbered.length;
    state.invoices.rows = numbered.map((at) => ({ ...invoice, invoiceNumber: `N-${at}` }));
    state.customers.rows = numbered.map((at) => ({ ...customer, customerCode: `C-${at}` }));
    await writeFile(statePath, JSON.stringify(state));

    const second = await openSimulator({ statePath });
    expect(second.simulator.transactions()).toHaveLength(5_003);
    await second.simulator.close();
    const after = await saved(statePath);
    expect(after.transactions).toHaveLength(5_000);
    expect(after.transactions[0]).toMatchObject({ invoiceNumber: 'N-3' });
    expect(after.invoices.rows[0]).toMatchObject({ invoiceNumber: 'N-3' });
    expect(after.customers.rows[0]).toMatchObject({ customerCode: 'C-3' });
  });
});

describe('webhooks that are still owed', () => {
  it('go on with the rest of their wait, under the same id, once there is a URL', async () => {
    const receiver = await openReceiver();
    receiver.answerWith(503);
    const statePath = await newPath();
    const clock = createVirtualClock();
    const first = await openSimulator({ statePath, clock, webhookUrl: receiver.url });
    await paid(first.simulator, first.api, 10);
    await first.simulator.webhooksIdle();
    clock.advance(5_000);
    await first.simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(2);
    await first.simulator.close();

    clock.advance(100_000);
    receiver.answerWith(204);
    const { simulator } = await openSimulator({ statePath, clock });
    clock.advance(50_000);
    simulator.setWebhookUrl(receiver.url);
    clock.advance(149_999);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(2);
    clock.advance(1);
    await receiver.hasReceived(3);
    await simulator.webhooksIdle();
    expect(new Set(receiver.events.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expectSignedWith(simulator.verifier, receiver.events[2]);
    await simulator.close();
    expect((await saved(statePath)).undelivered).toEqual([]);
  });

  it('go out at once when the program ended during the try', async () => {
    const statePath = await newPath();
    const clock = createVirtualClock();
    const silent = createServer();
    const hasCaller = once(silent, 'connection');
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void silent.close());
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const first = await openSimulator({ statePath, clock, webhookUrl: `http://127.0.0.1:${port}/hook` });
    await paid(first.simulator, first.api, 10);
    await hasCaller;
    await first.simulator.close();

    const receiver = await openReceiver();
    await openSimulator({ statePath, clock, webhookUrl: receiver.url });
    clock.advance(0);
    await receiver.hasReceived(1);
    expect(receiver.events[0]?.json.type).toBe('cardTransaction');
  });

  it('are not sent again when they were accepted', async () => {
    const receiver = await openReceiver();
    const statePath = await newPath();
    const clock = createVirtualClock();
    const first = await openSimulator({ statePath, clock, webhookUrl: receiver.url });
    await paid(first.simulator, first.api, 10);
    await first.simulator.webhooksIdle();
    await first.simulator.close();
    const { simulator } = await openSimulator({ statePath, clock, webhookUrl: receiver.url });
    clock.advance(48 * 3_600_000);
    await simulator.webhooksIdle();
    expect(receiver.events).toHaveLength(1);
  });
});

describe('a file that cannot be used', () => {
  const spoil: [string, (text: string) => string, string][] = [
    ['is empty', () => '', 'not JSON'],
    ['is cut in the middle', (text) => text.slice(0, text.length / 2), 'not JSON'],
    ['is something else', () => '[1,2]', 'not of the expected form'],
    ['lacks a part', (text) => text.replace('"undelivered"', '"other"'), 'not of the expected form'],
    ['holds a wrong value', (text) => text.replace('"purchase"', '"gift"'), 'not of the expected form'],
    [
      'dates a terminal beyond all dates',
      (text) => text.replace(/"createdAtMs":[-\d.]+(?=,"plugged")/, '"createdAtMs":1e308'),
      'not of the expected form',
    ],
    [
      'owes a webhook that no header can name',
      (text) =>
        text.replace(
          '"undelivered":[]',
          '"undelivered":[{"webhookId":"a\\nb","type":"x","bodyText":"","tries":0,"firstHeaders":null,"dueInMs":0}]',
        ),
      'not of the expected form',
    ],
    ['is of a later format', (text) => text.replace('"format":1', '"format":2'), 'of another format'],
    ['has another seed', (text) => text.replace('"seed":"tests"', '"seed":"else"'), 'of another account'],
    ['has another currency', (text) => text.replace('"currency":"CAD"', '"currency":"USD"'), 'of another'],
  ];

  it.each(spoil)('is set aside when it %s, and a fresh account starts', async (_name, change, reason) => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    const oldId = await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    const spoiled = change(await readFile(statePath, 'utf8'));
    await writeFile(statePath, spoiled);

    const { api, simulator } = await openSimulator({ statePath });
    expect(logText(simulator)).toContain(reason);
    expect(simulator.transactions()).toEqual([]);
    expect(await paid(simulator, api, 10)).not.toBe(oldId);
    await simulator.close();
    const names = await readdir(join(statePath, '..'));
    const aside = names.find((name) => name.includes('.set-aside-')) ?? '';
    expect(logText(simulator)).toContain(aside);
    expect(await readFile(join(statePath, '..', aside), 'utf8')).toBe(spoiled);
    expect((await saved(statePath)).transactions).toHaveLength(1);
  });

  it('is left alone when it cannot be set aside', async () => {
    const statePath = await newPath();
    const blocked = join(statePath, '..', '..', 'file');
    await writeFile(blocked, 'not a folder');
    const { api, simulator } = await openSimulator({ statePath: join(blocked, 'simulator.json') });
    await paid(simulator, api, 10);
    expect(logText(simulator)).toContain('nothing is saved');
    expect(await readFile(blocked, 'utf8')).toBe('not a folder');
  });

  it('does not stop payments when it can no longer be written, and the log says so once', async () => {
    const statePath = await newPath();
    const { api, simulator } = await openSimulator({ statePath });
    const folder = join(statePath, '..');
    await rm(folder, { recursive: true });
    await writeFile(folder, 'in the way');
    await paid(simulator, api, 10);
    await paid(simulator, api, 11);
    expect(logText(simulator).match(/cannot be written/g)).toHaveLength(1);
    await rm(folder);
    await paid(simulator, api, 12);
    expect((await saved(statePath)).transactions).toHaveLength(3);
  });

  it('is still good after a start that found its port taken', async () => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    const other = await openSimulator();
    const port = Number(new URL(other.simulator.url).port);
    await expect(openSimulator({ statePath, port })).rejects.toThrow('EADDRINUSE');
    const { simulator } = await openSimulator({ statePath });
    expect(simulator.transactions()).toHaveLength(1);
  });
});

describe('the file and a sudden end', () => {
  it('takes no notice of a torn draft and lets nobody else read the file', async () => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    await paid(first.simulator, first.api, 10);
    await first.simulator.close();
    await writeFile(`${statePath}.new`, '{"format":1,"trans', { mode: 0o666 });
    const { simulator } = await openSimulator({ statePath });
    expect(simulator.transactions()).toHaveLength(1);
    expect(logText(simulator)).not.toContain('set aside');
    await simulator.close();
    expect(await readdir(join(statePath, '..'))).toEqual(['simulator.json']);
    expect((await stat(statePath)).mode & 0o777).toBe(0o600);
  });

  it('does not write over a newer start when closed twice', async () => {
    const statePath = await newPath();
    const first = await openSimulator({ statePath });
    await first.simulator.close();
    const second = await openSimulator({ statePath });
    await paid(second.simulator, second.api, 10);
    await first.simulator.close();
    expect((await saved(statePath)).transactions).toHaveLength(1);
  });

  it.each([1, 4, 9])('knows all it had told when killed while busy, after %d payments', async (count) => {
    const statePath = await newPath();
    const child = spawn(process.execPath, ['--input-type=module', '-e', BUSY, statePath], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const hasEnded = once(child, 'exit');
    const told: number[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      told.push(Number(line));
      if (told.length >= count) child.kill('SIGKILL');
    }
    await hasEnded;
    const { api, simulator } = await openSimulator({ statePath });
    expect(logText(simulator)).not.toContain('set aside');
    const ids = simulator.transactions().map(({ transactionId }) => transactionId);
    expect(ids).toEqual(expect.arrayContaining(told));
    await simulator.act('AAAA', 'cancel');
    expect(ids).not.toContain(await paid(simulator, api, 10));
  });
});

const BUSY = `
import { startSimulator } from ${JSON.stringify(new URL('../../../electron/simulator/simulator.ts', import.meta.url).href)};
const simulator = await startSimulator({ seed: 'tests', devices: ['AAAA', 'BBBB'], statePath: process.argv[1] });
simulator.setRateLimits({ perMinute: 1e6, perHour: 1e6 });
for (let at = 0; ; at++) {
  await fetch(simulator.url + '/devices/AAAA/payment/purchase', {
    method: 'POST',
    headers: { 'api-token': simulator.token, 'content-type': 'application/json' },
    body: JSON.stringify({ currency: 'CAD', transactionAmount: 10, invoiceNumber: 'BUSY-' + at }),
  });
  const { transaction } = await simulator.act('AAAA', 'tap-credit');
  console.log(transaction.transactionId);
}
`;
