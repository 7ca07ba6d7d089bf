/** What goes wrong while money is given back: two at once, a lost answer, a restart, a wrong PIN, a window that reloads. */
import { rm } from 'node:fs/promises';
import { expect, type Locator, test } from '@playwright/test';
import type { IpcInput } from '../../shared/ipc-contract.ts';
import { amountCents } from '../../shared/money.ts';
import { type Counter, type CounterOptions, openCounter } from './counter.ts';
import { holdsInBothSchemes, typePin } from './screen-looks.ts';
import { launchTill, makeDataFolder, openAttemptId, type TillApp } from './till-app.ts';

const refundPost = { method: 'POST', path: '/payment/refund' } as const;
const small = { width: 1024, height: 768 } as const;

let counter: Counter;
let till: TillApp;
test.afterEach(() => counter.close());

async function open(launch: CounterOptions['launch'] = {}): Promise<void> {
  counter = await openCounter({ paired: ['AB12'], launch: { viewport: small, ...launch } });
  till = counter.till();
}

const button = (name: string | RegExp): Locator => till.window.getByRole('button', { name });
const dialog = (): Locator => till.window.getByRole('dialog');
const give = (): Locator => button(/^Give back \$/);
const note = (): Locator => till.window.getByRole('textbox', { name: 'Note (optional)' });
const refunds = () => counter.simulator.transactions().filter(({ type }) => type === 'refund');

/** Sells by credit and closes the batch. @returns the transaction */
async function sell(amount: string): Promise<number> {
  const id = await till.charge(amount);
  await counter.asks('AB12');
  const row = await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  await till.window.getByRole('heading', { name: 'Charge', level: 1 }).waitFor();
  counter.simulator.closeBatch();
  if (row === null) throw new Error('no transaction');
  return row.transactionId;
}

/** From the list of the latest payments to the form with everything typed but the amount, which is the whole. */
async function fill(amount: string): Promise<void> {
  await till.goTo('Give money back');
  await till.window
    .getByRole('option', { name: new RegExp(amount.replace('.', '\\.')) })
    .first()
    .click();
  await till.window.getByRole('radio', { name: 'Goods returned' }).check();
  await till.window.getByRole('textbox', { name: 'Your name or number' }).fill('Ann');
  await expect(till.window.getByText('Say to the customer')).toBeVisible();
}

const type = (pin: string): Promise<void> => typePin(till, pin);
const holds = (name: string): Promise<void> => holdsInBothSchemes(till, name);

test('M9 of two presses at once only one gives money back where both would be too much', async () => {
  await open();
  const originalTransactionId = await sell('25.00');
  const press = (pressId: string): IpcInput<'refunds', 'start'> => ({
    pressId,
    pressedAtMs: Date.now(),
    originalTransactionId,
    amountCents: amountCents(15_00),
    terminalCode: null,
    cardKind: null,
    reason: 'returned',
    reasonText: null,
    who: 'Ann',
    managerPin: null,
  });
  const answers = await Promise.all(
    [crypto.randomUUID(), crypto.randomUUID()].map((id) => till.call('refunds', 'start', press(id))),
  );
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const refused = answers.find((answer) => !answer.ok);
  expect(refused).toMatchObject({ error: { code: 'refund_not_possible' } });
  await expect.poll(() => refunds().map((row) => row.amountCents)).toEqual([15_00]);
});

test('M9 of two windows that would both give back 15.00 of the same 25.00 only the first one does', async () => {
  await open();
  await sell('25.00');
  await fill('25.00');
  const first = till;
  const folder = await makeDataFolder();
  // A second till of the same account, in front of another cashier.
  const second = await launchTill({ folder, simulator: counter.simulator, webhooks: false, viewport: small });
  try {
    till = second;
    await till.goTo('Give money back');
    await expect(till.window.getByText('This till has taken no payment yet.')).toBeVisible();
    const search = till.window.getByRole('textbox', { name: /^Receipt, reference/ });
    await search.fill('25.00');
    await search.press('Enter');
    await fill('25.00');
    for (till of [first, second]) {
      await till.window.getByRole('textbox', { name: 'Amount' }).fill('15.00');
      await expect(button(/^Give back \$15\.00/)).toBeEnabled();
    }
    till = first;
    await give().click();
    await till.sees(await openAttemptId(till.window), 'approved');
    till = second;
    await give().click();
    await expect(till.window.locator('[data-refusal="above_remainder"]')).toContainText('$10.00');
    await expect(till.window.getByText('Nothing was sent and no money moved.').first()).toBeVisible();
    await expect(give()).toBeDisabled();
    await till.screenshot(test.info().outputPath('the-other-was-first.png'));
    expect(refunds().map((row) => row.amountCents)).toEqual([15_00]);
    await till.window.getByRole('textbox', { name: 'Amount' }).fill('10.00');
    await give().click();
    await till.sees(await openAttemptId(till.window), 'approved');
    expect(refunds().map((row) => row.amountCents)).toEqual([15_00, 10_00]);
  } finally {
    await second.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 10 });
  }
});

