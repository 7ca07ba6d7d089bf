/** How the app starts, and when it refuses to: wrong switches, a stranger's address, a ledger of real money. */
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { ledgerFileName } from '../../electron/ledger/ledger-location.ts';
import { startSimulator } from '../../electron/simulator/simulator.ts';
import { chooseHost } from '../electron-stand-in/choose-host.ts';
import { codes } from './counter.ts';
import { startUntilExit } from './refused-start.ts';
import { launchTill, makeDataFolder } from './till-app.ts';

let folder: string;
const secret = 'tok_a-secret-that-nobody-may-print';
const loopback = { TILLSIDE_HELCIM_URL: 'http://127.0.0.1:9/v2', TILLSIDE_HELCIM_TOKEN: secret };

test.beforeEach(async () => {
  folder = await makeDataFolder();
});
test.afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));

for (const [name, env, sentence] of [
  [
    'a rate of time below 1',
    { TILLSIDE_CLOCK_RATE: '0' },
    'TILLSIDE_CLOCK_RATE must be a number from 1 to 600',
  ],
  [
    'a rate in letters',
    { TILLSIDE_CLOCK_RATE: 'fast' },
    'TILLSIDE_CLOCK_RATE must be a number from 1 to 600',
  ],
  [
    'a port that does not exist',
    { TILLSIDE_WEBHOOK_PORT: '70000' },
    'TILLSIDE_WEBHOOK_PORT must be a whole number',
  ],
  [
    'a webhook path with Helcim’s name',
    { TILLSIDE_WEBHOOK_PATH: '/helcim' },
    'must not contain the word "helcim"',
  ],
  ['a verifier that is no key', { TILLSIDE_WEBHOOK_VERIFIER: `${secret}?` }, 'must be base64'],
  ['a token without an address', { TILLSIDE_HELCIM_TOKEN: secret }, 'needs TILLSIDE_HELCIM_URL'],
  [
    'a token with a line break',
    { ...loopback, TILLSIDE_HELCIM_TOKEN: `${secret}\nx` },
    'must be printable text',
  ],
  [
    'an address with credentials',
    { ...loopback, TILLSIDE_HELCIM_URL: `http://u:${secret}@127.0.0.1/v2` },
    'credentials',
  ],
  [
    'an address with a query',
    { ...loopback, TILLSIDE_HELCIM_URL: 'http://127.0.0.1/v2?x=1' },
    'must not carry a query',
  ],
  ['a misspelt switch', { TILLSIDE_CLOCK_RAET: '10' }, 'TILLSIDE_CLOCK_RAET is no switch of this program'],
] as const) {
  test(`M11 ${name} ends the start with a sentence and without the value of a secret`, async () => {
    const { exitCode, said } = await startUntilExit({ TILLSIDE_USER_DATA: folder, ...env });
    expect(said).toContain(sentence);
    expect(said).not.toContain(secret);
    expect(exitCode).toBe(2);
  });
}

test('a data folder that cannot be made ends the start with a sentence', async () => {
  const file = join(folder, 'a-file');
  await writeFile(file, '');
  for (const path of [join(file, 'below'), '/proc/no-such-place/below']) {
    const { exitCode, said } = await startUntilExit({ TILLSIDE_USER_DATA: path });
    expect(said).toContain(`The data folder ${path} cannot be made or written to`);
    expect(exitCode).toBe(2);
  }
});

test('a Helcim address that leaves this machine without TLS is refused on every host, and the stand-in refuses all of them', async () => {
  const { exitCode, said } = await startUntilExit({
    TILLSIDE_USER_DATA: folder,
    TILLSIDE_HELCIM_URL: 'http://api.example.com/v2',
    TILLSIDE_HELCIM_TOKEN: secret,
  });
  expect(said).not.toContain(secret);
  const isStandIn = chooseHost().kind === 'stand-in';
  expect(said).toContain(isStandIn ? 'stand-in' : 'must use https');
  expect(exitCode).toBe(isStandIn ? 78 : 2);
});

test('M13 where a ledger of real money is, practice does not start by itself, but on a person’s word', async () => {
  const url = 'https://api.example.com/v2';
  await writeFile(join(folder, ledgerFileName({ mode: 'switched', url })), '');
  const real = await launchTill({ folder, simulator: null });
  await expect(real.window.getByRole('region', { name: 'Mode' })).toHaveAttribute('data-mode', 'live');
  expect(await real.snapshot()).toMatchObject({
    mode: { practice: false },
    blocked: { code: 'token_missing' },
    setup: { next: 'token' },
  });
  await real.close();

  const till = await launchTill({ folder, simulator: null, args: ['--demo'] });
  await expect(till.window.getByRole('region', { name: 'Mode' })).toContainText('DEMO');
  await till.close();
});

test('a second start brings the first one’s window to the front, and ends without touching anything', async () => {
  const simulator = await startSimulator({ devices: codes });
  const till = await launchTill({ folder, simulator });
  const windows = () => till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  const isInFront = () =>
    till.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      return Boolean(window?.isVisible() && !window.isMinimized() && window.isFocused());
    });
  try {
    await till.pair('AB12');
    const id = await till.charge('12.34');
    await till.sees(id, 'on_terminal');
    await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize());
    expect(await isInFront()).toBe(false);
    const { exitCode, said } = await startUntilExit({ TILLSIDE_USER_DATA: folder });
    expect(said).toContain('Tillside is running already on this data folder');
    expect(exitCode).toBe(0);
    await expect.poll(isInFront).toBe(true);
    expect(await windows()).toBe(1);
    await till.sees(id, 'on_terminal');
    await simulator.act('AB12', 'tap-credit');
    await till.sees(id, 'approved');
    expect(simulator.requests().filter(({ path }) => path.endsWith('/payment/purchase'))).toHaveLength(1);
  } finally {
    await till.close();
    await simulator.close();
  }
});
