import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readBounded } from '../../../electron/shell/read-bounded.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tillside-read-'));
});
afterEach(() => rm(folder, { recursive: true }));

const read = async (content: string | Uint8Array, bytesMax: number) => {
  const path = join(folder, 'file');
  await writeFile(path, content);
  return readBounded(path, bytesMax);
};

it('reads a file up to its bound, and an empty one', async () => {
  expect(await read('été', 5)).toEqual({ ok: true, text: 'été' });
  expect(await read('', 5)).toEqual({ ok: true, text: '' });
});

it('refuses a file of one byte more', async () => {
  expect(await read('123456', 5)).toEqual({ ok: false, why: 'too_large' });
});

it('refuses what is no text, no file, or not there', async () => {
  expect(await read(Uint8Array.of(0xff, 0xfe, 0), 5)).toEqual({ ok: false, why: 'not_text' });
  expect(await readBounded(folder, 5)).toEqual({ ok: false, why: 'not_a_file' });
  expect(await readBounded(join(folder, 'gone'), 5)).toEqual({ ok: false, why: 'ENOENT' });
});
