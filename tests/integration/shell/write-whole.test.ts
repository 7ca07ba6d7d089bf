import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from '../../../electron/shell/write-whole.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillside-save-'));
  path = join(folder, 'export.csv');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (content: Parameters<typeof writeWhole>[2]) => writeWhole(path, `${path}.part`, content);

async function* breaksOff(): AsyncGenerator<string> {
  yield 'first half';
  throw new Error('the ledger was closed');
}

async function* pieces(): AsyncGenerator<string> {
  yield 'one ';
  yield 'two é';
}

describe('a saved file', () => {
  it.each([
    ['a text', 'one two é', 'one two é'],
    ['bytes', new TextEncoder().encode('é'), 'é'],
    ['pieces', pieces(), 'one two é'],
  ])('holds %s and leaves no draft behind', async (_name, content, text) => {
    await write(content);
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(await readdir(folder)).toEqual(['export.csv']);
  });

  it('stays as it was when the new content breaks off', async () => {
    await writeFile(path, 'older');
    await expect(write(breaksOff())).rejects.toThrow('the ledger was closed');
    expect(await readFile(path, 'utf8')).toBe('older');
    expect(await readdir(folder)).toEqual(['export.csv']);
  });

  it('does not appear when its content breaks off', async () => {
    await expect(write(breaksOff())).rejects.toThrow('the ledger was closed');
    expect(await readdir(folder)).toEqual([]);
  });

  it('says why a place cannot be written', async () => {
    await expect(
      writeWhole(join(folder, 'no', 'x'), join(folder, 'no', 'x.part'), 'x'),
    ).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('replaces an older file of its name', async () => {
    await writeFile(path, 'older and longer than the new one');
    await write('new');
    expect(await readFile(path, 'utf8')).toBe('new');
  });
});
