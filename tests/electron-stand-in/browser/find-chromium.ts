import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { unpackChromium } from './unpack-chromium.ts';

/** A browser to run the windows in. `packed` = the headless one out of the npm package. */
export interface FoundChromium {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly kind: 'chosen' | 'installed' | 'packed';
}

/**
 * Finds a Chromium: the one named by `TILLSIDE_CHROMIUM`, an installed Chrome, Chromium or Edge, else (only when no
 * window has to be seen) the one of `@sparticuz/chromium`. Throws a sentence that says what to install.
 */
export async function findChromium(
  visible: boolean,
  env: Readonly<Record<string, string | undefined>>,
): Promise<FoundChromium> {
  const chosen = env.TILLSIDE_CHROMIUM;
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`TILLSIDE_CHROMIUM names ${chosen}, which does not exist.`);
    return { executablePath: chosen, env: {}, kind: 'chosen' };
  }
  const installed = installedChromium(env);
  if (installed !== undefined) return { executablePath: installed, env: {}, kind: 'installed' };
  if (visible) {
    throw new Error(
      'A visible window needs an installed browser: install Chrome, Chromium or Edge, or set TILLSIDE_CHROMIUM.',
    );
  }
  return { ...(await unpackChromium()), kind: 'packed' };
}

/** Path of an installed Chrome, Chromium or Edge in the usual places of this system, or undefined. */
export function installedChromium(env: Readonly<Record<string, string | undefined>>): string | undefined {
  return candidates(env).find((path) => existsSync(path));
}

function candidates(env: Readonly<Record<string, string | undefined>>): string[] {
  if (process.platform === 'darwin') {
    const apps = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `${name}.app/Contents/MacOS/${name}`,
    );
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      apps.map((app) => join(folder, app)),
    );
  }
  if (process.platform === 'win32') {
    const roots = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (root) => root !== undefined,
    );
    const apps = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return roots.flatMap((root) => apps.map((app) => join(root, app)));
  }
  const names = [
    'google-chrome-stable',
    'google-chrome',
    'chromium',
    'chromium-browser',
    'microsoft-edge-stable',
    'microsoft-edge',
  ];
  const folders = [
    ...(env.PATH ?? '').split(delimiter).filter(Boolean),
    '/usr/bin',
    '/usr/local/bin',
    '/snap/bin',
  ];
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
