/** Runs the table tests of `payments/` on a program with one planted bug. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));
const reportSchema = z.object({
  numTotalTests: z.int(),
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })) }),
  ),
});

/**
 * @returns the first test that fails, null when none does
 * @throws Error when the tests could not be run, which shows nothing
 */
export async function firstFailedTableTest(bugName: string): Promise<string | null> {
  const folder = mkdtempSync(join(tmpdir(), 'tillside-planted-'));
  const file = join(folder, 'report.json');
  try {
    const args = ['run', '--config', 'tests/faults/planted/vitest.config.ts'];
    const child = spawn(process.execPath, [vitest, ...args, '--reporter', 'json', '--outputFile', file], {
      cwd: root,
      env: { ...process.env, TILLSIDE_PLANTED_BUG: bugName },
      stdio: 'ignore',
    });
    await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
    const report = reportSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (report.numTotalTests === 0) throw new Error('no table test was run');
    const results = report.testResults.flatMap(({ assertionResults }) => assertionResults);
    return results.find(({ status }) => status === 'failed')?.fullName ?? null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
