/** Every screen and every phase for everybody: axe, both colour schemes, both window sizes, and a keyboard alone. */
import { expect, test } from '@playwright/test';
import { axeViolations } from './axe-violations.ts';
import { type Counter, openCounter } from './counter.ts';
import { openAttemptId, type TillApp } from './till-app.ts';

const devicePost = { method: 'POST', path: '/devices/' } as const;
const small = { width: 1024, height: 768 } as const;
const usual = { width: 1366, height: 768 } as const;
/** Two looks a screen, so that both schemes and both sizes are seen each time, in turns of the two pairings. */
const pairings = [
  [
    ['light', small],
    ['dark', usual],
  ],
  [
    ['dark', small],
    ['light', usual],
  ],
] as const;

let counter: Counter;
let till: TillApp;
let looks = 0;

test.describe('axe finds nothing', () => {
  test.describe.configure({ mode: 'serial' });
  test.beforeAll(async () => {
    counter = await openCounter();
    till = counter.till();
  });
  test.afterAll(() => counter.close());

  test('on the screens of a till without a terminal, and of one with terminals', async () => {
    await holds('charge without a terminal');
    await till.goTo('History');
    await holds('an empty history');
    await till.goTo('Unclear');
    await holds('an empty unclear tray');
    await till.goTo('Terminals');
    await expect(till.window.getByRole('button', { name: 'Pair AB12' })).toBeVisible();
    await till.window.getByRole('button', { name: 'Pair by code' }).click();
    await holds('terminals, with a code that is none');
    await till.pair('AB12');
    await till.pair('CD34');
    await counter.customer('CD34', 'sleep');
    for (const code of ['AB12', 'CD34']) await ping(code);
    await holds('terminals, one listening and one not');
    const card = till.window.getByRole('article', { name: 'AB12' });
    await card.getByRole('button', { name: 'Rename' }).click();
    await holds('a nickname');
    await card.getByRole('button', { name: 'Unpair' }).click();
    await holds('the question before unpairing');
    await till.window.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await till.goTo('Charge');
    await till.window.getByRole('button', { name: 'Send' }).click();
    await holds('charge, with a refusal of the amount');
  });

  test('in the phases of a payment that ends well', async () => {
    counter.simulator.faults.add({ kind: 'delay', ms: 2_500, when: 'before-effect', match: devicePost });
    let id = await charge('10.00');
    await till.sees(id, 'sending');
    await holds('sending');
    await counter.asks('AB12');
    await till.sees(id, 'on_terminal');
    await holds('on the terminal');
    await till.window.getByRole('button', { name: 'Customer pays otherwise' }).click();
    await holds('the question whether the customer pays otherwise');
    await till.window.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await counter.customer('AB12', 'decline');
    await expect(till.attempt(id)).toContainText('may still try again');
    await holds('declined, may try again');
    await counter.customer('AB12', 'try-again');
    await counter.customer('AB12', { action: 'add-tip', tipCents: 1_00 });
    await counter.customer('AB12', 'tap-credit');
    await till.sees(id, 'approved');
    await holds('approved with a tip');
    await till.done();

    id = await charge('50.00');
    await counter.asks('AB12');
    await counter.customer('AB12', { action: 'tap-credit', approvedCents: 5_00 });
    await till.sees(id, 'approved');
    await holds('paid in part');
    await till.window.getByRole('button', { name: 'Charge the remaining $45.00' }).click();
    await holds('the remaining of a sale');
    await till.window.getByRole('button', { name: 'Leave this sale' }).click();
  });

  test('in the phases of a payment that does not end well', async () => {
    let id = await charge('11.00');
    await counter.asks('AB12');
    await counter.customer('AB12', 'decline');
    await expect(till.attempt(id)).toContainText('may still try again');
    await counter.customer('AB12', 'cancel');
    await till.sees(id, 'declined');
    await holds('declined');
    await till.done();

    id = await charge('12.00');
    await counter.asks('AB12');
    await counter.customer('AB12', 'cancel');
    await till.sees(id, 'cancelled');
    await holds('cancelled');
    await till.done();

    await counter.customer('AB12', 'sleep');
    id = await charge('13.00');
    await till.sees(id, 'refused');
    await holds('refused');
    await till.done();
    await counter.customer('AB12', 'wake');
  });
});

