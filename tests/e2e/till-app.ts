/**
 * Drives the built app as a cashier would: real main process, real window, by Playwright's own Electron support. The
 * same on real Electron and on the stand-in; `choose-host.ts` says which.
 */
import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { _electron, type ElectronApplication, type Locator, type Page } from '@playwright/test';
import type { Simulator } from '../../electron/simulator/simulator.ts';
import type { Result } from '../../shared/app-error.ts';
import type { IpcArea, IpcCall, IpcInput, IpcOutput, Snapshot } from '../../shared/ipc-contract.ts';
import type { AttemptState } from '../../shared/lifecycle.ts';
import { chooseHost } from '../electron-stand-in/choose-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface LaunchOptions {
  /** Data folder; the same one again is a restart of the same till. */
  readonly folder: string;
  /** The Helcim to talk to; null starts the app's own demo. */
  readonly simulator: Pick<Simulator, 'url' | 'token' | 'verifier' | 'setWebhookUrl'> | null;
  readonly env?: Readonly<Record<string, string>>;
  /** Given to the app after its own folder. */
  readonly args?: readonly string[];
  readonly viewport?: { readonly width: number; readonly height: number };
  /** False leaves the simulator without the address of the app's webhook endpoint. Default true. */
  readonly webhooks?: boolean;
}

export interface TillApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  snapshot(): Promise<Snapshot>;
  /** Calls main as a script in the page could, past every screen. */
  call<Area extends IpcArea, Call extends IpcCall<Area>>(
    area: Area,
    name: Call,
    input: IpcInput<Area, Call>,
  ): Promise<Result<IpcOutput<Area, Call>>>;
  goTo(
    screen: 'Charge' | 'Terminals' | 'History' | 'Close of day' | 'Settings' | 'Give money back' | 'Unclear',
  ): Promise<void>;
  pair(code: string): Promise<void>;
  /** Types the amount and sends it. @returns the attempt's id once its screen shows */
  charge(amount: string): Promise<string>;
  /** The root of an attempt's screen. */
  attempt(id: string): Locator;
  /** Waits until the attempt's own screen shows this state. */
  sees(id: string, state: AttemptState, limitMs?: number): Promise<void>;
  done(): Promise<void>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
  /** Ends the main process as a power cut would. */
  kill(): Promise<void>;
}

export function makeDataFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tillside-e2e-'));
}

export async function launchTill(options: LaunchOptions): Promise<TillApp> {
  const { simulator, folder } = options;
  const host = chooseHost();
  const inherited = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^TILLSIDE_(HELCIM|WEBHOOK|CLOCK|USER)/.test(entry[0]),
  );
  const app = await _electron.launch({
    executablePath: host.executablePath,
    args: ['.', ...(options.args ?? [])],
    cwd: root,
    env: {
      ...Object.fromEntries(inherited),
      // What the tests read on the screens is English, whatever this machine's own language is.
      LANGUAGE: 'en',
      LC_ALL: 'en_CA.UTF-8',
      // Compiling what is the same at each start takes a quarter of it.
      NODE_COMPILE_CACHE: join(tmpdir(), 'tillside-e2e-compiled'),
      TILLSIDE_USER_DATA: folder,
      ...(simulator && {
        TILLSIDE_HELCIM_URL: simulator.url,
        TILLSIDE_HELCIM_TOKEN: simulator.token,
        TILLSIDE_WEBHOOK_VERIFIER: simulator.verifier,
      }),
      ...options.env,
    },
    timeout: 30_000,
  });
  const window = await app.firstWindow();
  window.setDefaultTimeout(10_000);
  await window.setViewportSize(options.viewport ?? { width: 1366, height: 768 });
  await window.getByRole('navigation').first().waitFor();

  const till: TillApp = {
    app,
    window,
    async snapshot() {
      const result = await till.call('app', 'snapshot', null);
      if (!result.ok) throw new Error(`no snapshot: ${result.error.code}`);
      return result.value;
    },
    call(area, name, input) {
      return window.evaluate(
        ([areaName, callName, value]) => {
          type Calls = Record<string, Record<string, (input: unknown) => Promise<never>>>;
          const { tillside } = globalThis as unknown as { tillside: Calls };
          const run = tillside[areaName]?.[callName];
          if (run === undefined) throw new Error(`the bridge has no ${areaName}.${callName}`);
          return run(value);
        },
        [area, name, input] as const,
      );
    },
    async goTo(screen) {
      await window.getByRole('navigation').first().getByRole('button', { name: screen }).click();
      await window.getByRole('heading', { name: screen, level: 1 }).waitFor();
    },
    async pair(code) {
      await till.goTo('Terminals');
      await window.getByRole('textbox', { name: 'Code on the terminal' }).fill(code);
      await window.getByRole('button', { name: 'Pair by code' }).click();
      await window.getByRole('article', { name: code }).waitFor();
    },
    async charge(amount) {
      await till.goTo('Charge');
      await window.getByRole('textbox', { name: 'Amount' }).fill(amount);
      await window.getByRole('button', { name: /^Send/ }).click();
      return openAttemptId(window);
    },
    attempt: (id) => window.locator(`main [data-attempt-id="${id}"]`),
    async sees(id, state, limitMs = 15_000) {
      await window
        .locator(`main [data-attempt-id="${id}"][data-attempt-state="${state}"]`)
        .waitFor({ timeout: limitMs });
    },
    done: () => window.getByRole('button', { name: 'Done', exact: true }).click(),
    async screenshot(path) {
      await window.screenshot({ path });
    },
    close: () => app.close(),
    async kill() {
      const child = app.process();
      const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
      child.kill('SIGKILL');
      await gone;
    },
  };
  if (simulator && options.webhooks !== false) {
    const { webhook } = await till.snapshot();
    simulator.setWebhookUrl(webhook.localUrl);
  }
  return till;
}

/** The id of the attempt whose screen is open. */
export async function openAttemptId(window: Page): Promise<string> {
  const screen = window.locator('main [data-attempt-id][data-attempt-state]').first();
  await screen.waitFor();
  const id = await screen.getAttribute('data-attempt-id');
  if (id === null) throw new Error('the screen names no attempt');
  return id;
}

/** What `npm run ledger -- --json` prints for a till's data folder. */
export async function readLedger(folder: string): Promise<unknown> {
  const program = fileURLToPath(new URL('../../electron/ledger/print.ts', import.meta.url));
  const env = { ...process.env, TILLSIDE_USER_DATA: folder };
  const { stdout } = await promisify(execFile)(process.execPath, [program, '--json'], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
