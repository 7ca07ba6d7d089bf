/** The month's soak itself, on one small day: a process of its own, since a program that is killed leaves its promises. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);

describe('M1 M4 M6 a day of the soak', () => {
  it('M1 M4 M6 ends with every card told truly, and with a till that holds no more than a fresh one', async () => {
    const month = join(import.meta.dirname, 'month.ts');
    const { stdout } = await run(process.execPath, ['--expose-gc', month, '--days', '1', '--sales', '40']);
    const summary = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(summary).toMatchObject({ days: 1, attempts: 40, violations: 0, broken: [] });
    expect(summary.heap).toMatchObject({ growthMiB: expect.any(Number) });
  });
});