test.describe('axe finds nothing on the screens of a doubt', () => {
  test.beforeAll(async () => {
    counter = await openCounter({ paired: ['AB12'], launch: { env: { TILLSIDE_CLOCK_RATE: '60' } } });
    till = counter.till();
  });
  test.afterAll(() => counter.close());

  test('in doubt, closed by hand, with an alarm, and in history', async () => {
    const { window } = till;
    // A first payment shows that webhooks come, so the till looks up seldom and keeps within its calls a minute.
    await charge('11.00');
    await counter.asks('AB12');
    await counter.customer('AB12', 'tap-credit');
    await till.done();
    const id = await charge('14.00');
    await till.sees(id, 'checking');
    await holds('checking');
    await till.sees(id, 'unknown', 20_000);
    await holds('unknown');
    await window.getByRole('button', { name: 'Put aside and keep watching' }).click();
    await expect(window.getByRole('heading', { name: 'Charge', level: 1 })).toBeVisible();
    await window.keyboard.press('F7');
    const tray = window.locator(`main [data-attempt-id="${id}"]`);
    await expect(tray.getByRole('button', { name: 'Close by hand…' })).toBeVisible();
    await holds('the unclear tray');
    await tray.getByText('What is known').click();
    await expect(tray).toContainText('Nothing was found in time');
    await holds('the unclear tray, with what is known');
    await till.goTo('Charge');
    await window.getByRole('textbox', { name: 'Amount' }).fill('15.00');
    await window.getByRole('radio', { name: 'AB12' }).check();
    await window.getByRole('button', { name: 'Send $15.00' }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
    await holds('the doubt before a send');
    await window.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await window.getByRole('region', { name: 'Open payments' }).getByRole('button').click();
    await window.getByRole('button', { name: 'Close by hand…' }).click();
    const dialog = window.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'Your name' }).fill('Robin');
    await dialog.getByRole('radio', { name: 'Another card payment paid for it' }).check();
    await expect(dialog.getByRole('radio', { name: /\$11\.00/ }).first()).toBeVisible();
    await holds('closing by hand');
    await dialog.getByRole('radio', { name: 'The customer paid another way' }).check();
    await dialog.getByRole('button', { name: 'Close by hand' }).click();
    await till.sees(id, 'closed_by_staff');
    await holds('closed by hand');
    await till.done();

    await counter.customer('AB12', 'tap-credit');
    const alarms = window.getByRole('alert', { name: 'Alarms' });
    await expect(alarms.getByRole('button', { name: 'Take note' })).toBeVisible();
    await holds('an alarm');
    await alarms.getByRole('button', { name: 'Take note' }).click();
    await holds('taking note of an alarm');
    await window.getByRole('dialog').getByRole('button', { name: 'Go back' }).click();
    await till.goTo('History');
    await expect(window.locator('tr[data-attempt-id]').first()).toBeVisible();
    await holds('history');
    await window.locator('tr[data-attempt-id]').first().getByRole('button').click();
    await expect(window.getByRole('heading', { name: 'Evidence' })).toBeVisible();
    await holds('the evidence of one payment');
  });
});

test.describe('axe finds nothing when a start finds outcomes', () => {
  test.beforeAll(async () => {
    counter = await openCounter({ paired: ['AB12'] });
    till = counter.till();
  });
  test.afterAll(() => counter.close());

  test('nor when Helcim cannot be reached', async () => {
    const id = await charge('16.00');
    await counter.asks('AB12');
    await till.kill();
    await counter.customer('AB12', 'tap-debit');
    till = await counter.startAgain();
    await till.sees(id, 'approved');
    await till.window.getByRole('navigation').getByRole('button', { name: 'Charge' }).click();
    await holds('what has to be seen first');
    await till.window
      .getByRole('main')
      .getByRole('button', { name: /Approved/ })
      .click();
    await till.done();
    await counter.simulator.close();
    const lost = await charge('17.00');
    await till.sees(lost, 'refused');
    await expect(till.attempt(lost)).toContainText('so the request never left this computer.');
    await expect(till.attempt(lost)).toContainText(/pressed \d/);
    await holds('not sent');
  });
});

