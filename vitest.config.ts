import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Four projects, run one after another by `npm test`; `bounds` are the faults that hold times and memory within bounds, one
 * file at a time. The `electron` package is aliased to the stand-in's
 * module in all of them: importing the real one in plain Node starts a download.
 */
const project = (name: string, testTimeoutMs: number, folders: readonly string[]) => ({
  resolve: { alias: { electron: at('./tests/electron-stand-in/electron-module.mjs') } },
  test: {
    name,
    include: folders.map((folder) => `tests/${folder}/*.test.{ts,tsx}`),
    environment: 'node',
    testTimeout: testTimeoutMs,
    // No test changes what a module holds: what a test needs is passed in. So files may share the modules of a worker.
    isolate: false,
    env: { ELECTRON_OVERRIDE_DIST_PATH: at('./tests/electron-stand-in/dist') },
  },
});

export default defineConfig({
  test: {
    projects: [
      project('unit', 10_000, ['unit/**']),
      project('integration', 30_000, ['integration/**']),
      project('faults', 60_000, ['faults', 'faults/{kill,planted,soak,world}/**']),
      project('bounds', 60_000, ['faults/{hostile,load}/**']),
    ],
  },
});
