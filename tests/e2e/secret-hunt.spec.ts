/** M11: after a whole run, no secret is anywhere but in its sealed record: not in the window, the disk, or a message. */
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type Simulator, startSimulator } from '../../electron/simulator/simulator.ts';
import { launchTill, makeDataFolder, type TillApp } from './till-app.ts';

const pin = '73918264';
const ngrokAuthtoken = '2hunt4Me_thisIsTheAuthtokenOfNobody';
const cloudflaredToken = 'eyJodW50IjoidGhlIHR1bm5lbCB0b2tlbiJ9';

let folder: string;
let helcim: Simulator;
let till: TillApp;
test.beforeAll(async () => {
  folder = await makeDataFolder();
  helcim = await startSimulator({ seed: 'secret-hunt' });
  till = await launchTill({ folder, simulator: null, env: { TILLSIDE_HELCIM_URL: helcim.url } });
});
test.afterAll(async () => {
  await till.close();
  await helcim.close();
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

/** A text in the forms in which it could stand somewhere. */
function formsOf(secret: string): readonly Buffer[] {
  const bytes = Buffer.from(secret);
  // In base64 a text begins at one of three places, and the groups at its ends depend on its neighbours.
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4)
      .slice(0, -4),
  );
  return [
    bytes,
    Buffer.from(secret, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(encodeURIComponent(secret)),
    ...inBase64.map((text) => Buffer.from(text)),
  ];
}

function secretsIn(content: Buffer, secrets: readonly string[]): readonly string[] {
  return secrets.filter((secret) => formsOf(secret).some((form) => content.includes(form)));
}

/** Everything the page's memory holds, its strings in plain text. */
async function heapOf(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => void chunks.push(chunk));
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return Buffer.from(chunks.join(''));
}

async function filesOf(place: string): Promise<readonly { name: string; content: Buffer }[]> {
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (name) => ({ name, content: await readFile(name) })));
}

test('M11 the hunt finds a secret wherever it would stand', () => {
  const secret = 'the-secret-that-is-hunted-here';
  for (const form of [
    secret,
    Buffer.from(`{"a":"${secret}"}`).toString('base64'),
    Buffer.from(`xy${secret}`).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ])
    expect(secretsIn(Buffer.from(`before ${form} after`), [secret])).toEqual([secret]);
  expect(secretsIn(Buffer.from(secret, 'utf16le'), [secret])).toEqual([secret]);
  expect(secretsIn(Buffer.from('nothing of it'), [secret])).toEqual([]);
});

test('M11 no secret is in the window, in a message to it, or on the disk after a whole run', async () => {
  test.slow();
  const { window } = till;
  const secrets = [helcim.token, helcim.verifier, ngrokAuthtoken, cloudflaredToken, pin];
  await window.evaluate(() => {
    const page = globalThis as unknown as {
      told: string[];
      tillside: { onChange: (listener: (change: unknown) => void) => void };
    };
    page.told = [];
    page.tillside.onChange((change) => void page.told.push(JSON.stringify(change)));
  });

  await window.getByRole('button', { name: 'Set up real payments' }).click();
  await window
    .getByRole('button', { name: /API token/ })
    .first()
    .click();
  await window.getByRole('textbox', { name: 'API token' }).fill(`${helcim.token}\n`);
  await window.getByRole('button', { name: 'Check and keep' }).click();
  await expect(window.getByText(`ends in ${helcim.token.slice(-4)}`)).toBeVisible({ timeout: 20_000 });

  const answers: unknown[] = [];
  for (const [name, secret] of [
    ['verifier', helcim.verifier],
    ['ngrokAuthtoken', ngrokAuthtoken],
    ['cloudflaredToken', cloudflaredToken],
  ] as const)
    answers.push(await till.call('setup', 'saveSecret', { name, secret }));
  answers.push(
    await till.call('setup', 'saveToken', { token: 'not-a-token-of-anybody', isOtherAccountMeant: false }),
  );
  await expect.poll(async () => (await till.snapshot()).blocked).toBeNull();
  answers.push(await till.call('manager', 'setPin', { pin, who: 'Ada' }));
  answers.push(await till.call('manager', 'unlock', { pin }));
  helcim.setWebhookUrl((await till.snapshot()).webhook.localUrl);

  const code = helcim.devices()[0]?.code ?? '';
  await till.pair(code);
  const id = await till.charge('12.34');
  await till.sees(id, 'on_terminal');
  await helcim.act(code, 'tap-credit');
  await till.sees(id, 'approved');
  await till.app.evaluate(
    ({ dialog: system }, filePath) => {
      system.showSaveDialog = async () => ({ canceled: false, filePath });
    },
    join(folder, 'exported-settings.json'),
  );
  answers.push(await till.call('settings', 'exportFile', { who: 'Ada' }));
  answers.push(await till.call('check', 'run', null));
  await expect
    .poll(async () => (await till.snapshot()).openingCheck?.endedAtMs ?? null, { timeout: 60_000 })
    .not.toBeNull();
  answers.push(await till.call('audit', 'page', { cursor: null, limit: 100 }));

  expect(answers.map((answer) => (answer as { ok: boolean }).ok)).toEqual([
    true,
    true,
    true,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);

  const told = await window.evaluate(() => (globalThis as unknown as { told: string[] }).told.join('\n'));
  expect(told.length).toBeGreaterThan(1_000);
  expect(secretsIn(Buffer.from(told), secrets)).toEqual([]);
  expect(secretsIn(Buffer.from(JSON.stringify([answers, await till.snapshot()])), secrets)).toEqual([]);

  await window.reload();
  await window.getByRole('navigation').first().waitFor();
  await till.goTo('Settings');
  const heap = await heapOf(window);
  expect(heap.includes(helcim.token.slice(-4)), 'the snapshot holds what the window shows').toBe(true);
  expect(secretsIn(heap, secrets)).toEqual([]);
  const page = await window.content();
  expect(secretsIn(Buffer.from(page), secrets)).toEqual([]);

  for (const { name, content } of await filesOf(folder))
    expect({ name, found: secretsIn(content, secrets) }).toEqual({ name, found: [] });
});

test('M11 nor is one after a crash of the main process', async () => {
  await till.kill();
  const secrets = [helcim.token, helcim.verifier, ngrokAuthtoken, cloudflaredToken, pin];
  for (const { name, content } of await filesOf(folder))
    expect({ name, found: secretsIn(content, secrets) }).toEqual({ name, found: [] });
  till = await launchTill({ folder, simulator: null, env: { TILLSIDE_HELCIM_URL: helcim.url } });
  const { secrets: shown, mode } = await till.snapshot();
  expect([shown.apiToken.isSet, shown.verifier.isSet, mode.kind]).toEqual([true, true, 'switched']);
});
