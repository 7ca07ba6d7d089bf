/** The day's close on the screen: one planted difference of each kind, found, printed and saved. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { noonZone } from '../fakes/noon-zone.ts';
import { parseCsv } from '../fakes/parse-csv.ts';
import { type Counter, codes, openCounter } from './counter.ts';

const [code] = codes;
const dayMs = 86_400_000;
const minuteMs = 60_000;

let counter: Counter;
test.afterEach(() => counter.close());

async function openDay(options: Parameters<typeof openCounter>[0] = {}): Promise<void> {
  counter = await openCounter({ paired: [code], ...options });
  const set = await counter.till().call('close', 'setDay', { timeZone: noonZone(), cutOverHour: 0 });
  expect(set.ok).toBe(true);
}

/** @returns the attempt's id and its transaction */
async function sell(amount: string): Promise<{ id: string; transactionId: number }> {
  const id = await counter.till().charge(amount);
  await counter.asks(code);
  const row = await counter.customer(code, 'tap-credit');
  await counter.till().sees(id, 'approved');
  await counter.till().done();
  return { id, transactionId: row?.transactionId ?? 0 };
}

const window = () => counter.till().window;
const press = (name: string) => window().getByRole('button', { name, exact: true }).click();
const item = (kind: string) => window().locator(`[data-difference="${kind}"]`);
const report = () => window().locator('[data-close-day]');

async function makeReport(): Promise<void> {
  await counter.till().goTo('Close of day');
  await press('Make the report');
  await report().waitFor();
}

/** Answers the system's save dialog, which no test can click. */
async function saveInto(path: string): Promise<void> {
  await counter.till().app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, path);
}

function pagesOf(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
}

test('a day with one planted difference of each kind shows all of them, with the next step', async () => {
  // Sped up, so that an attempt without any result becomes unknown while the test waits.
  await openDay({ launch: { env: { TILLSIDE_CLOCK_RATE: '600' } } });
  const { elsewhere } = counter.simulator;
  const changed = await sell('10.00');
  const hidden = await sell('20.00');
  const declinedNow = await sell('30.00');
  const refunded = await sell('40.00');
  const lost = await counter.till().charge('70.00');
  await counter.till().sees(lost, 'unknown', 30_000);
  elsewhere.charge({ amountCents: 5_000, cardType: 'MC' });
  elsewhere.charge({ amountCents: 5_100, currency: 'USD' });
  elsewhere.charge({ amountCents: 5_200, type: 'preauth' });
  elsewhere.charge({ amountCents: 5_300, createdAtMs: Date.now() - dayMs });
  elsewhere.giveBack({ transactionId: refunded.transactionId, type: 'refund', amountCents: 400 });
  elsewhere.alter(changed.transactionId, { amountCents: 1_100 });
  elsewhere.alter(hidden.transactionId, { isHidden: true });
  elsewhere.alter(declinedNow.transactionId, { status: 'DECLINED' });
  const [batch] = counter.simulator.batches();
  counter.simulator.closeBatch();
  elsewhere.misstateBatch(batch?.id ?? 0, 7);

  await makeReport();
  await expect(item('unclaimed_charge')).toContainText('Helcim $50.00');
  await expect(item('refund_elsewhere')).toContainText('Helcim $4.00');
  await expect(item('unknown_attempt')).toContainText('this till $70.00');
  await expect(item('amount_changed')).toContainText('this till $10.00');
  await expect(item('amount_changed')).toContainText('Helcim $11.00');
  await expect(item('missing_at_helcim')).toContainText('this till $20.00');
  await expect(item('not_approved_at_helcim')).toContainText('this till $30.00');
  await expect(item('other_currency')).toContainText('51.00 USD');
  await expect(item('other_type')).toContainText('$52.00');
  await expect(item('batch_differs')).toContainText('Call Helcim');
  await expect(item('batch_spans_days')).toContainText('Nothing to do');
  await expect(window().locator('[data-difference]')).toHaveCount(10);
  await expect(window().locator('[data-line="sale"] td').first()).toHaveText('4 · $100.00');
  await expect(window().locator('[data-line="net"] td').nth(1)).toContainText('differs');

  await item('unknown_attempt').getByRole('button', { name: 'Open the payment' }).click();
  await counter.till().attempt(lost).waitFor();
  await window().keyboard.press('Escape');
  // Coming back shows the same report, without making it anew.
  await counter.till().goTo('Close of day');
  await expect(item('unclaimed_charge')).toBeVisible();

  elsewhere.alter(hidden.transactionId, { isHidden: false });
  await item('missing_at_helcim').getByRole('button', { name: 'Look up now' }).click();
  await expect(item('missing_at_helcim')).toHaveCount(0);
});

test('a row that cannot be read is told of, and the batch that holds it is not called right', async () => {
  await openDay();
  await sell('10.00');
  const blurred = counter.simulator.elsewhere.charge({ amountCents: 5_400 });
  counter.simulator.elsewhere.alter(blurred.transactionId, { isUnreadable: true });
  await makeReport();
  await expect(item('unreadable_rows')).toContainText('1 transaction');
  await expect(item('batch_unread')).toBeVisible();
  await expect(window().locator('[data-line="net"] td').nth(2)).toHaveText('not read');
});

