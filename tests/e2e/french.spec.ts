import { expect, type Page, test } from '@playwright/test';
import { type Counter, openCounter } from './counter.ts';
import { holdsInBothSchemes } from './screen-looks.ts';
import { launchTill, makeDataFolder, openAttemptId, type TillApp } from './till-app.ts';

/** The till in French, changed over while a customer stands at the terminal. */

const smallScreen = { width: 1024, height: 768 };
let counter: Counter;
let till: TillApp;

const toFrench = (window: Page) => window.getByRole('button', { name: 'Français' });
const toEnglish = (window: Page) => window.getByRole('button', { name: 'English' });
const amountField = (window: Page) => window.getByRole('textbox', { name: /^(Amount|Montant)/ });

test.describe.configure({ mode: 'serial' });
test.beforeAll(async () => {
  counter = await openCounter({ paired: ['AB12'], launch: { viewport: smallScreen } });
  till = counter.till();
});
test.afterAll(() => counter.close());

test('a cashier changes the language in mid-sale, and the outcome comes in it', async () => {
  const { window } = till;
  const id = await till.charge('12.34');
  await counter.asks('AB12');
  await till.sees(id, 'on_terminal');
  const timer = till.attempt(id).getByRole('timer');
  await expect(timer).toHaveText('0:02');
  await expect(till.attempt(id)).toContainText('$12.34');
  await toFrench(window).focus();
  await window.keyboard.press('Enter');
  await expect(window.getByRole('heading', { name: 'Sur le terminal', level: 1 })).toBeVisible();
  await expect(window.locator('html')).toHaveAttribute('lang', 'fr-CA');
  await expect(till.attempt(id)).toContainText('12,34\u00a0$');
  await expect(till.attempt(id)).toContainText(
    'Demandez au client d’approcher, d’insérer ou de glisser sa carte.',
  );
  await expect(timer).toHaveText(/^0:0[2-9]$/);
  await holdsInBothSchemes(till, 'french-waiting');
  await counter.customer('AB12', 'decline');
  await expect(till.attempt(id)).toContainText('Le client peut encore réessayer sur le terminal.');
  await counter.customer('AB12', 'try-again');
  await counter.customer('AB12', 'tap-credit');
  await till.sees(id, 'approved');
  await expect(window.getByRole('heading', { name: 'Approuvé', level: 1 })).toBeVisible();
  await expect(till.attempt(id)).toContainText('Payé. Vous pouvez remettre la marchandise.');
  await holdsInBothSchemes(till, 'french-approved');
  expect(counter.purchases()).toHaveLength(1);
  const menu = await till.app.evaluate(({ Menu }) =>
    Menu.getApplicationMenu()?.items.map(({ label }) => label),
  );
  expect(menu).toEqual(expect.arrayContaining(['Édition', 'Affichage', 'Fenêtre']));
  await window.getByRole('button', { name: 'Terminé', exact: true }).click();
});

test('what is typed stays, whichever way the language goes', async () => {
  const { window } = till;
  await amountField(window).fill('1234,5');
  await expect(window.getByRole('main')).toContainText('Lu comme 1\u00a0234,50\u00a0$');
  await toEnglish(window).click();
  await expect(window.getByRole('main')).toContainText('Read as $1,234.50');
  await expect(amountField(window)).toHaveValue('1234,5');
  await toFrench(window).click();
  await window.getByRole('button', { name: 'Effacer le montant' }).click();
  for (const key of ['7', ',', '5', '0'])
    await window.getByRole('button', { name: key, exact: true }).click();
  await expect(amountField(window)).toHaveValue('7,50');
  await window.getByRole('button', { name: /^Envoyer 7,50/ }).click();
  const id = await openAttemptId(window);
  await counter.asks('AB12');
  await counter.customer('AB12', 'tap-debit');
  await till.sees(id, 'approved');
  const { unacknowledged } = await till.snapshot();
  expect(unacknowledged.find((view) => view.id === id)).toMatchObject({ approvedCents: 7_50 });
  await window.getByRole('button', { name: 'Terminé', exact: true }).click();
});

