// The stand-in's entry, started by dist/electron: runs an Electron app's real main process under Node and its windows
// in Chromium. See README.md.
import { existsSync, readFileSync, statSync } from 'node:fs';
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type LaunchArguments, parseArguments } from './arguments.ts';
import { EXIT_CONFIG, refusalOfHelcimUrl } from './loopback.ts';
import { app } from './module/app.ts';
import { isBrowserless, setAppInfo, setEngine } from './module/engine.ts';
import { openRequestGate } from './module/request-gate.ts';
import { mapElectron } from './module-hooks.ts';

/** How long the app's entry may take before it asks for 'ready'; then 'ready' fires all the same, as in Electron. */
const ENTRY_PATIENCE_MS = 10_000;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const args = process.argv.slice(2);

function fail(message: string, code: number): never {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}

/** The app's entry file and what its package.json says of it. */
function findApp(launch: LaunchArguments): { main: string; folder: string; name: string; version: string } {
  if (!existsSync(launch.appPath)) fail(`stand-in: no app at ${launch.appPath}`, 1);
  if (statSync(launch.appPath).isFile()) {
    return {
      main: launch.appPath,
      folder: dirname(launch.appPath),
      name: 'electron-stand-in',
      version: '0.0.0',
    };
  }
  const path = join(launch.appPath, 'package.json');
  if (!existsSync(path)) fail(`stand-in: no package.json in ${launch.appPath}`, 1);
  const found = JSON.parse(readFileSync(path, 'utf8')) as {
    main?: string;
    name?: string;
    productName?: string;
    version?: string;
  };
  const name = found.productName ?? found.name ?? 'electron-stand-in';
  return {
    main: join(launch.appPath, found.main ?? 'index.js'),
    folder: launch.appPath,
    name,
    version: found.version ?? '0.0.0',
  };
}

/** Gives the process the marks of an Electron main process, and one that tells the truth. */
function dressProcess(executable: string): void {
  const path = here('../../node_modules/electron/package.json');
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  const versions = { ...process.versions, electron: `${version}-stand-in` };
  Object.defineProperty(process, 'versions', { value: Object.freeze(versions), enumerable: true });
  Object.defineProperty(process, 'type', { value: 'browser', enumerable: true });
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  process.argv = [executable, ...args];
}

/** Playwright calls this once it is connected; with both debugging ports asked for, 'ready' waits for it. */
function playwrightGate(launch: LaunchArguments): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const global = globalThis as { __playwright_run?: () => void };
  global.__playwright_run = resolve;
  const held = launch.inspectPort !== undefined && launch.devToolsPort;
  // Playwright's own loader (-r) puts another function there, and then holds 'ready' back itself.
  return () => (held && global.__playwright_run === resolve ? promise : Promise.resolve());
}

function endWithSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

async function startBrowser(launch: LaunchArguments): Promise<void> {
  if (isBrowserless()) {
    if (launch.devToolsPort) throw new Error('without a browser there is no DevTools port');
    // A till whose starter is gone would run on unseen.
    process.once('disconnect', () => app.quit());
    return;
  }
  // Loaded here: a run without a browser does without its driver.
  const { launchBrowser } = await import('./browser/launch.ts');
  const visible = process.env.TILLSIDE_STAND_IN_BROWSER === 'visible';
  const browser = await launchBrowser({ visible, devToolsPort: launch.devToolsPort });
  setEngine({ devTools: browser.devTools, killBrowser: browser.kill });
  process.on('exit', browser.kill);
  browser.devTools.once('closed', () => fail('stand-in: the browser ended; so does the app', 1));
  await openRequestGate(browser.devTools);
  if (browser.devToolsUrl !== undefined)
    process.stderr.write(`DevTools listening on ${await browser.devToolsUrl}\n`);
}

async function main(): Promise<void> {
  const refusal = refusalOfHelcimUrl(process.env);
  if (refusal !== undefined) fail(refusal, EXIT_CONFIG);
  const launch = parseArguments(args, process.cwd());
  const found = findApp(launch);
  const executable = here('./dist/electron');
  dressProcess(executable);
  setAppInfo({
    appPath: found.folder,
    name: found.name,
    version: found.version,
    executablePath: executable,
    userDataDir: launch.userDataDir,
  });
  mapElectron();
  const playwrightIsIn = playwrightGate(launch);
  if (launch.inspectPort !== undefined) inspector.open(launch.inspectPort, '127.0.0.1');
  const require = createRequire(join(process.cwd(), 'stand-in.cjs'));
  for (const module of launch.preloadModules) require(module);
  endWithSignals();
  const browserRuns = startBrowser(launch);
  browserRuns.catch((error: Error) => fail(`stand-in: ${error.message}`, 1));
  const entryWaits = app.startWatchingForWaiters();
  // Not awaited before 'ready': an entry may await app.whenReady() at its top level.
  const entry = import(pathToFileURL(found.main).href).catch((error: unknown) =>
    fail(`stand-in: the app's main process failed:\n${error instanceof Error ? error.stack : error}`, 1),
  );
  const patience = new Promise((resolve) => setTimeout(resolve, ENTRY_PATIENCE_MS).unref());
  await Promise.all([browserRuns, playwrightIsIn(), Promise.race([entry, entryWaits, patience])]);
  // One turn later, so that the code right after the entry's whenReady() has run.
  setImmediate(() => app.becomeReady());
}

await main();
