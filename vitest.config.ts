import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Three projects, run one after another by `npm test`. The `electron` package is aliased to the stand-in's
 * module in all of them: importing the real one in plain Node starts a download.
 */
const project = (name: string, testTimeoutMs: number) => ({
  resolve: { alias: { electron: at('./tests/electron-stand-in/electron-module.mjs') } },
  test: {
    name,
    include: [`tests/${name}/**/*.test.ts`, `tests/${name}/**/*.test.tsx`],
    environment: 'node',
    testTimeout: testTimeoutMs,
    env: { ELECTRON_OVERRIDE_DIST_PATH: at('./tests/electron-stand-in/dist') },
  },
});

export default defineConfig({
  test: { projects: [project('unit', 10_000), project('integration', 30_000), project('faults', 60_000)] },
});
