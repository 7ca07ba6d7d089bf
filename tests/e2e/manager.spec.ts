/** The manager's PIN as a shop uses it: set, mistyped, waited for, limits, forgotten and reset by the API token. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import { holdsInBothSchemes, typePin } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

const goodPin = '482915';
const newPin = '7391640';
const wrongPin = '604837';
const small = { width: 1024, height: 768 } as const;

/** Two minutes of the till, ten times as fast, and what a busy machine takes of them. */
const shortOfTwoMinutes = /^0:(?:1[0-2]|0[1-9])$/;

let counter: Counter;
let till: TillApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  // The till's own time runs ten times as fast, so that waits of 5 s, 30 s and 2 min can be lived through.
  const launch = { viewport: small, env: { TILLSIDE_CLOCK_RATE: '10' } };
  counter = await openCounter({ paired: ['AB12'], launch });
  till = counter.till();
});
test.afterAll(() => counter.close());

const dialog = (): Locator => till.window.getByRole('dialog');
const part = (): Locator => till.window.getByRole('region', { name: 'Manager', exact: true });
const press = (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click();

/** Types by touch. */
async function tap(pin: string): Promise<void> {
  for (const digit of pin) await press(digit);
}

const type = (pin: string): Promise<void> => typePin(till, pin);
const holds = (name: string): Promise<void> => holdsInBothSchemes(till, name);

async function toLimitsPin(amount: string): Promise<void> {
  await part().getByRole('button', { name: 'Change the limits' }).click();
  await dialog().getByLabel('Refunds above this amount need the PIN').fill(amount);
  await dialog().getByLabel('Your name').fill('Ada');
  await press('Next: type the PIN');
  await expect(dialog()).toContainText(`Above $${amount}`);
}

test('a PIN is set with a name, and weak ones are refused with the reason', async () => {
  const { window } = till;
  await window.keyboard.press('F9');
  await expect(window.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
  await expect(part()).toContainText('No manager PIN is set: everyone at this till may refund any amount.');
  await holds('no-pin');
  await part().getByRole('button', { name: 'Set a manager PIN' }).click();
  await expect(dialog().getByRole('button', { name: 'Go on' })).toBeDisabled();
  await dialog().getByLabel('Your name').fill('Ada');
  await press('Go on');

  await type('123456');
  await expect(dialog().getByRole('alert')).toContainText('Digits in order are easy to guess.');
  await tap('48291');
  await expect(dialog().getByRole('status')).toHaveText('5 digits typed');
  await expect(dialog().getByRole('button', { name: 'Go on' })).toBeDisabled();
  await press('Clear the PIN');
  await tap('482919');
  await press('Delete the last digit');
  await tap('5');
  await holds('new-pin');
  expect(await window.content()).not.toContain(goodPin);
  await press('Go on');
  await expect(dialog()).toContainText('The new PIN once more');
  await type(wrongPin);
  await expect(dialog().getByRole('alert')).toContainText('The two were not the same.');
  await type(goodPin);
  await expect(dialog()).toContainText('The new PIN once more');
  await type(goodPin);
  await expect(part()).toContainText('The manager PIN is set.');
  await expect(part()).toContainText('Every refund');
  await holds('pin-set');
});

test('a wrong PIN five times brings waits that are counted down', async () => {
  await toLimitsPin('50.00');
  const refusal = dialog().getByRole('alert');
  for (let time = 1; time <= 5; time += 1) {
    await type(wrongPin);
    if (time < 3) {
      await expect(refusal).toContainText('That is not the manager PIN.');
      await dialog().getByRole('button', { name: 'Close this message' }).click();
      continue;
    }
    if (time === 3) {
      // Half a second at this rate of time: over before it can be looked at.
      await expect(dialog()).toContainText('You can try again now.');
      continue;
    }
    await expect(refusal).toContainText('Too many wrong tries: nothing is checked for');
    await expect(dialog().getByRole('button', { name: '7', exact: true })).toBeHidden();
    await expect(dialog().getByRole('button', { name: 'Check the PIN' })).toBeDisabled();
    if (time < 5) await expect(dialog()).toContainText('You can try again now.');
  }
  await expect(dialog().getByRole('timer')).toHaveText(shortOfTwoMinutes);
  await till.screenshot(test.info().outputPath('wait.png'));
});

test('a wait survives a restart, past every screen too, and ends', async () => {
  await till.close();
  till = await counter.startAgain();
  await till.goTo('Settings');
  await toLimitsPin('50.00');
  await expect(dialog().getByRole('timer')).toHaveText(shortOfTwoMinutes);
  const limits = { aboveCents: 50_00, olderThanDays: 90, notFromThisTill: true };
  expect(await till.call('manager', 'setLimits', { pin: goodPin, limits, who: 'Ada' })).toMatchObject({
    ok: false,
    error: { code: 'pin_wait' },
  });
  await expect(dialog()).toContainText('You can try again now.', { timeout: 20_000 });
  await type(goodPin);
  await expect(part()).toContainText('The limits are changed.');
  await expect(part()).toContainText('Above $50.00');
});

test('limits are said in words, and what is no limit is refused', async () => {
  await part().getByRole('button', { name: 'Change the limits' }).click();
  await dialog().getByLabel('Your name').fill('Ada');
  await dialog().getByLabel('Refunds above this amount need the PIN').fill('ten');
  await dialog().getByLabel('Refunds of sales older than').fill('-1');
  await expect(dialog()).toContainText('That is not an amount.');
  await expect(dialog()).toContainText('Type whole days, 0 to 3650, or leave it empty.');
  await expect(dialog().getByRole('button', { name: 'Next: type the PIN' })).toBeDisabled();
  await holds('limits');
  await dialog().getByLabel('Refunds above this amount need the PIN').fill('0');
  await dialog().getByLabel('Refunds of sales older than').fill('');
  await dialog().getByLabel('Refunds of sales that this till did not make').uncheck();
  await press('Next: type the PIN');
  await holds('pin-dialog');
  await tap(goodPin);
  await press('Check the PIN');
  await expect(part()).toContainText('Every refund');
  await expect(part().getByText('Does not matter')).toHaveCount(2);
});

test('the PIN is changed with the old one, and reset with the API token when it is forgotten', async () => {
  await part().getByRole('button', { name: 'Change the PIN' }).click();
  await dialog().getByLabel('Your name').fill('Grace');
  await press('Go on');
  await type(newPin);
  await expect(dialog()).toContainText('once more');
  await type(newPin);
  await expect(dialog()).toContainText('The PIN that is valid now');
  await type(wrongPin);
  await expect(dialog().getByRole('alert')).toContainText('That is not the manager PIN.');
  await type(goodPin);
  await expect(part()).toContainText('The manager PIN is changed.');

  await part().getByRole('button', { name: 'PIN forgotten' }).click();
  await dialog().getByLabel('Your name').fill('Grace');
  await dialog().getByLabel('API token').fill('not the token');
  await holds('reset');
  await press('Go on');
  await type(goodPin);
  await expect(dialog()).toContainText('once more');
  await type(goodPin);
  await expect(dialog().getByRole('alert')).toContainText('That is not the API token that this till uses.');
  await dialog().getByLabel('API token').fill(counter.simulator.token);
  await press('Go on');
  await type(goodPin);
  await expect(dialog()).toContainText('once more');
  await type(goodPin);
  await expect(part()).toContainText('The manager PIN is reset.');
});

test('M11 no PIN is in the memory of the window, in an answer, a log, the ledger or any file', async () => {
  const pins = [goodPin, newPin, wrongPin];
  const holdsPin = (text: string) => pins.filter((pin) => text.includes(pin));
  const session = await till.window.context().newCDPSession(till.window);
  await till.window.reload();
  await till.window.getByRole('navigation').first().waitFor();
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const strings = (JSON.parse(chunks.join('')) as { strings: string[] }).strings.join('\n');
  expect(strings).toContain('AB12');
  expect(holdsPin(strings)).toEqual([]);
  expect(strings).not.toContain(counter.simulator.token);
  const status = await till.call('manager', 'status', null);
  expect(holdsPin(JSON.stringify([status, await till.snapshot()]))).toEqual([]);
  const entries = await readdir(counter.folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).join(' ')).toMatch(/secrets-.*\.json/);
  for (const { parentPath, name } of files) {
    const bytes = await readFile(join(parentPath, name), 'latin1');
    expect(holdsPin(bytes), name).toEqual([]);
    expect(bytes, name).not.toContain('scrypt');
  }
});

test('M13 in the demo a forgotten PIN is reset with a word that the till itself says', async () => {
  await till.close();
  const folder = await makeDataFolder();
  till = await launchTill({ folder, simulator: null, viewport: small });
  await till.goTo('Settings');
  expect(await till.call('manager', 'setPin', { pin: goodPin, who: 'Ada' })).toMatchObject({ ok: true });
  await till.goTo('Charge');
  await till.goTo('Settings');
  await part().getByRole('button', { name: 'PIN forgotten' }).click();
  await expect(dialog()).toContainText('In practice, type practice-token for the token.');
  await dialog().getByLabel('Your name').fill('Ada');
  await dialog().getByLabel('API token').fill('practice-token');
  await dialog().getByLabel('API token').press('Enter');
  await type(newPin);
  await expect(dialog()).toContainText('once more');
  await type(newPin);
  await expect(part()).toContainText('The manager PIN is reset.');
  await till.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  till = await counter.startAgain();
});

// Elsewhere the switch means nothing.
if (process.platform === 'linux') {
  test('a Linux whose key store protects nothing says so, and holds the PIN until it is closed', async () => {
    await till.close();
    till = await counter.startAgain({
      viewport: small,
      args: ['--password-store=basic'],
    });
    await till.goTo('Settings');
    await expect(part()).toContainText('A manager PIN was set, but it cannot be checked any more.');
    await expect(part()).toContainText('key store cannot be opened now');
    await expect(part()).toContainText('anybody could open what it holds');
    await holds('lost');
  });
}
