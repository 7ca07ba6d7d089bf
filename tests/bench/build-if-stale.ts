/** The window of the second part is the built app; a build older than its sources would measure something else. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const built = ['dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html'];
const sources = ['electron', 'renderer', 'shared', 'vite.config.ts'];

/** @throws Error when the build fails; what is wrong is on the console */
export function buildIfStale(): void {
  if (built.every((part) => existsSync(join(root, part)))) {
    const builtAtMs = Math.min(...built.map((part) => statSync(join(root, part)).mtimeMs));
    if (Math.max(...sources.map((source) => newestMs(join(root, source)))) <= builtAtMs) return;
  }
  console.log('Building the app first.');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { status } = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the app could not be built');
}

function newestMs(path: string): number {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestMs(join(path, name))));
}
