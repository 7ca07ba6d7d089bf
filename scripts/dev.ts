/**
 * Development: the window from Vite's server with hot reload, main and preload rebuilt at every save. A change in
 * main restarts the app, one in preload reloads the page. Ends when the app ends.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createBuilder, createServer, type Rolldown, type ViteDevServer } from 'vite';
import { chooseHost } from '../tests/electron-stand-in/choose-host.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const configFile = fileURLToPath(new URL('../vite.config.ts', import.meta.url));

async function startServer(): Promise<ViteDevServer> {
  const server = await createServer({ configFile });
  await server.listen();
  const address = server.resolvedUrls?.local[0];
  if (address === undefined) throw new Error('the development server has no address');
  process.env.VITE_DEV_SERVER_URL = address;
  return server;
}

/** Resolves after the first build of an environment; later ones call `onRebuilt`. */
async function watch(name: 'main' | 'preload', onRebuilt: () => void): Promise<Rolldown.RolldownWatcher> {
  const settings = { configFile, mode: 'development', environments: { [name]: { build: { watch: {} } } } };
  const builder = await createBuilder(settings, null);
  const environment = builder.environments[name];
  if (environment === undefined) throw new Error(`no environment called ${name}`);
  const watcher = (await builder.build(environment)) as Rolldown.RolldownWatcher;
  const { promise: firstBuild, resolve } = Promise.withResolvers<void>();
  let isFirst = true;
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') return void event.result.close();
    if (event.code === 'ERROR') return console.error(event.error.message);
    if (event.code !== 'END') return;
    if (isFirst) resolve();
    else onRebuilt();
    isFirst = false;
  });
  await firstBuild;
  return watcher;
}

const server = await startServer();
const host = chooseHost();
let app: ChildProcess | null = null;

function startApp(): void {
  const child = spawn(host.executablePath, ['.'], { cwd: root, stdio: 'inherit' });
  app = child;
  child.once('error', (error) => console.error(`the app could not be started: ${error.message}`));
  // A child that was replaced is no longer `app`; only the present one ends the session.
  child.once('close', (code) => {
    if (app === child) void end(code ?? 0);
  });
}

async function restartApp(): Promise<void> {
  const old = app;
  app = null;
  if (old !== null && old.exitCode === null) {
    old.kill();
    await once(old, 'close');
  }
  startApp();
}

async function end(code: number): Promise<never> {
  const last = app;
  app = null;
  last?.kill();
  await Promise.all([mainWatcher.close(), preloadWatcher.close(), server.close()]);
  process.exit(code);
}

let restarting = Promise.resolve();
const preloadWatcher = await watch('preload', () =>
  server.environments.client.hot.send({ type: 'full-reload' }),
);
const mainWatcher = await watch('main', () => {
  restarting = restarting.then(restartApp);
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void end(0));
console.log(`Tillside runs in ${host.describe}; Ctrl+C ends it.`);
startApp();
