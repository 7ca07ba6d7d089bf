/** The guide on a computer whose key store anybody can open: said plainly, and kept only on a manager's word. */
import { readdir, rm } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { type OutsideHelcim, startOutsideHelcim } from './outside-helcim.ts';
import { holdsInBothSchemes } from './screen-looks.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

let helcim: OutsideHelcim;
let folder: string;
let last: TillApp | null = null;

test.beforeAll(async () => {
  [helcim, folder] = await Promise.all([startOutsideHelcim(), makeDataFolder()]);
});
test.afterAll(async () => {
  await last?.close();
  await helcim.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const launch = async () => {
  last = await launchTill({
    folder,
    simulator: null,
    args: ['--password-store=basic'],
    viewport: { width: 1024, height: 768 },
    env: { TILLSIDE_HELCIM_URL: helcim.url },
  });
  return last;
};
const records = async () => (await readdir(folder)).filter((name) => /^secrets-(?!demo)/.test(name));

test('M11 a token is kept on a computer that protects nothing only after a manager has accepted it', async () => {
  test.skip(process.platform !== 'linux', 'elsewhere the switch means nothing');
  test.setTimeout(120_000);
  let till = await launch();
  const main = till.window.locator('main');
  await till.window.getByRole('button', { name: 'Go live' }).click();
  await till.window.locator('[data-step="token"]').click();
  await expect(main).toContainText('This computer cannot protect secrets');
  await holdsInBothSchemes(till, 'unprotected');
  await till.window.locator('[data-secret="apiToken"] input').fill(helcim.token);
  await main.getByRole('button', { name: 'Check and keep' }).click();
  await expect(till.window.locator('[data-token-report]')).toBeVisible();
  expect(await records()).toEqual([]);
  await main.getByRole('button', { name: 'Keep them without protection' }).click();
  await holdsInBothSchemes(till, 'unprotected-question');
  await till.window.getByRole('dialog').getByRole('button', { name: 'I accept that' }).click();
  await expect(main).toContainText('A manager has accepted that the tokens are kept');
  expect(await records()).not.toEqual([]);
  await till.close();
  till = await launch();
  await expect(till.window.locator('[data-mode="switched"]')).toBeVisible();
  expect((await till.snapshot()).secrets.apiToken).toMatchObject({ isSet: true });
});
