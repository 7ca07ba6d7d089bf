/** What goes wrong at a counter, and what the cashier sees of it: one clear state, nothing lost, nothing sent twice. */
import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { startSimulator } from '../../electron/simulator/simulator.ts';
import { amountCents } from '../../shared/money.ts';
import type { TerminalCode } from '../../shared/terminal-code.ts';
import { type Counter, counterOf, openCounter } from './counter.ts';
import { launchTill, makeDataFolder, openAttemptId, type TillApp } from './till-app.ts';

const devicePost = { method: 'POST', path: '/devices/' } as const;
/** The app's own timers, sped up; the wire keeps its pace. */
const tenfold = { TILLSIDE_CLOCK_RATE: '10' };
let counter: Counter;

test.afterEach(() => counter.close());

const amountField = (window: Page) => window.getByRole('textbox', { name: 'Amount' });

async function approved(till: TillApp, code: string, amount: string): Promise<void> {
  const id = await till.charge(amount);
  await counter.asks(code);
  await counter.customer(code, 'tap-credit');
  await till.sees(id, 'approved');
  await till.done();
}

test('B30 U22 M16 killed in mid-payment, the outcome is on the screen before anything can be charged again', async () => {
  counter = await openCounter({ paired: ['AB12'] });
  const id = await counter.till().charge('25.00');
  await counter.asks('AB12');
  await counter.till().kill();
  await counter.customer('AB12', 'tap-debit');

  const till = await counter.startAgain();
  await till.sees(id, 'approved');
  await expect(till.attempt(id)).toContainText('$25.00');
  await till.window.getByRole('navigation').getByRole('button', { name: 'Charge' }).click();
  await expect(
    till.window.getByRole('heading', { name: 'First see what became of these payments' }),
  ).toBeVisible();
  await expect(amountField(till.window)).toBeHidden();
  await till.window
    .getByRole('main')
    .getByRole('button', { name: /Approved/ })
    .click();
  await till.done();
  await expect(amountField(till.window)).toBeVisible();
  expect(counter.simulator.transactions().map(({ amountCents }) => amountCents)).toEqual([25_00]);
  expect(counter.purchases()).toHaveLength(1);
});

test('B30 M4 killed before Helcim answered, the request is not sent again and its outcome is found', async () => {
  counter = await openCounter({ paired: ['AB12'] });
  counter.simulator.faults.add({ kind: 'hang', when: 'after-effect', match: devicePost });
  const id = await counter.till().charge('26.00');
  await counter.asks('AB12');
  await counter.till().kill();

  const till = await counter.startAgain();
  await till.sees(id, 'checking');
  await expect(till.attempt(id)).toContainText('Do not send again');
  await till.goTo('Charge');
  await expect(till.window.getByRole('radio', { name: 'AB12' })).toBeDisabled();
  await expect(till.window.getByRole('button', { name: /^Send/ })).toBeDisabled();
  await counter.customer('AB12', 'tap-credit');
  await till.window.getByRole('region', { name: 'Open payments' }).getByRole('button').click();
  await till.sees(id, 'approved');
  expect(counter.purchases()).toHaveLength(1);
});

test('B20 M4 no answer after Helcim acted, and no webhook: look-up finds the approval, nothing is sent again', async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { webhooks: false, env: tenfold } });
  const till = counter.till();
  counter.simulator.faults.add({ kind: 'hang', when: 'after-effect', match: devicePost });
  const id = await till.charge('18.00');
  await counter.asks('AB12');
  await till.sees(id, 'sending');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  expect(counter.purchases()).toHaveLength(1);
});

test('B21 B19 M4 a server error with HTML before Helcim acted leaves the outcome open, and the ready screen ends it', async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { webhooks: false, env: tenfold } });
  const till = counter.till();
  counter.simulator.faults.add({
    kind: 'status',
    status: 502,
    form: 'html',
    when: 'before-effect',
    match: devicePost,
  });
  const id = await till.charge('19.00');
  await till.sees(id, 'checking');
  await expect(till.attempt(id)).toContainText('Do not send again and do not hand over the goods yet.');
  await expect(till.attempt(id)).toContainText('Does the terminal show $19.00?');
  await till.window.getByRole('button', { name: 'The terminal shows its ready screen' }).click();
  await till.sees(id, 'unknown');
  expect(counter.purchases()).toHaveLength(1);
});

test('B28 U16 the webhook is lost: look-up finds the approval', async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { env: tenfold } });
  const till = counter.till();
  counter.simulator.faults.add({ kind: 'webhook-lost', times: 'always' });
  const id = await till.charge('13.00');
  await counter.asks('AB12');
  await counter.customer('AB12', 'insert-debit');
  await till.sees(id, 'approved');
  await till.window.getByRole('button', { name: 'Show the evidence' }).click();
  await expect(till.window.locator('[data-evidence-kind="transaction_seen"]')).toContainText('look-up');
});

test('M16 U4 without webhooks a cancel is invisible: the ready screen is the way out, and the next send shows the doubt', async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { webhooks: false, env: tenfold } });
  const till = counter.till();
  const id = await till.charge('31.00');
  await counter.asks('AB12');
  await counter.customer('AB12', 'cancel');
  await till.window.getByRole('button', { name: 'The terminal shows its ready screen' }).click();
  await till.sees(id, 'unknown');
  await expect(till.attempt(id)).toContainText('Stopped at the terminal. No payment was found.');
  await till.done();

  await till.goTo('Charge');
  await amountField(till.window).fill('31.00');
  await till.window.getByRole('button', { name: 'Send $31.00' }).click();
  const doubt = till.window.getByRole('dialog', { name: 'An earlier payment is in doubt' });
  await expect(doubt).toContainText('$31.00 on AB12');
  await expect(doubt.getByRole('button', { name: 'Go back' })).toBeFocused();
  await doubt.getByRole('button', { name: 'I have looked: send $31.00 anyway' }).click();
  await counter.asks('AB12');
  expect(counter.purchases()).toHaveLength(2);
});

