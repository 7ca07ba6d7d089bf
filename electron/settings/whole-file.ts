import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * @param bytesMax larger files are refused
 * @returns null when there is no such file; `too_large` for one that cannot be ours
 * @throws what the disk says otherwise
 */
export async function readWhole(path: string, bytesMax: number): Promise<string | 'too_large' | null> {
  try {
    if ((await stat(path)).size > bytesMax) return 'too_large';
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw cause;
  }
}

/** Whole or not at all, readable by its owner alone, and on disk when this resolves. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.new`;
  try {
    await flush(draft, 'w', text);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw cause;
  }
  // The new name too; where a folder cannot be opened (Windows) the system keeps names by itself.
  await flush(dirname(path), 'r', null).catch(() => undefined);
}

async function flush(path: string, flags: 'w' | 'r', text: string | null): Promise<void> {
  const file = await open(path, flags, 0o600);
  try {
    if (text !== null) await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
