/** The day's close on the screen: one planted difference of each kind, found, printed and saved. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Alteration, ElsewhereCharge } from '../../electron/simulator/elsewhere.ts';
import { enClose } from '../../renderer/i18n/en-close.ts';
import { type DifferenceCause, type DifferenceKind, differenceKinds } from '../../shared/day-close.ts';
import { noonZone } from '../fakes/noon-zone.ts';
import { parseCsv } from '../fakes/parse-csv.ts';
import { axeViolations } from './axe-violations.ts';
import { type Counter, codes, openCounter } from './counter.ts';

const [, code] = codes;
const dayMs = 86_400_000;
const minuteMs = 60_000;

let counter: Counter;
test.afterEach(() => counter.close());

async function openDay(options: Parameters<typeof openCounter>[0] = {}): Promise<void> {
  counter = await openCounter({ paired: [code], ...options });
  const set = await counter.till().call('close', 'setDay', { timeZone: noonZone(), cutOverHour: 0 });
  expect(set.ok).toBe(true);
}

async function chargeOn(terminal: string, amount: string): Promise<string> {
  await counter.till().goTo('Charge');
  const choice = window().getByRole('radio', { name: terminal });
  if (await choice.isVisible()) await choice.check();
  return counter.till().charge(amount);
}

/** @returns the attempt's id and its transaction */
async function sell(amount: string): Promise<{ id: string; transactionId: number }> {
  const id = await chargeOn(code, amount);
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

async function numberOf(attemptId: string): Promise<string> {
  const detail = await counter.till().call('history', 'detail', { attemptId });
  if (!detail.ok) throw new Error(detail.error.code);
  return detail.value.attempt.invoiceNumber;
}

/** The difference stands once, with its figures, its likely cause, one next step, and a button where the app can do it. */
async function says(
  kind: DifferenceKind,
  facts: string,
  more: { readonly cause?: DifferenceCause; readonly button?: string } = {},
): Promise<void> {
  await expect(item(kind)).toContainText(facts);
  const cause = more.cause ? enClose[`dayClose.cause.${more.cause}`] : enClose[`dayClose.diff.${kind}.cause`];
  await expect(item(kind)).toContainText(cause);
  await expect(item(kind)).toContainText(enClose[`dayClose.diff.${kind}.next`]);
  await expect(item(kind).getByRole('button')).toHaveText(more.button === undefined ? [] : [more.button]);
}

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

test('a day with one planted difference of each kind shows all of them, with cause and next step', async () => {
  test.setTimeout(120_000);
  // Sped up, so that an attempt without any result becomes unknown while the test waits.
  await openDay({ paired: codes, launch: { env: { TILLSIDE_CLOCK_RATE: '600' } } });
  // What it asks meanwhile, six hundred times as often, must not be taken from the minute of the report.
  counter.simulator.setRateLimits({ perMinute: 10_000, perHour: 100_000 });
  const lost = await chargeOn('AB12', '70.00');
  await counter.till().sees(lost, 'unknown', 30_000);
  await press('Put aside and keep watching');
  await counter.till().close();
  // At the ordinary pace an attempt stays open while its report is made.
  await counter.startAgain({});

  const { elsewhere } = counter.simulator;
  const planted = (wish: ElsewhereCharge, change: Alteration = {}) =>
    elsewhere.alter(elsewhere.charge(wish).transactionId, change);
  const changed = await sell('10.00');
  const hidden = await sell('20.00');
  const declinedNow = await sell('30.00');
  const refunded = await sell('40.00');
  const twice = await sell('60.00');
  const batchless = await sell('25.00');
  const stopped = await chargeOn(code, '80.00');
  await counter.asks(code);
  await counter.customer(code, 'cancel');
  await counter.till().sees(stopped, 'cancelled');
  await counter.till().done();
  elsewhere.alter(changed.transactionId, { amountCents: 1_100 });
  elsewhere.alter(hidden.transactionId, { isHidden: true });
  elsewhere.alter(declinedNow.transactionId, { status: 'DECLINED' });
  elsewhere.alter(batchless.transactionId, { cardBatchId: 0 });
  elsewhere.giveBack({ transactionId: refunded.transactionId, type: 'refund', amountCents: 400 });
  elsewhere.charge({ amountCents: 6_000, invoiceNumber: await numberOf(twice.id) });
  // A hold that somebody put on our invoice at the dashboard and captured: no till asked for it.
  elsewhere.charge({ amountCents: 8_000, type: 'capture', invoiceNumber: await numberOf(stopped) });
  elsewhere.charge({ amountCents: 5_000, cardType: 'MC' });
  elsewhere.charge({ amountCents: 5_100, currency: 'USD' });
  elsewhere.charge({ amountCents: 5_200, type: 'preauth' });
  elsewhere.charge({ amountCents: 5_300, createdAtMs: Date.now() - dayMs });
  planted({ amountCents: 5_500 }, { status: 'PENDING', cardBatchId: 0 });
  planted({ amountCents: 5_600 }, { isUndated: true });
  const [closed] = counter.simulator.batches();
  counter.simulator.closeBatch();
  elsewhere.misstateBatch(closed?.id ?? 0, 7);
  const later = await sell('45.00');
  elsewhere.alter(later.transactionId, { createdAtMs: Date.now() + dayMs });
  const blurred = planted({ amountCents: 5_400 }, { isUnreadable: true });
  const [, unread] = counter.simulator.batches();
  const open = await chargeOn(code, '85.00');
  await counter.asks(code);

  await makeReport();
  const found = await window()
    .locator('[data-difference]')
    .evaluateAll((items) => items.map((one) => one.getAttribute('data-difference')));
  expect(found.toSorted()).toEqual(differenceKinds.toSorted());
  await says('unclaimed_charge', 'Helcim $50.00', { cause: 'another_tool' });
  await says('refund_elsewhere', 'Helcim $4.00', { button: 'Open the payment' });
  await says('unknown_attempt', 'this till $70.00', { button: 'Open the payment' });
  await says('open_attempt', 'this till $85.00', { button: 'Open the payment' });
  await says('approved_at_helcim', 'Helcim $80.00', { button: 'Look up now' });
  await says('amount_changed', 'this till $10.00 · Helcim $11.00');
  await says('not_approved_at_helcim', 'this till $30.00 · Helcim $0.00');
  await says('missing_at_helcim', 'this till $20.00', { cause: 'behind_unreadable', button: 'Look up now' });
  await says('charged_twice', 'this till $60.00 · Helcim $120.00', { button: 'Open the payment' });
  await says('other_currency', '51.00 USD');
  await says('other_type', 'Helcim $52.00');
  await says('undecided_row', 'Helcim $55.00', { button: 'Make the report again' });
  await says('unreadable_rows', '1 transaction', { button: 'Make the report again' });
  await says('time_unreadable', 'Helcim $56.00');
  await says('batch_differs', `batch ${closed?.id}`);
  await says('batch_unread', `batch ${unread?.id}`, { button: 'Make the report again' });
  await says('row_without_batch', '1 transaction · Helcim $25.00');
  await says('batch_spans_days', `batch ${closed?.id}`);
  await says('other_day', `transaction ${later.transactionId}`, { cause: 'counts_here' });
  // Both charges of the one request count, and so does what Helcim no longer shows.
  await expect(window().locator('[data-line="sale"] td').first()).toHaveText('8 · $290.00');
  await expect(window().locator('[data-line="net"] td').nth(1)).toContainText('differs');
  await expect(window().locator('[data-line="net"] td').nth(2)).toHaveText('not read');
  await counter.till().screenshot(test.info().outputPath('all-differences.png'));

  for (const [kind, id] of [
    ['unknown_attempt', lost],
    ['refund_elsewhere', refunded.id],
    ['charged_twice', twice.id],
    ['open_attempt', open],
  ] as const) {
    await item(kind).getByRole('button', { name: 'Open the payment' }).click();
    await counter.till().attempt(id).waitFor();
    await window().keyboard.press('Escape');
    // Coming back shows the same report, without making it anew.
    await counter.till().goTo('Close of day');
    await expect(item('unclaimed_charge')).toBeVisible();
  }

  elsewhere.alter(hidden.transactionId, { isHidden: false });
  await item('missing_at_helcim').getByRole('button', { name: 'Look up now' }).click();
  // The look-up makes the report again by itself.
  await expect(report().locator('[data-difference]')).toHaveCount(differenceKinds.length - 1);
  await expect(item('missing_at_helcim')).toHaveCount(0);
  elsewhere.alter(blurred.transactionId, { isUnreadable: false });
  await item('unreadable_rows').getByRole('button', { name: 'Make the report again' }).click();
  // What could be read at last is a charge that nobody here knows.
  await expect(item('unclaimed_charge')).toHaveCount(2);
  await expect(item('unreadable_rows')).toHaveCount(0);
  await expect(item('batch_unread')).toHaveCount(0);
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
  const printed = () =>
    counter.till().app.evaluate(({ BrowserWindow }) => {
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
  if ((await printed()) !== null) {
    await expect(window().getByText('Given to the printer.')).toBeVisible();
    expect(await printed()).toEqual([{ pageSize: 'A4', begins: '%PDF-' }]);
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
      const violations = await axeViolations(window(), { within: 'main' });
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