test('M4 M9 an answer that was lost is asked for once more under the same key, and gives back once', async () => {
  await open({ webhooks: false });
  await sell('25.00');
  await fill('25.00');
  counter.simulator.faults.add({ kind: 'drop', when: 'before-effect', match: refundPost });
  await give().click();
  const id = await openAttemptId(till.window);
  await till.sees(id, 'checking');
  await expect(till.attempt(id)).toContainText('Do not give the money back another way yet.');
  await expect(till.attempt(id)).toContainText(/\d:\d\d left to retry safely/);
  await holds('retry-safely');
  await button('Retry safely').click();
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('$25.00 given back of $25.00; $0.00 left.');
  expect(refunds()).toHaveLength(1);
});

test('M9 M16 a refund without an answer outlives a restart, blocks the next, and is closed by name', async () => {
  const launch = { webhooks: false, env: { TILLSIDE_CLOCK_RATE: '60' } };
  await open(launch);
  await sell('25.00');
  await fill('25.00');
  counter.simulator.faults.add({ kind: 'drop', when: 'before-effect', match: refundPost });
  await give().click();
  const id = await openAttemptId(till.window);
  await till.sees(id, 'checking');
  await till.kill();

  till = await counter.startAgain({ viewport: small, ...launch });
  await till.sees(id, 'unknown', 30_000);
  // Another run of the program has no key to ask with: what it asked for would be another refund.
  await expect(button('Retry safely')).toBeHidden();
  await button('Put aside and keep watching').click();

  await till.goTo('Unclear');
  const card = till.window.locator(`main [data-attempt-id="${id}"]`);
  await expect(card).toContainText('Refund of transaction');
  await card.getByText('What is known').click();
  await expect(card).toContainText('Nothing was found in time');
  await holds('unclear');
  await till.goTo('Give money back');
  await till.window.getByRole('option').first().click();
  await expect(
    till.window.getByText('An earlier refund of this payment has no known end yet.'),
  ).toBeVisible();
  await expect(button(/^Give back/)).toBeDisabled();
  await till.screenshot(test.info().outputPath('blocked-by-doubt.png'));

  await till.goTo('Unclear');
  await card.getByRole('button', { name: 'Close by hand…' }).click();
  await dialog().getByRole('textbox', { name: 'Your name' }).fill('Robin');
  await dialog()
    .getByRole('radio', { name: /given back another way/ })
    .check();
  await dialog().getByRole('button', { name: 'Close by hand' }).click();
  await expect(till.window.getByText('Nothing is unclear.')).toBeVisible();
  expect(refunds()).toEqual([]);
});

test('M11 a wrong PIN and a reload of the window lose nothing that was typed', async () => {
  await open();
  const set = await till.call('manager', 'setPin', { pin: '482915', who: 'Ada' });
  expect(set.ok).toBe(true);
  await sell('25.00');
  await fill('25.00');
  await holds('form');
  await note().fill('Torn at the seam');
  await expect(till.window.getByText(/A manager has to allow this/)).toBeVisible();
  await give().click();
  await type('604837');
  await expect(dialog().getByRole('alert')).toContainText('That is not the manager PIN.');
  await till.screenshot(test.info().outputPath('wrong-pin.png'));
  await dialog().getByRole('button', { name: 'Go back' }).click();
  await expect(note()).toHaveValue('Torn at the seam');

  await till.window.reload();
  await till.window.getByRole('navigation').first().waitFor();
  await till.goTo('Give money back');
  await expect(note()).toHaveValue('Torn at the seam');
  await expect(till.window.getByRole('textbox', { name: 'Amount' })).toHaveValue('25.00');
  await expect(till.window.getByRole('radio', { name: 'Goods returned' })).toBeChecked();
  await give().click();
  await type('482915');
  await expect(till.window.locator('main [data-attempt-state="approved"]')).toBeVisible();
  await holds('given-back');
  expect(refunds()).toHaveLength(1);
});

test('a scanner finds the payment wherever the focus is, and a keyboard alone opens it', async () => {
  await open();
  const transactionId = await sell('25.00');
  const { keyboard } = till.window;
  await keyboard.press('F6');
  await expect(till.window.getByRole('option').first()).toBeVisible();
  await till.window.getByRole('heading', { name: 'Give money back', level: 1 }).click();
  await keyboard.type('none such');
  await keyboard.press('Enter');
  await expect(till.window.getByText('No payment fits.')).toBeVisible();
  await holds('nothing-found');
  // Another scan takes the place of the first.
  await keyboard.type(String(transactionId));
  await keyboard.press('Enter');
  await expect(till.window.getByText('1 payment found')).toBeVisible();
  await keyboard.press('ArrowDown');
  await expect(till.window.getByRole('option', { selected: true })).toContainText('$25.00');
  await holds('found');
  await keyboard.press('Enter');
  await expect(till.window.getByRole('textbox', { name: 'Amount' })).toHaveValue('25.00');
});
