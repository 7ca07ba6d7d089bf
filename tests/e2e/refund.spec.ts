/** Money back, as a cashier gives it: the open batch, the closed one, a part, the rest, and a debit card at the terminal. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { parseCsv } from '../fakes/parse-csv.ts';
import { type Counter, openCounter } from './counter.ts';
import { openAttemptId, type TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  counter = await openCounter({
    paired: ['AB12', 'CD34'],
    launch: { viewport: { width: 1024, height: 768 } },
  });
  till = counter.till();
});
test.afterAll(() => counter.close());

const button = (name: string | RegExp): Locator => till.window.getByRole('button', { name });
const amount = (): Locator => till.window.getByRole('textbox', { name: 'Amount' });

async function sell(text: string, action: 'tap-credit' | 'tap-debit'): Promise<string> {
  await till.goTo('Charge');
  await till.window.getByRole('radio', { name: 'AB12' }).check();
  await till.window.getByRole('textbox', { name: 'Reference (optional)' }).fill(`Order ${text}`);
  const id = await till.charge(text);
  await counter.asks('AB12');
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

/** @returns the refund's id, once Helcim has approved it */
async function giveBack(): Promise<string> {
  await button(/^Give back \$/).click();
  const id = await openAttemptId(till.window);
  await till.sees(id, 'approved');
  return id;
}

const givenBack = () =>
  counter.simulator
    .transactions()
    .filter(({ type, status }) => type === 'refund' && status === 'APPROVED')
    .map(({ amountCents }) => amountCents);

/** What the cashier has to see before the press is whole, on the screen, and under nothing else. */
async function isInSight(...places: readonly Locator[]): Promise<void> {
  for (const place of places) {
    await expect(place).toBeInViewport({ ratio: 1 });
    const isOnTop = await place.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const found = document.elementFromPoint(left + width / 2, top + height / 2);
      return element === found || element.contains(found);
    });
    expect(isOnTop, String(place)).toBe(true);
  }
}

/** The sale of 25.00 that the tests below give back, and its first refund. */
const ids = { sale: '', refund: '' };

test('M9 a part of an open batch is refused in words, and a reminder is offered', async () => {
  ids.sale = await sell('25.00', 'tap-credit');
  await find('25.00');
  await fill('10.00');
  await expect(till.window.getByText(/Only the whole payment can be given back/).first()).toBeVisible();
  await expect(button(/^Give back/)).toBeDisabled();
  await till.screenshot(test.info().outputPath('part-in-open-batch.png'));
  await button('Remind me when it can be given back').click();
  await expect(till.window.getByText(/You will be reminded here of/)).toBeVisible();
  await expect(amount()).toHaveValue('10.00');
  expect(givenBack()).toEqual([]);
});

test('what was typed for a refund is still there after Esc and another screen', async () => {
  const note = till.window.getByRole('textbox', { name: 'Note (optional)' });
  await note.fill('torn seam');
  await till.window.keyboard.press('Escape');
  await expect(till.window.getByRole('heading', { name: 'Charge', level: 1 })).toBeVisible();
  await till.window.keyboard.press('F4');
  await till.window.keyboard.press('F6');
  await expect(amount()).toHaveValue('10.00');
  await expect(note).toHaveValue('torn seam');
  await expect(till.window.getByRole('radio', { name: 'Goods returned' })).toBeChecked();
  await expect(till.window.getByRole('textbox', { name: 'Your name or number' })).toHaveValue('Ann');
});

test('M9 with the batch closed a part goes back', async () => {
  counter.simulator.closeBatch();
  await find('25.00');
  await fill('10.00');
  await expect(button(/^Give back \$10\.00/)).toBeEnabled();
  await isInSight(button(/^Give back/), till.window.getByRole('textbox', { name: 'Your name or number' }));
  ids.refund = await giveBack();
  await expect(till.attempt(ids.refund)).toContainText('$10.00 given back of $25.00; $15.00 left.');
  await till.screenshot(test.info().outputPath('part-given-back.png'));
  // A key that is pressed while Done is still being written down decides where it leads.
  await till.window.getByRole('button', { name: 'Done', exact: true }).focus();
  await expect(till.window.getByRole('button', { name: 'Done', exact: true })).not.toHaveAttribute(
    'aria-disabled',
  );
  await till.window.keyboard.press('Enter');
  await till.window.keyboard.press('F4');
  await expect.poll(async () => (await till.snapshot()).unacknowledged).toEqual([]);
  await expect(till.window.getByRole('heading', { name: 'History', level: 1 })).toBeVisible();
  expect(givenBack()).toEqual([10_00]);
});

