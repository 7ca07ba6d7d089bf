import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { AttemptView, Snapshot } from '../../shared/ipc-contract.ts';
import type { ChargeState } from './charge-store.ts';
import { findAttempt } from './pending-attempts.ts';
import type { ScreenState } from './screen-store.ts';
import type { Till } from './till.ts';

const TillContext = createContext<Till | null>(null);

export function TillProvider({ till, children }: { readonly till: Till; readonly children: ReactNode }) {
  return <TillContext value={till}>{children}</TillContext>;
}

export function useTill(): Till {
  const till = useContext(TillContext);
  if (till === null) throw new Error('outside of the till');
  return till;
}

/** A part of main's truth. Only used below the point where the first snapshot is there. */
export function useSnapshot<Part>(select: (snapshot: Snapshot) => Part): Part {
  return useStore(useTill().mirror.store, ({ snapshot }) => {
    if (snapshot === null) throw new Error('no snapshot yet');
    return select(snapshot);
  });
}

export function useScreenState<Part>(select: (state: ScreenState) => Part): Part {
  return useStore(useTill().screens, select);
}

export function useChargeState<Part>(select: (state: ChargeState) => Part): Part {
  return useStore(useTill().charge.store, select);
}

/** The freshest view of an attempt that the window has without asking. */
export function useAttempt(attemptId: string): AttemptView | null {
  return useStore(useTill().mirror.store, ({ snapshot, answered }) => {
    const mirrored = snapshot === null ? null : findAttempt(snapshot, attemptId);
    return mirrored ?? answered.get(attemptId) ?? null;
  });
}
