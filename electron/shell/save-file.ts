/** Asks the person where to put a file, and puts it there whole or not at all. */
import { basename, extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { SavedFile } from '../../shared/ipc-contract.ts';
import { type FileContent, writeWhole } from './write-whole.ts';

/**
 * @param name what the dialog proposes; its ending says the kind of file
 * @param content pieces are asked for only once a place was chosen
 * @returns a name of null when the person thought better of it
 */
export async function saveFile(
  window: BrowserWindow | null,
  name: string,
  content: FileContent,
): Promise<Result<SavedFile>> {
  const ending = extname(name).slice(1);
  const options = { defaultPath: name, filters: [{ name: ending.toUpperCase(), extensions: [ending] }] };
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  if (canceled || !filePath) return ok({ fileName: null });
  try {
    await writeWhole(filePath, `${filePath}.${process.pid}.part`, content);
  } catch (cause) {
    return failed('file_not_saved', { detail: codeOf(cause) });
  }
  return ok({ fileName: basename(filePath) });
}

/** The folder is the person's own business and says nothing to support. */
function codeOf(cause: unknown): string | null {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null;
}
