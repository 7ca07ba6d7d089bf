import { open, stat } from 'node:fs/promises';

export type BoundedText =
  | { readonly ok: true; readonly text: string }
  /** `too_large`, `not_a_file`, `not_text`, or the system's own word. */
  | { readonly ok: false; readonly why: string };

/** Reads a file whole, or not at all: never more than the bound, whatever grows or pretends meanwhile. */
export async function readBounded(path: string, bytesMax: number): Promise<BoundedText> {
  try {
    // Opening a pipe would wait for whoever writes into it.
    if (!(await stat(path)).isFile()) return { ok: false, why: 'not_a_file' };
    const bytes = await beginningOf(path, bytesMax + 1);
    return bytes.length > bytesMax ? { ok: false, why: 'too_large' } : decoded(bytes);
  } catch (cause) {
    return { ok: false, why: cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown' };
  }
}

async function beginningOf(path: string, bytesMax: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const bytes = Buffer.alloc(bytesMax);
    let length = 0;
    while (length < bytesMax) {
      const { bytesRead } = await file.read(bytes, length, bytesMax - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

function decoded(bytes: Uint8Array): BoundedText {
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, why: 'not_text' };
  }
}
