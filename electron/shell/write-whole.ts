import { open, rename, rm } from 'node:fs/promises';

/** A file's content at once, or piece by piece for what is too long to be held. */
export type FileContent = string | Uint8Array | AsyncIterable<string>;

/**
 * Puts a file in its place whole or not at all: written beside it, flushed, then renamed, so that a full disk or a
 * content that breaks off leaves an older file of that name as it was.
 * @param draftPath on the same disk as `path`; whatever lies there is replaced
 * @throws the disk's error, or the content's own
 */
export async function writeWhole(path: string, draftPath: string, content: FileContent): Promise<void> {
  try {
    const file = await open(draftPath, 'w', 0o600);
    try {
      for await (const piece of piecesOf(content)) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draftPath, path);
  } catch (cause) {
    await rm(draftPath, { force: true }).catch(() => undefined);
    throw cause;
  }
}

function piecesOf(content: FileContent): AsyncIterable<string> | readonly (string | Uint8Array)[] {
  return typeof content === 'string' || content instanceof Uint8Array ? [content] : content;
}
