/**
 * Draws every scene of the window in a real browser, saves a picture of each and lets axe look at it.
 * `node tests/renderer-preview/run.ts <folder for the pictures> [pattern of names like charge-empty-1024-light]`
 */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { axeViolations } from '../e2e/axe-violations.ts';
import { findChromium } from '../electron-stand-in/browser/find-chromium.ts';
import { buildPreview } from './build-preview.ts';
import { servePreview } from './preview-server.ts';
import { type Scene, type Step, scenes } from './scenes.ts';

const sizes = [
  { width: 1024, height: 768 },
  { width: 1366, height: 768 },
];
const themes = ['light', 'dark'] as const;
const settleMs = 650;
const actionTimeoutMs = 5_000;

interface View {
  readonly scene: Scene;
  readonly size: (typeof sizes)[number];
  readonly theme: (typeof themes)[number];
}

const nameOf = ({ scene, size, theme }: View) => `${scene.name}-${size.width}-${theme}`;

async function take(page: Page, step: Step): Promise<void> {
  if ('key' in step) return page.keyboard.press(step.key);
  if ('press' in step) {
    await page
      .getByRole(step.role ?? 'button', { name: step.press })
      .first()
      .click();
    return;
  }
  const field = page.getByLabel(step.into, { exact: false }).first();
  if ('type' in step) return field.pressSequentially(step.type);
  await field.evaluate((element, text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, step.paste);
}

/** @returns what is wrong with the scene, one line each. */
async function draw(
  browser: Browser,
  url: string,
  script: string,
  view: View,
  folder: string,
): Promise<string[]> {
  const { scene, size, theme } = view;
  const name = nameOf(view);
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  context.setDefaultTimeout(actionTimeoutMs);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') wrong.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`${name}: ${error.message}`));
  const globals = `globalThis.previewScene=${JSON.stringify(scene.name)};globalThis.previewTheme=${JSON.stringify(theme)};`;
  await page.addInitScript({ content: `${globals}\n${script}` });
  try {
    await page.goto(url);
    await page.getByRole('heading', { level: 1 }).first().waitFor();
    for (const step of scene.steps ?? []) await take(page, step);
    await page.waitForTimeout(settleMs);
    await page.screenshot({ path: join(folder, `${name}.png`) });
    for (const violation of await axeViolations(page)) {
      for (const node of violation.nodes) {
        wrong.push(
          `${name}: axe ${violation.id}: ${node.target.join(' ')} ${node.any[0]?.message ?? violation.help}`,
        );
      }
    }
  } catch (error) {
    wrong.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    await page.screenshot({ path: join(folder, `${name}-failed.png`) });
  }
  await context.close();
  return wrong;
}

async function run(folder: string, pattern: string): Promise<number> {
  await mkdir(folder, { recursive: true });
  const built = await buildPreview();
  const server = await servePreview(built.pageFolder);
  const { executablePath, env } = await findChromium(false, process.env);
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox'],
  });
  try {
    const script = await readFile(built.fakeWindowFile, 'utf8');
    const wanted = new RegExp(pattern);
    const all = scenes.flatMap((scene) =>
      sizes.flatMap((size) => themes.map((theme) => ({ scene, size, theme }))),
    );
    const views = all.filter((view) => wanted.test(nameOf(view)));
    const wrong: string[] = [];
    for (const view of views) wrong.push(...(await draw(browser, server.url, script, view, folder)));
    for (const line of new Set(wrong)) console.log(line);
    console.log(`${views.length} views, ${wrong.length} complaints`);
    return wrong.length === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.close();
    await rm(built.folder, { recursive: true, force: true });
  }
}

const [folder, pattern = ''] = process.argv.slice(2);
if (folder === undefined) throw new Error('name the folder for the pictures');
process.exitCode = await run(folder, pattern);
