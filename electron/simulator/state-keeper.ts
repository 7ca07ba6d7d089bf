import type { LogKind } from './journal.ts';
import { codeOf, type LoadedState, writeState } from './lasting-file.ts';
import { exportLastingState } from './lasting-state.ts';
import type { World } from './world.ts';

/** Keeps the file in step with the account until `close`, which writes a last time. */
export interface StateKeeper {
  close(): void;
}

const SOON_MS = 250;

/**
 * What a client may already have heard of must survive a kill: these are on disk before the turn's bytes can leave.
 * Deliveries may wait; the worst is an event that comes twice.
 */
const AT_ONCE: ReadonlySet<LogKind | null> = new Set(['screen', 'customer', 'card', 'batch']);
const SOON: ReadonlySet<LogKind | null> = new Set(['event', 'delivery']);

/** Writes once right away, so that the tokens a caller is about to learn stay valid. Failures go to the log, once. */
export function createStateKeeper(world: World, path: string, loaded: LoadedState): StateKeeper {
  const { journal } = world;
  if (loaded.note !== null) journal.add('control', loaded.note);
  if (!loaded.mayWrite) return { close: () => undefined };
  let isPlannedNow = false;
  let isPlannedSoon = false;
  let isFailing = false;
  let isClosed = false;

  function write(): void {
    try {
      writeState(path, exportLastingState(world));
      isFailing = false;
    } catch (error) {
      if (!isFailing) journal.add('fault', `the state file cannot be written: ${codeOf(error)}`);
      isFailing = true;
    }
  }

  /** At the end of this turn, when all that belongs together has happened. */
  function writeNow(): void {
    if (isPlannedNow) return;
    isPlannedNow = true;
    queueMicrotask(() => {
      isPlannedNow = false;
      if (!isClosed) write();
    });
  }

  function writeSoon(): void {
    if (isPlannedSoon) return;
    isPlannedSoon = true;
    world.clock.setTimer(SOON_MS, () => {
      isPlannedSoon = false;
      writeNow();
    });
  }

  const stopListening = journal.onChange((kind) => {
    if (AT_ONCE.has(kind)) writeNow();
    else if (SOON.has(kind)) writeSoon();
  });
  write();
  return {
    close() {
      if (isClosed) return;
      isClosed = true;
      stopListening();
      write();
    },
  };
}
