import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDataFolder } from '../../../electron/settings/data-folder.ts';

describe('the data folder', () => {
  let base: string;
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'tillside-folder-'));
  });
  afterEach(() => rm(base, { recursive: true, force: true }));

  it('is made with every folder above it', async () => {
    const path = join(base, 'one', 'two');
    expect(openDataFolder(path)).toBeNull();
    expect((await stat(path)).isDirectory()).toBe(true);
  });

  it('is taken as it is when it is there already', () => {
    expect(openDataFolder(base)).toBeNull();
  });

  it('that lies below a file is told in a sentence', async () => {
    await writeFile(join(base, 'file'), '');
    expect(openDataFolder(join(base, 'file', 'below'))).toMatch(/cannot be made or written to \(E\w+\)/);
  });

  it('in a place that can hold none is told at once', () => {
    expect(openDataFolder('/proc/no-such-place/below')).toMatch(/cannot be made or written to/);
  });
});
