import { copyFileSync, readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import type { Clock, Logger } from '../../shared/ports.ts';
import type { Settings, SettingsFile } from './settings.ts';

const fileName = 'settings';

/**
 * The settings as a JSON file of electron-store, written atomically, readable by its owner alone. A file that is no
 * JSON is moved aside before the store sees it (the store would throw); one that cannot be used at all is replaced by
 * memory for this run, with a line in the log.
 * @param folder absolute path of the data folder.
 */
export function openSettingsFile(folder: string, clock: Clock, logger: Logger): SettingsFile {
  const path = join(folder, `${fileName}.json`);
  const asidePath = (): string => join(folder, `${fileName}.damaged-${clock.wallMs()}.json`);
  try {
    moveAsideUnlessJson(path, asidePath, logger);
    const store = new Store<Record<string, unknown>>({
      name: fileName,
      cwd: folder,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
    });
    return {
      read: () => store.store,
      write: (values: Settings) => {
        store.store = { ...values };
      },
      keepAside: () => copyFileSync(path, asidePath()),
    };
  } catch (error) {
    logger.error('the settings file cannot be used, defaults hold for this run', { error: String(error) });
    return { read: () => null, write: () => undefined, keepAside: () => undefined };
  }
}

function moveAsideUnlessJson(path: string, asidePath: () => string, logger: Logger): void {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (isJsonObject(text)) return;
  renameSync(path, asidePath());
  logger.warn('the settings file was damaged and has been put aside');
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
