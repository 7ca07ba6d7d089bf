/** Says which host runs, and makes ready what every test needs: a browser for the stand-in, and a built app. */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { findChromium } from '../electron-stand-in/browser/find-chromium.ts';
import { chooseHost } from '../electron-stand-in/choose-host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const builtParts = ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html'];

// biome-ignore lint/style/noDefaultExport: Playwright takes a set-up by its default export
export default async function prepare(): Promise<void> {
  const host = chooseHost();
  console.log(`Host of these tests: ${host.describe}`);
  // Unpacked here once, so that no test spends its own time on it.
  if (host.kind === 'stand-in') await findChromium(false, process.env);
  if (builtParts.every((part) => existsSync(`${root}${part}`))) return;
  console.log('The app is not built yet: building it.');
  const vite = `${root}node_modules/vite/bin/vite.js`;
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root });
}
