import { createStore, type StoreApi } from 'zustand/vanilla';
import type { AppError } from '../../shared/app-error.ts';
import type { AttemptView, Bridge, Change, Snapshot } from '../../shared/ipc-contract.ts';
import { stampReceipt } from './age.ts';
import { ask } from './ask.ts';
import { applyAll, applyChange } from './mirror.ts';
import { knownAttempts } from './pending-attempts.ts';

/** The window's own time, passed in so that a test can hold it. */
export interface WindowTime {
  /** Monotonic milliseconds. */
  nowMs(): number;
  /** Runs once after the delay; returns the way to stop it. */
  later(delayMs: number, run: () => void): () => void;
}

export interface MirrorState {
  readonly snapshot: Snapshot | null;
  /** Why the last question for a snapshot failed; null while all is well. */
  readonly trouble: AppError | null;
  /** Views that came as answers of calls, until the mirror itself tells of them. */
  readonly answered: ReadonlyMap<string, AttemptView>;
}

export interface Mirror {
  readonly store: StoreApi<MirrorState>;
  /** Begins listening and asks for the first snapshot; returns the way to stop. */
  start(): () => void;
  /** Asks for a snapshot again, once at a time. */
  refresh(): Promise<void>;
  /** Keeps a view that came as the answer of a call. */
  remember(view: AttemptView): void;
}

const waitingChangesMax = 500;
const askAgainAfterMs = 2_000;
/** A snapshot that is itself behind is rare; the pause keeps it from becoming a storm of questions. */
const askAfterGapMs = 200;

/** Holds what main says, and nothing else: a snapshot, then every numbered change; a gap means asking again. */
export function createMirror(bridge: Bridge, time: WindowTime): Mirror {
  const store = createStore<MirrorState>(() => ({ snapshot: null, trouble: null, answered: new Map() }));
  let waiting: Change[] = [];
  let asking: Promise<void> | null = null;
  let stopTimer: () => void = () => {};
  let isStopped = false;

  const put = (snapshot: Snapshot) => {
    const known = knownAttempts(snapshot);
    stampReceipt(known, time.nowMs());
    const answered = new Map(store.getState().answered);
    for (const view of known) answered.delete(view.id);
    store.setState({ snapshot, trouble: null, answered });
  };

  const refreshLater = (delayMs: number) => {
    stopTimer();
    stopTimer = time.later(delayMs, () => void refresh());
  };

  const askOnce = async () => {
    const answer = await ask(() => bridge.app.snapshot(null));
    asking = null;
    if (isStopped) return;
    if (!answer.ok) {
      store.setState({ trouble: answer.error });
      refreshLater(askAgainAfterMs);
      return;
    }
    const caughtUp = applyAll(answer.value, waiting);
    waiting = caughtUp.hasGap ? waiting.filter((change) => change.seq > caughtUp.snapshot.seq) : [];
    put(caughtUp.snapshot);
    if (caughtUp.hasGap) refreshLater(askAfterGapMs);
  };

  const refresh = (): Promise<void> => {
    asking ??= askOnce();
    return asking;
  };

  const take = (change: Change) => {
    const { snapshot } = store.getState();
    if (snapshot === null || asking !== null) {
      if (waiting.length < waitingChangesMax) waiting.push(change);
      return;
    }
    const applied = applyChange(snapshot, change);
    if (applied.kind === 'applied') put(applied.snapshot);
    if (applied.kind === 'gap') {
      waiting = [change];
      void refresh();
    }
  };

  return {
    store,
    refresh,
    remember(view) {
      stampReceipt([view], time.nowMs());
      store.setState((state) => ({ answered: new Map(state.answered).set(view.id, view) }));
    },
    start() {
      isStopped = false;
      const stopListening = bridge.onChange(take);
      void refresh();
      return () => {
        isStopped = true;
        stopTimer();
        stopListening();
      };
    },
  };
}
