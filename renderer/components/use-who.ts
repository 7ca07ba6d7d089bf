import { useState } from 'react';
import { useSnapshot } from '../state/till-context.tsx';

/** The name a deed is put down to: that of the person at the till, until another is typed. */
export function useWho(): readonly [who: string, setWho: (who: string) => void] {
  const cashier = useSnapshot(({ session }) => session.cashier);
  return useState(cashier ?? '');
}
