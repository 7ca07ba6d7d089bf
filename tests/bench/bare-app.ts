/** The bare chain in the same kind of host as the app: real Electron where its binary is, the stand-in elsewhere. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type Page } from '@playwright/test';
import { chooseHost } from '../electron-stand-in/choose-host.ts';

export interface BareApp {
  readonly window: Page;
  /** Where it takes its webhooks. */
  readonly webhookUrl: string;
  close(): Promise<void>;
}

export async function launchBareApp(folder: string, verifier: string, getUrl: string): Promise<BareApp> {
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const app = await _electron.launch({
    executablePath: chooseHost().executablePath,
    args: [fileURLToPath(new URL('./bare/app', import.meta.url))],
    env: {
      ...Object.fromEntries(inherited),
      BARE_FOLDER: folder,
      BARE_DATABASE: join(folder, 'bare.sqlite'),
      BARE_KEY: verifier,
      BARE_GET_URL: getUrl,
    },
    timeout: 30_000,
  });
  const window = await app.firstWindow();
  await window.setViewportSize({ width: 1366, height: 768 });
  const port = await app.evaluate(() => (globalThis as { barePort?: Promise<number> }).barePort);
  return { window, webhookUrl: `http://127.0.0.1:${port}/`, close: () => app.close() };
}
