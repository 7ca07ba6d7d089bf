/** A till whose everyday token only takes payments, and a second one for refunds that the manager's PIN opens. */
import { rm } from 'node:fs/promises';
import { expect, type Locator, test } from '@playwright/test';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import { type Counter, codes, counterOf } from './counter.ts';
import { holdsInBothSchemes, typePin } from './screen-looks.ts';
import { launchTill, makeDataFolder, openAttemptId, type TillApp } from './till-app.ts';

const pin = '482915';
const wrongPin = '604837';
const small = { width: 1024, height: 768 } as const;

let helcim: Simulator;
let folder: string;
let till: TillApp;
let counter: Counter;

test.describe.configure({ mode: 'serial', timeout: 90_000 });
test.beforeAll(async () => {
  helcim = await startSimulator({ devices: codes });
  folder = await makeDataFolder();
  const { url, verifier, setWebhookUrl, tokens } = helcim;
  const simulator = { url, verifier, setWebhookUrl, token: tokens.purchaseOnly };
  till = await launchTill({ folder, simulator, viewport: small });
  counter = counterOf({ simulator: helcim, folder, till });
  await till.pair('AB12');
  const id = await till.charge('25.00');
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  helcim.closeBatch();
  expect(await till.call('manager', 'setPin', { pin, who: 'Ada' })).toMatchObject({ ok: true });
  const limits = { aboveCents: 100_00, olderThanDays: null, notFromThisTill: false };
  expect(await till.call('manager', 'setLimits', { pin, limits, who: 'Ada' })).toMatchObject({ ok: true });
});
test.afterAll(async () => {
  await till.close();
  await helcim.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const dialog = (): Locator => till.window.getByRole('dialog');
const part = (): Locator => till.window.getByRole('region', { name: 'Manager', exact: true });
const press = (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click();

/** With which tokens refunds have reached Helcim. */
const sent = () =>
  helcim.requests().flatMap(({ path, token }) => (path === '/payment/refund' ? [token] : []));

async function toPin(name: string, token: string | null): Promise<void> {
  await till.goTo('Settings');
  await part().getByRole('button', { name, exact: true }).click();
  if (token !== null) await dialog().getByLabel('API token for refunds').fill(token);
  await dialog().getByLabel('Your name').fill('Ada');
  await press('Next');
}

async function refundOf(amount: string): Promise<Locator> {
  const { window } = till;
  await till.goTo('Give money back');
  const another = window.getByRole('button', { name: 'Another payment' });
  const search = window.getByRole('textbox', { name: /^Receipt, reference/ });
  await another.or(search).first().waitFor();
  if (await another.isVisible()) await another.click();
  await search.fill('25.00');
  await search.press('Enter');
  await window.getByRole('option', { name: /25\.00/ }).click();
  // What is left stands there first, once it was read.
  await expect(window.getByRole('textbox', { name: 'Amount' })).not.toHaveValue('');
  await window.getByRole('textbox', { name: 'Amount' }).fill(amount);
  await window.getByRole('radio', { name: 'Goods returned' }).check();
  await window.getByRole('textbox', { name: 'Your name or number' }).fill('Ann');
  return window.getByRole('button', { name: `Give back $${amount}` }).first();
}

async function isGivenBack(): Promise<void> {
  const id = await openAttemptId(till.window);
  await till.sees(id, 'approved');
  await till.done();
}

test('M9 M11 a second token is kept with the manager PIN alone', async () => {
  const { tokens } = helcim;
  await toPin('Keep a second token for refunds', tokens.noSettings);
  await typePin(till, wrongPin);
  await expect(dialog().getByRole('alert')).toContainText('That is not the manager PIN.');
  await dialog().getByRole('button', { name: 'Close this message' }).click();
  await typePin(till, pin);
  await expect(part()).toContainText('Refunds go with a token of their own from now on');
  await expect(part()).toContainText(
    'Refunds go with an API token of their own, which the manager PIN opens: every refund asks for it',
  );
  await holdsInBothSchemes(till, 'refund-token-kept');
  expect(await till.window.content()).not.toContain(tokens.noSettings);
});

test('M9 a refund that the everyday token may not make asks for the PIN, and without it nothing is sent', async () => {
  const give = await refundOf('10.00');
  await expect(till.window.locator('main')).toContainText(
    'Refunds of this till go with an API token of their own',
  );
  await give.click();
  await expect(dialog()).toContainText('The manager allows this refund');
  await holdsInBothSchemes(till, 'refund-asks-pin');
  await till.window.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
  await expect(till.window.getByRole('textbox', { name: 'Amount' })).toHaveValue('10.00');
  await give.click();
  await typePin(till, wrongPin);
  await expect(dialog().getByRole('alert')).toContainText('That is not the manager PIN.');
  await dialog().getByRole('button', { name: 'Close this message' }).click();
  expect(sent()).toEqual([]);
  await typePin(till, pin);
  await isGivenBack();
  expect(sent()).toEqual(['noSettings']);
  const everyday = helcim.requests().filter(({ path }) => path.endsWith('/payment/purchase'));
  expect(everyday.map(({ token }) => token)).toEqual(['purchaseOnly']);
});

test('M9 the token is replaced by another one, and one that nobody issued changes nothing', async () => {
  await toPin('Replace the token for refunds', 'sim_a-token-that-nobody-issued');
  await typePin(till, pin);
  await expect(dialog().getByRole('alert')).toContainText('Helcim');
  await till.window.keyboard.press('Escape');
  await till.window.keyboard.press('Escape');
  await toPin('Replace the token for refunds', helcim.tokens.full);
  await typePin(till, pin);
  await expect(part()).toContainText('Refunds go with a token of their own from now on');
  await (await refundOf('5.00')).click();
  await typePin(till, pin);
  await isGivenBack();
  expect(sent()).toEqual(['noSettings', 'full']);
});

test('M9 with the token taken away the everyday one is refused in words, and no money moves', async () => {
  await toPin('Take the token for refunds away', null);
  await typePin(till, pin);
  await expect(part()).toContainText('The token for refunds is gone.');
  await expect(part().getByRole('button', { name: 'Keep a second token for refunds' })).toBeVisible();
  await (await refundOf('5.00')).click();
  const id = await openAttemptId(till.window);
  await till.sees(id, 'refused');
  await expect(till.attempt(id)).toContainText('No money moved');
  await holdsInBothSchemes(till, 'refund-not-permitted');
  expect(sent()).toEqual(['noSettings', 'full', 'purchaseOnly']);
  const givenBack = helcim
    .transactions()
    .filter(({ type, status }) => type === 'refund' && status === 'APPROVED');
  expect(givenBack.map(({ amountCents }) => amountCents)).toEqual([10_00, 5_00]);
});