test('a day on which all agrees says so, and so does an empty one; a stopped simulator leaves our own side', async () => {
  await openDay();
  await sell('12.50');
  await makeReport();
  await expect(report()).toContainText('Everything agrees');
  await expect(window().locator('[data-line="net"] td').nth(2)).toHaveText('$12.50');
  await press('Previous day');
  await press('Make the report');
  await expect(report()).toContainText('Nothing happened on this day.');
  await press('Today');
  await counter.simulator.close();
  await press('Make the report');
  await expect(window().getByRole('alert').filter({ hasText: 'only this till’s own side' })).toBeVisible({
    timeout: 30_000,
  });
  await expect(window().locator('[data-line="sale"] td').first()).toHaveText('1 · $12.50');
});

test('a report under way shows how far it is and can be stopped', async () => {
  await openDay();
  await sell('10.00');
  counter.simulator.setRateLimits({ perMinute: 0 });
  await counter.till().goTo('Close of day');
  await press('Make the report');
  const progress = window().getByRole('status').filter({ hasText: 'Making the report' });
  await expect(progress).toContainText('Helcim allows only so many questions a minute', { timeout: 20_000 });
  await press('Stop');
  await expect(progress).toHaveCount(0);
  await expect(report()).toHaveCount(0);
});

test('the report is printed and saved on every paper, and as a table that a strict reader takes', async () => {
  await openDay();
  await sell('10.00');
  await sell('25.00');
  counter.simulator.elsewhere.charge({ amountCents: 4_200, createdAtMs: Date.now() - minuteMs });
  await makeReport();

  for (const [label, file, widthPt, heightPt] of [
    ['A4', 'a4.pdf', 595, 842],
    ['Letter', 'letter.pdf', 612, 792],
    ['80 mm roll', 'roll.pdf', 227, null],
  ] as const) {
    await window().getByRole('radio', { name: label }).check();
    const path = join(counter.folder, file);
    await saveInto(path);
    await press('Save as PDF');
    await expect(window().getByText(`Saved as ${file}.`)).toBeVisible();
    const pdf = await readFile(path);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
    const [width, height] = mediaBoxOf(pdf);
    // In points; Chromium rounds a sheet up.
    expect(Math.abs(width - widthPt)).toBeLessThan(2);
    if (heightPt !== null) expect(Math.abs(height - heightPt)).toBeLessThan(2);
  }

  const path = join(counter.folder, 'day.csv');
  await saveInto(path);
  await press('Save as CSV');
  await expect(window().getByText('Saved as day.csv.')).toBeVisible();
  const [head = [], ...lines] = parseCsv(await readFile(path, 'utf8'));
  const cell = (line: readonly string[], column: string) => line[head.indexOf(column)];
  const total = lines.find((line) => cell(line, 'record') === 'total' && cell(line, 'kind') === 'sale') ?? [];
  expect([cell(total, 'ours_amount'), cell(total, 'helcim_amount')]).toEqual(['35.00', '77.00']);
  expect(
    lines.filter((line) => cell(line, 'record') === 'difference').map((line) => cell(line, 'kind')),
  ).toEqual(['unclaimed_charge']);

  await window().getByRole('radio', { name: 'A4' }).check();
  await press('Print');
  // Real Electron shows the system's own dialog here, which a test cannot answer.
  const printed = await counter.till().app.evaluate(({ BrowserWindow }) => {
    const [shown] = BrowserWindow.getAllWindows();
    const contents = shown?.webContents;
    return contents && 'standInPrinted' in contents
      ? (contents.standInPrinted as { options: { pageSize?: string }; pdf: Buffer }[]).map(
          ({ options, pdf }) => ({
            pageSize: options.pageSize,
            begins: pdf.subarray(0, 5).toString(),
          }),
        )
      : null;
  });
  if (printed !== null) {
    expect(printed).toEqual([{ pageSize: 'A4', begins: '%PDF-' }]);
    await expect(window().getByText('Given to the printer.')).toBeVisible();
  }
});

for (const size of [
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
] as const) {
  for (const theme of ['Light', 'Dark'] as const) {
    test(`at ${size.width}x${size.height}, ${theme}: nothing overflows, axe finds nothing, a picture is kept`, async () => {
      await openDay({ launch: { viewport: size } });
      await press(theme);
      await sell('10.00');
      await sell('25.00');
      counter.simulator.elsewhere.charge({ amountCents: 4_200, cardType: 'MC' });
      await makeReport();
      await window().locator('.recharts-bar-rectangle').first().waitFor();
      const wide = await window().evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBe(0);
      const { violations } = await new AxeBuilder({ page: window() }).include('main').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      await counter.till().screenshot(`test-results/day-close-${size.width}-${theme}.png`);
      await window().locator('.recharts-bar-rectangle').first().scrollIntoViewIfNeeded();
      await counter.till().screenshot(`test-results/day-close-${size.width}-${theme}-pictures.png`);
    });
  }
}

function mediaBoxOf(pdf: Buffer): readonly [number, number] {
  const [, width = '0', height = '0'] =
    /\/MediaBox\s*\[\s*0\s+0\s+([\d.]+)\s+([\d.]+)\s*\]/.exec(pdf.toString('latin1')) ?? [];
  return [Number(width), Number(height)];
}
