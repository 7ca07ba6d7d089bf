/** The settings as a manager uses them: searched, changed, locked and unlocked, taken to a second till, looked up. */
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import { holdsInBothSchemes, typePin } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

const pin = '482915';
const wrongPin = '604837';
const small = { width: 1024, height: 768 } as const;
const wide = { width: 1366, height: 768 } as const;

let counter: Counter;
let till: TillApp;
let exportPath: string;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { viewport: small } });
  till = counter.till();
  exportPath = join(counter.folder, 'from-till-1.json');
});
test.afterAll(() => counter.close());

const dialog = (): Locator => till.window.getByRole('dialog');
const group = (name: string): Locator => till.window.getByRole('region', { name, exact: true });
const row = (name: string): Locator => till.window.locator(`[data-setting="${name}"]`);
const press = (name: string): Promise<void> => dialog().getByRole('button', { name, exact: true }).click();
const header = (): Locator => till.window.getByRole('banner');

test('every setting shows its value and default, and a search leaves those that were meant', async () => {
  const { window } = till;
  await window.keyboard.press('F9');
  await expect(window.getByRole('heading', { name: 'Settings', level: 1 })).toBeFocused();
  await expect(row('tillsOnAccount')).toContainText('This is the default');
  await expect(row('lockAfterMinutes')).toContainText('After 5 minutes');
  await holdsInBothSchemes(till, 'all');
  await window.setViewportSize(wide);
  await holdsInBothSchemes(till, 'all-wide');
  await window.setViewportSize(small);
  const search = window.getByRole('searchbox', { name: 'Search the settings' });
  await search.fill('cloudflare');
  await expect(window.locator('[data-setting]')).toHaveCount(1);
  await expect(row('tunnel')).toBeVisible();
  await search.fill('transfer');
  await expect(group('Settings as a file')).toBeVisible();
  await expect(window.locator('[data-setting]')).toHaveCount(0);
  await search.fill('nothing at all');
  await expect(window.getByText('No setting has these words.')).toBeVisible();
  await search.fill('');
  await expect(window.locator('[data-setting]')).toHaveCount(10);
});

test('a change is judged as it is typed, goes back to the default, and is there after a restart', async () => {
  await row('tillsOnAccount').getByRole('button', { name: 'Change' }).click();
  const count = dialog().getByLabel('Tills on this account');
  await dialog().getByLabel('Your name').fill('Ada');
  await count.fill('51');
  await expect(dialog()).toContainText('At most 50.');
  await expect(dialog().getByRole('button', { name: 'Save' })).toBeDisabled();
  await count.fill('two');
  await expect(dialog()).toContainText('Type a whole number.');
  await holdsInBothSchemes(till, 'problem');
  await count.fill('2');
  await expect(dialog().getByRole('button', { name: 'Save' })).toBeEnabled();
  await press('Back to the default');
  await expect(count).toHaveValue('1');
  await count.fill('2');
  await press('Save');
  await expect(till.window.getByText('“Tills on this account” is saved.')).toBeVisible();
  await expect(row('tillsOnAccount')).toContainText('Default: 1');

  await row('tunnel').getByRole('button', { name: 'Change' }).click();
  await dialog().getByLabel('ngrok').check();
  await dialog().getByLabel('Reserved domain').fill('helcim-shop.ngrok.app');
  await expect(dialog()).toContainText('Helcim refuses an address that has the word “helcim” in it.');
  await holdsInBothSchemes(till, 'tunnel');
  await dialog().getByLabel('Reserved domain').fill('shop.ngrok.app');
  await dialog().getByLabel('Your name').fill('Ada');
  await press('Save');
  await expect(row('tunnel')).toContainText('ngrok: shop.ngrok.app');

  await row('cashiers').getByRole('button', { name: 'Change' }).click();
  for (const [index, [number, name]] of [
    ['7', 'Grace'],
    ['7', 'Linus'],
  ].entries()) {
    await press('Add a cashier');
    await dialog()
      .getByLabel('Number')
      .nth(index)
      .fill(number ?? '');
    await dialog()
      .getByLabel('Name', { exact: true })
      .nth(index)
      .fill(name ?? '');
  }
  await expect(dialog()).toContainText('This is there twice; it has to tell two people apart.');
  await holdsInBothSchemes(till, 'cashiers');
  await dialog().getByLabel('Number').nth(1).fill('');
  await dialog().getByLabel('Your name').fill('Ada');
  await press('Save');
  await expect(row('cashiers')).toContainText('7 Grace, Linus');
  await till.close();
  till = await counter.startAgain();
  await till.goTo('Settings');
  await expect(row('cashiers')).toContainText('7 Grace, Linus');
});

test('who is at the till is chosen by number and signs what is done from there', async () => {
  await header().getByRole('button', { name: 'Who is here?' }).click();
  await dialog().getByLabel('Number or name').fill('7');
  await holdsInBothSchemes(till, 'cashier');
  await dialog().getByLabel('Number or name').press('Enter');
  await expect(header().getByRole('button', { name: 'Grace' })).toBeVisible();
  const id = await till.charge('12.34');
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  const detail = await till.call('history', 'detail', { attemptId: id });
  expect(detail).toMatchObject({ ok: true, value: { attempt: { cashierId: 'Grace' } } });
});

