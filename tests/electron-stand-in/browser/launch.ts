import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { DevTools } from './devtools.ts';
import { type FoundChromium, findChromium } from './find-chromium.ts';

/** How the windows are to run. */
export interface LaunchOptions {
  /** Windows a person can see; needs a display and an installed browser. */
  readonly visible: boolean;
  /** Also open a DevTools port on loopback, for Playwright. */
  readonly devToolsPort: boolean;
}

/** A running browser. */
export interface RunningBrowser {
  readonly devTools: DevTools;
  /** Resolves with the address Chromium printed, when a DevTools port was asked for. */
  readonly devToolsUrl: Promise<string> | undefined;
  readonly describe: string;
  /** Ends the browser now, without waiting. */
  kill(): void;
}

/**
 * Starts Chromium with a fresh profile. It ends with this process however that ends: its debugging pipe closes, and a
 * small watchdog process ends what is left and removes the profile.
 */
export async function launchBrowser(options: LaunchOptions): Promise<RunningBrowser> {
  const chromium = await findChromium(options.visible, process.env);
  const profile = mkdtempSync(join(tmpdir(), 'tillside-stand-in-'));
  const watchdog = startWatchdog(profile);
  const child = spawn(chromium.executablePath, flags(chromium, options, profile), {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...chromium.env },
  });
  const pipes = child.stdio as unknown as [null, null, Readable, Writable, Readable];
  const failed = new Promise<never>((_, reject) => {
    child.once('error', (error) =>
      reject(new Error(`${chromium.executablePath} does not start: ${error.message}`)),
    );
    child.once('exit', (code, signal) => {
      watchdog.stdin?.write('gone\n');
      reject(
        new Error(
          `${chromium.executablePath} ended (${code ?? signal}). Its last words:\n${lastWords.text()}`,
        ),
      );
    });
  });
  failed.catch(() => undefined);
  if (child.pid !== undefined) watchdog.stdin?.write(`browser ${child.pid}\n`);
  const lastWords = listenToErrors(pipes[2]);
  const devTools = new DevTools(pipes[3], pipes[4]);
  const version = await Promise.race([devTools.send<{ product: string }>('Browser.getVersion'), failed]);
  return {
    devTools,
    devToolsUrl: options.devToolsPort ? Promise.race([lastWords.devToolsUrl, failed]) : undefined,
    describe: `${version.product} (${chromium.kind}, ${options.visible ? 'visible' : 'headless'})`,
    kill: () => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      } catch {
        child.kill('SIGKILL');
      }
    },
  };
}

/** Own list, never the package's: web security, site isolation and (where it can work) the sandbox stay on. */
function flags(chromium: FoundChromium, options: LaunchOptions, profile: string): string[] {
  const root = process.getuid?.() === 0;
  return [
    `--user-data-dir=${profile}`,
    '--remote-debugging-pipe',
    ...(options.devToolsPort ? ['--remote-debugging-port=0'] : []),
    ...(options.visible
      ? []
      : ['--headless=new', '--hide-scrollbars', '--mute-audio', '--block-new-web-contents']),
    ...(root || chromium.kind === 'packed' ? ['--no-sandbox'] : []),
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-breakpad',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-dev-shm-usage',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-gpu',
    '--disable-ipc-flooding-protection',
    '--disable-quic',
    '--disable-search-engine-choice-screen',
    '--disable-sync',
    '--disable-features=Translate,OptimizationHints,MediaRouter,HttpsUpgrades,PaintHolding',
    '--force-color-profile=srgb',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
    // The windows of the app talk to its main process alone; nothing here may leave the machine.
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
  ];
}

function startWatchdog(profile: string): ChildProcess {
  const script = fileURLToPath(new URL('./watchdog.ts', import.meta.url));
  const child = spawn(process.execPath, [script, profile], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin?.on('error', () => undefined);
  child.on('error', (error) => process.stderr.write(`stand-in: no watchdog: ${error.message}\n`));
  child.unref();
  return child;
}

/** Keeps the last lines of Chromium's error output, which nobody else reads, and finds the DevTools address in it. */
function listenToErrors(errors: Readable): { devToolsUrl: Promise<string>; text: () => string } {
  let tail = '';
  errors.setEncoding('utf8');
  const devToolsUrl = new Promise<string>((resolve) => {
    errors.on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-4000);
      const address = /DevTools listening on (ws:\/\/\S+)\s/.exec(tail)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return { devToolsUrl, text: () => tail.trim() };
}