test('it holds over a restart, and no screen is too wide or cut on a small display', async () => {
  await till.close();
  till = await counter.startAgain();
  const { window } = till;
  const button = (name: string | RegExp) => window.getByRole('button', { name });
  const screens: readonly [name: string, heading: RegExp, open: () => Promise<void>][] = [
    ['charge', /^Encaisser$/, () => window.keyboard.press('F2')],
    ['terminals', /^Terminaux$/, () => window.keyboard.press('F3')],
    ['history', /^Historique$/, () => window.keyboard.press('F4')],
    ['detail', /^Paiement, /, () => window.locator('tr[data-attempt-id] button').first().click()],
    ['find', /^Rembourser$/, () => window.keyboard.press('F6')],
    ['refund', /^Rembourser$/, () => window.getByRole('option').first().click()],
    ['unclear', /^À éclaircir/, () => window.keyboard.press('F7')],
    ['close', /^Fermeture de journée$/, () => window.keyboard.press('F8')],
    ['report', /^Fermeture de journée$/, () => button('Faire le rapport').click()],
    ['settings', /^Paramètres$/, () => window.keyboard.press('F9')],
    ['check', /^Vérification d’ouverture$/, () => window.keyboard.press('F10')],
    ['status', /^État$/, () => window.locator('footer button').click()],
  ];
  const found: string[] = [];
  for (const [name, heading, open] of screens) {
    await open();
    await expect(window.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    if (name === 'history') await expect(window.locator('tr[data-attempt-id]').first()).toBeVisible();
    if (name === 'report') await expect(button('Enregistrer en PDF')).toBeVisible();
    found.push(...(await tooWide(window, name)));
    await holdsInBothSchemes(till, `french-${name}`);
  }
  expect(found).toEqual([]);
});

test('a locked till takes it from a cashier, and nothing that is a manager’s', async () => {
  const { window } = till;
  expect(await till.call('manager', 'setPin', { pin: '804217', who: 'Ada' })).toMatchObject({ ok: true });
  expect(await till.call('manager', 'lock', null)).toMatchObject({ ok: true });
  await expect.poll(async () => (await till.snapshot()).session.role).toBe('cashier');
  await toEnglish(window).click();
  await expect(window.locator('html')).toHaveAttribute('lang', 'en-CA');
  expect(await till.call('settings', 'change', { patch: { language: 'fr' }, who: 'Ann' })).toMatchObject({
    ok: false,
    error: { code: 'not_allowed' },
  });
  await toFrench(window).click();
  await expect(window.locator('html')).toHaveAttribute('lang', 'fr-CA');
});

test('a first start speaks the language of the system', async () => {
  const folder = await makeDataFolder();
  const first = await launchTill({
    folder,
    simulator: null,
    env: { LANGUAGE: 'fr_CA', LC_ALL: 'fr_CA.UTF-8' },
    viewport: smallScreen,
  });
  try {
    await expect(first.window.getByRole('heading', { name: 'Encaisser', level: 1 })).toBeVisible();
    expect((await first.snapshot()).preferences.language).toBe('fr');
    expect(await tooWide(first.window, 'demo')).toEqual([]);
    await holdsInBothSchemes(first, 'french-demo');
    await first.window.getByRole('button', { name: 'Configurer les vrais paiements' }).first().click();
    await expect(first.window.locator('[data-setup-step]')).toBeVisible();
    expect(await tooWide(first.window, 'setup')).toEqual([]);
    await holdsInBothSchemes(first, 'french-setup');
  } finally {
    await first.close();
  }
});

/** What stands out of its box, sideways: words that a cashier could not read to their end. */
function tooWide(window: Page, where: string): Promise<readonly string[]> {
  return window.evaluate((name) => {
    const found = [
      ...document.querySelectorAll<HTMLElement>('button, h1, h2, label, legend, th, nav, header'),
    ]
      .filter((each) => !each.closest('.visually-hidden') && each.scrollWidth > each.clientWidth + 1)
      .filter((each) => getComputedStyle(each).display !== 'inline')
      .map((each) => `${name}: ${each.tagName} ${each.textContent.slice(0, 60)}`);
    const page = document.documentElement.scrollWidth - innerWidth;
    return page > 0 ? [...found, `${name}: ${page} px`] : found;
  }, where);
}
