import { copyFileSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Store from 'electron-store';
import type { Clock, Logger } from '../../shared/ports.ts';
import type { SettingsProblem } from '../../shared/shop-settings.ts';
import { causeOf, type SettingsFile } from './settings.ts';

const fileName = 'settings';
/** Far above what a shop can set. */
const bytesMax = 1024 * 1024;

/**
 * The settings as a JSON file of electron-store, written atomically, readable by its owner alone, with a copy of the last
 * that was written whole beside it. A file that is no JSON is moved aside before the store sees it (the store would
 * throw); one that cannot be used at all is replaced by memory for this run, and its problem says so.
 * @param folder absolute path of the data folder.
 */
export function openSettingsFile(folder: string, clock: Clock, logger: Logger): SettingsFile {
  const path = join(folder, `${fileName}.json`);
  const goodPath = join(folder, `${fileName}.last-good.json`);
  const asideName = (): string => `${fileName}.damaged-${clock.wallMs()}.json`;
  const readLastGood = () => readObject(goodPath);
  try {
    const keptAs = moveAsideUnlessJson(path, folder, asideName, logger);
    const store = new Store<Record<string, unknown>>({
      name: fileName,
      cwd: folder,
      configFileMode: 0o600,
      clearInvalidConfig: false,
      accessPropertiesByDotNotation: false,
    });
    return {
      problem: keptAs === null ? null : wholeFile('damaged', { keptAs }),
      read: () => (existsSync(path) ? store.store : null),
      readLastGood,
      isThere: () => existsSync(path),
      write(values) {
        store.store = { ...values };
        keepAsLastGood(path, goodPath, logger);
      },
      keepAside() {
        const name = asideName();
        copyFileSync(path, join(folder, name));
        return name;
      },
    };
  } catch (error) {
    logger.error('the settings file cannot be used, the last good settings hold for this run', {
      error: String(error),
    });
    return {
      problem: wholeFile('unreadable', { cause: causeOf(error) }),
      read: () => null,
      readLastGood,
      isThere: () => false,
      write: () => undefined,
      keepAside: () => fileName,
    };
  }
}

function wholeFile(
  code: SettingsProblem['code'],
  more: Partial<Pick<SettingsProblem, 'keptAs' | 'cause'>>,
): SettingsProblem {
  return { code, names: [], keptAs: null, cause: null, ...more };
}

/** Beside the file and by a rename, so that no moment leaves both of them half written. */
function keepAsLastGood(path: string, goodPath: string, logger: Logger): void {
  const draftPath = `${goodPath}.new`;
  try {
    copyFileSync(path, draftPath);
    renameSync(draftPath, goodPath);
  } catch (error) {
    logger.warn('the last good settings could not be kept beside the file', { error: String(error) });
  }
}

/** @returns the name it was moved to; null when there was no need */
function moveAsideUnlessJson(
  path: string,
  folder: string,
  asideName: () => string,
  logger: Logger,
): string | null {
  if (!existsSync(path)) return null;
  const isUsable = statSync(path).size <= bytesMax && isJsonObject(readFileSync(path, 'utf8'));
  if (isUsable) return null;
  const name = asideName();
  renameSync(path, join(folder, name));
  logger.warn('the settings file was damaged and has been put aside', { name });
  return name;
}

function readObject(path: string): unknown {
  try {
    if (statSync(path).size > bytesMax) return null;
    const text = readFileSync(path, 'utf8');
    return isJsonObject(text) ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
