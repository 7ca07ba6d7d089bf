/** One tunnel, from its start to its end. Whoever wants another one makes a new one. */
import type { TunnelCause, TunnelSettings } from '../../../shared/tunnel.ts';

export interface TunnelCondition {
  readonly state: 'starting' | 'up' | 'degraded' | 'down';
  readonly cause: TunnelCause | null;
  /** In the tool's own words; may hold a secret until the keeper has taken it out. */
  readonly detail: string | null;
  /** Nothing more comes of it: only a new one helps. One that is down without this tries to come back by itself. */
  readonly isOver: boolean;
}

export interface Tunnel {
  start(): void;
  /** Nothing of it is left when this resolves, which takes some seconds at most. May be called at any time, twice too. */
  stop(): Promise<void>;
  condition(): TunnelCondition;
  /** Called after each change of the condition; never once it was stopped. */
  onChange(listener: () => void): void;
}

/** Typed into Settings and kept by the system's key store (M11); null where none was given. */
export interface TunnelSecrets {
  readonly ngrokAuthtoken: string | null;
  readonly cloudflaredToken: string | null;
}

export interface TunnelRequest {
  readonly settings: Exclude<TunnelSettings, { kind: 'none' }>;
  readonly secrets: TunnelSecrets;
  /** Where our endpoint listens on loopback. */
  readonly port: number;
}

/** @returns a tunnel that has not been started */
export type OpenTunnel = (request: TunnelRequest) => Tunnel;

export interface ConditionHolder {
  current(): TunnelCondition;
  set(change: Partial<TunnelCondition> & Pick<TunnelCondition, 'state'>): void;
  /** It was stopped: from now on nothing is told any more. */
  seal(): void;
  onChange(listener: () => void): void;
}

/** Keeps the condition of one tunnel and tells its changes. One that is over stays over. */
export function holdCondition(): ConditionHolder {
  const listeners = new Set<() => void>();
  let current: TunnelCondition = { state: 'starting', cause: null, detail: null, isOver: false };
  let isSealed = false;
  return {
    current: () => current,
    set({ state, cause = null, detail = null, isOver = false }) {
      if (isSealed || current.isOver) return;
      const isSame = current.state === state && current.cause === cause && current.detail === detail;
      if (isSame && !isOver) return;
      current = { state, cause, detail, isOver };
      for (const listener of listeners) listener();
    },
    seal() {
      isSealed = true;
    },
    onChange: (listener) => void listeners.add(listener),
  };
}
