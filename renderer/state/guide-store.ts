import { createStore, type StoreApi } from 'zustand/vanilla';
import type { TokenReport } from '../../shared/setup.ts';
import type { TunnelKind } from '../../shared/tunnel.ts';

/** What is typed for the way results arrive. No secret is in it: those stay in their own fields (M11). */
export interface WayDraft {
  readonly kind: TunnelKind;
  readonly domain: string;
  readonly publicUrl: string;
  readonly program: string;
}

export interface GuideState {
  /** Null until something else than what is set was chosen or typed. */
  readonly way: WayDraft | null;
  readonly pairingWay: 'device' | 'account';
  /** What the token that was kept last in this window may do. */
  readonly report: TokenReport | null;
}

/** What was typed in the guide and not kept yet: it stays while the manager looks elsewhere. */
export interface Guide {
  readonly store: StoreApi<GuideState>;
  edit(fields: Partial<GuideState>): void;
}

export function createGuide(): Guide {
  const store = createStore<GuideState>(() => ({ way: null, pairingWay: 'device', report: null }));
  return { store, edit: (fields) => store.setState(fields) };
}
