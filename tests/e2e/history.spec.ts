/** A cashier looks for payments of the morning, and takes what was found along as a file. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { parseCsv } from '../fakes/parse-csv.ts';
import { axeViolations } from './axe-violations.ts';
import { type Counter, openCounter } from './counter.ts';
import type { TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;
const ids = new Map<string, string>();

async function picture(name: string): Promise<void> {
  await till.screenshot(join(test.info().project.outputDir, 'screens', `${name}.png`));
}

async function sell(amount: string, reference: string, action: 'tap-credit' | 'insert-debit' | 'cancel') {
  await till.goTo('Charge');
  await till.window.getByRole('textbox', { name: 'Reference (optional)' }).fill(reference);
  const id = await till.charge(amount);
  await counter.asks('AB12');
  await counter.customer('AB12', action);
  await till.sees(id, action === 'cancel' ? 'cancelled' : 'approved');
  await till.done();
  ids.set(reference, id);
}

test.beforeAll(async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { viewport: { width: 1024, height: 768 } } });
  till = counter.till();
  await sell('12.34', 'Order 1', 'tap-credit');
  await sell('20.00', 'Order 2', 'insert-debit');
  await sell('7.50', '=2+3', 'cancel');
  await sell('12.34', 'Table 9', 'tap-credit');
});
test.afterAll(() => counter.close());

const row = (reference: string): Locator => till.window.getByRole('row').filter({ hasText: reference });
const search = () => till.window.getByRole('textbox', { name: 'Search' });
const count = (text: string) => till.window.getByRole('main').getByRole('status').filter({ hasText: text });

/** What the save dialog answers from now on. */
function answerDialog(filePath: string | null): Promise<void> {
  return till.app.evaluate(({ dialog }, path) => {
    dialog.showSaveDialog = (async () =>
      path === null ? { canceled: true, filePath: '' } : { canceled: false, filePath: path }) as never;
  }, filePath);
}

test('the history is searched while it is typed, by reference, ending of a receipt, card and amount', async () => {
  await till.goTo('History');
  await expect(count('4 entries')).toBeVisible();
  await picture('history-all');
  await search().fill('order');
  await expect(count('2 entries')).toBeVisible();
  await expect(row('Table 9')).toHaveCount(0);
  const detail = await till.call('history', 'detail', { attemptId: ids.get('Order 2') ?? '' });
  if (!detail.ok) throw new Error(detail.error.code);
  await search().fill(detail.value.attempt.invoiceNumber.slice(-5).toLowerCase());
  await expect(count('1 entry')).toBeVisible();
  await expect(row('Order 2')).toBeVisible();
  await search().fill(detail.value.attempt.cardLast4 ?? '');
  await expect(row('Order 2')).toBeVisible();
  await search().fill('');
  await till.window.getByRole('button', { name: 'More filters' }).click();
  await till.window.getByRole('textbox', { name: 'Amount' }).fill('12.34');
  await expect(count('2 entries')).toBeVisible();
  await till.window.getByRole('textbox', { name: 'up to' }).fill('abc');
  await expect(till.window.getByText('This is no amount.')).toBeVisible();
  await picture('history-filters');
  const violations = await axeViolations(till.window);
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  await till.window.getByRole('button', { name: 'Clear filter' }).click();
  await expect(count('4 entries')).toBeVisible();
});

test('a filter is still there after a payment was looked at, and after another screen', async () => {
  await till.goTo('History');
  await search().fill('order');
  await till.window.getByRole('combobox', { name: 'Outcome' }).selectOption('approved');
  await expect(count('2 entries')).toBeVisible();
  await row('Order 1').getByRole('button').press('Enter');
  await expect(till.window.getByRole('heading', { name: 'Evidence' })).toBeVisible();
  await picture('history-detail');
  const back = till.window.getByRole('button', { name: 'Back to History' });
  await expect(back).not.toHaveAttribute('aria-disabled');
  await back.press('Enter');
  await expect(search()).toHaveValue('order');
  await expect(count('2 entries')).toBeVisible();
  await till.goTo('Terminals');
  await till.goTo('History');
  await expect(search()).toHaveValue('order');
  await expect(till.window.getByRole('combobox', { name: 'Outcome' })).toHaveValue('approved');
  await expect(row('Order 2')).toBeVisible();
  await expect(row('Table 9')).toHaveCount(0);
  await search().fill('nothing like it');
  await expect(till.window.getByText('Nothing fits this search.')).toBeVisible();
  await expect(till.window.getByRole('button', { name: 'Export as CSV' })).toBeDisabled();
  await picture('history-nothing');
  await till.window.getByRole('button', { name: 'Clear filter' }).click();
});

test('what is shown is exported as CSV that a spreadsheet opens safely', async () => {
  await till.goTo('History');
  await expect(count('4 entries')).toBeVisible();
  const path = join(counter.folder, 'out.csv');
  await answerDialog(null);
  await till.window.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(till.window.getByText('Nothing was saved.')).toBeVisible();
  await answerDialog(path);
  await till.window.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(till.window.getByText('Saved as out.csv, 4 lines.')).toBeVisible();
  await picture('history-exported');
  const [head = [], ...lines] = parseCsv(await readFile(path, 'utf8'));
  const cell = (name: string) => lines.map((line) => line[head.indexOf(name)]);
  expect(cell('reference')).toEqual(['Table 9', "'=2+3", 'Order 2', 'Order 1']);
  expect(cell('approved')).toEqual(['12.34', '', '20.00', '12.34']);
  expect(cell('attempt_id')).toEqual(['Table 9', '=2+3', 'Order 2', 'Order 1'].map((name) => ids.get(name)));

  await search().fill('order 1');
  await expect(count('1 entry')).toBeVisible();
  await till.window.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(till.window.getByText('Saved as out.csv, 1 line.')).toBeVisible();
  const [, ...few] = parseCsv(await readFile(path, 'utf8'));
  expect(few).toHaveLength(1);

  await answerDialog(join(counter.folder, 'no such folder', 'out.csv'));
  await till.window.getByRole('button', { name: 'Export as CSV' }).click();
  await expect(till.window.getByText('The file could not be written.')).toBeVisible();
  await till.window.getByRole('button', { name: 'Clear filter' }).click();
});

test('it is read as well in the dark', async () => {
  await till.call('app', 'setPreferences', { theme: 'dark' });
  await till.goTo('History');
  await expect(row('Order 1')).toBeVisible();
  await picture('history-dark');
  await row('Order 1').getByRole('button').click();
  await expect(till.window.getByRole('heading', { name: 'Evidence' })).toBeVisible();
  await picture('history-detail-dark');
});
