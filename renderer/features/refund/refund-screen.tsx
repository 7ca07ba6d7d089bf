import { useStore } from 'zustand';
import { useTill } from '../../state/till-context.tsx';
import { FillStep } from './fill-step.tsx';
import { FindStep } from './find-step.tsx';

/** Giving money back: first the payment, then how much and why. */
export function RefundScreen() {
  const { refund } = useTill();
  const originalId = useStore(refund.store, ({ draft }) => draft?.originalTransactionId ?? null);
  return originalId === null ? <FindStep /> : <FillStep key={originalId} />;
}
