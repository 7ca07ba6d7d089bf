import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOptions } from '../bench/options.ts';

const program = fileURLToPath(new URL('../bench/run.ts', import.meta.url));
const bench = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args]);
const figures = { medianMs: expect.any(Number), p95Ms: expect.any(Number) };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillside-bench-smoke-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('npm run bench', () => {
  it('measures press to wire beside the bare programs and writes what it prints', async () => {
    const path = join(folder, 'bench.json');
    const { stdout } = await bench('--press-only', '--rounds', '2', '--json', path);
    const { comparisons } = JSON.parse(await readFile(path, 'utf8'));
    expect(comparisons).toEqual([
      {
        name: 'press to wire',
        rounds: 2,
        ours: figures,
        bare: figures,
        ratio: expect.any(Number),
        target: 2,
        isMet: expect.any(Boolean),
        parts: { 'bare insert': figures, 'bare POST': figures },
      },
    ]);
    const [{ ours, bare, ratio, isMet }] = comparisons;
    expect(ours.medianMs).toBeGreaterThan(0);
    expect(ratio).toBeCloseTo(ours.medianMs / bare.medianMs);
    expect(isMet).toBe(ratio <= 2);
    expect(stdout).toContain(ours.medianMs.toFixed(2));
    expect(stdout).toContain(isMet ? 'All targets met.' : 'TARGET MISSED');
  });

  it('asks a long and a short history the same and prints both figures', async () => {
    const path = join(folder, 'bench.json');
    const args = ['--history-only', '--history-rows', '3000', '--rounds', '2', '--json', path];
    // Two rounds are no measurement: whether the target is met is not what is tried here.
    const { stdout } = await bench(...args).catch((cause: { readonly stdout: string }) => cause);
    const { history } = JSON.parse(await readFile(path, 'utf8'));
    expect(history).toMatchObject({ shortRows: 1_000, longRows: 3_000 });
    expect(history.questions.length).toBeGreaterThan(15);
    for (const { name, short, long, ratio, isMet } of history.questions) {
      expect(ratio).toBeCloseTo(long.medianMs / short.medianMs);
      expect(isMet).toBe(ratio <= 3);
      expect(stdout).toContain(name);
      expect(stdout).toContain(long.medianMs.toFixed(2));
    }
  });

  it('refuses what it cannot run with its usage, before anything is measured', async () => {
    const refusal = { code: 2, stderr: expect.stringContaining('npm run bench --') };
    await expect(bench('--press-only', '--rounds', '0')).rejects.toMatchObject(refusal);
  });

  it.each([
    ['--rounds', '0'],
    ['--rounds', '71'],
    ['--rounds', 'many'],
    ['--paint-rounds', '1.5'],
    ['--quickly'],
    ['--history-rows', '999'],
    ['--history-rows', '1000001'],
  ])('does not take %s %s', (...args) => {
    expect(() => readOptions(args)).toThrow();
  });
});
