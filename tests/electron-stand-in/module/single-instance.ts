import {
  type FSWatcher,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** What a second start hands to the first. */
export interface SecondInstance {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly additionalData: unknown;
}

/**
 * One app per user data folder. The lock is the operating system's (held through an open SQLite file), so it ends
 * with its process even by SIGKILL. A second start leaves a note in a folder that the first one watches.
 */
export class SingleInstance {
  private lock: DatabaseSync | undefined;
  private watcher: FSWatcher | undefined;

  get held(): boolean {
    return this.lock !== undefined;
  }

  /** Takes the lock, or hands `note` to its holder and returns false. */
  request(userData: string, note: SecondInstance, onSecond: (second: SecondInstance) => void): boolean {
    if (this.lock !== undefined) return true;
    const folder = join(userData, 'stand-in-instance');
    mkdirSync(folder, { recursive: true });
    const lock = new DatabaseSync(join(folder, 'lock'));
    try {
      lock.exec('pragma busy_timeout = 0');
      lock.exec('begin exclusive');
    } catch {
      lock.close();
      leaveNote(folder, note);
      return false;
    }
    this.lock = lock;
    for (const old of notesIn(folder)) rmSync(old, { force: true });
    this.watcher = watch(folder, () => takeNotes(folder, onSecond));
    return true;
  }

  release(): void {
    this.watcher?.close();
    this.lock?.close();
    this.watcher = undefined;
    this.lock = undefined;
  }
}

function notesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.note'))
    .map((name) => join(folder, name));
}

/** Complete or absent: the note gets its name after it is written. */
function leaveNote(folder: string, note: SecondInstance): void {
  const path = join(folder, `${process.pid}-${process.hrtime.bigint()}`);
  writeFileSync(path, JSON.stringify(note));
  renameSync(path, `${path}.note`);
}

function takeNotes(folder: string, onSecond: (second: SecondInstance) => void): void {
  for (const path of notesIn(folder)) {
    const text = readFileSync(path, 'utf8');
    rmSync(path, { force: true });
    onSecond(JSON.parse(text) as SecondInstance);
  }
}
