import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

type Env = Readonly<Record<string, string | undefined>>;

/** Where the app runs: real Electron, or the stand-in. */
export interface ElectronHost {
  readonly kind: 'electron' | 'stand-in';
  /** Absolute path, for Playwright's `_electron.launch({ executablePath })` or a spawn. */
  readonly executablePath: string;
  /** One line for a report: what it is, and why it was taken. */
  readonly describe: string;
}

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const standInFolder = here('./dist');
const electronPackage = here('../../node_modules/electron');

/**
 * Real Electron where its binary is on disk and a display is there, else the stand-in; `TILLSIDE_HOST` set to
 * `electron` or `stand-in` decides alone. Only looks: it never imports the electron package, since that starts a
 * download. Throws when `TILLSIDE_HOST=electron` cannot be had, and on Windows without Electron (the stand-in's
 * executable is a POSIX script).
 */
export function chooseHost(env: Env = process.env): ElectronHost {
  const binary = electronBinary(env);
  const wish = env.TILLSIDE_HOST;
  if (wish === 'electron' && binary === undefined)
    throw new Error('TILLSIDE_HOST=electron, but its binary is not on disk.');
  if (wish !== 'stand-in' && binary !== undefined && (wish === 'electron' || hasDisplay(env))) {
    return {
      kind: 'electron',
      executablePath: binary,
      describe: `Electron ${electronVersion()} at ${binary}`,
    };
  }
  if (process.platform === 'win32')
    throw new Error("Electron's binary is not on disk, and the stand-in does not run on Windows.");
  const why =
    wish === 'stand-in'
      ? 'as TILLSIDE_HOST asks'
      : binary === undefined
        ? "Electron's binary is not on disk"
        : 'no display is there';
  return {
    kind: 'stand-in',
    executablePath: join(standInFolder, 'electron'),
    describe: `the Electron stand-in, Node ${process.versions.node} with Chromium (${why})`,
  };
}

/** Whether a window could be seen on this machine. */
export function hasDisplay(env: Env = process.env): boolean {
  if (process.platform === 'win32' || process.platform === 'darwin') return true;
  return Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

/**
 * Asks Electron's own installer for the binary, once, in a process of its own, within `timeoutMs`; only where a person
 * or a display is there to profit. Resolves true when the binary is on disk afterwards. Never throws: without a network
 * it stays false, quietly.
 */
export async function tryInstallElectron(timeoutMs = 120_000, env: Env = process.env): Promise<boolean> {
  const childEnv = { ...env, ELECTRON_OVERRIDE_DIST_PATH: undefined };
  if (electronBinary(childEnv) !== undefined) return true;
  const installer = join(electronPackage, 'install.js');
  if (!(process.stdout.isTTY || hasDisplay(env)) || !existsSync(installer)) return false;
  await new Promise<void>((done) => {
    execFile(
      process.execPath,
      [installer],
      { env: childEnv, timeout: timeoutMs, killSignal: 'SIGKILL' },
      () => done(),
    );
  });
  return electronBinary(childEnv) !== undefined;
}

/** Path of a real Electron on disk. A dist folder of Electron carries a `version` file; the stand-in's does not. */
function electronBinary(env: Env): string | undefined {
  const name = installedName();
  const override = env.ELECTRON_OVERRIDE_DIST_PATH;
  const folders = [override, name === undefined ? undefined : join(electronPackage, 'dist')];
  for (const folder of folders) {
    if (!folder || resolve(folder) === resolve(standInFolder) || !existsSync(join(folder, 'version')))
      continue;
    const path = join(folder, name ?? defaultName());
    if (existsSync(path)) return path;
  }
  return undefined;
}

/** What Electron's installer wrote about its binary's name, if it ever ran. */
function installedName(): string | undefined {
  const path = join(electronPackage, 'path.txt');
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

function defaultName(): string {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

function electronVersion(): string {
  return (JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')) as { version: string })
    .version;
}
