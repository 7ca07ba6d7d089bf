/** What a cashier can type, paste and press: one reading of it, or a refusal in words, and nothing typed is lost. */
import { expect, type Locator, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import { openAttemptId, type TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;
let amount: Locator;
let send: Locator;

test.beforeAll(async () => {
  counter = await openCounter({ paired: ['AB12'] });
  till = counter.till();
  amount = till.window.getByRole('textbox', { name: 'Amount' });
  send = till.window.getByRole('button', { name: /^Send/ });
});
test.afterAll(() => counter.close());
test.beforeEach(async () => {
  await till.goTo('Charge');
  await till.window.getByRole('button', { name: 'Clear the amount' }).click();
});

const alert = () => till.window.getByRole('alert');

async function paste(text: string): Promise<void> {
  await amount.evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Nothing has left: no amount is on the button, and a press asks nobody. */
async function nothingIsSent(): Promise<void> {
  const before = counter.purchases().length;
  await send.click();
  await expect(alert()).toBeVisible();
  await expect(till.window.getByRole('heading', { name: 'Charge', level: 1 })).toBeVisible();
  expect(counter.purchases()).toHaveLength(before);
}

test('the keypad writes an amount, deletes its last digit and clears it', async () => {
  const key = (name: string) => till.window.getByRole('button', { name, exact: true });
  for (const name of ['1', '2', '.', '3', '4']) await key(name).click();
  await expect(amount).toHaveValue('12.34');
  await expect(send).toContainText('Send $12.34');
  await key('Delete the last digit').click();
  await expect(send).toContainText('Send $12.30');
  await key('5').click();
  await key('00').click();
  await expect(amount).toHaveValue('12.35');
  await expect(alert()).toContainText('Never more than two decimals');
  await key('Clear the amount').click();
  await expect(amount).toHaveValue('');
});

test('the keyboard writes into the amount wherever the focus is', async () => {
  await till.window.getByRole('radio', { name: 'AB12' }).focus();
  await till.window.keyboard.type('8.05');
  await expect(amount).toHaveValue('8.05');
  await expect(send).toContainText('Send $8.05');
});

test('B11 the pasted "$1,234.56" is 1,234.56', async () => {
  await paste('$1,234.56');
  await expect(send).toContainText('Send $1,234.56');
  await expect(till.window.getByText('Read as $1,234.56')).toBeVisible();
});

test('B12 the pasted "1 234,56 $" is 1,234.56, and exactly that reaches the terminal', async () => {
  await paste('1 234,56 $');
  await expect(send).toContainText('Send $1,234.56');
  await send.click();
  const id = await openAttemptId(till.window);
  await counter.asks('AB12');
  expect(counter.simulator.devices().find(({ code }) => code === 'AB12')?.request).toMatchObject({
    amountCents: 1_234_56,
    currency: 'CAD',
  });
  await counter.customer('AB12', 'cancel');
  await till.sees(id, 'cancelled');
  await till.done();
});

for (const [name, typed, words] of [
  ['B7 zero', '0.00', 'The amount must be more than zero.'],
  ['B8 a negative amount', '-5.00', 'An amount cannot be negative.'],
  ['B13 letters', 'twelve', 'That is not an amount.'],
  ['B10 1e9', '1e9', 'That is not an amount.'],
  ['B10 a thousand million', '1000000000', 'That is too much for one payment.'],
  ['B14 nothing', '', 'Type an amount.'],
  ['B9 three decimals', '12.345', 'Never more than two decimals'],
] as const) {
  test(`${name} is refused in words, typed or pasted`, async () => {
    await amount.fill(typed);
    await send.click();
    // What never got into the field leaves it empty, and the press then says so.
    await expect(alert()).toContainText(typed === '0.00' || typed === '-5.00' ? words : 'Type an amount.');
    await till.window.getByRole('button', { name: 'Clear the amount' }).click();
    await paste(typed);
    await expect(alert()).toContainText(words);
    await expect(amount).toHaveValue('');
    await nothingIsSent();
  });
}

test('B9 a third decimal never gets in by keyboard', async () => {
  await amount.pressSequentially('12.345');
  await expect(amount).toHaveValue('12.34');
  await expect(alert()).toContainText('Never more than two decimals, like 12.34.');
});

test('B13 letters never get in by keyboard', async () => {
  await amount.pressSequentially('x1y2z');
  await expect(amount).toHaveValue('12');
  await expect(alert()).toContainText('That is not an amount.');
});

test('what was typed is still there after a visit to the other screens', async () => {
  const { window } = till;
  await amount.fill('64.10');
  await window.getByRole('textbox', { name: 'Reference (optional)' }).fill('Table 4');
  await window.getByRole('textbox', { name: 'Customer code (optional)' }).fill('CST1001');
  for (const screen of ['Terminals', 'History', 'Charge'] as const) await till.goTo(screen);
  await expect(amount).toHaveValue('64.10');
  await expect(window.getByRole('textbox', { name: 'Reference (optional)' })).toHaveValue('Table 4');
  await expect(window.getByRole('textbox', { name: 'Customer code (optional)' })).toHaveValue('CST1001');
  await expect(send).toContainText('Send $64.10');
});

test('what was typed is still there after its terminal was unpaired and paired again', async () => {
  const { window } = till;
  await amount.fill('64.10');
  await till.goTo('Terminals');
  await window.getByRole('article', { name: 'AB12' }).getByRole('button', { name: 'Unpair' }).click();
  await window.getByRole('dialog').getByRole('button', { name: 'Unpair it' }).click();
  await expect(window.getByRole('article', { name: 'AB12' })).toBeHidden();
  await till.pair('AB12');
  await till.goTo('Charge');
  await expect(amount).toHaveValue('64.10');
});

test('B1 U15 what is no terminal code is refused before Helcim is asked, and a small one is read as a large one', async () => {
  const { window } = till;
  await till.goTo('Terminals');
  const asked = counter.simulator.requests().length;
  const code = window.getByRole('textbox', { name: 'Code on the terminal' });
  for (const typed of ['', 'AB1', 'AB123', 'AB-1', 'ÄB12', '🙂🙂', "' or 1=1"]) {
    await code.fill(typed);
    await window.getByRole('button', { name: 'Pair by code' }).click();
    await expect(code).toHaveAccessibleDescription(/exactly four letters or digits/);
  }
  expect(
    counter.simulator
      .requests()
      .slice(asked)
      .filter(({ method }) => method === 'POST'),
  ).toEqual([]);
  await code.fill(' cd34 ');
  await window.getByRole('button', { name: 'Pair by code' }).click();
  await expect(window.getByRole('article', { name: 'CD34' })).toBeVisible();
});

test('B1 B2 a code that this account does not have is refused in words and stays typed', async () => {
  const { window } = till;
  await till.goTo('Terminals');
  const code = window.getByRole('textbox', { name: 'Code on the terminal' });
  await code.fill('ZZ99');
  await window.getByRole('button', { name: 'Pair by code' }).click();
  await expect(alert()).toContainText('Helcim does not know this terminal in this account.');
  await expect(alert()).toContainText('Read the 4-character code on the terminal again');
  await expect(code).toHaveValue('ZZ99');
  await expect(window.getByRole('article', { name: 'ZZ99' })).toBeHidden();
});
