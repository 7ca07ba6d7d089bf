import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname } from 'node:path';
import { LASTING_FORMAT, type LastingState, parseLastingState } from './lasting-state.ts';

/** What was found where the state is kept. `note` is for the log; null when there was no file, and nothing to say. */
export interface LoadedState {
  readonly state: LastingState | null;
  readonly note: string | null;
  /** False when an unusable file stays in the place: it must not be written over. */
  readonly mayWrite: boolean;
}

/** The account that is asked for; undefined takes any. */
interface WantedAccount {
  readonly seed: string | undefined;
  readonly currency: string;
}

/**
 * Reads a saved account. A file that is damaged, of another format or of another account is renamed out of the way,
 * its time (milliseconds) in the new name, and none is returned. Never throws.
 */
export function loadState(path: string, wanted: WantedAccount, nowMs: number): LoadedState {
  const found = readState(path, wanted);
  if (found === null) return { state: null, note: null, mayWrite: true };
  if (typeof found !== 'string') {
    return { state: found, note: `saved account taken up: ${contents(found)}`, mayWrite: true };
  }
  const aside = `${path}.set-aside-${nowMs}`;
  try {
    renameSync(path, aside);
    const note = `state file ${found}: set aside as ${basename(aside)}, a fresh account starts`;
    return { state: null, note, mayWrite: true };
  } catch (error) {
    const note = `state file ${found} and cannot be set aside (${codeOf(error)}): nothing is saved`;
    return { state: null, note, mayWrite: false };
  }
}

/** The state, null when there is no file, or in words why it is unusable. */
function readState(path: string, wanted: WantedAccount): LastingState | null | string {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    return error instanceof SyntaxError ? 'is damaged (not JSON)' : `is unreadable (${codeOf(error)})`;
  }
  const state = parseLastingState(value);
  if (!state) return hasOtherFormat(value) ? 'is of another format' : 'is damaged (not of the expected form)';
  const isWanted =
    (wanted.seed === undefined || wanted.seed === state.seed) && wanted.currency === state.currency;
  return isWanted ? state : 'is of another account (seed or currency)';
}

function hasOtherFormat(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'format' in value &&
    typeof value.format === 'number' &&
    value.format !== LASTING_FORMAT
  );
}

function contents(state: LastingState): string {
  const asking = state.terminals.filter(({ request }) => request !== null).length;
  return `${state.transactions.length} transactions, ${asking} terminals asking, ${state.undelivered.length} webhooks owed`;
}

/**
 * Replaces the file as a whole: whoever dies on the way leaves the earlier one, and a torn draft that nobody reads.
 * Only this user may read it, since the tokens follow from the seed in it. Throws file system errors.
 */
export function writeState(path: string, state: LastingState): void {
  const draft = `${path}.new`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  // A left-over draft goes first: opening it again would keep whatever mode it has.
  rmSync(draft, { force: true });
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeAll(file, Buffer.from(JSON.stringify(state)));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
