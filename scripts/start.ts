/**
 * `npm start`: builds the app and opens it on the best host there is. Real Electron where its binary is, or can be
 * had; else the stand-in with an installed browser; with no display, or no browser, the narrated demo.
 */
import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { installedChromium } from '../tests/electron-stand-in/browser/find-chromium.ts';
import { chooseHost, hasDisplay, tryInstallElectron } from '../tests/electron-stand-in/choose-host.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const appArguments = process.argv.slice(2);

function build(): void {
  const vite = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (built.status !== 0) process.exit(built.status ?? 1);
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`could not start ${command}: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
}

function runDemo(why: string): void {
  console.log(`${why} Running the narrated demo instead.`);
  run(process.execPath, [fileURLToPath(new URL('demo/run.ts', import.meta.url))]);
}

build();
if (hasDisplay()) {
  await tryInstallElectron();
  const host = chooseHost();
  console.log(`Host: ${host.describe}`);
  if (host.kind === 'electron') run(host.executablePath, ['.', ...appArguments]);
  else if (process.env.TILLSIDE_CHROMIUM || installedChromium(process.env)) {
    run(host.executablePath, ['.', ...appArguments], {
      ...process.env,
      TILLSIDE_STAND_IN_BROWSER: 'visible',
    });
  } else runDemo('There is a display, but neither Electron nor an installed Chrome, Chromium or Edge.');
} else if (process.env.TILLSIDE_HELCIM_URL) {
  // Somebody named a server, so its own story would be the wrong one to tell.
  const host = chooseHost();
  console.log(`There is no display: the app runs without a visible window on ${host.describe}.`);
  run(host.executablePath, ['.', ...appArguments]);
} else runDemo('There is no display.');
