/** A morning at the counter, by the window's own controls; each outcome is compared with what happened to the card. */
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import type { TillApp } from './till-app.ts';

let counter: Counter;
let till: TillApp;

test.beforeAll(async () => {
  counter = await openCounter();
  till = counter.till();
});
test.afterAll(() => counter.close());

/** Kept after the run, for eyes. */
async function picture(name: string): Promise<void> {
  await till.screenshot(join(test.info().project.outputDir, 'screens', `${name}.png`));
}

/** Whatever an earlier test left paired, this terminal is paired now. */
async function paired(code: string): Promise<Locator> {
  await till.goTo('Terminals');
  const card = till.window.getByRole('article', { name: code });
  if (!(await card.isVisible())) await till.pair(code);
  return card;
}

async function charge(code: string, amount: string, reference: string): Promise<string> {
  await paired(code);
  await till.goTo('Charge');
  await till.window.getByRole('radio', { name: code }).check();
  await till.window.getByRole('textbox', { name: 'Reference (optional)' }).fill(reference);
  const id = await till.charge(amount);
  await counter.asks(code);
  return id;
}

/** What happened to the card under the attempt's number. */
async function truthOf(id: string) {
  const { openAttempts, unacknowledged, unknowns } = await till.snapshot();
  const view = [...openAttempts, ...unacknowledged, ...unknowns].find((each) => each.id === id);
  if (!view) throw new Error(`the snapshot does not tell of ${id}`);
  const rows = counter.simulator
    .transactions()
    .filter(({ invoiceNumber }) => invoiceNumber === view.invoiceNumber);
  return { view, rows };
}

test('a terminal is paired by a click in the list of the account and by typing its code', async () => {
  const { window } = till;
  await expect(window.getByText('No terminal is paired yet.').first()).toBeVisible();
  await till.goTo('Terminals');
  await window.getByRole('button', { name: 'Pair AB12' }).click();
  await expect(window.getByRole('article', { name: 'AB12' })).toBeVisible();
  await window.getByRole('textbox', { name: 'Code on the terminal' }).fill('cd34');
  await window.getByRole('textbox', { name: 'Nickname (optional)' }).fill('Front desk');
  await window.getByRole('button', { name: 'Pair by code' }).click();
  const second = window.getByRole('article', { name: 'CD34' });
  await expect(second).toContainText('Front desk');
  await second.getByRole('button', { name: 'Make default' }).click();
  await expect(second).toContainText('Default');
  await picture('terminals');
});

test('a ping tells whether the terminal listens, how long it took and when', async () => {
  const card = await paired('AB12');
  await card.getByRole('button', { name: 'Ping' }).click();
  await expect(card.getByRole('status')).toContainText(/^Listening · \d+ ms · \d{1,2}:\d{2}/);
  await counter.customer('AB12', 'sleep');
  await card.getByRole('button', { name: 'Ping' }).click();
  await expect(card.getByRole('status')).toContainText(/Not listening · \d+ ms/);
  await expect(card.getByRole('status')).toContainText('press Continue until the ready screen shows');
  await picture('ping-not-listening');
  await counter.customer('AB12', 'wake');
});

test('M5 a charge is approved by the transaction that a webhook pointed to, and History shows the evidence opened out', async () => {
  const id = await charge('AB12', '12.34', 'Order 1');
  await expect(till.attempt(id)).toContainText('$12.34');
  await expect(till.attempt(id)).toContainText('On the terminal');
  await picture('waiting');
  const row = await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('Paid. You can hand over the goods.');
  await expect(till.attempt(id)).toContainText(String(row?.transactionId));
  await picture('approved');
  const { view, rows } = await truthOf(id);
  expect(rows).toEqual([expect.objectContaining({ status: 'APPROVED', amountCents: 12_34 })]);
  expect(view).toMatchObject({
    approvedCents: 12_34,
    transactionIds: [row?.transactionId],
    cardLast4: row?.card.number.slice(-4),
  });
  await till.done();

  await till.goTo('History');
  await till.window.getByRole('row').filter({ hasText: 'Order 1' }).getByRole('button').click();
  const evidence = till.window.getByRole('listitem').filter({ hasText: /\d/ });
  await expect(evidence.filter({ hasText: 'written down, before anything was sent' })).toBeVisible();
  await expect(evidence.filter({ hasText: 'Helcim took the request for the terminal' })).toBeVisible();
  const seen = evidence.filter({ hasText: 'A transaction of this payment was read from Helcim' });
  await expect(seen).toContainText('webhook');
  await picture('evidence');
});