test.describe('a keyboard alone', () => {
  test.beforeAll(async () => {
    counter = await openCounter({ paired: ['AB12'] });
    till = counter.till();
    await till.close();
    till = await counter.startAgain();
  });
  test.afterAll(() => counter.close());

  test('charges from the launch to the outcome and is ready for the next customer', async () => {
    const { window } = till;
    const { keyboard } = window;
    await expect(window.getByRole('textbox', { name: 'Amount' })).toBeFocused();
    await keyboard.type('12.34');
    await keyboard.press('Enter');
    const id = await openAttemptId(window);
    await expect(window.getByRole('heading', { name: 'On the terminal', level: 1 })).toBeFocused();
    await counter.customer('AB12', 'tap-credit');
    await till.sees(id, 'approved');
    await expect(window.getByRole('heading', { name: 'Approved', level: 1 })).toBeFocused();
    await keyboard.press('Tab');
    const done = window.getByRole('button', { name: 'Done' });
    await expect(done).toBeFocused();
    await expect(done).toBeEnabled();
    await keyboard.press('Enter');
    await expect(window.getByRole('textbox', { name: 'Amount' })).toBeFocused();
    await expect(window.getByRole('textbox', { name: 'Amount' })).toHaveValue('');
  });

  test('reaches every screen by its key, and Esc leads back', async () => {
    const { window } = till;
    for (const [key, name] of [
      ['F3', 'Terminals'],
      ['F4', 'History'],
    ] as const) {
      await window.keyboard.press(key);
      await expect(window.getByRole('heading', { name, level: 1 })).toBeFocused();
    }
    await window.keyboard.press('Escape');
    await expect(window.getByRole('heading', { name: 'Charge', level: 1 })).toBeVisible();
    await expect(window.getByRole('textbox', { name: 'Amount' })).toBeFocused();
  });

  test('hears every phase from the live region, whatever screen is open', async () => {
    const { window } = till;
    await window.evaluate(() => {
      const world = globalThis as unknown as { heard: string[] };
      world.heard = [];
      const region = document.querySelector('[role="status"][aria-live="polite"].visually-hidden');
      if (region === null) throw new Error('there is no live region');
      new MutationObserver(() => world.heard.push(region.textContent)).observe(region, {
        childList: true,
        characterData: true,
        subtree: true,
      });
    });
    await till.charge('9.00');
    await counter.asks('AB12');
    await till.goTo('History');
    const heard = () =>
      window.evaluate(() => (globalThis as unknown as { heard: string[] }).heard.join(' | '));
    await expect.poll(heard).toContain('$9.00 on AB12: On the terminal.');
    await counter.customer('AB12', 'decline');
    await expect.poll(heard).toContain('$9.00 on AB12: Declined, may try again.');
    await counter.customer('AB12', 'cancel');
    await expect.poll(heard).toContain('$9.00 on AB12: Declined.');
  });

  test('holds the focus inside a question, on the safe answer, and gives it back', async () => {
    const { window } = till;
    await till.goTo('Terminals');
    const unpair = window.getByRole('article', { name: 'AB12' }).getByRole('button', { name: 'Unpair' });
    await unpair.focus();
    await expect(unpair).toBeEnabled();
    await window.keyboard.press('Enter');
    const dialog = window.getByRole('dialog');
    await expect(dialog.getByRole('button', { name: 'Go back' })).toBeFocused();
    for (let step = 0; step < 4; step += 1) await window.keyboard.press('Tab');
    await expect(dialog.locator(':focus')).toHaveCount(1);
    await window.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(unpair).toBeFocused();
    await expect(window.getByRole('article', { name: 'AB12' })).toBeVisible();
  });
});

async function ping(code: string): Promise<void> {
  const card = till.window.getByRole('article', { name: code });
  await card.getByRole('button', { name: 'Ping' }).click();
  await expect(card.getByRole('status')).toContainText(/istening/);
}

async function charge(amount: string): Promise<string> {
  await till.goTo('Charge');
  await till.window.getByRole('radio', { name: 'AB12' }).check();
  return till.charge(amount);
}

/** What colours and sizes can change; all else was looked at in the first look. */
const rulesOfLooks = ['color-contrast', 'scrollable-region-focusable'];

/** Axe, and no sideways scrolling, in two looks. */
async function holds(where: string): Promise<void> {
  const { window } = till;
  const found: string[] = [];
  const pairing = pairings[looks % 2] ?? pairings[0];
  for (const [scheme, size] of pairing) {
    await window.emulateMedia({ colorScheme: scheme });
    await expect(window.locator('html')).toHaveAttribute('data-mantine-color-scheme', scheme);
    await window.setViewportSize(size);
    const isFirst = scheme === pairing[0][0];
    for (const { id, nodes } of await axeViolations(window, isFirst ? {} : { rules: rulesOfLooks })) {
      const places = nodes.map(({ html }) => html.slice(0, 120)).join(' ; ');
      found.push(`${where}, ${scheme} ${size.width}: ${id} at ${places}`);
    }
    const sideways = await window.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (sideways > 0) found.push(`${where}, ${scheme} ${size.width}: ${sideways} px too wide`);
  }
  looks += 1;
  expect(found).toEqual([]);
}
