/** Guide, status and opening check on a bad day, as a manager sees them: in both sizes, in both schemes, nothing cut. */

import { rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { expect, type Locator, test } from '@playwright/test';
import { startTlsProxy, type TlsProxy } from '../fakes/tls-proxy.ts';
import { type OutsideHelcim, startOutsideHelcim, trustTestAuthority } from './outside-helcim.ts';
import { holdsInBothSchemes } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

const small = { width: 1024, height: 768 } as const;
const wide = { width: 1366, height: 768 } as const;

let helcim: OutsideHelcim;
let folder: string;
let till: TillApp;
let proxy: TlsProxy;
let localPort = 0;

test.describe.configure({ mode: 'serial', timeout: 120_000 });
test.beforeAll(async () => {
  [helcim, folder] = await Promise.all([startOutsideHelcim(), makeDataFolder()]);
  proxy = await startTlsProxy(() => localPort);
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
const health = (id: string): Locator => till.window.locator(`[data-health="${id}"]`);

async function looksWell(name: string): Promise<void> {
  await holdsInBothSchemes(till, name);
  await till.window.setViewportSize(wide);
  await holdsInBothSchemes(till, `${name}-wide`);
  await till.window.setViewportSize(small);
  await till.window.emulateMedia({ colorScheme: 'light' });
}

async function toStep(id: string): Promise<void> {
  await till.goTo('Settings');
  await button('Set up').click();
  await till.window.locator(`[data-step="${id}"]`).click();
}

/** What is done: the token, its terminal, an address, and the port that the address leads to. */
async function isSetUp(): Promise<void> {
  const ok = { ok: true } as const;
  const saved = await till.call('setup', 'saveToken', { token: helcim.token, isOtherAccountMeant: false });
  expect(saved).toMatchObject(ok);
  await expect.poll(async () => (await till.snapshot()).blocked).toBeNull();
  expect(await till.call('setup', 'saveSecret', { name: 'verifier', secret: helcim.verifier })).toMatchObject(
    ok,
  );
  for (const code of helcim.devices.slice(0, 2))
    expect(await till.call('terminals', 'pair', { code: code as never, nickname: null })).toMatchObject(ok);
  const { webhook } = await till.snapshot();
  localPort = Number(new URL(webhook.localUrl ?? '').port);
  const tunnel = { kind: 'own_url', publicUrl: proxy.url };
  expect(await till.call('settings', 'change', { patch: { tunnel }, who: 'Ada' })).toMatchObject(ok);
  await expect.poll(async () => (await till.snapshot()).tunnel?.state).toBe('up');
}

test('M16 a way of results is chosen with what it asks for in sight, and the way on too', async () => {
  await isSetUp();
  await toStep('results');
  for (const [name, field] of [
    ['Cloudflare Tunnel', 'Public address'],
    ['ngrok', 'Domain at ngrok'],
    ['An address of your own', 'Public address'],
  ] as const) {
    await till.window.getByRole('radio', { name }).check();
    await expect(till.window.getByLabel(field)).toBeInViewport({ ratio: 1 });
    await expect(button('Next')).toBeInViewport({ ratio: 1 });
    await looksWell(`results-${field.split(' ')[0]}-${name.split(' ')[0]}`);
  }
});

test('a tunnel that is down is said once in the guide, and in the status with the way there', async () => {
  proxy.behave({ answer: { status: 530, body: 'error code: 1033' } });
  await toStep('webhook');
  await button('Run it again').click();
  await expect(till.window.locator('[data-self-test="failed"]')).toBeInViewport({ ratio: 1 });
  await expect(till.window.locator('[data-tunnel-state]')).toHaveCount(0);
  await looksWell('webhook-tunnel-down');
  await till.window.getByRole('button', { name: /needs attention/ }).click();
  await expect(health('tunnel')).toHaveAttribute('data-health-code', 'tunnel_down');
  await looksWell('status-tunnel-down');
});

test('the opening check says while it runs how long, and of each failure what to do', async () => {
  proxy.behave({ hangs: true });
  await helcim.customer(helcim.devices[1] ?? '', 'sleep' as never);
  await till.window.keyboard.press('F10');
  await button('Run the check').click();
  await expect(till.window.getByRole('timer')).toBeInViewport({ ratio: 1 });
  await looksWell('check-running');
  await expect(till.window.locator('[data-verdict]')).toHaveAttribute('data-verdict', 'bad', {
    timeout: 60_000,
  });
  await expect(till.window.locator('[data-check="tunnel"]')).toHaveAttribute('data-check-state', 'warn');
  await looksWell('check-failed');
});

test('M16 a port that another program has is said in status and check, with the way to the settings', async () => {
  proxy.behave({});
  await till.close();
  const other = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => other.listen(localPort, '127.0.0.1', resolve));
  till = await launch();
  await till.window.getByRole('button', { name: /needs? attention/ }).click();
  await expect(health('webhook')).toHaveAttribute('data-health-code', 'webhook_other_port');
  await expect(health('webhook')).toContainText(String(localPort));
  await looksWell('status-port-taken');
  await health('webhook').getByRole('button').click();
  await expect(till.window.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  other.closeAllConnections();
  await new Promise((resolve) => other.close(resolve));
  await expect.poll(async () => (await till.snapshot()).webhook.missedPort, { timeout: 20_000 }).toBeNull();
});

test('without Helcim the status says so first, and what was sent is still watched', async () => {
  await helcim.close();
  await till.window.keyboard.press('F10');
  await button('Run the check').click();
  await expect(till.window.locator('[data-check="token"]')).toHaveAttribute('data-check-state', 'bad', {
    timeout: 60_000,
  });
  await till.window.getByRole('button', { name: /needs? attention/ }).click();
  await expect(health('helcim')).toHaveAttribute('data-health-code', 'helcim_silent');
  await looksWell('status-no-helcim');
  await toStep('token');
  await looksWell('token-no-helcim');
  helcim = await startOutsideHelcim();
});
