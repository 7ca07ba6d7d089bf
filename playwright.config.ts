import { defineConfig } from '@playwright/test';

/**
 * One suite for both hosts: real Electron where its binary exists, the stand-in elsewhere; the global set-up prints
 * which. An app waits more than it works, so two of them fill two cores; no retries, a flake is a defect.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  globalSetup: './tests/e2e/global-setup.ts',
  workers: 2,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  outputDir: 'test-results',
});
