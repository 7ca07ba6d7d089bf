/** Asks the person for a file, and reads it whole where it is small. */
import { basename } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { failed, ok, type Result } from '../../shared/app-error.ts';
import { readBounded } from './read-bounded.ts';

/**
 * @param ending of the files that are offered
 * @param bytesMax a longer file is refused unread
 * @returns null when the person thought better of it
 */
export async function openFile(
  window: BrowserWindow | null,
  ending: string,
  bytesMax: number,
): Promise<Result<{ readonly fileName: string; readonly text: string } | null>> {
  const filters = [{ name: ending.toUpperCase(), extensions: [ending] }];
  const options = { filters, properties: ['openFile' as const] };
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  const [path] = filePaths;
  if (canceled || path === undefined) return ok(null);
  const read = await readBounded(path, bytesMax);
  return read.ok
    ? ok({ fileName: basename(path), text: read.text })
    : failed('file_not_read', { detail: read.why });
}
