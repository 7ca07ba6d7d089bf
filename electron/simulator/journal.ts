import type { HelcimClock } from './simulator-clock.ts';

export type LogKind =
  | 'request'
  | 'reply'
  | 'screen'
  | 'customer'
  | 'card'
  | 'event'
  | 'delivery'
  | 'batch'
  | 'fault'
  | 'control';

/** One line of the truth: what was asked, what happened to a card, what was answered or delivered. */
export interface SimulatorLogEntry {
  readonly sequence: number;
  /** By the given clock, without skew. */
  readonly atMs: number;
  readonly at: string;
  readonly kind: LogKind;
  readonly text: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** The truth log; whoever shows the simulator's state listens here for changes. */
export interface Journal {
  add(kind: LogKind, text: string, details?: Readonly<Record<string, unknown>>): void;
  /** Tells listeners of a change that deserves no line of its own. */
  changed(): void;
  entries(): SimulatorLogEntry[];
  /** The listener is told the kind of the new line; null for a change without one. */
  onChange(listener: (kind: LogKind | null) => void): () => void;
}

/** A till may stay in demo mode for weeks and polls; older lines than this many are forgotten. */
const ENTRIES_MAX = 50_000;

export function createJournal(clock: HelcimClock): Journal {
  const entries: SimulatorLogEntry[] = [];
  const listeners = new Set<(kind: LogKind | null) => void>();
  let sequence = 0;

  function tell(kind: LogKind | null): void {
    for (const listener of [...listeners]) listener(kind);
  }

  return {
    add(kind, text, details = {}) {
      const atMs = clock.trueWallMs();
      entries.push({ sequence: ++sequence, atMs, at: new Date(atMs).toISOString(), kind, text, details });
      if (entries.length > ENTRIES_MAX) entries.splice(0, entries.length - ENTRIES_MAX);
      tell(kind);
    },
    changed: () => tell(null),
    entries: () => [...entries],
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
