/** Money back, as a cashier gives it: the open batch, the closed one, a part, the rest, and a debit card at the terminal. */
import { expect, type Locator, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import type { TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { viewport: { width: 1024, height: 768 } } });
  till = counter.till();
});
test.afterAll(() => counter.close());

const button = (name: string | RegExp): Locator => till.window.getByRole('button', { name });
const amount = (): Locator => till.window.getByRole('textbox', { name: 'Amount' });

async function sell(text: string, action: 'tap-credit' | 'tap-debit'): Promise<string> {
  const id = await till.charge(text);
  await counter.customer('AB12', action);
  await till.sees(id, 'approved');
  await till.done();
  return id;
}

/** Opens the refund of the payment that a cashier finds by its amount. */
async function find(text: string): Promise<void> {
  await till.goTo('Give money back');
  const another = button('Another payment');
  const search = till.window.getByRole('textbox', { name: /^Receipt, reference/ });
  await another.or(search).first().waitFor();
  if (await another.isVisible()) await another.click();
  await search.fill(text);
  await search.press('Enter');
  await till.window.getByRole('option', { name: new RegExp(text.replace('.', '\\.')) }).click();
}

async function fill(cents: string): Promise<void> {
  await amount().fill(cents);
  await till.window.getByRole('radio', { name: 'Goods returned' }).check();
  await till.window.getByRole('textbox', { name: 'Your name or number' }).fill('Ann');
}

test('M9 a part of an open batch is refused in words, and a reminder is offered', async () => {
  await sell('25.00', 'tap-credit');
  await find('25.00');
  await fill('10.00');
  await expect(till.window.getByText(/Only the whole payment can be given back/).first()).toBeVisible();
  await till.screenshot(test.info().outputPath('part-in-open-batch.png'));
  await button('Remind me when it can be given back').click();
  await expect(till.window.getByText(/You will be reminded here of/)).toBeVisible();
  await expect(amount()).toHaveValue('10.00');
});

test('M9 with the batch closed a part goes back, then the rest, and nothing more', async () => {
  counter.simulator.closeBatch();
  await find('25.00');
  await fill('10.00');
  await button(/^Give back/).click();
  await expect(till.window.locator('main [data-attempt-state="approved"]')).toBeVisible();
  await till.screenshot(test.info().outputPath('part-given-back.png'));
  await till.done();

  await find('25.00');
  await expect(till.window.getByText('All that is left: $15.00')).toBeVisible();
  await fill('15.01');
  await expect(button(/^Give back/)).toBeDisabled();
  await fill('15.00');
  await button(/^Give back/).click();
  await expect(till.window.locator('main [data-attempt-state="approved"]')).toBeVisible();
  await till.done();

  await till.goTo('Give money back');
  const rows = counter.simulator.transactions().filter(({ type }) => type === 'refund');
  expect(rows.map(({ amountCents }) => amountCents)).toEqual([10_00, 15_00]);
});

test('M9 a debit card gets its money on the terminal', async () => {
  await sell('40.00', 'tap-debit');
  counter.simulator.closeBatch();
  await find('40.00');
  await fill('40.00');
  await expect(till.window.getByText(/present the same debit card/).first()).toBeVisible();
  await till.screenshot(test.info().outputPath('debit-road.png'));
  await button(/^Give back/).click();
  await expect(till.window.locator('main [data-attempt-state="on_terminal"]')).toBeVisible();
  await till.screenshot(test.info().outputPath('debit-waits.png'));
  await counter.customer('AB12', 'tap-debit');
  await expect(till.window.locator('main [data-attempt-state="approved"]')).toBeVisible();
  await till.done();
});