test('history finds sale and refund, leads from each to the other and back, and exports both', async () => {
  const { window } = till;
  const search = window.getByRole('textbox', { name: 'Search' });
  const entries = window.getByRole('main').getByRole('status').filter({ hasText: '2 entries' });
  const row = (id: string): Locator => window.locator(`tr[data-attempt-id="${id}"]`);
  await search.fill('order 25');
  await expect(entries).toBeVisible();
  await expect(row(ids.sale)).toContainText('refunded $10.00 of $25.00');
  await expect(row(ids.refund)).toContainText('−$10.00');
  await expect(row(ids.refund)).not.toContainText('refunded');
  await till.screenshot(test.info().outputPath('history.png'));

  await row(ids.sale).getByRole('button').click();
  await expect(window.getByText('Refunded $10.00 of $25.00.')).toBeVisible();
  const way = (id: string): Locator => window.locator(`[data-linked-attempt-id="${id}"]`);
  await way(ids.refund)
    .getByRole('button', { name: /^Refund of .+: \$10\.00$/ })
    .click();
  await expect(window.getByRole('heading', { name: /^Refund of/, level: 1 })).toBeVisible();
  await expect(window.getByText('Refunded $10.00 of $25.00.')).toBeVisible();
  await expect(window.getByText('Goods returned')).toBeVisible();
  await expect(window.getByText('Left to pay')).toHaveCount(0);
  await till.screenshot(test.info().outputPath('refund-in-history.png'));
  await way(ids.sale)
    .getByRole('button', { name: /^The payment of .+: \$25\.00$/ })
    .click();
  await expect(window.getByRole('heading', { name: /^Payment of/, level: 1 })).toBeVisible();
  await window.keyboard.press('Escape');
  await expect(search).toHaveValue('order 25');
  await expect(entries).toBeVisible();

  const path = join(counter.folder, 'refunds.csv');
  await till.app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath })) as never;
  }, path);
  await button('Export as CSV').click();
  await expect(window.getByText('Saved as refunds.csv, 2 lines.')).toBeVisible();
  const [head = [], ...lines] = parseCsv(await readFile(path, 'utf8'));
  const cells = (...names: string[]) => lines.map((line) => names.map((name) => line[head.indexOf(name)]));
  expect(cells('attempt_id', 'kind', 'approved', 'refunded_of_it', 'refund_road')).toEqual([
    [ids.refund, 'refund', '-10.00', '', 'credit_refund'],
    [ids.sale, 'purchase', '25.00', '10.00', ''],
  ]);
  const [refund, sale] = cells('original_receipt_number', 'receipt_number');
  expect(refund?.[0]).toBe(sale?.[1]);
});

test('M9 then the rest goes back, and nothing more', async () => {
  await find('25.00');
  await expect(till.window.getByText('All that is left: $15.00')).toBeVisible();
  await fill('15.01');
  await expect(button(/^Give back/)).toBeDisabled();
  await fill('15.00');
  const rest = await giveBack();
  await expect(till.attempt(rest)).toContainText(
    '$15.00 given back now, $25.00 of $25.00 in all; $0.00 left.',
  );
  await till.done();
  await find('25.00');
  await expect(till.window.locator('[data-refusal="nothing_left"]')).toBeVisible();
  await fill('0.01');
  await expect(button(/^Give back/)).toBeDisabled();
  expect(givenBack()).toEqual([10_00, 15_00]);
});

test('M9 a debit card gets its money on the terminal, once the batch is closed', async () => {
  await sell('40.00', 'tap-debit');
  await find('40.00');
  await expect(till.window.locator('[data-refusal="debit_in_open_batch"]')).toBeVisible();
  counter.simulator.closeBatch();
  await find('40.00');
  await fill('40.00');
  await expect(till.window.getByText(/present the same debit card/).first()).toBeVisible();
  await till.window.getByRole('radio', { name: 'CD34' }).check();
  await expect(button(/^Give back \$40\.00/)).toBeEnabled();
  await isInSight(
    button(/^Give back/),
    till.window.getByRole('textbox', { name: 'Your name or number' }),
    till.window.getByRole('radio', { name: 'AB12' }),
    till.window.getByRole('radio', { name: 'CD34' }),
  );
  await till.screenshot(test.info().outputPath('debit-road.png'));
  await button(/^Give back/).click();
  const id = await openAttemptId(till.window);
  await counter.asks('CD34');
  await till.sees(id, 'on_terminal');
  await till.screenshot(test.info().outputPath('debit-waits.png'));
  await counter.customer('CD34', 'tap-debit');
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('$40.00 given back of $40.00; $0.00 left.');
  await till.done();
  expect(givenBack()).toEqual([10_00, 15_00, 40_00]);
});
