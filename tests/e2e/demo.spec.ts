/** Practice: the app on its own simulator, from a fresh folder, with the customer played in the panel beside it. */
import { rm } from 'node:fs/promises';
import { expect, type Locator, test } from '@playwright/test';
import { launchTill, makeDataFolder, readLedger, type TillApp } from './till-app.ts';

let folder: string;
let till: TillApp;
let code: string;

test.beforeAll(async () => {
  folder = await makeDataFolder();
  till = await launchTill({ folder, simulator: null });
  const { virtualTerminals } = await till.snapshot();
  code = virtualTerminals?.find(({ state }) => state === 'ready')?.code ?? '';
});
test.afterAll(async () => {
  await till.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const panel = (): Locator => till.window.getByRole('region', { name: `Virtual terminal ${code}` });
const play = (action: string) => panel().getByRole('button', { name: action, exact: true }).click();

async function charge(amount: string): Promise<string> {
  await till.goTo('Terminals');
  if (!(await till.window.getByRole('article', { name: code }).isVisible())) await till.pair(code);
  const id = await till.charge(amount);
  await expect(panel().getByRole('status')).toContainText(`$${amount}`);
  return id;
}

test('M13 a fresh folder starts in practice by itself, and no screen leaves that in doubt', async () => {
  for (const screen of ['Terminals', 'History', 'Charge'] as const) {
    await till.goTo(screen);
    await expect(till.window.getByRole('region', { name: 'Mode' })).toContainText('DEMO');
    await expect(till.window.getByRole('region', { name: 'Mode' })).toContainText('PRACTICE: no money moves');
  }
  expect((await till.snapshot()).mode).toMatchObject({ kind: 'demo', practice: true });
});

test('M13 a card tapped in the panel approves the payment, and the outcome says that no money moved', async () => {
  const id = await charge('12.34');
  await expect(till.attempt(id)).toContainText('PRACTICE: no money can move');
  await play('Tap credit');
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('PRACTICE: no money moved');
  await till.done();
});

test('M7 declined and tried again in the panel ends approved', async () => {
  const id = await charge('20.00');
  await play('Decline');
  await expect(till.attempt(id)).toContainText('may still try again');
  await play('Try again');
  await play('Insert debit');
  await till.sees(id, 'approved');
  await till.done();
});

test('the red X in the panel cancels the payment', async () => {
  const id = await charge('7.00');
  await play('Red X');
  await till.sees(id, 'cancelled');
  await expect(till.attempt(id)).toContainText('PRACTICE: no money moved');
  await till.done();
});

test('M8 a tip typed in the panel is told beside the asked amount', async () => {
  const id = await charge('40.00');
  await panel().getByRole('textbox', { name: 'Tip' }).fill('four');
  await play('Add tip');
  await expect(panel()).toContainText('That is not an amount.');
  await panel().getByRole('textbox', { name: 'Tip' }).fill('4');
  await play('Add tip');
  await expect(panel().getByRole('status')).toContainText('$44.00');
  await play('Tap debit');
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('$44.00');
  await expect(till.attempt(id)).toContainText('+ $4.00');
  await till.done();
});

test('M13 after a restart in mid-payment the practice goes on where it was, terminal and ledger alike', async () => {
  const id = await charge('55.00');
  const before = await till.snapshot();
  await till.close();
  till = await launchTill({ folder, simulator: null });
  await till.sees(id, 'checking');
  const after = await till.snapshot();
  expect(after.terminals.map((terminal) => terminal.code)).toEqual(
    before.terminals.map((terminal) => terminal.code),
  );
  await expect(panel().getByRole('status')).toContainText('$55.00');
  await play('Tap credit');
  await till.sees(id, 'approved');
  await till.done();
  const { attempts } = (await readLedger(folder)) as { attempts: readonly { state: string }[] };
  expect(attempts.length).toBeGreaterThan(0);
});