test('M6 M3 an unknown payment is shown, doubted, closed by name, and its late approval alarms on every screen', async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { env: { TILLSIDE_CLOCK_RATE: '60' } } });
  const till = counter.till();
  const { window } = till;
  // A first payment shows that webhooks come, so the till looks up seldom.
  await approved(till, 'AB12', '1.00');
  counter.simulator.faults.add({ kind: 'late-on-screen', ms: 0, match: devicePost });
  const id = await till.charge('44.00');
  await till.sees(id, 'checking');
  await till.sees(id, 'unknown', 20_000);
  await expect(till.attempt(id)).toContainText('We do not know whether the customer was charged.');
  await expect(till.attempt(id)).toContainText('Do not hand over the goods on this payment alone.');
  await window.getByRole('button', { name: 'Put aside and keep watching' }).click();

  await till.goTo('Charge');
  await amountField(window).fill('5.00');
  await window.getByRole('button', { name: 'Send $5.00' }).click();
  const doubt = window.getByRole('dialog', { name: 'An earlier payment is in doubt' });
  await expect(doubt).toContainText('$44.00 on AB12');
  await doubt.getByRole('button', { name: 'Go back' }).click();
  await expect(amountField(window)).toHaveValue('5.00');
  expect(counter.purchases()).toHaveLength(2);

  await window.getByRole('region', { name: 'Open payments' }).getByRole('button').click();
  await window.getByRole('button', { name: 'Close by hand…' }).click();
  const dialog = window.getByRole('dialog', { name: 'Close this payment by hand' });
  const close = dialog.getByRole('button', { name: 'Close by hand' });
  await expect(close).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Your name' }).fill('Robin');
  await expect(close).toBeDisabled();
  await dialog.getByRole('radio', { name: 'The customer left without paying and without the goods' }).check();
  await close.click();
  await till.sees(id, 'closed_by_staff');
  await expect(till.attempt(id)).toContainText('Robin');
  await till.done();

  await counter.customer('AB12', 'tap-credit');
  const alarms = window.getByRole('alert', { name: 'Alarms' });
  for (const screen of ['Terminals', 'History', 'Charge'] as const) {
    await window.getByRole('navigation').getByRole('button', { name: screen }).click();
    await expect(alarms).toContainText('a payment that had ended otherwise was charged after all');
  }
  await alarms.getByRole('button', { name: 'Open the payment' }).click();
  await expect(window.getByRole('main')).toContainText('later');
  await alarms.getByRole('button', { name: 'Take note' }).click();
  const note = window.getByRole('dialog', { name: 'Take note of this alarm' });
  await expect(note.getByRole('button', { name: 'I have taken note' })).toBeDisabled();
  await note.getByRole('textbox', { name: 'Your name' }).fill('Sam');
  await note.getByRole('button', { name: 'I have taken note' }).click();
  await expect(alarms).toBeHidden();
  expect(counter.purchases()).toHaveLength(2);
});

test('B15 B16 B17 M3 a second press and a second call for the same terminal send nothing more', async () => {
  counter = await openCounter({ paired: ['AB12'] });
  const till = counter.till();
  counter.simulator.faults.add({ kind: 'delay', ms: 1_500, when: 'before-effect', match: devicePost });
  await till.goTo('Charge');
  await amountField(till.window).fill('77.00');
  await till.window.getByRole('button', { name: 'Send $77.00' }).dblclick();
  const id = await openAttemptId(till.window);
  const second = await till.call('payments', 'charge', {
    pressId: randomUUID(),
    pressedAtMs: Date.now(),
    amountCents: amountCents(77_00),
    terminalCode: 'AB12' as TerminalCode,
    reference: null,
    customerCode: null,
    saleId: null,
    confirmedDoubtIds: [],
  });
  expect(second).toMatchObject({ ok: false, error: { code: 'terminal_busy', attemptIds: [id] } });
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  expect(counter.purchases()).toHaveLength(1);
  expect(counter.simulator.transactions()).toHaveLength(1);
});

test('B4 a token that Helcim does not know blocks payments with words', async () => {
  counter = await openCounter({ launch: { env: { TILLSIDE_HELCIM_TOKEN: 'not-the-token' } } });
  const till = counter.till();
  const { window } = till;
  await expect.poll(async () => (await till.snapshot()).blocked?.code).toBe('token_invalid');
  await till.goTo('Terminals');
  await expect(window.getByRole('alert').first()).toContainText('Helcim did not accept the API token.');
  await expect(window.getByRole('alert').first()).toContainText('A manager has to paste a valid one');
});

test('M16 Helcim away at the start: the words say so, and the till recovers by itself', async () => {
  const away = await startSimulator({ devices: ['AB12'] });
  const port = Number(new URL(away.url).port);
  await away.close();
  const folder = await makeDataFolder();
  const till = await launchTill({ folder, simulator: away, webhooks: false });
  const { window } = till;
  await expect(window.getByRole('contentinfo')).toContainText('Helcim cannot be reached right now.');
  await till.goTo('Terminals');
  await expect(window.getByRole('alert').first()).toContainText('Helcim cannot be reached right now.');

  const simulator = await startSimulator({ devices: ['AB12'], port, seed: away.seed });
  counter = counterOf({ simulator, folder, till });
  await expect(window.getByRole('contentinfo')).toContainText('Helcim answers');
  await till.pair('AB12');
  const id = await till.charge('3.00');
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
});