test('M16 a locked till asks for the PIN where something is pressed, and goes on with what was typed', async () => {
  await till.goTo('Settings');
  expect(await till.call('manager', 'setPin', { pin, who: 'Ada' })).toMatchObject({ ok: true });
  await header().getByRole('button', { name: 'Lock', exact: true }).click();
  await expect(till.window.getByText('Locked: everybody may look here.')).toBeVisible();
  await holdsInBothSchemes(till, 'locked');
  expect(await till.call('settings', 'change', { patch: { tillsOnAccount: 9 }, who: 'x' })).toMatchObject({
    ok: false,
    error: { code: 'not_allowed' },
  });
  await row('walkInCustomerCode').getByRole('button', { name: 'Change' }).click();
  await dialog().getByLabel('Customer code for sales').fill('WALK-IN');
  await expect(dialog().getByLabel('Your name')).toHaveValue('Grace');
  await press('Save');
  const question = till.window.getByRole('dialog', { name: 'This needs a manager' });
  await typePin(till, wrongPin);
  await expect(question.getByRole('alert')).toContainText('That is not the manager PIN.');
  await question.getByRole('button', { name: 'Close this message' }).click();
  await holdsInBothSchemes(till, 'unlock');
  await till.window.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(dialog().getByLabel('Customer code for sales')).toHaveValue('WALK-IN');
  await expect(dialog().getByRole('alert')).toContainText('This needs a manager.');
  await press('Save');
  await typePin(till, pin);
  await expect(
    till.window.getByText('“Customer code for sales to nobody in particular” is saved.'),
  ).toBeVisible();
  await expect(row('walkInCustomerCode')).toContainText('WALK-IN');
  await expect(header().getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
});

test('M16 sleep locks the manager and nothing of the cashier', async () => {
  await till.app.evaluate(({ powerMonitor }) => void powerMonitor.emit('suspend'));
  await expect(header().getByRole('button', { name: 'Unlock' })).toBeVisible();
  const id = await till.charge('5.00');
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  await header().getByRole('button', { name: 'Unlock' }).click();
  await typePin(till, pin);
  await expect(header().getByRole('button', { name: 'Lock', exact: true })).toBeVisible();
});

test('M11 the settings are saved as a file without any secret', async () => {
  await till.goTo('Settings');
  await till.app.evaluate(({ dialog: system }, filePath) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath });
  }, exportPath);
  await group('Settings as a file').getByRole('button', { name: 'Save the settings as a file' }).click();
  await press('Choose a place');
  await expect(till.window.getByText('Saved as from-till-1.json.')).toBeVisible();
  const text = await readFile(exportPath, 'utf8');
  expect(text).toContain('shop.ngrok.app');
  for (const secret of [pin, counter.simulator.token, counter.simulator.verifier])
    expect(text).not.toContain(secret);
});

test('every change is in the list of changes, with who made it', async () => {
  await till.goTo('Charge');
  await till.goTo('Settings');
  const changes = group('Changes').getByRole('listitem');
  await expect(changes.filter({ hasText: 'Tills on this account (1 → 2)' })).toContainText('Ada');
  await expect(changes.filter({ hasText: 'WALK-IN' })).toContainText('Grace');
  await expect(changes.filter({ hasText: 'Manager locked (the computer went to sleep)' })).toHaveCount(1);
  await expect(changes.filter({ hasText: 'Manager unlocked' })).toHaveCount(2);
  await expect(changes.filter({ hasText: 'Settings saved as a file' })).toHaveCount(1);
  await group('Changes').scrollIntoViewIfNeeded();
  await till.screenshot(test.info().outputPath('changes.png'));
});

test('a second till takes them from the file, all but what two tills must not share', async () => {
  const folder = await makeDataFolder();
  const first = till;
  till = await launchTill({ folder, simulator: null, viewport: small });
  try {
    await till.goTo('Settings');
    await till.app.evaluate(({ dialog: system }, filePath) => {
      system.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
    }, exportPath);
    await group('Settings as a file').getByRole('button', { name: 'Take settings from a file' }).click();
    await expect(dialog().getByRole('listitem')).toHaveCount(3);
    await expect(dialog().getByRole('checkbox', { checked: false })).not.toHaveCount(0);
    await dialog().getByLabel('Your name').fill('Grace');
    await holdsInBothSchemes(till, 'import');
    await press('Take over 3 settings');
    await expect(till.window.getByText('The settings are taken over.')).toBeVisible();
    await expect(row('cashiers')).toContainText('7 Grace, Linus');
    await expect(row('tunnel')).toContainText('No tunnel: look up only');
    await expect(group('Changes').getByText('Settings taken from a file')).toBeVisible();
  } finally {
    await till.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
    till = first;
  }
});

test('a damaged settings file is said on the screen, and the last good settings hold', async () => {
  await till.close();
  await writeFile(join(counter.folder, 'settings.json'), '{"tillsOnAcc');
  till = await counter.startAgain();
  await till.goTo('Settings');
  await expect(till.window.locator('[data-settings-problem="damaged"]')).toBeVisible();
  await expect(row('tillsOnAccount')).toContainText('Default: 1');
  await holdsInBothSchemes(till, 'damaged');
});

test('M16 with a ledger that cannot be read, the PIN’s question says why it waits', async () => {
  await till.close();
  const [name] = (await readdir(counter.folder)).filter((file) => /^ledger-.*\.sqlite$/.test(file));
  await writeFile(join(counter.folder, name ?? ''), 'no database at all');
  till = await counter.startAgain();
  await header().getByRole('button', { name: 'Unlock' }).click();
  await expect(dialog()).toContainText('No PIN can be checked now');
  await expect(dialog().locator('[data-error-code="ledger_unreadable"]')).toBeVisible();
  await expect(dialog().getByRole('button', { name: '7', exact: true })).toBeHidden();
  await holdsInBothSchemes(till, 'no-pin-now');
  await till.window.keyboard.press('Escape');
  await expect(dialog()).toBeHidden();
});
