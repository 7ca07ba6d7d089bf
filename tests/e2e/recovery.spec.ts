/** A ledger that was brought back from a backup catches up with Helcim, step by step, and takes no refund before (M14). */
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { expect, type Locator, test } from '@playwright/test';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import type { IpcInput } from '../../shared/ipc-contract.ts';
import { amountCents } from '../../shared/money.ts';
import { type HelcimProxy, type ProxiedCall, startHelcimProxy } from '../fakes/helcim-proxy.ts';
import { type Counter, counterOf } from './counter.ts';
import { holdsInBothSchemes } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

let counter: Counter;
let proxy: HelcimProxy;
let till: TillApp;

test.afterEach(async () => {
  await counter.close();
  await proxy.close();
});

/** The till's way to Helcim, which the test can stop. */
const viaProxy = ({ token, verifier, setWebhookUrl }: Simulator) => ({
  token,
  verifier,
  setWebhookUrl,
  url: proxy.url,
});

async function sell(amount: string): Promise<number> {
  const id = await till.charge(amount);
  await counter.asks('AB12');
  const row = await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  if (row === null) throw new Error('no transaction');
  return row.transactionId;
}

function start(originalTransactionId: number, cents: number) {
  const press: IpcInput<'refunds', 'start'> = {
    pressId: crypto.randomUUID(),
    pressedAtMs: Date.now(),
    originalTransactionId,
    amountCents: amountCents(cents),
    terminalCode: null,
    cardKind: null,
    reason: 'returned',
    reasonText: null,
    who: 'Ann',
    managerPin: null,
  };
  return till.call('refunds', 'start', press);
}

const refunds = () => counter.simulator.transactions().filter(({ type }) => type === 'refund');
async function giveBack(transactionId: number, cents: number): Promise<void> {
  const before = refunds().length;
  expect(await start(transactionId, cents)).toMatchObject({ ok: true });
  await expect.poll(() => refunds().length).toBe(before + 1);
}

async function ledgerPath(): Promise<string> {
  const names = await readdir(counter.folder);
  const [name] = names.filter((each) => each.endsWith('.sqlite'));
  if (name === undefined) throw new Error('no ledger');
  return join(counter.folder, name);
}

/** By SQLite's own backup, while the till runs. */
async function backUp(): Promise<string> {
  const copy = join(counter.folder, 'backup');
  const source = new DatabaseSync(await ledgerPath(), { readOnly: true });
  await backup(source, copy);
  source.close();
  return copy;
}

/** In the place of the newer one, as a person would who lost it. */
async function bringBack(copy: string): Promise<void> {
  const path = await ledgerPath();
  for (const rest of ['-wal', '-shm']) await rm(`${path}${rest}`, { force: true });
  await rename(copy, path);
}

const main = (): Locator => till.window.getByRole('main');
const give = (): Locator => main().getByRole('button', { name: /^Give back/ });
const amount = (): Locator => main().getByRole('textbox', { name: 'Amount' });

async function take(text: string): Promise<void> {
  await till.goTo('Give money back');
  await main()
    .getByRole('option', { name: new RegExp(text.replace('.', '\\.')) })
    .click();
}

const notice = (): Locator => till.window.locator('[data-recovery]');
const isListOfAll = ({ path, query }: ProxiedCall) => path === '/card-transactions' && query.has('dateFrom');
const isLookUp = ({ path, query }: ProxiedCall) =>
  path === '/card-transactions' && query.has('invoiceNumber');
const isAccount = ({ path }: ProxiedCall) => path === '/card-terminals';

/** Stops what fits until it is let go. */
function hold(...kinds: readonly ((call: ProxiedCall) => boolean)[]) {
  const gates = kinds.map((fits) => ({ fits, ...Promise.withResolvers<'forward' | 'cut'>() }));
  proxy.setGate(async (call) => gates.find(({ fits }) => fits(call))?.promise ?? 'forward');
  return gates;
}

test('M14 M9 a ledger brought back from a backup reads what it lacks in three steps, and takes no refund before', async () => {
  const simulator = await startSimulator({ devices: ['AB12'] });
  proxy = await startHelcimProxy(simulator);
  const folder = await makeDataFolder();
  till = await launchTill({ folder, simulator: viaProxy(simulator) });
  counter = counterOf({ simulator, folder, till });
  await till.pair('AB12');
  const sold = await sell('25.00');
  counter.simulator.closeBatch();
  await giveBack(sold, 5_00);
  const copy = await backUp();
  // Neither of these two is in the backup.
  await giveBack(sold, 12_00);
  await sell('30.00');
  await till.close();
  await bringBack(copy);

  const [account, list] = hold(isAccount, isListOfAll);
  till = await launchTill({ folder, simulator: viaProxy(simulator) });
  await expect(notice()).toContainText('This ledger was restored or copied');
  await expect(notice()).toContainText('Step 1 of 3: waiting for Helcim to answer.');
  account?.resolve('forward');
  list?.resolve('cut');
  await expect(notice()).toContainText('The last try did not succeed');
  await expect(notice()).toContainText('It is tried again by itself.');

  await expect(notice()).toContainText('Meanwhile no refund is possible');
  await take('25.00');
  await expect(main().locator('[data-refusal="in_recovery"]')).toBeVisible();
  await expect(main()).toContainText('Wait until the recovery at the top of the window is done');
  await expect(give()).toBeDisabled();
  expect(await start(sold, 1_00)).toMatchObject({ ok: false, error: { code: 'in_recovery' } });

  const [again, lookUp] = hold(isListOfAll, isLookUp);
  await expect(notice()).toContainText(/Step 2 of 3: from \w.+ on, reading what Helcim has\./, {
    timeout: 30_000,
  });
  await holdsInBothSchemes(till, 'recovery');
  again?.resolve('forward');
  await expect(notice()).toContainText(/Step 3 of 3: sorting \d of 4 of Helcim’s rows/, { timeout: 30_000 });
  await expect(notice().getByRole('progressbar', { name: 'Progress of the recovery' })).toBeVisible();
  lookUp?.resolve('forward');
  await expect(notice()).toHaveCount(0);

  // The sale that was lost with the ledger is told of, and the refund that was lost counts.
  const alarms = till.window.getByRole('alert', { name: 'Alarms' });
  await expect(alarms).toContainText('1 more alarm');
  expect((await till.snapshot()).alarms.map(({ kind }) => kind).toSorted()).toEqual([
    'ledger_restored',
    'payment_without_attempt',
  ]);
  await main().getByRole('button', { name: 'Ask again' }).click();
  await expect(main()).toContainText('All that is left: $8.00');
  await amount().fill('8.01');
  await expect(give()).toBeDisabled();
  await amount().fill('8.00');
  await main().getByRole('radio', { name: 'Goods returned' }).check();
  await main().getByRole('textbox', { name: 'Your name or number' }).fill('Ann');
  await give().click();
  await expect(till.window.locator('main [data-attempt-state="approved"]')).toBeVisible();
  expect(refunds().map((row) => row.amountCents)).toEqual([5_00, 12_00, 8_00]);
});