test('M7 a decline with Try Again stays open and ends approved', async () => {
  const id = await charge('AB12', '20.00', 'Order 2');
  await counter.customer('AB12', 'decline');
  await expect(till.attempt(id)).toContainText('The customer may still try again on the terminal.');
  await till.sees(id, 'on_terminal');
  await picture('declined-may-retry');
  await counter.customer('AB12', 'try-again');
  await counter.customer('AB12', 'insert-debit');
  await till.sees(id, 'approved');
  const { view, rows } = await truthOf(id);
  expect(rows.map(({ status }) => status)).toEqual(['DECLINED', 'APPROVED']);
  expect(view.approvedCents).toBe(20_00);
  await till.done();
});

test('M7 a decline ends at once when the cashier sees the ready screen', async () => {
  const id = await charge('AB12', '21.00', 'Order 2b');
  await counter.customer('AB12', 'decline');
  await expect(till.attempt(id)).toContainText('The customer may still try again on the terminal.');
  await counter.customer('AB12', 'remove-request');
  await till.window.getByRole('button', { name: 'The terminal shows its ready screen' }).click();
  await till.sees(id, 'declined');
  await expect(till.attempt(id)).toContainText('The card was not charged.');
  await picture('declined');
  expect((await truthOf(id)).rows.map(({ status }) => status)).toEqual(['DECLINED']);
  await till.done();
});

test('a charge is cancelled at the reader', async () => {
  const id = await charge('AB12', '7.50', 'Order 3');
  await counter.customer('AB12', 'cancel');
  await till.sees(id, 'cancelled');
  await expect(till.attempt(id)).toContainText('Stopped at the terminal. No payment was taken.');
  await picture('cancelled');
  expect((await truthOf(id)).rows).toEqual([]);
  await till.done();
});

test('M8 a tip is told beside what was asked', async () => {
  const id = await charge('AB12', '40.00', 'Order 4');
  await counter.customer('AB12', { action: 'add-tip', tipCents: 6_00 });
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('Approved amount$46.00');
  await expect(till.attempt(id)).toContainText('Asked$40.00');
  await expect(till.attempt(id)).toContainText('+ $6.00');
  await picture('tip');
  const { rows } = await truthOf(id);
  expect(rows).toEqual([
    expect.objectContaining({ amountCents: 46_00, requestedCents: 40_00, tipCents: 6_00 }),
  ]);
  await till.done();
});

test('M8 U10 a payment in part needs the cashier, who charges the remaining on the other terminal', async () => {
  await paired('CD34');
  const id = await charge('AB12', '50.00', 'Order 5');
  await counter.customer('AB12', { action: 'tap-credit', approvedCents: 5_00 });
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('Only $5.00 of $50.00 paid.');
  await picture('paid-in-part');
  await till.window.getByRole('button', { name: 'Charge the remaining $45.00' }).click();
  await expect(till.window.getByRole('textbox', { name: 'Amount' })).toHaveValue('45.00');
  await till.window.getByRole('radio', { name: 'CD34' }).check();
  await picture('charge-remaining');
  await till.window.getByRole('button', { name: /^Send \$45\.00/ }).click();
  await counter.asks('CD34');
  await counter.customer('CD34', 'tap-debit');
  await expect(till.window.getByRole('heading', { name: 'Approved', level: 1 })).toBeVisible();
  const paid = counter.simulator.transactions().slice(-2);
  expect(paid.map(({ amountCents }) => amountCents)).toEqual([5_00, 45_00]);
  expect(new Set(paid.map(({ invoiceNumber }) => invoiceNumber)).size).toBe(2);
  await till.done();
});

test('B3 a terminal that is asleep refuses, and the words say what to do', async () => {
  await paired('AB12');
  await counter.customer('AB12', 'sleep');
  await till.goTo('Charge');
  await till.window.getByRole('radio', { name: 'AB12' }).check();
  const id = await till.charge('9.99');
  await till.sees(id, 'refused');
  const screen = till.attempt(id);
  await expect(screen).toContainText('The terminal is not listening.');
  await expect(screen).toContainText('No money moved.');
  await expect(screen).toContainText('press Continue until the ready screen shows');
  await picture('refused');
  expect((await truthOf(id)).rows).toEqual([]);
  await counter.customer('AB12', 'wake');
  await till.window.getByRole('button', { name: 'Try again' }).click();
  await till.window.getByRole('button', { name: /^Send \$9\.99/ }).click();
  await counter.asks('AB12');
  await picture('sent-again');
  await counter.customer('AB12', 'tap-credit');
  await expect(till.window.getByRole('heading', { name: 'Approved', level: 1 })).toBeVisible();
  await till.done();
});

test('History shows every payment, the newest first, with asked, approved, outcome, card and terminal', async () => {
  const before = counter.purchases().length;
  const id = await charge('AB12', '1.50', 'Order 6');
  const row = await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
  await till.goTo('History');
  const lines = till.window.locator('tr[data-attempt-id]');
  await expect(lines).toHaveCount(before + 1);
  for (const words of ['Order 6', '$1.50', 'Approved', row?.card.number.slice(-4) ?? '?', 'AB12']) {
    await expect(lines.first()).toContainText(words);
  }
  await picture('history');
});
