import type { Preferences } from '../../shared/ipc-contract.ts';
import type { Logger } from '../../shared/ports.ts';
import type { SettingsProblem } from '../../shared/shop-settings.ts';
import { parseSettings, type Settings, settingsVersion } from './parse-settings.ts';

/** Where the values live between starts. */
export interface SettingsFile {
  /** What the file holds, unchecked; null when there is none. */
  read(): unknown;
  /** What was last written whole, from a copy beside the file; null without one. */
  readLastGood(): unknown;
  isThere(): boolean;
  /** May throw: a full disk, a folder that is write-protected. */
  write(values: Readonly<Record<string, unknown>>): void;
  /**
   * Puts a copy of the present file aside, so that nothing a person set is lost without a trace. May throw, as `write`.
   * @returns its name
   */
  keepAside(): string;
  /** What was wrong with the file as a whole when it was opened. */
  readonly problem: SettingsProblem | null;
}

export interface SettingsKeeper {
  /** Whether this till never had a settings file: nobody has chosen anything yet. */
  readonly isNew: boolean;
  current(): Settings;
  /** Changes and saves; what cannot be saved is told and holds until the end of this run. */
  update(patch: Partial<Settings>): Settings;
  /** What is wrong with the file now. */
  problem(): SettingsProblem | null;
  /** Looks whether the file is still there, and puts it back where it is not. */
  check(): void;
  /** Calls back after every change of a value or of the problem; returns the way to stop. */
  onChange(listener: (settings: Settings, before: Settings) => void): () => void;
}

/**
 * Reads the settings, value by value: one that is damaged falls back to the last good one, or to its default; the others
 * stay, and the file as it was is kept aside. A file of a newer version keeps what this one does not know. Never throws
 * for what a file contains, nor for what a disk does.
 */
export function openSettings(file: SettingsFile, logger: Logger): SettingsKeeper {
  const opened = openFile(file, logger);
  let { found } = opened;
  let { kept } = opened;
  let current = opened.settings;
  let unsaved: SettingsProblem | null = null;
  let hasFile = file.isThere();
  const version = Math.max(opened.version, settingsVersion);
  const listeners = new Set<(settings: Settings, before: Settings) => void>();

  function save(): void {
    try {
      // The person is told; what it held is here and is put back.
      if (hasFile && !file.isThere()) {
        found ??= problem('removed');
        logger.warn('the settings file was gone and has been written anew');
      }
      file.write({ ...kept, ...current, version });
      hasFile = file.isThere();
      unsaved = null;
    } catch (error) {
      unsaved = problem('not_saved', { cause: causeOf(error) });
      logger.error('the settings could not be saved', { error: String(error) });
    }
  }
  function tell(before: Settings): void {
    for (const listener of listeners) listener(current, before);
  }

  if (opened.mustSave) save();
  return {
    isNew: opened.isNew,
    current: () => current,
    update(patch) {
      const before = current;
      kept = Object.fromEntries(Object.entries(kept).filter(([name]) => !(name in patch)));
      current = { ...current, ...patch };
      save();
      tell(before);
      return current;
    },
    problem: () => unsaved ?? found,
    check() {
      if (unsaved === null && (!hasFile || file.isThere())) return;
      save();
      tell(current);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What the file gives, and what has to be said about it. */
function openFile(file: SettingsFile, logger: Logger) {
  const lastGood = file.readLastGood();
  const raw = file.read();
  const isGone = raw === null && lastGood !== null && file.problem === null;
  const isWholeLost = file.problem !== null || isGone;
  const parsed = parseSettings(isWholeLost ? lastGood : raw, lastGood);
  const isNewer = parsed.version > settingsVersion;
  let found = file.problem;
  if (isGone) {
    found = problem('removed');
    logger.warn('the settings file is gone; its last good copy is used');
  }
  if (!isWholeLost && isNewer) {
    found = problem('newer');
    logger.warn('the settings are of a newer version; what is not known stays as it is');
  }
  if (!isWholeLost && parsed.damaged.length > 0) {
    logger.warn('settings were damaged and replaced', { damaged: parsed.damaged.join(', ') });
    found = problem('damaged', { names: parsed.damaged, keptAs: keepAside(file, logger) });
  }
  const isNew = raw === null && !isWholeLost;
  return { ...parsed, found, isNew, mustSave: isGone || file.problem !== null || parsed.damaged.length > 0 };
}

function keepAside(file: SettingsFile, logger: Logger): string | null {
  try {
    return file.keepAside();
  } catch (error) {
    logger.error('the damaged settings could not be kept aside', { error: String(error) });
    return null;
  }
}

function problem(
  code: SettingsProblem['code'],
  more: Partial<Omit<SettingsProblem, 'code'>> = {},
): SettingsProblem {
  return { code, names: [], keptAs: null, cause: null, ...more };
}

/** The system's own word; a path of this machine is no help. */
export function causeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code).slice(0, 40) : null;
}

/** For a till without a data folder of its own: they end with the program. */
export function memorySettings(logger: Logger): SettingsKeeper {
  const file: SettingsFile = {
    problem: null,
    read: () => null,
    readLastGood: () => null,
    isThere: () => false,
    write: () => undefined,
    keepAside: () => '',
  };
  return openSettings(file, logger);
}

/** What of the settings the window shows from the start. */
export function preferencesOf({ theme, language }: Settings): Preferences {
  return { theme, language };
}
