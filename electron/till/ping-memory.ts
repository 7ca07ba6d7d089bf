import type { PingView } from '../../shared/ipc-contract.ts';

/** The latest ping of each terminal in this run. Advice only: nothing is gated by it. */
export interface PingMemory {
  last(code: string): PingView | null;
  remember(code: string, ping: PingView): void;
  forget(code: string): void;
}

export function createPingMemory(): PingMemory {
  const pings = new Map<string, PingView>();
  return {
    last: (code) => pings.get(code) ?? null,
    remember: (code, ping) => void pings.set(code, ping),
    forget: (code) => void pings.delete(code),
  };
}
