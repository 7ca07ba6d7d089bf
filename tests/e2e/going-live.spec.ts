/**
 * From an empty computer to the first real payment, by the guide alone. Helcim is a program of its own on another port,
 * and results arrive through a TLS proxy that stands for the shop's own address.
 */
import { mkdir, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Locator, test } from '@playwright/test';
import { startTlsProxy, type TlsProxy } from '../fakes/tls-proxy.ts';
import { type OutsideHelcim, startOutsideHelcim, trustTestAuthority } from './outside-helcim.ts';
import { holdsInBothSchemes } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

const small = { width: 1024, height: 768 } as const;
const wide = { width: 1366, height: 768 } as const;
const pictures = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

let helcim: OutsideHelcim;
let folder: string;
let till: TillApp;
let proxy: TlsProxy;
let localPort = 0;

// Axe and pictures of each step in both schemes take their time.
test.describe.configure({ mode: 'serial', timeout: 180_000 });
test.beforeAll(async () => {
  [helcim, folder, proxy] = await Promise.all([
    startOutsideHelcim(),
    makeDataFolder(),
    startTlsProxy(() => localPort),
  ]);
  till = await launch();
});
test.afterAll(async () => {
  await till.close();
  await proxy.close();
  await helcim.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const launch = () =>
  launchTill({
    folder,
    simulator: null,
    viewport: small,
    env: { TILLSIDE_HELCIM_URL: helcim.url, ...trustTestAuthority },
  });
const button = (name: string | RegExp): Locator =>
  till.window.locator('main').getByRole('button', { name, exact: true });
const panel = (): Locator => till.window.locator('[data-setup-step]');
const listed = (id: string): Locator => till.window.locator(`[data-step="${id}"]`);

async function isAt(step: string): Promise<void> {
  await expect(panel()).toHaveAttribute('data-setup-step', step);
}

/** In both sizes, and kept for the README where somebody asked for pictures. */
async function looksWell(name: string, picture = false): Promise<void> {
  await holdsInBothSchemes(till, name);
  await till.window.setViewportSize(wide);
  await till.window.emulateMedia({ colorScheme: 'light' });
  await expect(till.window.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await till.window.locator('main').evaluate((main) => main.scrollTo({ top: 0 }));
  await till.screenshot(test.info().outputPath(`${name}-wide.png`));
  // The name of a text that is missing would stand in its place.
  expect(await till.window.locator('body').innerText()).not.toMatch(/\b[a-z]+\.[a-z_]+\.(say|next|what)\b/);
  if (picture && process.env.TILLSIDE_PICTURES === '1') {
    await mkdir(pictures, { recursive: true });
    await till.screenshot(`${pictures}${name}.png`);
  }
  await till.window.setViewportSize(small);
}

test('M13 an empty computer begins in practice and offers the way to real payments', async () => {
  const { window } = till;
  await expect(window.locator('[data-mode="demo"]')).toContainText('PRACTICE: no money moves');
  await looksWell('welcome');
  await button('Set up real payments').click();
  await isAt('mode');
  await expect(listed('token')).toHaveAttribute('data-step-state', 'todo');
  await looksWell('guide-mode', true);
  await button('Set up real money').click();
  await isAt('token');
});

test('M11 a token is checked before it is kept, and each mistake is named', async () => {
  const { window } = till;
  const field = window.locator('[data-secret="apiToken"] input');
  const check = button('Check and keep');
  await check.click();
  await expect(panel()).toContainText('Nothing was pasted yet.');
  await field.fill('sim_half of-a-token');
  await check.click();
  await expect(panel()).toContainText('There is a blank or a line break in the middle.');
  await field.fill('sim_a-token-that-nobody-issued');
  await check.click();
  await expect(window.locator('[data-error-code="token_invalid"]')).toBeVisible();
  await looksWell('guide-token-wrong');
  await field.fill(`  ${helcim.token} `);
  await check.click();
  await expect(window.locator('[data-token-report]')).toContainText('the first of this till');
  await expect(window.locator('[data-token-report]')).toContainText('known at first use');
  await expect(panel()).toContainText(`Set, ends in ${helcim.token.slice(-4)}`);
  await expect(window.locator('[data-mode="switched"]')).toBeVisible();
  await expect(listed('token')).toHaveAttribute('data-step-state', 'done');
  expect(await window.content()).not.toContain(helcim.token);
  await looksWell('guide-token', true);
});

test('both ways into pairing mode are told with what they change', async () => {
  await button('Next').click();
  await isAt('pairing');
  await looksWell('guide-pairing');
  await till.window.getByRole('tab', { name: 'Older way: for the whole account' }).click();
  await expect(panel()).toContainText('Every terminal of the account changes at once');
  await looksWell('guide-pairing-older');
  await button('My terminal shows its ready screen').click();
  await expect(listed('pairing')).toHaveAttribute('data-step-state', 'done');
});

test('left half-way and started again, the guide goes on where it stopped', async () => {
  await till.close();
  till = await launch();
  await till.goTo('Settings');
  await button('Set up').click();
  await isAt('terminals');
  await expect(listed('token')).toHaveAttribute('data-step-state', 'done');
  await expect(listed('pairing')).toHaveAttribute('data-step-state', 'done');
});

test('a terminal is found, paired, pinged and seen to light up', async () => {
  const code = helcim.devices[0] ?? '';
  await button(`Pair ${code}`).click();
  const card = till.window.getByRole('article', { name: code });
  await card.getByRole('button', { name: 'Ping' }).click();
  await expect(panel()).toContainText(`Did ${code} light up and show a message?`);
  await button('No').click();
  await expect(panel()).toContainText('Then another terminal has this code, or this one is asleep.');
  await looksWell('guide-terminals-no');
  await button('Yes').click();
  await expect(panel()).toContainText('You have seen a terminal light up.');
  await expect(listed('terminals')).toHaveAttribute('data-step-state', 'done');
  await looksWell('guide-terminals');
});

test('the way of results is chosen with what it costs, and an address that cannot be used is refused', async () => {
  const { window } = till;
  await button('Next').click();
  await isAt('results');
  await looksWell('guide-results', true);
  for (const name of ['ngrok', 'An address of your own']) {
    await window.getByRole('radio', { name }).check();
    await looksWell(`guide-results-${name.split(' ')[0]?.toLowerCase()}`);
  }
  const address = window.getByLabel('Public address');
  await address.fill('https://helcim.my-shop.com');
  await expect(panel()).toContainText('Helcim refuses an address that has the word “helcim” in it.');
  await address.fill('http://till.my-shop.com');
  await expect(panel()).toContainText('It has to begin with https://.');
  await expect(button('Use this way')).toBeDisabled();
  await address.fill(proxy.url);
  // What is typed outlives a look at another screen.
  await till.goTo('History');
  await till.goTo('Settings');
  await button('Set up').click();
  await isAt('results');
  await expect(address).toHaveValue(proxy.url);
  await window.getByLabel('Your name').fill('Ada');
  await button('Use this way').click();
  await expect(panel()).toContainText('In use: An address of your own');
  await expect(listed('results')).toHaveAttribute('data-step-state', 'done');
});

test('Helcim’s webhook page gets the address, the verifier comes back, and a self-test says what is wrong', async () => {
  const { window } = till;
  const { webhook } = await till.snapshot();
  localPort = Number(new URL(webhook.localUrl ?? '').port);
  await button('Next').click();
  await isAt('webhook');
  const url = (await window.locator('[data-copy-text]').textContent()) ?? '';
  expect(url).toBe(`${proxy.url}${new URL(webhook.localUrl ?? '').pathname}`);
  await helcim.setWebhookUrl(url);
  const field = window.locator('[data-secret="verifier"] input');
  await field.fill('whsec_');
  await button('Keep it').click();
  await expect(panel()).toContainText('This is only the beginning, whsec_.');
  await field.fill('not base64 at all!');
  await button('Keep it').click();
  await expect(panel()).toContainText('There is a blank or a line break in the middle.');
  await field.fill(`whsec_${helcim.verifier}`);
  await button('Keep it').click();
  await expect(panel()).toContainText(`Set, ends in ${helcim.verifier.slice(-4)}`);
  proxy.behave({ answer: { status: 302, headers: { location: 'https://login.example/' } } });
  await button(/^Run (it again|the self-test)$/).click();
  await expect(window.locator('[data-self-test="failed"]')).toBeVisible({ timeout: 20_000 });
  await looksWell('guide-webhook-wrong');
  proxy.behave({});
  await button('Run it again').click();
  await expect(window.locator('[data-self-test="ok"]')).toBeVisible({ timeout: 20_000 });
  await expect(listed('webhook')).toHaveAttribute('data-step-state', 'done');
  await looksWell('guide-webhook', true);
});

test('PIN, cashiers and shop are set in the guide', async () => {
  await button('Next').click();
  await isAt('people');
  await till.window.locator('[data-pin]').waitFor();
  await looksWell('guide-people');
  await button('This is how I want it').click();
  await expect(listed('people')).toHaveAttribute('data-step-state', 'done');
});

test('a first payment is approved by a result that came through the shop’s own address', async () => {
  const code = helcim.devices[0] ?? '';
  await button('Next').click();
  await isAt('first_payment');
  await looksWell('guide-first-payment');
  await button('To the charge screen').click();
  await till.window.getByRole('textbox', { name: 'Amount' }).fill('1.00');
  await till.window.getByRole('button', { name: /^Send/ }).click();
  const attempt = till.window.locator('main [data-attempt-id]').first();
  const id = (await attempt.getAttribute('data-attempt-id')) ?? '';
  await expect.poll(() => helcim.stateOf(code)).toBe('asking');
  const before = proxy.requests();
  await helcim.customer(code, 'tap-credit');
  await till.sees(id, 'approved');
  expect(proxy.requests()).toBeGreaterThan(before);
  const detail = await till.call('history', 'detail', { attemptId: id });
  if (!detail.ok) throw new Error(detail.error.code);
  expect(detail.value.evidence).toContainEqual(
    expect.objectContaining({ kind: 'transaction_seen', source: 'webhook' }),
  );
  await till.done();
  await till.goTo('Settings');
  await button('Set up').click();
  await isAt('ready');
  await expect(panel()).toContainText('Ready for real payments');
  await looksWell('guide-ready');
});

test('one press before opening checks everything, and the result can be printed', async () => {
  const { window } = till;
  await window.keyboard.press('F10');
  await expect(window.getByRole('heading', { name: 'Opening check', level: 1 })).toBeFocused();
  await button('Run the check').click();
  await expect(window.locator('[data-verdict]')).toBeVisible({ timeout: 60_000 });
  await expect(window.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'ok');
  await expect(window.locator('[data-check="tunnel"]')).toHaveAttribute('data-check-state', 'ok');
  await looksWell('opening-check', true);
  await expect(window.locator('#print-sheet')).toContainText('Ready to open.');
  await button('Print').click();
  await expect(window.locator('main')).toContainText('Given to the printer.');
});

test('the status says of everything how it is, and the way to the next step', async () => {
  const { window } = till;
  await window.getByRole('button', { name: 'Open the status' }).click();
  await expect(window.getByRole('heading', { name: 'Status', level: 1 })).toBeVisible();
  await expect(window.locator('[data-health]')).toHaveCount(9);
  await expect(window.locator('[data-health="tunnel"]')).toContainText('The tunnel carries.');
  await looksWell('status');
});

test('M13 practice beside real money shows what waits there, and leads back', async () => {
  const { window } = till;
  await till.goTo('Settings');
  await button('Set up').click();
  await listed('mode').click();
  await button('Practise').click();
  await expect(window.locator('[data-mode="demo"]')).toBeVisible();
  await expect(window.locator('[data-live-watch]')).toContainText('Live till: 0 alarms, 0 open, 0 unclear');
  await looksWell('practice');
  await window.getByRole('button', { name: 'Back to live' }).click();
  await expect(window.locator('[data-mode="switched"]')).toBeVisible();
});
