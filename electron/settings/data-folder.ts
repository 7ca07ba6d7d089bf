import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes the data folder where it is not there yet.
 * @param path absolute
 * @returns null, or a sentence for the person at the till when it cannot be made or written to.
 */
export function openDataFolder(path: string): string | null {
  try {
    makeFolder(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return null;
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no reason given';
    return `The data folder ${path} cannot be made or written to (${why}). Give this user the right to write there, or name another folder.`;
  }
}

/** @returns what this user may still write on the disk of a folder, in bytes; rejects where the system does not say */
export async function freeBytes(path: string): Promise<number> {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
}

/** One level at a time: Node's own recursive way never comes back from places such as /proc. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  const parent = dirname(path);
  if (parent !== path) makeFolder(parent);
  try {
    mkdirSync(path);
  } catch (cause) {
    // Another start of the same till may have been faster.
    if (!existsSync(path)) throw cause;
  }
}
